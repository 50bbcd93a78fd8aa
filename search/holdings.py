"""All that the catalogue holds, read once and kept: what pages, charts and exports are made of.

A frozen value with a release name of its own; finding by text is in `search.query`.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.models import Document, Practice, PracticeDocument, Release, Source
from practices_db.releases import read_releases
from practices_db.view import State, current_views
from practices_db.vocabulary import vocabulary_version
from search.entries import Entry, Page
from search.export.records import entry_record
from search.index.facet_arrays import CITY
from search.index.place_names import city_keys
from search.release_name import name_release
from search.sources import SourceState, read_sources
from search.words import UNTOLD


@dataclass(frozen=True, slots=True)
class Holdings:
    """The catalogue at one moment. `release` is a hash of content: equal content, equal name.

    `stamp` changes also with what is no content but shown: how sources fare, what is `frozen`.
    """

    release: str
    stamp: str
    as_of: date | None
    entries: Mapping[str, Entry]
    merged: Mapping[str, str]
    sources: tuple[SourceState, ...]
    frozen: tuple[Release, ...] = ()

    @property
    def present(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.present]

    @property
    def countries(self) -> list[str]:
        return sorted({entry.practice.country for entry in self.present if entry.practice.country})

    @property
    def cities(self) -> list[str]:
        """To choose from, the most frequent first."""
        named = Counter(
            city for one in self.present for city in one.searched(CITY) if city_keys(city)
        )
        del named[State.NOT_STATED.value]
        return sorted(named, key=lambda city: (-named[city], city))

    @property
    def languages(self) -> list[str]:
        """To choose from: "und", where it could not be told, is a choice too."""
        return sorted({code for entry in self.present for code in entry.languages})

    @property
    def known_languages(self) -> list[str]:
        """To count: those that could be told."""
        return [code for code in self.languages if code not in UNTOLD]


def read_holdings(session: Session) -> Holdings:
    """Everything, in order of slug; some seconds at tens of thousands of practices."""
    # Sorted here: databases have orders of letters of their own.
    practices = sorted(session.scalars(select(Practice)), key=lambda practice: practice.slug)
    frozen = read_releases(session)
    session.expunge_all()
    views = current_views(session, [practice.id for practice in practices])
    pages = _pages(session)
    merged = {p.slug: p.merged_into for p in practices if p.merged_into is not None}
    former = _former(merged)
    entries = {
        practice.slug: Entry(
            practice, views[practice.id], tuple(pages[practice.id]), tuple(former[practice.slug])
        )
        for practice in practices
        if practice.merged_into is None
    }
    sources = read_sources(session)
    release = name_release(map(entry_record, entries.values()), vocabulary_version())
    return Holdings(
        release=release,
        stamp=_stamp(release, sources, [one.content_hash for one in frozen]),
        as_of=max((s.last_success.date() for s in sources if s.last_success), default=None),
        entries=entries,
        merged=merged,
        sources=sources,
        frozen=tuple(frozen),
    )


def _former(merged: Mapping[str, str]) -> Mapping[str, list[str]]:
    """By slug, the slugs that lead to it in the end."""
    former: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(merged):
        former[follow(merged, slug)].append(slug)
    return former


def follow(merged: Mapping[str, str], slug: str) -> str:
    """The slug that a slug leads to through all merges; itself where it was never merged."""
    seen: set[str] = set()
    while slug in merged and slug not in seen:
        seen.add(slug)
        slug = merged[slug]
    return slug


def _stamp(release: str, *shown: object) -> str:
    return hashlib.sha256(f"{release} {shown!r}".encode()).hexdigest()


def _pages(session: Session) -> Mapping[int, list[Page]]:
    rows = session.execute(
        select(PracticeDocument, Document, Source.slug)
        .join(Document, Document.id == PracticeDocument.document_id)
        .join(Source, Source.id == Document.source_id)
    )
    pages: dict[int, list[Page]] = defaultdict(list)
    for link, document, source in rows:
        pages[link.practice_id].append(
            Page(
                id=document.id,
                url=document.canonical_url,
                title=document.title,
                role=link.role,
                reason=link.reason,
                kind=document.kind,
                language=document.language,
                source=source,
                published_on=document.published_on,
                modified_on=document.modified_on,
                first_seen=document.first_seen,
                last_seen=document.last_seen,
                gone_on=document.gone_on,
                verdict=document.verdict,
                verdict_reason=document.verdict_reason,
            )
        )
    for found in pages.values():
        # By address and not by number: equal content has to come out equal from any database.
        found.sort(key=lambda page: (page.role, page.url, page.source))
    return pages
