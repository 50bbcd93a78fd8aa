"""Pages that hold nothing but the program that would build them in a browser."""

from __future__ import annotations

from pipelines.describe.tree import Element

# Where the common frameworks build the page.
_ROOTS = frozenset({"root", "app", "__next", "___gatsby", "__nuxt", "svelte", "q-app", "main-app"})
_ROOT_CHARS = 200
_SHOWN = ("p", "div", "img", "table", "ul", "iframe", "object", "embed", "app-root", "main", "form")


def is_shell(root: Element) -> bool:
    """Whether scripts are needed to see the page, by its word for those without or its empty root.

    A page that is built on the server has the same root, with its text in it.
    """
    if next(root.iter("script"), None) is None:
        return False
    told = " ".join("".join(one.itertext()) for one in root.iter("noscript")).casefold()
    if "javascript" in told:
        return True
    if next(root.iter(*_SHOWN), None) is None:  # nothing to see: the parser left empty parts out
        return True
    named = [one for one in root.iter("div", "app-root") if _is_root(one)]
    return any(len("".join(one.itertext()).strip()) < _ROOT_CHARS for one in named)


def _is_root(element: Element) -> bool:
    return element.tag == "app-root" or element.get("id") in _ROOTS
