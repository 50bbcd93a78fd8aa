"""What waits for a person: values that no machine was sure of, and those that coders dispute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from pipelines.review.blind import draw
from practices_db.models import Practice
from practices_db.practices import find_practice, present_practices
from practices_db.view import PracticeView, Support, Value, current_views
from practices_db.vocabulary import load_vocabulary
from search.quotes import read_contexts, sentence_of


@dataclass(frozen=True, slots=True)
class Item:
    """One statement with all that a person needs to judge it; `context` is its sentence."""

    statement: str
    slug: str
    name: str
    facet: str
    value: str
    label: str
    quote: str
    context: str
    url: str
    language: str
    origin: str
    confidence: float
    verdict: str | None
    waits: bool


def read_items(
    session: Session,
    *,
    facet: str | None = None,
    slug: str | None = None,
    everything: bool = False,
) -> list[Item]:
    """What waits: first what is disputed, then what is nearest to certain; the surest statement
    of each value. Or every statement, practice by practice: so a person reads it.
    """
    if facet:
        load_vocabulary().facet(facet)
    practices = _practices(session, slug)
    views = current_views(session, sorted(practices))
    items = [
        _item(practices[identifier], key, value, support, waits)
        for identifier, view in views.items()
        for key, value, support, waits in _supports(view, facet, everything)
    ]
    if everything:
        items.sort(key=lambda item: (item.slug, item.facet, item.value, -item.confidence))
        return items
    items.sort(key=lambda item: (item.verdict is None, -item.confidence, item.slug, item.statement))
    return items


def draw_sample(items: Sequence[Item], size: int, seed: int) -> list[Item]:
    """The items of `size` practices drawn by chance among those that have any.

    The same seed draws the same practices, and keeps to most of them when the catalogue grows.
    """
    drawn = draw((item.slug for item in items), size, seed)
    return [item for item in items if item.slug in drawn]


def with_contexts(session: Session, items: Sequence[Item]) -> list[Item]:
    """The items with the sentence round each quote."""
    contexts = read_contexts(session, [item.statement for item in items])
    return [
        _in_context(item, sentence_of(contexts[item.statement]))
        if item.statement in contexts
        else item
        for item in items
    ]


def _practices(session: Session, slug: str | None) -> dict[int, Practice]:
    if slug:
        practice = find_practice(session, slug)
        return {practice.id: practice}
    return {practice.id: practice for practice in present_practices(session)}


def _supports(
    view: PracticeView, facet: str | None, everything: bool
) -> Iterator[tuple[str, Value, Support, bool]]:
    for key, found in view.items():
        if facet and key != facet:
            continue
        for value in found.pending:
            for support in value.supports if everything else value.supports[:1]:
                yield key, value, support, True
        for value in found.values if everything else ():
            for support in value.supports:
                yield key, value, support, False


def _item(practice: Practice, facet: str, value: Value, support: Support, waits: bool) -> Item:
    concept = load_vocabulary().facet(facet).concepts.get(value.value)
    return Item(
        statement=support.statement,
        slug=practice.slug,
        name=practice.name,
        facet=facet,
        value=value.value,
        label=concept.label() if concept and value.kind == "concept" else value.value,
        quote=support.quote,
        context=support.quote,
        url=support.url,
        language=support.language,
        origin=support.origin,
        confidence=support.confidence,
        verdict=support.verdict,
        waits=waits,
    )


def _in_context(item: Item, context: str) -> Item:
    return replace(item, context=context)
