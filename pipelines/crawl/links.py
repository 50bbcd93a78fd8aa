"""What a page says about other pages: links, canonical address, language versions, robots.

Only the markup's structure is read here; the text of the page is read in `describe`.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from pipelines.crawl.addresses import join_url
from pipelines.crawl.item_lists import listed_addresses
from pipelines.crawl.refresh import sends_to
from pipelines.directives import read_directives

_Attributes = dict[str, str]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LEADING = ("a", "area", "iframe", "frame", "object", "embed")
_ADDRESSES = ("href", "src", "data-src", "data", "xlink:href")  # the last in drawings
# A page that shows a file by a program of its own names it to that.
_VIEWED = re.compile(r"[?&](?:file|url|src)=([^&#]+\.(?:pdf|docx))(?=[&#]|$)", re.IGNORECASE)
_TREE_BYTES = 2_000_000
_TOO_DEEP = [etree.ErrorTypes.ERR_RESOURCE_LIMIT]
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Absolute addresses on a page, in the order of the page, none twice.

    `links` are those of `<a>`, `<area>` and of what a page embeds (frames, objects, what a viewer
    is to show), without rel=nofollow, and those of item lists in JSON-LD; `next` is the next page
    of a list (rel=next), which the head may name alone;
    `alternates` are (language, address) of hreflang; `refresh` is where the page sends its readers
    at once, other than to itself; `robots` holds the directives of meta robots, lower case.
    """

    links: tuple[str, ...] = ()
    canonical: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, ...] = ()
    next: str | None = None
    refresh: str | None = None
    robots: frozenset[str] = frozenset()


def read_links(body: bytes, url: str, declared: str | None = None, token: str = "") -> PageLinks:
    """The links of an HTML body fetched from `url`; `declared` is its Content-Type header.

    `token` is our name in robots directives meant for one robot. Never raises for broken markup:
    what cannot be read has no links.
    """
    tags = _read_tags(body, declared)
    base = next((join_url(url, tag["href"]) or url for tag in tags.bases if "href" in tag), url)
    related = list(_related(tags.related, base))
    return PageLinks(
        links=tuple(dict.fromkeys((*_anchors(tags.anchors, base), *_listed(body, base)))),
        canonical=next((address for rel, _, _, address in related if "canonical" in rel), None),
        alternates=tuple(
            dict.fromkeys((lang, at) for rel, lang, _, at in related if lang and "alternate" in rel)
        ),
        feeds=tuple(
            at for rel, _, kind, at in related if kind in _FEED_TYPES and "alternate" in rel
        ),
        next=_next(tags, related, base),
        refresh=sends_to(_refreshes(tags.metas), base, url),
        robots=frozenset(_meta_robots(tags.metas, token)),
    )


class _Tags:
    """Collects the attributes of the tags that lead somewhere, in their order."""

    def __init__(self) -> None:
        self.bases: list[_Attributes] = []
        self.anchors: list[_Attributes] = []
        self.related: list[_Attributes] = []
        self.metas: list[_Attributes] = []
        self._wanted = {
            **dict.fromkeys(_LEADING, self.anchors),
            "base": self.bases,
            "link": self.related,
            "meta": self.metas,
        }

    def read(self, root: etree._Element) -> None:
        """Those of a whole tree."""
        for element in root.iter(*self._wanted):
            self.start(str(element.tag), element.attrib)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """One tag; the parser calls it when it builds no tree."""
        if (found := self._wanted.get(tag)) is not None:
            found.append(dict(attributes))

    def close(self) -> None:
        """Nothing to finish; the parser wants to call it."""


def _read_tags(body: bytes, declared: str | None) -> _Tags:
    """The tags of an HTML body; null bytes are taken out, since libxml2 stops at them.

    From a tree, since a parser that calls us at every tag lets other threads in at each, which
    takes crawls side by side a third of their speed. libxml2 builds no tree deeper than 2,048
    elements, and hostile or merely unclosed markup goes deeper; a large one would fill the memory.
    """
    encoding = _encoding(body, declared)
    clean = body if encoding and "16" in encoding else body.replace(b"\x00", b"")
    # An encoding that Python knows and libxml2 does not, or nothing at all to parse.
    with contextlib.suppress(etree.LxmlError, ValueError, LookupError):
        if len(clean) <= _TREE_BYTES:
            parser = etree.HTMLParser(encoding=encoding, huge_tree=True, no_network=True)
            root = etree.fromstring(clean, parser)
            if not parser.error_log.filter_types(_TOO_DEEP):
                tags = _Tags()
                tags.read(root)
                return tags
    return _read_streaming(clean, encoding)


def _read_streaming(clean: bytes, encoding: str | None) -> _Tags:
    tags = _Tags()
    with contextlib.suppress(etree.LxmlError, ValueError, LookupError):
        parser = etree.HTMLParser(target=tags, encoding=encoding, huge_tree=True, no_network=True)
        etree.fromstring(clean, parser)
    return tags


def _encoding(body: bytes, declared: str | None) -> str | None:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return name
    # The bytes outrank the label here as in the reading of texts: servers label by default, and
    # without a label libxml2 would take an address for Latin-1.
    if _is_utf8(body):
        return "utf-8"
    named = _CHARSET.search(declared or "")
    try:
        return codecs.lookup(named[1]).name if named else None
    except LookupError:
        return None


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return False  # any label does, and some (ISO-2022-JP) mean other letters by the same bytes
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _anchors(tags: list[_Attributes], base: str) -> Iterator[str]:
    for tag in tags:
        if "nofollow" in tag.get("rel", "").lower().split():
            continue
        link = next((tag[name] for name in _ADDRESSES if tag.get(name)), "")
        if link and not link.lstrip().startswith("#") and (address := join_url(base, link)):
            yield address
            if (viewed := _VIEWED.search(address)) and (
                shown := join_url(base, unquote(viewed[1]))
            ):
                yield shown


def _listed(body: bytes, base: str) -> Iterator[str]:
    yield from filter(None, (join_url(base, one) for one in listed_addresses(body)))


def _next(tags: _Tags, related: Sequence[tuple[list[str], str, str, str]], base: str) -> str | None:
    """The next page of a list, as its head or a link says."""
    told = (address for rel, _, _, address in related if "next" in rel)
    links = (tag["href"] for tag in tags.anchors if _says_next(tag) and tag.get("href"))
    return next(told, None) or next(filter(None, (join_url(base, one) for one in links)), None)


def _says_next(tag: _Attributes) -> bool:
    words = tag.get("rel", "").lower().split()
    return "next" in words and "nofollow" not in words


def _related(tags: list[_Attributes], base: str) -> Iterator[tuple[list[str], str, str, str]]:
    """(rel words, hreflang, type, address) of each `<link>` that leads somewhere."""
    for tag in tags:
        address = join_url(base, tag["href"]) if tag.get("href") else None
        if address:
            rel = tag.get("rel", "").lower().split()
            yield rel, tag.get("hreflang", ""), tag.get("type", "").lower(), address


def _refreshes(tags: list[_Attributes]) -> Iterator[str]:
    for tag in tags:
        if tag.get("http-equiv", "").strip().lower() == "refresh":
            yield tag.get("content", "")


def _meta_robots(tags: list[_Attributes], token: str) -> Iterator[str]:
    names = {"robots", token.lower()} - {""}
    for tag in tags:
        if tag.get("name", "").strip().lower() in names:
            yield from read_directives(tag.get("content", ""))
