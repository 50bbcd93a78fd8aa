"""Rows that their file shows no more: a few of them are gone, most of them at once are waited for.

An export may be cut short, or broken: neither says that the programmes ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy.orm import Session

from pipelines.steps.crowds import ROWS, Departures, rows_held_back
from pipelines.steps.reader import Reader
from practices_db.documents import mark_gone
from practices_db.health import EMPTIED
from practices_db.models import Source
from practices_db.sightings import Held, held_documents
from practices_db.sources import Trouble, note_issue, resolve_issues, trouble_since

UNREAD = "file"
"""Stage of the issue that most rows cannot be found, since their file cannot be read."""


def known_rows(session: Session, source_id: int) -> frozenset[int]:
    """The rows that we hold, by the numbers of their documents; to be taken before reading."""
    return frozenset(one.id for one in _held(session, source_id))


def settle_rows(
    reader: Reader,
    known: Collection[int],
    present: Collection[str],
    others: Collection[str],
    *,
    sound: bool,
) -> Iterator[str]:
    """Let the rows go that are not `present` any more; "gone" or "held_back" for each. Those of
    `others`, the further files of the source, are left alone.

    `sound`: the whole file was read. Otherwise nobody knows which rows stood there, so that none
    goes, for however long. Where most are missing an issue says so, and the file is read again in
    the next run, whether it changed or not.
    """
    session, source_id, at = reader.session, reader.source_id, reader.at
    held = _held(session, source_id)
    rows = {one.url: [one] for one in held if one.url.partition("#")[0] not in others}
    missing = {url: "" for url, (one,) in rows.items() if not one.gone_on and url not in present}
    # By their numbers: a row that moved with its file is no new one.
    before = {url: row for url, row in rows.items() if row[0].id in known}
    departures = Departures(before, missing, present)
    _tell_unread(reader, 0 if sound else departures.at_once(missing, None))
    if sound:
        kept = rows_held_back(session, source_id, departures, at)
        yield from ["held_back"] * len(kept)
        yield from ["gone"] * mark_gone(session, source_id, missing.keys() - kept, at)
    reader.held = any(trouble_since(session, source_id, stage) for stage in (ROWS, UNREAD))


def _held(session: Session, source_id: int) -> Iterator[Held]:
    for rows in held_documents(session, source_id).values():
        yield from rows


def _tell_unread(reader: Reader, count: int) -> None:
    session, source_id, at = reader.session, reader.source_id, reader.at
    address = session.get_one(Source, source_id).url
    if count:
        detail = f"{count} rows cannot be found, as the file cannot be read. What was known stays."
        note_issue(session, source_id, Trouble(address, UNREAD, EMPTIED, detail), at)
    else:
        resolve_issues(session, source_id, address, UNREAD, at)
