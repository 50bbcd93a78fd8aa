"""Reading one archived answer into documents: a page and what it lists, or a dataset's rows."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from sqlalchemy.orm import Session

from pipelines.crawl.archive import ArchiveError, read_archived, read_response
from pipelines.crawl.outcome import Fetched
from pipelines.describe import Description, FieldMap, Unreadable, describe, describe_record
from pipelines.describe.fields import guess_fields
from pipelines.describe.model import LeftOut
from pipelines.describe.rows import Row, read_rows
from pipelines.installation import Installation
from pipelines.screen import screen, screen_row
from pipelines.sources.declaration import SourceDeclaration
from pipelines.steps.listed import keep_listed
from pipelines.steps.originals import Originals
from practices_db.documents import (
    Change,
    NewDocument,
    mark_gone,
    present_addresses,
    store_document,
)
from practices_db.fetches import departed_since
from practices_db.models import Document, Fetch
from practices_db.sources import Trouble, note_issue, resolve_issues
from practices_db.statements import DECLARED, Claim, record_claims, record_readings
from practices_db.unread import read_as
from practices_db.vocabulary import UNSAID

_PEEKED = 50  # rows that show what a dataset calls its fields, where the declaration does not

_SHOWN = 12  # columns of a file that are named in an issue

COSMETIC = "cosmetic"
ARRIVED = "arrived"
"""Where a page that moved is now: the crawl counted it as moved where it was."""

logger = logging.getLogger(__name__)


def read_answer(reader: Reader, fetch: Fetch, method: str) -> list[str]:
    """What came of one archived answer, and of the addresses that left with it."""
    session, source_id = reader.session, reader.source_id
    read = _read_dataset if reader.declared.kind == "dataset" else _read_page
    try:
        came = list(read(reader, fetch))
    except ArchiveError as error:
        return [reader.trouble(fetch.canonical_url, "archive", str(error))]
    # Not on `fetch`: that is the old state.
    session.get_one(Fetch, fetch.id).described_by = read_as(method, reader.left_to)
    if left := departed_since(session, fetch):
        mark_gone(session, source_id, [fetch.canonical_url], left)
    return came


class Reader:
    """What reading one answer needs; one per transaction."""

    def __init__(
        self,
        installation: Installation,
        session: Session,
        declared: SourceDeclaration,
        source_id: int,
        originals: Originals,
        moved_to: frozenset[str],
    ) -> None:
        self.session, self.declared, self.source_id = session, declared, source_id
        self.originals, self.moved_to = originals, moved_to
        self.left_to: int | None = None  # the answer that says the same, where one does
        self.at = installation.clock()
        self._folder = installation.settings.archive_dir

    def body(self, fetch: Fetch) -> bytes:
        return read_archived(self._folder / (fetch.archive_file or ""), fetch.archive_offset or 0)

    def answer(self, fetch: Fetch) -> Fetched:
        return read_response(self._folder / (fetch.archive_file or ""), fetch.archive_offset or 0)

    def trouble(self, url: str, reason: str, detail: str) -> str:
        note_issue(self.session, self.source_id, Trouble(url, "describe", reason, detail), self.at)
        logger.warning("%s: %s: %s", reason, url, detail)
        return "unreadable"

    def keep(self, url: str, description: Description, verdict: tuple[str, float, str]) -> str:
        new = _as_document(url, description, verdict)
        document, change = store_document(self.session, self.source_id, new, self.at)
        resolve_issues(self.session, self.source_id, url, "describe", self.at)
        _record_declared(self, document, description)
        if change is Change.NEW and url in self.moved_to:
            return ARRIVED
        return str(change)


def _read_page(reader: Reader, fetch: Fetch) -> Iterator[str]:
    """One answer is one document, and one for each programme that it lists; none where it only
    points elsewhere or cannot be read."""
    url = fetch.canonical_url
    answer = reader.answer(fetch)
    found = describe(answer.body or b"", fetch.content_type, url, answer.headers)
    if isinstance(found, Unreadable):
        if found.reason == "missing":
            yield from ["gone"] * mark_gone(reader.session, reader.source_id, [url], reader.at)
        yield reader.trouble(url, found.reason, found.detail)
    elif found.links_to_stub:
        yield "stub"
    elif found.noindex:
        yield reader.trouble(url, "noindex", "The page asks not to be kept in any index.")
    elif original := reader.originals.find(reader.session, url, found):
        reader.left_to = original.id
        yield "duplicate"
    else:
        verdict = screen(found)
        change = reader.keep(url, found, (verdict.verdict, verdict.score, verdict.reason))
        yield _for_a_page(change, fetch)
        yield from keep_listed(reader, url, found, verdict.verdict)


def _for_a_page(change: str, fetch: Fetch) -> str:
    """The same text under another menu is a cosmetic change; read once more, it is none."""
    if change != Change.UNCHANGED:
        return change
    return COSMETIC if fetch.described_by is None else "read_again"


def _read_dataset(reader: Reader, fetch: Fetch) -> Iterator[str]:
    """Each row of the file is one document at `<file>#<id>`; rows that left the file are gone.

    A file without rows, or without the columns that name them, says nothing of what went: what
    was known stays, and the file is an issue. So it is where a row cannot be read.
    """
    rows = read_rows(reader.body(fetch), fetch.canonical_url)
    first = list(islice(rows, _PEEKED))
    if all(isinstance(row, LeftOut) for row in first):
        detail = "The file has no rows. What was known of it stays; look at the address."
        yield reader.trouble(fetch.canonical_url, "no rows", detail)
        return
    named = [row for row in first if isinstance(row, Mapping)]
    fields = FieldMap.from_declaration(reader.declared.fields or guess_fields(named))
    if named and (missing := fields.missing(named)):
        yield reader.trouble(fetch.canonical_url, "columns", _strange(missing, named[0]))
        return
    resolve_issues(reader.session, reader.source_id, fetch.canonical_url, "describe", reader.at)
    present: Counter[str] = Counter()
    broken = False
    for number, row in enumerate(chain(first, rows), 1):
        if isinstance(row, LeftOut):  # an issue, and no row: the others are as good as ever
            reader.trouble(fetch.canonical_url, "left out", row.detail)
            continue
        if isinstance(row, Unreadable):
            broken = True
            yield reader.trouble(f"{fetch.canonical_url}#{number}", row.reason, row.detail)
            continue
        url = _row_address(fetch.canonical_url, fields.of(row, "id") or number, present)
        found = describe_record(row, fields, url)
        if isinstance(found, Unreadable):
            yield reader.trouble(url, found.reason, found.detail)
        else:
            yield reader.keep(url, found, _row_verdict(fields, found))
    if broken:  # nobody knows which rows stood there
        return
    lost = present_addresses(reader.session, reader.source_id) - present.keys()
    yield from ["gone"] * mark_gone(reader.session, reader.source_id, lost, reader.at)


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
        f"No row has {', '.join(missing)}, which `fields` names; it has {there}. "
        "What was known stays; correct `fields`."
    )


def _row_verdict(fields: FieldMap, found: Description) -> tuple[str, float, str]:
    """A dataset that codes who mentors whom is one of programmes; grants and services are read."""
    if fields.codes:
        return "programme", 1.0, "Declared by the dataset."
    verdict = screen_row(found)
    return verdict.verdict, verdict.score, verdict.reason


def _record_declared(reader: Reader, document: Document, description: Description) -> None:
    claims = [
        Claim(
            facet=said.facet,
            value=said.value,
            start=said.start,
            end=said.end,
            quote=description.text[said.start : said.end],
            origin="declared",
            method="declared",
        )
        for said in description.declared
        if said.value not in UNSAID
    ]
    read = sorted({said.facet for said in description.declared} | set(description.not_stated))
    if not read:
        return
    done = record_claims(reader.session, document, claims, replacing=DECLARED, at=reader.at)
    for claim, reason in done.refused:
        reader.trouble(document.canonical_url, f"{claim.facet}={claim.value}", reason)
    record_readings(
        reader.session, document, read, reader="declared", method="declared", at=reader.at
    )


def _as_document(url: str, found: Description, verdict: tuple[str, float, str]) -> NewDocument:
    about = {**found.metadata, "alternates": dict(found.alternates), "cut": found.cut}
    return NewDocument(
        canonical_url=url,
        kind=found.kind,
        title=found.title,
        language=found.language,
        text=found.text,
        sections=[section.as_dict() for section in found.sections],
        published_on=found.published_on,
        modified_on=found.modified_on,
        about=about,
        verdict=verdict[0],
        verdict_score=verdict[1],
        verdict_reason=verdict[2],
    )
