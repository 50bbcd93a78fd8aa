"""Reading a dataset's file: each of its rows is a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import chain, islice

from pipelines.describe import Description, FieldMap, Unreadable, describe_record
from pipelines.describe.fields import guess_fields
from pipelines.describe.model import LeftOut
from pipelines.describe.rows import Row, read_rows
from pipelines.screen import screen_row
from pipelines.steps.lost_rows import known_rows, settle_rows
from pipelines.steps.reader import Reader
from practices_db.models import Fetch
from practices_db.sources import resolve_issues, resolve_parts

_PEEKED = 50  # rows that show what a dataset calls its fields, where the declaration does not

_SHOWN = 12  # columns of a file that are named in an issue


def read_dataset(reader: Reader, fetch: Fetch) -> Iterator[str]:
    """Each row of the file is one document at `<file>#<id>`; rows that left the file are gone, or
    waited for where most of them left it at once.

    A file without rows, or without the columns that name them, says nothing of what went: what
    was known stays, and the file is an issue. So it is where a row cannot be read.
    """
    known = known_rows(reader.session, reader.source_id)
    present: Counter[str] = Counter()
    sound = yield from _read_rows(reader, fetch, present)
    yield from settle_rows(reader, known, present.keys(), sound=sound)


def _read_rows(reader: Reader, fetch: Fetch, present: Counter[str]) -> Generator[str, None, bool]:
    """What came of each row, whose addresses are noted in `present`; whether all could be read."""
    rows = read_rows(reader.body(fetch), fetch.canonical_url)
    first = list(islice(rows, _PEEKED))
    if all(isinstance(row, LeftOut) for row in first):
        detail = "The file has no rows. What was known of it stays; look at the address."
        yield reader.trouble(fetch.canonical_url, "no rows", detail)
        return False
    named = [row for row in first if isinstance(row, Mapping)]
    fields = _fields(reader, named)
    if named and (missing := fields.missing(named)):
        yield reader.trouble(fetch.canonical_url, "columns", _strange(missing, named[0]))
        return False
    resolve_issues(reader.session, reader.source_id, fetch.canonical_url, "describe", reader.at)
    left: list[str] = []  # issues and no rows: the others are as good as ever
    broken = False
    for number, row in enumerate(chain(first, rows), 1):
        if isinstance(row, LeftOut):
            left.append(row.detail)
            continue
        broken |= isinstance(row, Unreadable)
        yield _read_row(reader, fetch.canonical_url, (number, row), fields, present)
    if left:
        reader.trouble(fetch.canonical_url, "left out", " ".join(left))
    resolve_parts(reader.session, reader.source_id, fetch.canonical_url, "describe", reader.at)
    return not broken


def _fields(reader: Reader, named: Sequence[Row]) -> FieldMap:
    """What the declaration says, or else what rows usually call their fields."""
    if reader.declared.fields:
        return FieldMap.from_declaration(reader.declared.fields)
    return FieldMap({"name": "name", **guess_fields(named)})


def _read_row(
    reader: Reader,
    file: str,
    numbered: tuple[int, Row | Unreadable],
    fields: FieldMap,
    present: Counter[str],
) -> str:
    """What came of one row of a file."""
    number, row = numbered
    if isinstance(row, Unreadable):
        return reader.trouble(f"{file}#{number}", row.reason, row.detail)
    url = _row_address(file, fields.of(row, "id") or number, present)
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
