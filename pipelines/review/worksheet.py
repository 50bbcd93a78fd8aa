"""Worksheets: statements as rows of a spreadsheet, with room for a verdict, and reading them back.

A row with a statement's id takes accept or reject; a row without one adds a value with its quote,
or says that nothing is stated. The rows of a blind worksheet are all such.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sqlalchemy.orm import Session

from pipelines.review.blind import BLIND_COLUMNS
from pipelines.review.waiting import Item
from practices_db.decisions import Coder
from practices_db.errors import PracticesError
from practices_db.exports import neutralise
from practices_db.reviews import Verdict, add, judge, say_nothing
from practices_db.view import State

COLUMNS = (
    "practice",
    "facet",
    "value",
    "quote",
    "document",
    "context",
    "language",
    "confidence",
    "statement",
    "verdict",
    "note",
)
NEEDED = ("practice", "facet", "value", "quote", "statement", "verdict")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not taken, by its line in the file, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a worksheet; rows without a verdict are `left`, repeated ones `known`."""

    taken: int
    known: int
    left: int
    problems: tuple[Problem, ...]


def write_worksheet(items: Iterable[Item], out: TextIO) -> int:
    """One statement a row, verdict and note empty; returns the rows written."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for item in items:
        row = {
            "practice": item.slug,
            "facet": item.facet,
            "value": item.value,
            "quote": item.quote,
            "document": item.url,
            "context": item.context,
            "language": item.language,
            "confidence": f"{item.confidence:.2f}",
            "statement": item.statement,
            "verdict": "",
            "note": "",
        }
        writer.writerow({name: neutralise(value) for name, value in row.items()})
        count += 1
    return count


def read_worksheet(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows with their line numbers. Commas, semicolons or tabs may part the cells."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PracticesError(
            f"{path} is no UTF-8 text.", advice="Save it as “CSV UTF-8” in the spreadsheet."
        ) from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    names = reader.fieldnames or ()
    blind = "read" in names and not {"statement", "verdict"} & {*names}
    missing = [name for name in (BLIND_COLUMNS if blind else NEEDED) if name not in names]
    if missing:
        raise PracticesError(
            f"{path} has no column {', '.join(missing)}.",
            advice="`practices review export` writes a worksheet with all columns.",
        )
    rows = [(reader.line_num, {name: _cell(row.get(name)) for name in COLUMNS}) for row in reader]
    if blind:
        # Whoever fills in a row adds to it; there is nothing there to accept or reject.
        for _, row in rows:
            row["verdict"] = "add" if row["value"] or row["quote"] else ""
    return rows


def take_row(session: Session, row: Mapping[str, str], by: Coder) -> str:
    """Do what a row says; "taken", "known" (said before) or "left" (no verdict)."""
    verdict = row["verdict"].lower()
    if not verdict:
        return "left"
    if verdict in {"accept", "reject"} and row["statement"]:
        chosen: Verdict = "accept" if verdict == "accept" else "reject"
        review = judge(session, row["statement"], chosen, by)
        return "taken" if review.made_at == by.at else "known"
    if verdict == "add" and not row["statement"] and row["value"] == State.NOT_STATED:
        review = say_nothing(session, row["practice"], row["facet"], by)
        return "taken" if review.made_at == by.at else "known"
    if verdict == "add" and not row["statement"]:
        said = {name: row[name] for name in ("facet", "value", "quote", "document")}
        review = add(session, row["practice"], said, by)
        return "taken" if review.made_at == by.at else "known"
    if verdict in {"accept", "reject", "add"}:
        raise PracticesError(
            f"“{verdict}” does not fit this row.",
            advice="accept and reject need a statement's id, add needs none.",
        )
    raise PracticesError(f"“{verdict}” is no verdict.", advice="Write accept, reject or add.")


def _cell(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    # The apostrophe that `neutralise` put before what a spreadsheet would run.
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
