"""One text in place of many pages: a site that is closed for a while, a domain that was sold, a
notice before everything, "not found" under every address.

Such a text is no page's own. What was known stays for as long as the trouble may pass; then the
pages count as gone, and the text is kept as nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from pipelines.describe import Description
from pipelines.steps.patience import FEWEST, PATIENCE, SHARE
from pipelines.steps.stored import describe_stored
from practices_db.documents import hash_text
from practices_db.fetches import DOCUMENT_PURPOSES, departed_since
from practices_db.health import MASKED
from practices_db.models import Fetch, Run, Source
from practices_db.sources import Trouble, note_issue, resolve_issues, trouble_since
from practices_db.unread import is_held, is_nobodys

STAGE = "site"

_LOOKED_AT = 9
# What such a text says of the one request: its number, its moment, the address asked for.
_OWN = re.compile(r"\S*[\d/@_]\S*")
_HTML = frozenset({"text/html", "application/xhtml+xml"})

Key = str
"""A hash of what an answer shows: of thousands of pages the words themselves would fill memory."""


@dataclass(frozen=True, slots=True)
class Masks:
    """Answers, by number, that show such a text; which of them stand, so that no later answer
    tells of their pages; whether these are still waited for.
    """

    answers: frozenset[int]
    standing: frozenset[int]
    patient: bool


def find_masks(
    session: Session,
    source: Source,
    waiting: Sequence[Fetch],
    stored: Mapping[str, Fetch],
    archive: Path,
    at: datetime,
) -> Masks:
    """Which of the answers to read show one text in place of many; an issue at the source's own
    address says so, or is closed. `stored`: the last stored answers by canonical address.
    """
    known = _known_before(session, source.id, waiting)
    keys = {one.id: _key(one, archive) for one in waiting if one.id in known}
    masks = _masks(session, [one for one in waiting if keys.get(one.id)], keys, archive)
    if masks:
        keys |= {one.id: _key(one, archive) for one in waiting if one.id not in known}
    since = trouble_since(session, source.id, STAGE)
    held = {one.id for one in waiting if is_held(one)} if since else set()
    found = frozenset({number for number, key in keys.items() if key in masks} | held)
    standing = [
        one
        for one in waiting
        if one.id in found
        and stored[one.canonical_url].id == one.id
        and departed_since(session, one) is None
    ]
    _tell(session, source, [one.canonical_url for one in standing], since, at)
    patient = at <= (since or at) + PATIENCE
    return Masks(found, frozenset(one.id for one in standing), patient)


def _tell(
    session: Session, source: Source, shown: Sequence[str], since: datetime | None, at: datetime
) -> None:
    until = (since or at) + PATIENCE
    if shown:
        detail = _told(len(shown), min(shown), until, patient=at <= until)
        note_issue(session, source.id, Trouble(source.url, STAGE, MASKED, detail), at)
    elif since:
        resolve_issues(session, source.id, source.url, STAGE, at)


def _told(count: int, first: str, until: datetime, *, patient: bool) -> str:
    what = f"{count} pages show one and the same text in place of their own, such as {first}."
    if patient:
        return (
            f"{what} The site may be closed for a while, sold, or behind a notice: look at it. "
            f"What was known stays until {until:%Y-%m-%d}."
        )
    return f"{what} They count as gone now; if the site is no more, set `retired_on`."


def _known_before(session: Session, source_id: int, waiting: Iterable[Fetch]) -> set[int]:
    """The answers with a page at an address that showed another body before."""
    earlier = aliased(Fetch)
    before = (
        select(earlier.id)
        .join(Run, Run.id == earlier.run_id)
        .where(
            Run.source_id == source_id,
            earlier.canonical_url == Fetch.canonical_url,
            earlier.outcome == "stored",
            earlier.sha256 != Fetch.sha256,
            earlier.id < Fetch.id,
        )
        .correlate(Fetch)
        .exists()
    )
    runs = select(Run.id).where(Run.source_id == source_id)
    new = {
        one.id
        for one in waiting
        if one.content_type in _HTML and (one.described_by is None or is_held(one))
    }
    if len(new) < FEWEST:
        return set()
    query = select(Fetch.id).where(Fetch.run_id.in_(runs), Fetch.id >= min(new), before)
    return new & set(session.scalars(query))


def _key(fetch: Fetch, archive: Path) -> Key:
    """What the answer shows, without what is of this one request; "" where that tells nothing."""
    found = describe_stored(archive, fetch)
    if found is None:
        return ""
    if isinstance(found, Description):
        words = " ".join(_OWN.sub(" ", found.text).casefold().split())
        return hash_text(words) if words else ""
    # Other reasons leave what was known as it is; this one would make it gone.
    return found.reason if found.reason == "missing" else ""


def _masks(
    session: Session, shown: Sequence[Fetch], keys: Mapping[int, Key], archive: Path
) -> set[Key]:
    """What at least three addresses show that had texts of their own, and half of those that
    answered in one run."""
    at: dict[tuple[int, Key], dict[str, Fetch]] = defaultdict(dict)
    for one in shown:
        at[one.run_id, keys[one.id]].setdefault(one.canonical_url, one)
    found = set()
    for (run, key), likely in at.items():
        if len(likely) >= FEWEST and len(likely) >= SHARE * _answered(session, run):
            looked_at = islice(likely.values(), _LOOKED_AT)
            before = {_key(one, archive) for one in _before(session, looked_at)}
            if len(before - {"", key}) >= FEWEST:
                found.add(key)
    return found


def _answered(session: Session, run: int) -> int:
    """How many pages answered in a run."""
    query = select(func.count(Fetch.canonical_url.distinct())).where(
        Fetch.run_id == run,
        Fetch.purpose.in_(DOCUMENT_PURPOSES),
        Fetch.outcome.in_(("stored", "unchanged")),
    )
    return session.scalar(query) or 0


def _before(session: Session, answers: Iterable[Fetch]) -> Iterator[Fetch]:
    """What was last stored before each of the answers, and read as a page's own."""
    for one in answers:
        query = (
            select(Fetch)
            .join(Run, Run.id == Fetch.run_id)
            .where(
                Run.source_id == session.get_one(Run, one.run_id).source_id,
                Fetch.canonical_url == one.canonical_url,
                Fetch.outcome == "stored",
                Fetch.id < one.id,
            )
            .order_by(Fetch.id.desc())
        )
        yield from [row for row in session.scalars(query) if not is_nobodys(row)][:1]
