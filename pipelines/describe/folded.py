"""Parts of a page that show when a reader clicks: accordions, tabs, windows over the page.

Their text is as much the page's as any other, though it stands in a button, is marked as hidden or
lies behind the page's end. Only the tree is set right here; `prune.py` tells what is furniture.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipelines.describe.furniture import is_consent, name_words
from pipelines.describe.tree import Element, is_tag

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WINDOWS = frozenset({"modal", "popup", "overlay", "dialog", "lightbox"})
_NAMES = ("aria-controls", "popovertarget", "commandfor", "data-micromodal-trigger")
_MARKS = ("hidden", "aria-hidden", "role", "class")
_MAIN = ("main", "article")
_BESIDE = frozenset({"nav", "menu", "header", "footer"})
_FIELDS = ("input", "textarea", "select")
_PROSE = 80  # characters: less is a label, or a line that asks to confirm
# Pages have some hundred at most, two or three in one another. More are made to hold readers up.
_MOST, _DEEPEST = 1_000, 5


def unfold(root: Element) -> None:
    """Sets the parts that a click opens where they belong, as plain parts of the page."""
    for button in list(islice(root.iter("button"), _MOST)):
        if _inside(button, _HEADINGS) or _is_prose(button):
            button.drop_tag()
    for shadow in list(root.iter("template")):
        if is_shadow(shadow):
            shadow.drop_tag()
    openers, opened = _openers(root), set[Element]()
    folded = (one for one in root.iter() if is_tag(one) and _is_folded(one))
    for part in list(islice(folded, _MOST)):
        opener = openers.get(part.get("id") or "")
        if opener is None and part.get("role") != "tabpanel":
            continue
        if sum(one in opened for one in part.iterancestors()) < _DEEPEST and _tells(part):
            _open(part, opener)
            opened.add(part)


def is_shadow(template: Element) -> bool:
    """Whether a template is the inside of a component, which browsers show without a script."""
    return bool(template.get("shadowrootmode") or template.get("shadowroot"))


def _openers(root: Element) -> dict[str, Element]:
    """What opens which part, by its id: the first of several."""
    found: dict[str, Element] = {}
    for element in root.iter():
        if is_tag(element):
            for name in _led_to(element):
                found.setdefault(name, element)
    return found


def _led_to(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in _NAMES:
            yield value.strip()
        elif value.startswith("#") and name != "style":
            yield value[1:].strip()


def _is_folded(element: Element) -> bool:
    """Whether a browser shows the part only when something opens it."""
    if element.tag == "dialog" or "hidden" in element.attrib or "popover" in element.attrib:
        return True
    if element.get("role") in {"dialog", "tabpanel"}:
        return True
    return not _WINDOWS.isdisjoint(name_words(element.get("class") or ""))


def _tells(part: Element) -> bool:
    """Whether it says something of its own: no form, no notice, no list of links."""
    names = f"{part.get('class') or ''} {part.get('id') or ''}"
    if is_consent(names) or next(part.iter(*_FIELDS), None) is not None:
        return False
    return _is_prose(part)


def _is_prose(part: Element) -> bool:
    """Whether one of its paragraphs holds a sentence or two outside links."""
    missing = _PROSE + sum(len("".join(link.itertext())) for link in part.iter("a"))
    for text in part.itertext():  # no further than needed: parts may lie in one another
        missing -= len(" ".join(text.split()))
        if missing <= 0:
            return True
    return False


def _open(part: Element, opener: Element | None) -> None:
    for one in part.iter("div", "section", "dialog", part.tag):
        if one is part or not _WINDOWS.isdisjoint(name_words(one.get("class") or "")):
            for mark in _MARKS:
                one.attrib.pop(mark, None)
    if part.tag == "dialog":
        part.tag = "div"
    if opener is not None and _inside(opener, _MAIN) and not _inside(part, _MAIN):
        _move(part, opener.getparent())


def _move(part: Element, behind: Element) -> None:
    """Put it behind what opens it: such windows stand at the end of the source."""
    if behind.tag in _MAIN or _inside(behind, tuple(_BESIDE)):
        return
    before, tail = part.getprevious(), part.tail or ""
    if before is not None:
        before.tail = f"{before.tail or ''}{tail}"
    else:
        part.getparent().text = f"{part.getparent().text or ''}{tail}"
    part.tail = None
    behind.addnext(part)


def _inside(element: Element, tags: tuple[str, ...]) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())
