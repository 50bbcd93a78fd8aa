"""Reading a dataset, of one file or of pages: each of its rows is a document."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from pipelines.describe import Description, FieldMap, Unreadable, describe_record
from pipelines.describe.fields import guess_fields
from pipelines.describe.model import LeftOut
from pipelines.describe.rows import Row, read_rows
from pipelines.screen import screen_row
from pipelines.steps.dataset_pages import Part, Parts, other_files
from pipelines.steps.lost_rows import known_rows, settle_rows
from pipelines.steps.reader import Reader
from practices_db.models import Fetch
from practices_db.sources import resolve_issues, resolve_parts

_PEEKED = 50  # rows that show what a dataset calls its fields, where the declaration does not

_SHOWN = 12  # columns of a file that are named in an issue


@dataclass(slots=True)
class _Reading:
    """One reading of a dataset, whose rows stand at `<file>#<id>` on whichever page they came.

    `present`: the addresses of the rows met; `number`: how many rows were gone through; `met`: the
    rows of the pages before, since one that is added meanwhile pushes others to the next page.
    """

    reader: Reader
    file: str
    fields: FieldMap | None = None
    present: Counter[str] = field(default_factory=Counter)
    number: int = 0
    met: set[str] = field(default_factory=set)


def read_dataset(reader: Reader, fetch: Fetch) -> Iterator[str]:
    """Each row is one document at `<file>#<id>`, the file being the first page; rows that left it
    are gone, or waited for where most of them left it at once.

    A file without rows, or without the columns that name them, says nothing of what went: what
    was known stays, and the file is an issue. So it is where a row or a page cannot be read.
    """
    known = known_rows(reader.session, reader.source_id)
    reading = _Reading(reader, fetch.canonical_url)
    sound = yield from _read_parts(reading, fetch)
    starts, file = reader.declared.starts, reading.file
    others = other_files(reader.session, reader.source_id, starts, file)
    yield from settle_rows(reader, known, reading.present.keys(), others, sound=sound)


def _read_parts(reading: _Reading, first: Fetch) -> Generator[str, None, bool]:
    """What came of each row on all pages; whether all of them could be read."""
    reader, sound, total = reading.reader, True, 0
    parts = Parts(reader, first)
    for part in parts:
        sound &= yield from _read_part(reading, part)
        total = max(total, part.said.total)
    short = f"It counts {total} of them." if total > reading.number and sound else ""
    if why := parts.why or short:
        yield reader.trouble(reading.file, "pages", _told(reading.number, why))
        reader.held = True
        return False
    resolve_parts(reader.session, reader.source_id, reading.file, "describe", reader.at)
    return sound


def _told(count: int, why: str) -> str:
    return (
        f"The file is one page of several: {count} rows are read. {why} What was known of others "
        "stays. Ask the publisher for a file of all, or for an address that gives more at once."
    )


def _read_part(reading: _Reading, part: Part) -> Generator[str, None, bool]:
    """What came of each row of a page; whether all of them could be read."""
    reader, url = reading.reader, part.fetch.canonical_url
    rows = read_rows(part.body, url, part.said.document)
    first = list(islice(rows, _PEEKED))
    if all(isinstance(row, LeftOut) for row in first) and url == reading.file:
        detail = "The file has no rows. What was known of it stays; look at the address."
        yield reader.trouble(url, "no rows", detail)
        return False
    named = [row for row in first if isinstance(row, Mapping)]
    fields = reading.fields = reading.fields or _fields(reader, named)
    if named and (missing := fields.missing(named)):
        yield reader.trouble(url, "columns", _strange(missing, named[0]))
        return False
    resolve_issues(reader.session, reader.source_id, url, "describe", reader.at)
    left: list[str] = []  # issues and no rows: the others are as good as ever
    broken, own = False, set[str]()
    one_of_several = bool(reading.met) or part.said.next is not None
    for row in chain(first, rows):
        if isinstance(row, LeftOut):
            left.append(row.detail)
            continue
        reading.number += 1
        if one_of_several:
            own.add(digest := _digest(row))
            if digest in reading.met:
                continue
        broken |= isinstance(row, Unreadable)
        yield _read_row(reading, row, fields)
    if left:
        reader.trouble(url, "left out", " ".join(left))
    reading.met |= own
    return not broken


def _digest(row: Row | Unreadable) -> str:
    told = row.detail if isinstance(row, Unreadable) else row
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _fields(reader: Reader, named: Sequence[Row]) -> FieldMap:
    """What the declaration says, or else what rows usually call their fields."""
    if reader.declared.fields:
        return FieldMap.from_declaration(reader.declared.fields)
    return FieldMap({"name": "name", **guess_fields(named)})


def _read_row(reading: _Reading, row: Row | Unreadable, fields: FieldMap) -> str:
    """What came of one row."""
    reader, number = reading.reader, reading.number
    if isinstance(row, Unreadable):
        return reader.trouble(f"{reading.file}#{number}", row.reason, row.detail)
    url = _row_address(reading.file, fields.of(row, "id") or number, reading.present)
    found = describe_record(row, fields, url)
    if isinstance(found, Unreadable):
        return reader.trouble(url, found.reason, found.detail)
    return reader.keep(url, found, _row_verdict(fields, found))


def _row_address(file: str, key: object, present: Counter[str]) -> str:
    """Where a row stands; of several rows with one id the later ones are numbered."""
    url = f"{file}#{key}"
    present[url] += 1
    if present[url] == 1:
        return url
    while (again := f"{url}~{present[url]}") in present:  # also an id may look like that
        present[url] += 1
    present[again] += 1
    return again


def _strange(missing: Sequence[str], row: Row) -> str:
    """That a file is no longer the dataset that was declared."""
    there = ", ".join(list(row)[:_SHOWN])
    return (
        f"No row has {', '.join(missing)}, by which rows are told; it has {there}. "
        "What was known stays; say in `fields` what it is called."
    )


def _row_verdict(fields: FieldMap, found: Description) -> tuple[str, float, str]:
    """A dataset that codes who mentors whom is one of programmes; grants and services are read."""
    if fields.codes:
        return "programme", 1.0, "Declared by the dataset."
    verdict = screen_row(found)
    return verdict.verdict, verdict.score, verdict.reason
