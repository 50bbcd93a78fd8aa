"""The concepts that a short query carries; what the read side needs of the tagger.

Imports neither spaCy nor torch. Whole texts are read by `tagger.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from language.sentences import Sentence
from language.tagger import roles
from language.tagger.compose import compose_mentors, compose_targets
from language.tagger.context import Passage, fill_passages
from language.tagger.denial import is_denied
from language.tagger.finder import Hit
from language.tagger.query_words import open_query_words

_ENOUGH = 0.8
"""Share of the best language's letters that another must cover to count as well."""

__all__ = ["Hit", "find_concepts"]


def find_concepts(query: str, kept: Path | None = None) -> list[Hit]:
    """List the concepts of a query in any language, in order of place, each once.

    Accents may be missing. A phrase for people counts as target group or as mentors by the words
    around it ("mentors for students" against "students as mentors"); what is denied is left out.
    `kept` is the folder where the words are kept from one process to the next.
    """
    # Without a code it is a word beside numbers ("under", "from"): many languages share those.
    hits = _of_its_languages([hit for hit in open_query_words(kept).find(query) if hit.code])
    (passage,) = fill_passages(query, "", [Sentence(0, len(query))], hits)
    found = [*_people(passage), *_others(passage)]
    return _each_once(hit for hit in found if not is_denied(passage, hit))


def _of_its_languages(hits: list[Hit]) -> list[Hit]:
    """Keep the hits of the languages whose words cover most of the query.

    A query is too short to detect its language, yet words of another one would mislead ("student"
    is Dutch, Polish and English, but only one of them lists "students" and "refugees").
    """
    covered: dict[str, set[int]] = defaultdict(set)
    for hit in hits:
        for language in hit.language_codes:
            # Each letter once: a word may be several things in one language, and one in another.
            covered[language].update(range(hit.start, hit.end))
    most = max(map(len, covered.values()), default=0)
    spoken = {one for one, letters in covered.items() if len(letters) >= _ENOUGH * most}
    return [hit for hit in hits if not spoken.isdisjoint(hit.language_codes)]


def _people(passage: Passage) -> Iterable[Hit]:
    mentors = [*passage.hits.get("mentor_type", ()), *compose_mentors(passage)]
    for hit in mentors:
        if roles.is_mentor(passage, hit) or not roles.is_governed_by_for(passage, hit):
            yield hit
    peers = [hit for hit in mentors if hit.code == "peer_migrants"]
    for hit in [*passage.hits.get("target_group", ()), *compose_targets(passage)]:
        if not any(peer.start <= hit.start and hit.end <= peer.end for peer in peers):
            yield hit


def _others(passage: Passage) -> Iterable[Hit]:
    for facet, hits in passage.hits.items():
        if facet in _asked() and facet not in ("target_group", "mentor_type"):
            yield from hits


@lru_cache(maxsize=1)
def _asked() -> frozenset[str]:
    from practices_db.vocabulary import load_vocabulary

    facets = load_vocabulary().facets
    return frozenset(key for key, facet in facets.items() if facet.kind == "concept")


def _each_once(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest hit of each concept; a general group inside an exact one is dropped."""
    longest: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        key = hit.facet, hit.code
        known = longest.get(key)
        if known is None or hit.end - hit.start > known.end - known.start:
            longest[key] = replace(hit)
    kept = [hit for hit in longest.values() if not _is_inside_another(hit, longest.values())]
    return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.facet, hit.code))


def _is_inside_another(hit: Hit, others: Iterable[Hit]) -> bool:
    return hit.code == "immigrants_newcomers" and any(
        other.facet == hit.facet
        and other.code != hit.code
        and other.start <= hit.start
        and hit.end <= other.end
        for other in others
    )
