"""The protocol of a release: what was searched, how and by which rules, and what was not.

Put together by the machine from the catalogue and the declarations; plain values, ready for JSON.
Days, never moments: equal content gives an equal protocol save for the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from pipelines.releases.work import count_decisions, count_reviews, read_methods
from pipelines.sources.declaration import SourceDeclaration
from pipelines.sources.registry import Registry
from practices_db.settings import USER_AGENT
from practices_db.view import SURE, State
from practices_db.vocabulary import load_vocabulary, vocabulary_version
from search.holdings import Holdings
from search.sources import HEALTHY, SourceState

FORMAT = "mentoring-practices protocol 1"

Protocol = dict[str, Any]


def write_protocol(
    session: Session, holdings: Holdings, registry: Registry, title: str, on: date
) -> Protocol:
    """The protocol of what the catalogue holds, frozen on that day."""
    searched = [source for source in holdings.sources if source.last_success is not None]
    return {
        "format": FORMAT,
        "title": title,
        "release": holdings.release,
        "frozen_on": on.isoformat(),
        "read_until": holdings.as_of.isoformat() if holdings.as_of else None,
        "counts": count_holdings(holdings),
        "searched": [_searched(source, holdings) for source in searched],
        "not_searched": _not_searched(holdings.sources, registry),
        "rules": _rules(session),
        "facets": [_facet(holdings, key) for key in load_vocabulary().facets],
        "reviews": count_reviews(session),
        "grouping": count_decisions(session),
    }


def count_holdings(holdings: Holdings) -> dict[str, int]:
    """What the release holds, in numbers."""
    pages = {(p.source, p.url) for entry in holdings.entries.values() for p in entry.pages}
    return {
        "practices": len(holdings.present),
        "practices_gone": len(holdings.entries) - len(holdings.present),
        "documents": len(pages),
        "statements": sum(
            len(value.supports)
            for entry in holdings.entries.values()
            for found in entry.view.values()
            for value in found.values
        ),
        "countries": len(holdings.countries),
        "languages": len(holdings.known_languages),
        "sources": len(holdings.sources),
    }


def _searched(source: SourceState, holdings: Holdings) -> dict[str, Any]:
    speaking = [
        (page.language, entry.practice.country)
        for entry in holdings.present
        for page in entry.pages
        if page.source == source.slug
    ]
    names = ("slug", "title", "publisher", "kind", "url", "licence", "group", "cadence")
    return {
        **{name: getattr(source, name) for name in names},
        "languages": list(source.languages),
        "countries": list(source.countries),
        "languages_found": sorted({language for language, _ in speaking}),
        "countries_found": sorted({country for _, country in speaking if country}),
        "retired_on": source.retired_on.isoformat() if source.retired_on else None,
        "last_read_on": source.last_success.date().isoformat() if source.last_success else None,
        "last_outcome": source.last_outcome,
        "documents": source.documents_read,
        "documents_gone": source.gone,
        "no_programmes": dict(source.left_out),
        "practices": source.practices,
        "left_alone_by_robots": source.left_alone,
        "failed": _reasons(source),
    }


def _reasons(source: SourceState) -> dict[str, int]:
    """How many addresses could not be read, by reason."""
    return dict(sorted(Counter(trouble.reason for trouble in source.failures).items()))


def _not_searched(states: Iterable[SourceState], registry: Registry) -> list[dict[str, Any]]:
    """Sources that are declared, or once were, and were never read to an end."""
    known = {state.slug: state for state in states}
    missing = {slug: _missing(state, state) for slug, state in known.items()}
    missing |= {one.slug: _missing(one, known.get(one.slug)) for one in registry.declarations}
    return [one for _, one in sorted(missing.items()) if one is not None]


def _missing(
    declared: SourceDeclaration | SourceState, state: SourceState | None
) -> dict[str, Any] | None:
    if state is not None and state.last_success is not None:
        return None
    why = state.last_outcome if state and state.last_outcome not in HEALTHY else "never"
    return {
        **{name: str(getattr(declared, name)) for name in ("slug", "kind", "url", "group")},
        "languages": list(declared.languages),
        "countries": list(declared.countries),
        "why": "retired" if declared.retired_on else why,
    }


def _rules(session: Session) -> dict[str, Any]:
    """Versions and thresholds; `applied` counts by what the catalogue's own rows say."""
    from language.tagger import METHOD_VERSION
    from pipelines.group.mentions import SAME_TEXT
    from pipelines.screen.verdict import THRESHOLDS
    from pipelines.steps.documents import METHOD

    applied: Mapping[str, dict[str, int]] = read_methods(session)
    return {
        "program": USER_AGENT.partition(" ")[0],
        "screening": {"version": METHOD, "applied": applied["screening"], **THRESHOLDS},
        "tagger": {"version": METHOD_VERSION, "applied": applied["tagger"]},
        "vocabulary": {
            "version": vocabulary_version(),
            "facets": len(load_vocabulary().facets),
        },
        "encoder": {"applied": applied["encoder"]},
        "shown_from_confidence": SURE,
        "grouped_by_text_from": SAME_TEXT,
    }


def _facet(holdings: Holdings, key: str) -> dict[str, Any]:
    """Of the practices that are present, how many are known in a facet, and how many are not.

    What no sentence states may still be in the record of a source: that is counted beside it.
    """
    found = [entry.facet(key) for entry in holdings.present]
    counts = Counter(one.state for one in found)
    return {
        "facet": key,
        **{state.value: counts[state] for state in State},
        "only_in_a_record": sum(bool(entry.recorded(key)) for entry in holdings.present),
        "values_waiting": sum(len(one.pending) for one in found),
    }
