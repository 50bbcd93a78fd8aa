"""What the last runs left of a source: validators, archived bodies, and pages that may rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipelines.crawl.archive import Archive, ArchiveError
from pipelines.crawl.exchange import Ask, canonical_or_same
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Validators


@dataclass(frozen=True, slots=True)
class Memory:
    """All by canonical URL. `resting` are pages that need not be asked for, with when last seen."""

    known: Mapping[str, Validators]
    resting: Mapping[str, datetime]
    archive: Archive
    _changed: dict[str, datetime] = field(default_factory=dict, init=False)

    def note_change(self, ask: Ask) -> None:
        """Keep what a sitemap says of the last change of an address."""
        if ask.changed_at:
            self._changed[canonical_or_same(ask.url)] = ask.changed_at

    def may_rest(self, ask: Ask) -> bool:
        """Whether a page need not be asked for, as far as it and the sitemaps tell."""
        own = canonical_or_same(ask.url)
        seen_at = self.resting.get(own)
        if seen_at is None or ask.purpose is not Purpose.PAGE:
            return False
        changed = self._changed.get(own)
        return changed is None or changed <= seen_at

    def last_answer(self, canonical: str) -> Fetched | None:
        """The page's last answer with its body, from the archive; None where that has lost it."""
        last = self.known.get(canonical)
        if last is None or last.archive_file is None or last.archive_offset is None:
            return None
        try:
            return self.archive.read(last.archive_file, last.archive_offset)
        except ArchiveError:
            return None

    def compared(self, answer: Fetched) -> Fetched:
        """A full answer with the body that we have already is an unchanged one, not kept twice."""
        before = self.known.get(answer.canonical_url)
        same = before is not None and answer.sha256 is not None and before.sha256 == answer.sha256
        if same and answer.outcome is Outcome.STORED:
            return replace(answer, outcome=Outcome.UNCHANGED, body=None)
        return answer
