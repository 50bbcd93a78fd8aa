"""Blind worksheets: what to read and in which facet, and nothing of what the machine read there."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sqlalchemy.orm import Session

from practices_db.documents import read_text
from practices_db.exports import neutralise
from practices_db.models import DocumentText, Practice
from practices_db.practices import documents_of, find_practice, present_practices
from practices_db.vocabulary import load_vocabulary

BLIND_COLUMNS = ("practice", "name", "facet", "read", "value", "quote", "document", "note")
BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Blank:
    """One practice to code in one facet; `read` are the addresses of its documents."""

    slug: str
    name: str
    facet: str
    read: tuple[str, ...]


def read_blanks(
    session: Session,
    *,
    facet: str | None = None,
    slug: str | None = None,
    sample: int | None = None,
    seed: int = 1,
) -> list[Blank]:
    """A blank for each practice and facet. A sample is drawn among all practices, whatever the
    machine found of them: only so does it show what the machine missed.
    """
    facets = [load_vocabulary().facet(facet).key] if facet else list(load_vocabulary().facets)
    chosen = [find_practice(session, slug)] if slug else present_practices(session)
    drawn = draw([one.slug for one in chosen], sample, seed) if sample else None
    return [
        Blank(one.slug, one.name, key, _addresses(session, one))
        for one in chosen
        if drawn is None or one.slug in drawn
        for key in facets
    ]


def draw(slugs: Iterable[str], size: int, seed: int) -> Collection[str]:
    """`size` of the slugs by chance: the same for the same seed, mostly the same among more."""
    lots = {slug: hashlib.sha256(f"{seed} {slug}".encode()).digest() for slug in slugs}
    return {*sorted(lots, key=lots.__getitem__)[:size]}


def write_blind(blanks: Iterable[Blank], out: TextIO) -> int:
    """One practice and facet a row, value, quote and note empty; returns the rows written."""
    writer = csv.DictWriter(out, BLIND_COLUMNS, lineterminator="\r\n", restval="")
    writer.writeheader()
    count = 0
    for blank in blanks:
        row = {
            "practice": blank.slug,
            "name": blank.name,
            "facet": blank.facet,
            "read": BETWEEN.join(blank.read),
            "document": blank.read[0] if len(blank.read) == 1 else "",
        }
        writer.writerow({name: neutralise(value) for name, value in row.items()})
        count += 1
    return count


def write_texts(session: Session, blanks: Sequence[Blank], folder: Path) -> int:
    """The prose of the stored texts, one file a practice, for quoting. Returns the files.

    The coded fields of a record are left out: they would tell the coder what to find. The texts
    are their publishers' and for coding alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    slugs = sorted({blank.slug for blank in blanks})
    for slug in slugs:
        practice = find_practice(session, slug)
        parts = [
            f"===== {document.canonical_url}\n\n{_prose(read_text(session, document.text_hash))}\n"
            for document, _, _ in documents_of(session, practice.id)
        ]
        (folder / f"{slug}.txt").write_text("\n".join(parts), encoding="utf-8", newline="\n")
    return len(slugs)


def _prose(text: DocumentText) -> str:
    coded = [(s["start"], s["end"]) for s in text.sections if s["role"] == "fields"]
    kept, at = [], 0
    for start, end in [*sorted(coded), (len(text.content), len(text.content))]:
        kept.append(text.content[at:start])
        at = end
    return "".join(kept).strip()


def _addresses(session: Session, practice: Practice) -> tuple[str, ...]:
    documents = (document for document, _, _ in documents_of(session, practice.id))
    return tuple(document.canonical_url for document in documents)
