"""Markup into a tree, whatever its state: broken, nested 10,000 deep, full of control characters.

Only parsing and the figures of each element (characters, characters in links) belong here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipelines.describe.letters import tidy_markup

Element = Any  # lxml ships no types; every element here is an lxml.html.HtmlElement

_KEPT_WHEN_FLAT = re.compile(
    r"<(?!/?(?:h[1-6]|p|li|title|meta|link|script|style|head|body|html|br)\b)/?[a-z][^>]{0,2000}>",
    re.I,
)
_INVISIBLE = {"script", "style", "noscript", "template", "head", "title"}


@dataclass(slots=True)
class Weight:
    """Characters of visible text in an element, and how many of them are inside links."""

    chars: int = 0
    linked: int = 0

    @property
    def link_share(self) -> float:
        """Characters in links as a share of all, 0 to 1."""
        return self.linked / self.chars if self.chars else 0.0


def parse(text: str) -> Element | None:
    """The page as an lxml tree, or None where nothing can be made of it.

    libxml2 gives up below 2,048 levels and then loses the whole page, so a page that yields
    nothing is read again with its containers flattened away.
    """
    clean = tidy_markup(text)
    tree = _parsed(clean)
    if tree is None or not _has_text(tree):
        tree = _parsed(_KEPT_WHEN_FLAT.sub(" ", clean))
    return tree


def _parsed(text: str) -> Element | None:
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        # As bytes: a string with an XML declaration would be refused.
        return lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None


def _has_text(tree: Element) -> bool:
    body = tree.find("body")
    return body is not None and any(part.strip() for part in body.itertext())


def is_tag(element: Element) -> bool:
    """Whether it is an element proper: entities and comments carry a function as their tag."""
    return isinstance(element.tag, str)


def weigh(root: Element) -> dict[Element, Weight]:
    """The weight of every element under the root, in one pass."""
    import lxml.etree

    weights: dict[Element, Weight] = {}
    for _, element in lxml.etree.iterwalk(root, events=("end",)):
        if not is_tag(element):
            continue
        own = Weight()
        if element.tag not in _INVISIBLE:
            own.chars = _chars(element.text)
            for child in element:
                inner = weights.get(child)
                if inner is not None:
                    own.chars += inner.chars
                    own.linked += inner.linked
                own.chars += _chars(child.tail)
            if element.tag == "a":
                own.linked = own.chars
        weights[element] = own
    return weights


def _chars(text: str | None) -> int:
    return len(text.strip()) if text else 0
