"""Texts of which only the quoted stretches are known: what an exported file tells of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from practices_db.documents import hash_text


@dataclass(slots=True)
class BlankText:
    """Blank but for its quotes, each of which stands at the place where it was read."""

    letters: list[str] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)

    def put(self, start: int, quote: str) -> bool:
        """Write the quote at its place; False, and nothing is written, if other words are there."""
        end = start + len(quote)
        self.letters += [""] * (end - len(self.letters))
        there = self.letters[start:end]
        if any(old not in {"", new} for old, new in zip(there, quote, strict=True)):
            return False
        self.letters[start:end] = quote
        self.stretches.append((start, end))
        return True

    def row(self, language: str) -> dict[str, Any]:
        """The row of the catalogue's texts."""
        text = "".join(letter or " " for letter in self.letters)
        return {
            "hash": hash_text(text),
            "content": text,
            "language": language,
            "sections": self._sections(),
        }

    def _sections(self) -> list[dict[str, Any]]:
        """Each quoted stretch is a section of its own, so that the index takes it as a passage."""
        joined: list[list[int]] = []
        for start, end in sorted(self.stretches):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(end, joined[-1][1])
            else:
                joined.append([start, end])
        same = {"level": 1, "heading": "", "role": "body"}
        return [{"start": start, "end": end, **same} for start, end in joined]


def place_quote(texts: list[BlankText], start: int, quote: str, former: bool = False) -> BlankText:
    """The first of a document's texts that has room for the quote, a new one if none has.

    The first text is the current one. A document that changed is quoted from several, in which
    other words stood there; `former` says that the quote is of an older one.
    """
    for text in texts[1:] if former else texts:
        if text.put(start, quote):
            return text
    texts.append(BlankText())
    texts[-1].put(start, quote)
    return texts[-1]
