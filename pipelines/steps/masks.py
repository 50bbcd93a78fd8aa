"""One text in place of many pages: a site that is closed for a while, a domain that was sold, a
notice before everything, "not found" under every address.

Such a text is no page's own. What was known stays for as long as the trouble may pass; then the
pages count as gone, and the text is kept as nobody's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from pipelines.patience import FEWEST, PATIENCE, SHARE
from pipelines.steps.described import Described
from pipelines.steps.shown import Shown, is_made_of, is_replaced, shown_by, words_in_common
from practices_db.fetches import DOCUMENT_PURPOSES, departed_since
from practices_db.health import MASKED
from practices_db.models import Fetch, Run, Source
from practices_db.sources import Trouble, note_issue, resolve_issues, trouble_since
from practices_db.unread import is_held, is_nobodys

STAGE = "site"

_LOOKED_AT = 9
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Mask:
    """A text in place of many pages: the very same, or the words that all of them share."""

    key: str
    common: frozenset[int] = frozenset()

    def covers(self, shown: Shown) -> bool:
        return shown.key == self.key if self.key else is_made_of(shown, self.common)


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
    described: Described,
    at: datetime,
) -> Masks:
    """Which of the answers to read show one text in place of many; an issue at the source's own
    address says so, or is closed. `stored`: the last stored answers by canonical address.
    """
    known = _known_before(session, source.id, waiting)
    told = [one for one in waiting if one.id in known]
    shown = {one.id: shown_by(one.canonical_url, described.look(one)) for one in told}
    masks = _masks(session, [one for one in told if shown[one.id].key], shown, described)
    if masks:
        new = (one for one in waiting if one.id not in known)
        shown |= {one.id: shown_by(one.canonical_url, described.look(one)) for one in new}
    since = trouble_since(session, source.id, STAGE)
    held = {one.id for one in waiting if is_held(one)} if since else set()
    masked = {n for n, one in shown.items() if any(mask.covers(one) for mask in masks)}
    found = frozenset(masked | held)
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


def _masks(
    session: Session, told: Sequence[Fetch], shown: Mapping[int, Shown], described: Described
) -> list[Mask]:
    """What at least three addresses show that had texts of their own, and half of those that
    answered in one run: the very same, or little but the same words."""
    runs: dict[int, list[Fetch]] = defaultdict(list)
    for one in told:
        runs[one.run_id].append(one)
    found = []
    for run, answers in runs.items():
        needed = max(FEWEST, SHARE * _answered(session, run))
        keys = Counter({one.canonical_url: shown[one.id].key for one in answers}.values())
        same = [Mask(key) for key, count in keys.items() if key and count >= needed]
        common = words_in_common([shown[one.id] for one in answers])
        for mask in same or [Mask("", common)]:
            alike = {one.canonical_url: one for one in answers if mask.covers(shown[one.id])}
            if len(alike) >= needed and _hides(session, mask, alike.values(), shown, described):
                found.append(mask)
    return found


def _hides(
    session: Session,
    mask: Mask,
    alike: Iterable[Fetch],
    shown: Mapping[int, Shown],
    described: Described,
) -> bool:
    """Whether it stands in place of texts that differed from one another."""
    looked_at = list(islice(alike, _LOOKED_AT))
    before = {
        one.id: shown_by(earlier.canonical_url, described.look(earlier))
        for one in looked_at
        for earlier in _before(session, one)
    }
    if mask.key:
        return len({one.key for one in before.values()} - {"", mask.key}) >= FEWEST
    common = words_in_common(before.values())
    replaced = [is_replaced(one, shown[number], common) for number, one in before.items()]
    return len(replaced) >= FEWEST and all(replaced)


def _answered(session: Session, run: int) -> int:
    """How many pages answered in a run."""
    query = select(func.count(Fetch.canonical_url.distinct())).where(
        Fetch.run_id == run,
        Fetch.purpose.in_(DOCUMENT_PURPOSES),
        Fetch.outcome.in_(("stored", "unchanged")),
    )
    return session.scalar(query) or 0


def _before(session: Session, one: Fetch) -> Sequence[Fetch]:
    """What was last stored before an answer, and read as a page's own, if anything was."""
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
    return [row for row in session.scalars(query) if not is_nobodys(row)][:1]
