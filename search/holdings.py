"""All that the catalogue holds, read once and kept: what pages, charts and exports are made of.

A frozen value with a release name of its own; finding by text is in `search.query`.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import contains

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.models import Document, Practice, PracticeDocument, Release, Source
from practices_db.recorded import recorded_value
from practices_db.releases import read_releases
from practices_db.view import FacetView, PracticeView, State, current_views
from practices_db.vocabulary import vocabulary_version
from search.export.records import entry_record
from search.figures import BANDS, any_touches
from search.index.facet_arrays import CITY
from search.index.place_names import city_keys
from search.query.joined import holds
from search.release_name import name_release
from search.sources import SourceState, read_sources
from search.words import UNTOLD


@dataclass(frozen=True, slots=True)
class Page:
    """A document that speaks of a practice, in which role and why we think so."""

    id: int
    url: str
    title: str
    role: str
    reason: str
    kind: str
    language: str
    source: str
    published_on: date | None
    modified_on: date | None
    first_seen: datetime
    last_seen: datetime
    gone_on: datetime | None
    verdict: str
    verdict_reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice with its current view and its documents; gone ones are kept with the day.

    `former` are the slugs of practices that were merged into it: they lead here.
    """

    practice: Practice
    view: PracticeView
    pages: tuple[Page, ...]
    former: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return self.practice.slug

    @property
    def present(self) -> bool:
        return self.practice.gone_on is None

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({page.language for page in self.pages}))

    def facet(self, key: str) -> FacetView:
        """The facet's view; a practice that nobody read has not been assessed."""
        return self.view.get(key) or FacetView(key, State.NOT_ASSESSED)

    def codes(self, key: str) -> tuple[str, ...]:
        """The values that hold, or the one word that says why there is none."""
        found = self.facet(key)
        return tuple(value.value for value in found.values) or (found.state.value,)

    def recorded(self, key: str) -> str:
        """What the record of a source says of the facet, where no sentence states it."""
        return "" if self.facet(key).values else recorded_value(self.practice, key)

    def searched(self, key: str) -> tuple[str, ...]:
        """The values by which a search filters: the language is that of the pages, and what no
        sentence states of place and status is what a record says.
        """
        if key == "country":
            return (self.practice.country or State.NOT_STATED.value,)
        if key == CITY:
            return tuple(filter(None, (self.practice.city, self.practice.seat_city))) or (
                State.NOT_STATED.value,
            )
        if key == "language":
            return self.languages
        recorded = self.recorded(key)
        return (recorded,) if recorded else self.codes(key)

    def passes(self, facet: str, wanted: Collection[str]) -> bool:
        """Whether a filter by these values would find it, as the index does."""
        return holds(self.searched(facet), wanted, _HAS.get(facet, contains))


def _is_in_city(cities: Collection[str], asked: str) -> bool:
    return any(city_keys(city) & city_keys(asked) for city in cities)


def _fits(stated: Collection[str], asked: str) -> bool:
    return asked in stated or any_touches(stated, asked)


_HAS: Mapping[str, Callable[[Collection[str], str], bool]] = {
    CITY: _is_in_city,
    **dict.fromkeys(BANDS, _fits),
}
"""Facets whose values are asked for by something else than themselves."""


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
