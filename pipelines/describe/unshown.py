"""Text that a page carries where nobody sees it before a script has run: in the data of scripts, in
attributes, for readers without scripts, in templates and frames of its own.

Most pages show it as well. What they do not show is read where they show hardly anything else, and
told of elsewhere: a site's data holds texts of other pages, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import islice
from typing import Any

from pipelines.describe.folded import is_shadow
from pipelines.describe.furniture import is_consent
from pipelines.describe.tree import Element, is_tag, parse

_LEAST = 80  # characters of a sentence or two
_POOR = 300  # characters in paragraphs of a page that shows hardly anything
_MOST_JSON = 1_000_000
_DEPTH = 40
_MOST = 2_000  # texts; more are data, not what a page tells
_KNOWN = 50  # of its first characters, by which a text is found in the page
_TAG = re.compile(r"<[^<>]*>")
_CODE = re.compile(r"[{}=;\\|]|https?:")
_ASSIGNED = re.compile(r"\s*(?:window|self|globalThis|var|let|const)\b[^={}()]{1,80}=\s*(?=[\[{])")
_UNSEEN = frozenset({
    "head", "script", "style", "template", "noscript", "textarea", "iframe",
})  # fmt: skip
# Words of the whole site, not of the page; and what is said of it for search engines.
_OF_THE_SITE = re.compile(
    r"i18n|translation|locale|message|dictionar|label|seo|meta|footer|header|nav|menu|legal|privacy"
    r"|error|config|setting|related|query",
    re.I,
)


def find_unshown(root: Element) -> list[str]:
    """The texts, as markup or plain, in their order and each once. To be asked of a whole tree."""
    found = list(islice(filter(_is_prose, _carried(root)), _MOST))
    if not found:
        return []
    shown, fresh = _letters(_seen(root)), dict[str, str]()
    for text in found:
        begin = _letters(_plain(text))[:_KNOWN]
        if begin not in shown:
            fresh.setdefault(begin, text)
    return list(fresh.values())


def is_poor(text: str) -> bool:
    """Whether what is read of a page is hardly more than a title and labels."""
    return sum(len(line) for line in text.splitlines() if len(line) >= _LEAST) < _POOR


def show(root: Element, texts: Sequence[str]) -> None:
    """Put the texts at the end of a page's main part."""
    made = parse(f"<body>{''.join(map(_as_markup, texts))}</body>")
    main = next(root.iter("main"), root.find("body"))
    if made is not None and main is not None:
        main.extend(list(made.find("body")))


def told_of(texts: Sequence[str]) -> str:
    """What is to be said of texts that were not read."""
    chars = sum(len(_plain(text)) for text in texts)
    begins = _plain(texts[0])[:100]
    return f"{chars:,} characters that the page shows by scripts alone, from: {begins}"


def _as_markup(text: str) -> str:
    return text if _TAG.search(text) else f"<p>{escape(text)}</p>"


def _seen(root: Element) -> str:
    import lxml.etree

    parts: list[str] = []
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            parts.append(element.tail or "")
        elif element.tag in _UNSEEN:
            walk.skip_subtree()
        elif is_tag(element):
            parts.append(element.text or "")
    return " ".join(parts)


def _carried(root: Element) -> Iterator[str]:
    for element in root.iter():
        if not is_tag(element):
            continue
        if element.tag == "script":
            yield from _in_script(element)
        elif element.tag in {"noscript", "template", "textarea"} and not is_shadow(element):
            yield from _inner(element)
        else:
            yield from _in_attributes(element)


def _inner(element: Element) -> Iterator[str]:
    text = " ".join("".join(element.itertext()).split())
    if "javascript" not in text.casefold():
        yield text


def _in_attributes(element: Element) -> Iterator[str]:
    if element.tag in {"meta", "link", "html", "body", "img", "a", "input"}:
        return
    for name, value in element.attrib.items():
        if len(value) < _LEAST or name in {"class", "style", "id", "src", "srcset", "title", "d"}:
            continue
        text = value.strip().strip("'\"`") if name.startswith((":", "v-bind:")) else value.strip()
        if text.startswith(("{", "[")):
            yield from _in_json(text)
        elif name == "srcdoc" or name.startswith(("data-", ":", "v-")) or "-" in str(element.tag):
            yield text


def _in_script(script: Element) -> Iterator[str]:
    text = script.text or ""
    kind = (script.get("type") or "").lower()
    if kind in {"text/template", "text/html"}:
        yield text
    elif kind.endswith("json") or script.get("id") == "__NEXT_DATA__":
        yield from _in_json(text)
    elif assigned := _ASSIGNED.match(text):
        yield from _in_json(text[assigned.end() :])


def _in_json(text: str) -> Iterator[str]:
    if len(text) > _MOST_JSON:
        return
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text.strip())
    except (ValueError, RecursionError):
        return
    yield from _texts(value, _DEPTH)


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth:
        for one in value:
            yield from _texts(one, depth - 1)
    elif isinstance(value, Mapping) and depth:
        for name, one in value.items():
            if not (_OF_THE_SITE.search(name) or is_consent(name)):
                yield from _texts(one, depth - 1)


def _is_prose(text: str) -> bool:
    """Whether it is written for people: words between spaces, hardly a sign of code."""
    plain = _plain(text)
    words = plain.count(" ")
    return (
        len(plain) >= _LEAST
        and len(plain) / 15 <= words
        and len(_CODE.findall(plain)) <= len(plain) / 100
    )


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def _letters(text: str) -> str:
    return "".join(text.split())
