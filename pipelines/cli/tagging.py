"""Tagging one text from the command line as soon as can be: what is needed loads side by side."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal

from practices_db.settings import Settings

if TYPE_CHECKING:
    from language.tagger import Tagging

TagOne = Callable[[str, str | None], "Tagging"]
"""Tags a text in a language (ISO 639-1; None: to be detected)."""


def tag_soon(settings: Settings, purpose: Literal["query", "exact"]) -> TagOne:
    """Begin to open the tagger; what is given waits for it only when the text has been read."""
    from language.detect import detect_language
    from language.tagger import open_tagger, prepare_texts

    pool = ThreadPoolExecutor(1)
    opening = pool.submit(open_tagger, settings, purpose)
    pool.shutdown(wait=False)

    def tag(text: str, language: str | None = None) -> Tagging:
        prepared = prepare_texts([(text, language or detect_language(text).language, None)])
        (tagging,) = opening.result().tag_prepared(prepared)
        return tagging

    return tag
