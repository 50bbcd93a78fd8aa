"""A scoping pack as a file of its own: for a board, for editing, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from search.export import paper_docx
from search.export.paper_markdown import paper_markdown
from search.pack.blocks import Paper, kind_of, paper_record
from search.web.rendering import STATIC, render


@dataclass(frozen=True, slots=True)
class Form:
    """A form by its name; `write` makes the bytes, the same for the same pack."""

    name: str
    kind: str
    write: Callable[[Paper], bytes]


def _html(paper: Paper) -> bytes:
    """A page that needs nothing beside it: the style is inside, there is no script."""
    style = Markup((STATIC / "site.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return render("pack_file.html", paper=paper, style=style, kind=kind_of).encode()


def _markdown(paper: Paper) -> bytes:
    return paper_markdown(paper).encode()


def _json(paper: Paper) -> bytes:
    return json.dumps(paper_record(paper), ensure_ascii=False, indent=1).encode()


FORMS = {
    "docx": Form("Word", paper_docx.KIND, paper_docx.paper_docx),
    "html": Form("HTML", "text/html; charset=utf-8", _html),
    "md": Form("Markdown", "text/markdown; charset=utf-8", _markdown),
    "json": Form("JSON", "application/json", _json),
}
