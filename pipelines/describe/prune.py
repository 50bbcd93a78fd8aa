"""Taking out what is on every page of a site: menus, footers, cookie banners, related lists.

Belongs here: which elements are furniture. Not here: choosing the main text among what is left.
"""

from __future__ import annotations

import re
from collections import Counter

from pipelines.describe.furniture import (
    NEVER,
    ROLES,
    is_comments,
    is_consent,
    is_furniture,
    is_label,
    is_teasers,
    name_words,
)
from pipelines.describe.tree import Element, Weight, is_tag, weigh

_KEPT_TAGS = {"html", "body", "main", "article"}
_HEADINGS = ("h1", "h2", "h3")
_MINOR = {"h2", "h3", "h4", "h5", "h6"}
_ASIDE = {"footer", "aside", "header", "form"}
_LONGEST_LABEL = 60
_PROSE = 800
_LINKED = 0.2
# Furniture never holds more than this part of a page: a wrapper that does is a misnomer.
_MOST_OF_PAGE = 0.35
_MOST_OF_PAGE_COMMENTS = 0.8


def prune(root: Element) -> dict[Element, Weight]:
    """Drops furniture from the tree in place; the weights of what is left.

    An element that holds most of the page, or its only main heading, is never dropped, whatever
    it is called: sites name their wrappers "nav-open" or "has-sidebar".
    """
    never = [element for element in root.iter(*NEVER) if not _wraps_the_page(element)]
    _drop(root, never + [foot for foot in root.iter("footer") if _is_page_foot(foot)])
    weights = weigh(root)
    total = weights[root].chars or 1
    doomed = [
        element
        for element in root.iter()
        if is_tag(element)
        and element.tag not in _KEPT_TAGS
        and _goes(element, weights[element], weights[element].chars / total)
    ]
    _drop(root, _without_misnamed(doomed, weights, total))
    _drop_teasers(root)
    return weigh(root)


def _drop_teasers(root: Element) -> None:
    """Drops lists of other pages, judged when the menus are out: on a list page they are most."""
    weights = weigh(root)
    most = _MOST_OF_PAGE * (weights[root].chars or 1)
    named = (element for element in root.iter() if is_tag(element) and is_teasers(_words(element)))
    _drop(root, [e for e in named if weights[e].chars <= most and not _is_prose(weights[e])])


def _without_misnamed(
    doomed: list[Element], weights: dict[Element, Weight], total: int
) -> list[Element]:
    """The doomed without those that together are most of the page: a hundred "toc" chapters."""
    shares: Counter[str] = Counter()
    for element in doomed:
        shares[_kind(element)] += weights[element].chars
    return [element for element in doomed if shares[_kind(element)] <= _MOST_OF_PAGE * total]


def _kind(element: Element) -> str:
    names = element.get("class") or re.sub(r"\d+", "", element.get("id") or "")
    return f"{element.tag} {names}"


def _goes(element: Element, weight: Weight, share: float) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = _words(element)
    if words and share <= _MOST_OF_PAGE_COMMENTS and is_comments(words):
        return not _holds_heading(element, ("h1",))
    if share > _MOST_OF_PAGE:
        return False
    if _is_side(element, weight) or _is_marked(element, weight):
        return True
    return bool(words) and not _holds_title(element) and _is_named(element, weight, names, words)


def _words(element: Element) -> list[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return name_words(names) if names != " " else []


def _is_named(element: Element, weight: Weight, names: str, words: list[str]) -> bool:
    """Whether its class or id names furniture, and its text does not show that they lie."""
    if is_consent(names) or (is_furniture(words) and not _is_prose(weight)):
        return True
    return weight.chars <= _LONGEST_LABEL and is_label(words) and _inside(element, {"header"})


def _is_prose(weight: Weight) -> bool:
    # The text itself can be called "share" or "sidebar-relative"; furniture is short or linked.
    return weight.chars - weight.linked >= _PROSE and weight.link_share <= _LINKED


def _wraps_the_page(element: Element) -> bool:
    # A broken end tag can put the whole page into an unclosed menu or noscript.
    return next(element.iter("main", "article"), None) is not None


def _is_page_foot(foot: Element) -> bool:
    in_text = _inside(foot, {"article", "main"})
    return not (in_text or _holds_heading(foot, ("h1",)) or _wraps_the_page(foot))


def _is_marked(element: Element, weight: Weight) -> bool:
    """Whether the page marks it as beside the text: a role, `hidden`, a linked minor heading."""
    if element.get("role") in ROLES or "hidden" in element.attrib:
        return not _holds_heading(element, _HEADINGS)
    if element.get("aria-hidden") == "true":
        return weight.chars < 40
    return element.tag in _MINOR and weight.link_share > 0.6 and _inside(element, {"header"})


def _is_side(element: Element, weight: Weight) -> bool:
    if element.tag not in _ASIDE:
        return False
    if element.tag == "aside":
        return True
    in_text = _inside(element, {"article", "main"})
    if element.tag == "header":
        linked = not in_text and weight.link_share > 0.5
        return linked or not _holds_heading(element, _HEADINGS)
    if element.tag == "form":
        return weight.chars < 400
    return not in_text or weight.link_share > 0.3 or weight.chars < 200


def _inside(element: Element, tags: set[str]) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())


def _holds_heading(element: Element, tags: tuple[str, ...]) -> bool:
    return next(element.iter(*tags), None) is not None


def _holds_title(element: Element) -> bool:
    return any(
        "".join(heading.itertext()).strip() and next(heading.iter("a"), None) is None
        for heading in element.iter("h1")
    )


def _drop(root: Element, doomed: list[Element]) -> None:
    for element in doomed:
        # drop_tree keeps the text that follows the element, which belongs to its parent.
        if element is not root and element.getparent() is not None:
            element.drop_tree()
