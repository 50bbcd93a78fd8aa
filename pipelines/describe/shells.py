"""Pages that hold nothing but the program that would build them in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.describe.blocks import Block
from pipelines.describe.tree import Element

# Where the common frameworks build the page.
_ROOTS = frozenset({"root", "app", "__next", "___gatsby", "__nuxt", "svelte", "q-app", "main-app"})
_ROOT_CHARS = 200
_SHELL_CHARS = 80  # "Loading ...": a short page with a line for those without scripts is longer
_MENU_CHARS = 200
_LINKED = 0.8
_SHOWN = ("p", "div", "img", "table", "ul", "iframe", "object", "embed", "app-root", "main", "form")


@dataclass(frozen=True, slots=True)
class Shell:
    """What of a page waits for scripts: all of it, or a part that stands empty (`hollow`)."""

    scripted: bool
    hollow: bool

    def hides(self, blocks: Sequence[Block]) -> bool:
        """Whether what can be read is not the page: a word for those without scripts, a menu."""
        chars = sum(len(block.text) for block in blocks)
        if self.scripted and chars < _SHELL_CHARS:
            return True
        menu = all(block.link_share >= _LINKED for block in blocks)  # a title would be no link
        return self.hollow and menu and chars <= _MENU_CHARS


def find_shell(root: Element) -> Shell:
    """To be asked before anything of a page is taken out."""
    if next(root.iter("script"), None) is None:
        return Shell(scripted=False, hollow=False)
    parts = (one for one in root.iter("div", "main", "section") if one.get("id"))
    return Shell(_is_scripted(root), any(_is_empty(one) for one in parts))


def _is_scripted(root: Element) -> bool:
    """Whether scripts are needed to see the page, by its word for those without or its empty root.

    A page that is built on the server has the same root, with its text in it.
    """
    told = " ".join("".join(one.itertext()) for one in root.iter("noscript")).casefold()
    if "javascript" in told:
        return True
    if next(root.iter(*_SHOWN), None) is None:  # nothing to see: the parser left empty parts out
        return True
    named = [one for one in root.iter("div", "app-root") if _is_root(one)]
    return any(len("".join(one.itertext()).strip()) < _ROOT_CHARS for one in named)


def _is_empty(element: Element) -> bool:
    return len(element) == 0 and not (element.text or "").strip()


def _is_root(element: Element) -> bool:
    return element.tag == "app-root" or element.get("id") in _ROOTS
