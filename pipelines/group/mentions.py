"""Pages that speak of a practice by its name: on other sites, in the news, in reports.

A name alone is not enough: the page must also name the organisation, or say the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.group.joins import host_of
from pipelines.group.likeness import (
    holds,
    is_telling,
    may_be_same_place,
    name_parts,
    part_words,
    says_only,
    title_words,
)
from pipelines.group.model import Alike, Candidate, Join
from pipelines.group.organisations import names_organisation, same_organisation
from pipelines.group.words import plain

SAME_TEXT = 0.70
"""From here on two texts say the same: 99 % of pairs of different programmes lie below 0.68."""
CLEARLY = 0.05
"""By this much one text must be more alike than any other that bears the name."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """That a page's title holds a part of a practice's name; `named`: its text the organisation."""

    host: int
    page: int
    part: str
    named: bool


def mention_joins(
    candidates: Sequence[Candidate], root: Callable[[int], int], alike: Alike | None
) -> list[Join]:
    """Each page with the practice that it names; with none where it names two equally well."""
    by_page: dict[int, list[_Fit]] = defaultdict(list)
    for fit in _fits(candidates):
        if root(fit.host) != root(fit.page):
            by_page[fit.page].append(fit)
    joins, left = [], {}
    for page, fits in by_page.items():
        named = [fit for fit in fits if fit.named and is_telling(fit.part)]
        join = _longest(candidates, named, root) if named else None
        if join is not None:
            joins.append(join)
        elif candidates[page].founds:
            left[page] = fits
    return joins + (_alike_joins(candidates, left, root, alike) if left and alike else [])


def _longest(
    candidates: Sequence[Candidate], fits: list[_Fit], root: Callable[[int], int]
) -> Join | None:
    fits = sorted(fits, key=lambda fit: (-len(fit.part), -len(candidates[fit.host].label)))
    best = fits[0]
    length = (len(best.part), len(candidates[best.host].label))
    for fit in fits[1:]:
        same = (len(fit.part), len(candidates[fit.host].label)) == length
        if same and root(fit.host) != root(best.host):
            return None
    host = candidates[best.host]
    return Join(best.host, best.page, f"its title holds the name, its text {host.organisation}")


def _alike_joins(
    candidates: Sequence[Candidate],
    left: Mapping[int, list[_Fit]],
    root: Callable[[int], int],
    alike: Alike,
) -> list[Join]:
    """Pages whose text says the same as that of the practice whose name they bear."""
    every = [fit for fits in left.values() for fit in fits]
    pairs = [(candidates[fit.host].document, candidates[fit.page].document) for fit in every]
    scores = dict(zip(every, alike(pairs), strict=True))
    joins = (_most_alike(fits, scores, root) for fits in left.values())
    return [join for join in joins if join is not None]


def _most_alike(
    fits: list[_Fit], scores: Mapping[_Fit, float], root: Callable[[int], int]
) -> Join | None:
    ranked = sorted(fits, key=lambda fit: -scores[fit])
    best = ranked[0]
    rivals = (scores[fit] for fit in ranked if root(fit.host) != root(best.host))
    score = scores[best]
    if score < SAME_TEXT or score - next(rivals, 0.0) < CLEARLY:
        return None
    return Join(best.host, best.page, f"same name, and its text says the same ({score:.2f})", score)


def _fits(candidates: Sequence[Candidate]) -> Iterator[_Fit]:
    pages: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        for word in title_words(_title(candidate)) if not candidate.record_id else ():
            pages[word].append(position)
    own = _own_parts(candidates)
    for position in range(len(candidates)):
        seen: set[int] = set()
        for part in own.get(position, ()):
            for page in _pages_holding(part, pages):
                if page == position or page in seen:
                    continue
                fit = _fit(candidates, position, page, part)
                if fit is not None:
                    seen.add(page)
                    yield fit


def _own_parts(candidates: Sequence[Candidate]) -> dict[int, list[str]]:
    """The parts of each practice's name; what several titles of a site hold is the site's name."""
    parts = {at: name_parts(c.label) for at, c in enumerate(candidates) if c.founds}
    used = Counter(
        (host_of(candidates[at].document_url), plain(part))
        for at, mine in parts.items()
        if not candidates[at].record_id
        for part in mine
    )
    return {
        at: [
            part
            for part in mine
            if candidates[at].record_id
            or used[host_of(candidates[at].document_url), plain(part)] == 1
        ]
        for at, mine in parts.items()
    }


def _pages_holding(part: str, pages: Mapping[str, list[int]]) -> list[int]:
    """Pages with the rarest word of the part: no other can hold all of them."""
    return min((pages.get(word, []) for word in part_words(part)), key=len)


def _fit(candidates: Sequence[Candidate], at: int, page: int, part: str) -> _Fit | None:
    host, other = candidates[at], candidates[page]
    if not holds(_title(other), part) or not may_be_same_place(host.place, other.place):
        return None
    if not host.record_id and same_organisation(part, host.organisation):
        return None
    named = bool(host.organisation) and names_organisation(other.text, host.organisation)
    if other.founds:
        # A programme's page must bear the name and no more; and two pages with organisations of
        # their own are compared by name and organisation elsewhere.
        if not (host.record_id or not host.organisation or not other.organisation):
            return None
        known = f"{host.organisation} {host.place} {other.place}"
        if not says_only(_title(other), part, known):
            return None
        if _other_organisation(host, other) and not named:
            return None
    return _Fit(at, page, part, named)


def _other_organisation(one: Candidate, two: Candidate) -> bool:
    return bool(one.organisation and two.organisation) and not same_organisation(
        one.organisation, two.organisation
    )


def _title(candidate: Candidate) -> str:
    return " | ".join(dict.fromkeys(filter(None, (candidate.name, candidate.title))))
