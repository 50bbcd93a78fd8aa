"""What a page says of itself in its head: JSON-LD, Open Graph, canonical and other languages.

Only reading these claims belongs here. All of it is the publisher's word, none of it checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipelines.crawl.refresh import sends_to
from pipelines.describe.contacts import mask_text
from pipelines.describe.letters import tidy_values
from pipelines.describe.tree import Element
from pipelines.directives import forbids_index, header_directives, read_directives

_MOST_JSON = 300_000
_MOST_NODES = 500
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$|^x-default$", re.I)
_PUBLISHERS = ("provider", "publisher", "sourceOrganization", "organizer", "author")
_ORGANISATIONS = {"Organization", "NGO", "GovernmentOrganization", "EducationalOrganization"}
_SITE_TYPES = _ORGANISATIONS | {
    "WebSite", "WebPage", "BreadcrumbList", "ListItem", "ImageObject", "SearchAction", "Person",
    "ReadAction", "EntryPoint", "PropertyValueSpecification", "SiteNavigationElement",
}  # fmt: skip


@dataclass(slots=True)
class Claims:
    """What a page's head says: addresses are absolute, texts are free of contact data."""

    canonical_url: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    metas: dict[str, str] = field(default_factory=dict)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    refresh: str | None = None
    noindex: bool = False
    bylined: bool = False


def read_claims(root: Element, url: str, headers: Mapping[str, str]) -> Claims:
    """Everything the page's head and its X-Robots-Tag header claim; `url` resolves addresses."""
    claims = Claims(metas=_metas(root))
    base = base_address(root, url)
    for link in root.iter("link"):
        _read_link(claims, link, base)
    claims.nodes = [node for script in _json_scripts(root) for node in _nodes(script)][:_MOST_NODES]
    claims.refresh = sends_to(_refreshes(root), base, url)
    claims.noindex = _noindex(claims.metas, headers)
    claims.bylined = bool(claims.metas.get("author")) or any("author" in n for n in claims.nodes)
    claims.bylined = claims.bylined or bool(root.xpath("//*[@rel='author' or @itemprop='author']"))
    return claims


def summarise(claims: Claims) -> dict[str, Any]:
    """The claims worth keeping beside the text: name, organisation, description, types."""
    named = [node for node in claims.nodes if not set(types_of(node)) & _SITE_TYPES]
    found = {
        "name": _first(node.get("name") or node.get("headline") for node in named),
        "organisation": _organisation(claims),
        "description": claims.metas.get("og:description") or claims.metas.get("description"),
        "og_type": claims.metas.get("og:type"),
    }
    kept: dict[str, Any] = {key: mask_text(text) for key, text in found.items() if text}
    types = sorted({name for node in claims.nodes for name in types_of(node)})
    return kept | ({"types": types} if types else {})


def types_of(node: Mapping[str, Any]) -> list[str]:
    """The schema.org types of a JSON-LD node, without their prefix."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def _organisation(claims: Claims) -> str | None:
    for node in claims.nodes:
        for key in _PUBLISHERS:
            inner = node.get(key)
            is_body = isinstance(inner, dict) and set(types_of(inner)) & _ORGANISATIONS
            if isinstance(inner, dict) and is_body and isinstance(inner.get("name"), str):
                return str(inner["name"])
    named = _first(n.get("name") for n in claims.nodes if set(types_of(n)) & _ORGANISATIONS)
    return named or claims.metas.get("og:site_name")


def _first(values: Iterator[Any]) -> str | None:
    return next((" ".join(v.split()) for v in values if isinstance(v, str) and v.strip()), None)


def _metas(root: Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = " ".join((meta.get("content") or "").split())
        if key and content:
            metas.setdefault(key.strip().lower(), content[:2_000])
    return metas


def base_address(root: Element, url: str) -> str:
    """The address that the page's links are relative to."""
    element = next(root.iter("base"), None)
    return absolute_address(element.get("href") or "", url) or url if element is not None else url


def absolute_address(href: str, base: str) -> str:
    """The whole http(s) address of a link, or an empty string where it is none."""
    try:
        address = urljoin(base, href.strip())
        parts = urlsplit(address)
        sound = parts.port is None or parts.port > 0  # reading a wrong port raises
    except ValueError:
        return ""
    named = bool(parts.hostname) and not re.search(r"\s", parts.netloc)
    return address if sound and named and parts.scheme in {"http", "https"} else ""


def _read_link(claims: Claims, link: Element, base: str) -> None:
    kinds = (link.get("rel") or "").lower().split()
    address = absolute_address(link.get("href") or "", base)
    language = (link.get("hreflang") or "").strip()
    if not address:
        return
    if "canonical" in kinds and not claims.canonical_url:
        claims.canonical_url = address
    elif "alternate" in kinds and _LANGUAGE.match(language):
        claims.alternates.setdefault(language.lower().replace("_", "-"), address)


def _json_scripts(root: Element) -> Iterator[Any]:
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "").lower() and len(text) <= _MOST_JSON:
            try:
                yield tidy_values(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The top nodes of a JSON-LD value, those inside @graph and lists included."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            if "@type" in item:
                yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _refreshes(root: Element) -> Iterator[str]:
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            yield meta.get("content") or ""


def _noindex(metas: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    told = header_directives({name.lower(): value for name, value in headers.items()})
    return forbids_index(told.union(read_directives(metas.get("robots", ""))))
