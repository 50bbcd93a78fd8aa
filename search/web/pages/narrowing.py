"""The ways on from a search to a narrower or a wider one: each is an address with its count."""

from __future__ import annotations

from typing import Any

from practices_db.vocabulary import load_vocabulary
from search.query.found import SearchResult
from search.query.joined import NOT, PLUS, at_once, named, one_by_one
from search.web.ask import Ask, filter_names
from search.web.site import Site
from search.words import facet_label, label


def chosen_terms(ask: Ask) -> list[dict[str, str]]:
    """Each chosen value, with the search without it."""
    return [
        {
            "facet": facet_label(facet),
            "label": label(facet, value),
            "without": ask.toggled(facet, value).address(),
        }
        for facet, values in ask.filters.items()
        for value in values
    ]


def ways_to_join(site: Site, ask: Ask) -> list[dict[str, Any]]:
    """For each facet with several chosen terms, the way to all of them at once, or back."""
    ways = []
    for facet, values in ask.filters.items():
        terms = named(values)
        together = len(terms) > 1 and has_several(facet)
        if together or any(PLUS in term for term in terms):
            changed = ask.choosing(facet, at_once(values) if together else one_by_one(values))
            way = {"key": facet, "facet": facet_label(facet), "together": together}
            count = site.searcher().count(changed.filters)
            ways.append({**way, "address": changed.address(), "count": count})
    return ways


def has_several(facet: str) -> bool:
    """Whether a programme can have more than one value of it."""
    known = load_vocabulary().facets.get(facet)
    return facet not in {"country", "city"} and not (known and known.single)


def understood_terms(ask: Ask, result: SearchResult) -> list[dict[str, Any]]:
    """Terms that the words were read as and that are no filter yet: each keeps only its own."""
    order = filter_names()
    return [
        {
            "key": facet,
            "code": code,
            "facet": facet_label(facet),
            "label": label(facet, code),
            "count": result.facets[facet][code],
            "only": ask.toggled(facet, code),
        }
        for facet, code in sorted(result.understood, key=lambda term: order.index(term[0]))
        if code not in ask.filters.get(facet, ()) and result.facets.get(facet, {}).get(code)
    ]


def denied_terms(site: Site, ask: Ask, result: SearchResult) -> list[dict[str, Any]]:
    """Terms that the words speak against and that are no filter yet: each leaves out its own."""
    found = []
    for facet, code in result.denied:
        without = ask.toggled(facet, NOT + code)
        if NOT + code not in ask.filters.get(facet, ()):
            count = result.total - site.searcher().count(without.filters)
            name = label(facet, code)
            found.append({"key": f"{facet}-{code}", "label": name, "count": count, "ask": without})
    return [one for one in found if one["count"]]


def with_the_silent(ask: Ask) -> list[dict[str, str]]:
    """For each filter, the search that also takes programmes whose pages are silent on it."""
    return [
        {"facet": facet_label(facet), "address": ask.toggled(facet, "not_stated").address()}
        for facet, values in ask.filters.items()
        if named(values) and "not_stated" not in values
    ]
