"""What reading one answer of a source needs: its body, and the way in which a document is kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy.orm import Session

from pipelines.crawl.outcome import Fetched
from pipelines.describe import Description, Unreadable, describe
from pipelines.installation import Installation
from pipelines.sources.declaration import SourceDeclaration
from pipelines.steps.described import Described
from pipelines.steps.originals import Originals
from pipelines.steps.stored import read_stored
from pipelines.steps.untagged import TAGGED
from practices_db.documents import Change, NewDocument, store_document
from practices_db.models import Document, Fetch
from practices_db.moves import Moves
from practices_db.sources import Trouble, note_issue, resolve_issues
from practices_db.statements import DECLARED, Claim, record_claims, record_readings
from practices_db.vocabulary import UNSAID

IN_PART = "in part"
"""The page is a document, but not all of it was read."""
ARRIVED = "arrived"
"""Where a page that moved is now: the crawl counted it as moved where it was."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source before its answers are read; one for each reading of it."""

    originals: Originals
    moves: Moves
    described: Described


class Reader:
    """What reading one answer needs; one per transaction."""

    def __init__(
        self,
        installation: Installation,
        session: Session,
        declared: SourceDeclaration,
        source_id: int,
        known: Known,
    ) -> None:
        self.session, self.declared, self.source_id = session, declared, source_id
        self.originals, self.moves = known.originals, known.moves
        self.left_to: int | None = None  # the answer that says the same, where one does
        self.aside = False  # whether it showed nothing that a document could be made of
        self.held = False  # whether it is to be looked at again in the next run
        self.at = installation.clock()
        self._embedder = installation.embedder
        self._described = known.described
        self._folder = installation.settings.archive_dir

    def answer(self, fetch: Fetch) -> Fetched:
        """The answer as it came. Raises ArchiveError where it is not there any more."""
        return read_stored(self._folder, fetch)

    def describe(self, fetch: Fetch) -> Description | Unreadable:
        """What a page says. Raises ArchiveError where its answer is not there any more."""
        if (found := self._described.take(fetch)) is not None:
            return found
        answer = read_stored(self._folder, fetch)
        return describe(answer.body or b"", fetch.content_type, fetch.canonical_url, answer.headers)

    def trouble(self, url: str, reason: str, detail: str) -> str:
        note_issue(self.session, self.source_id, Trouble(url, "describe", reason, detail), self.at)
        logger.warning("%s: %s: %s", reason, url, detail)
        return "unreadable"

    def keep(self, url: str, description: Description, verdict: tuple[str, float, str]) -> str:
        new = _as_document(url, description, verdict)
        former = self.moves.came_from(url)
        document, change = store_document(self.session, self.source_id, new, self.at, former)
        resolve_issues(self.session, self.source_id, url, "describe", self.at)
        if description.cut:
            trouble = Trouble(url, "describe", IN_PART, description.cut)
            note_issue(self.session, self.source_id, trouble, self.at)
        _record_declared(self, document, description)
        if self._embedder is not None and verdict[0] in TAGGED:
            self._embedder.take(description)
        if change is Change.MOVED:
            return ARRIVED if former else str(change)
        return str(change)


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
