"""Where a text says that one kind of people stands by another, whatever it calls them.

Many programmes never write "mentor": students sit down with pupils, pensioners talk with newcomers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from language.tagger.finder import Hit
from pipelines.screen.words import KIND, ROLE, WHO_HELPS, WHO_IS_HELPED

_REACH = 350
_HELPERS = {(ROLE, "mentor")}
_HELPED = {(ROLE, "mentee")}
_TIES = {(KIND, "accompany"), (KIND, "pairing"), (ROLE, "mentoring")}


def count_bonds(hits: Iterable[Hit]) -> list[int]:
    """Starts of the stretches of at most 350 characters, none within another, that name somebody
    who helps, somebody who is helped, and a tie between them. One word never plays two parts.
    """
    hits = list(hits)
    starts: list[int] = []
    latest: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: hit.start):
        part = _part(hit)
        if part is None or (starts and hit.start < starts[-1] + _REACH and not latest):
            continue
        if any(other.end > hit.start for kind, other in latest.items() if kind != part):
            continue
        latest[part] = hit
        if len(latest) == 3:
            first = min(other.start for other in latest.values())
            if hit.end - first <= _REACH:
                starts.append(first)
                latest = {}
    return sorted({*starts, *_told_at_once(hits, starts)})


def _told_at_once(hits: Sequence[Hit], starts: list[int]) -> list[int]:
    """Starts of phrases that tie two sides by themselves ("brings young people together with")
    where no bond was found and only one of the two is named by a word that is known.
    """
    people = [hit for hit in hits if _part(hit) in {"helps", "helped"}]
    phrases = (hit for hit in hits if (hit.facet, hit.code) == (KIND, "pairing"))
    return [
        phrase.start
        for phrase in phrases
        if "~" in phrase.pattern
        and all(abs(start - phrase.start) >= _REACH for start in starts)
        and any(_is_beside(phrase, one) for one in people)
    ]


def _is_beside(phrase: Hit, one: Hit) -> bool:
    after, before = one.start - phrase.end, phrase.start - one.end
    return 0 <= max(after, before) <= _REACH


def _part(hit: Hit) -> str | None:
    kind = (hit.facet, hit.code)
    if hit.facet == WHO_HELPS or kind in _HELPERS:
        return "helps"
    if hit.facet == WHO_IS_HELPED or kind in _HELPED:
        return "helped"
    return "tie" if kind in _TIES else None
