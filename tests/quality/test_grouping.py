"""Grouping measured by pairs of documents: which are said to be one practice, which truly are.

Three sets: made-up near misses, the demonstration site beside the starter's records, and the
starter's several addresses. Precision is pinned first. Beside it in the same run stand what a
plain comparison of names would do: equal when folded, and rapidfuzz's ratio from 90 on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from rapidfuzz import fuzz
from sqlalchemy import select

from pipelines.group import ENTRY, Candidate, group
from pipelines.group.words import plain
from pipelines.steps.grouping import as_candidate, read_candidates
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText
from search.compare.likeness import alike
from tests.world import World

CASES = Path(__file__).with_name("grouping_cases.yml")
EXPECTED = Path(__file__).parents[2] / "pipelines/demo/expected.yml"
HOST = "http://mentoring-demo.localhost"

Pairs = set[frozenset[str]]
Grouping = Callable[[Sequence[Candidate]], Pairs]


@dataclass(frozen=True, slots=True)
class Score:
    """Of pairs: how many that were joined are right, how many that are right were joined."""

    precision: float
    recall: float
    wrong: tuple[tuple[str, ...], ...]


def score(joined: Pairs, true: Pairs) -> Score:
    right = len(joined & true)
    wrong = tuple(sorted(tuple(sorted(pair)) for pair in joined - true))
    return Score(right / len(joined) if joined else 1.0, right / len(true), wrong)


def grouped(candidates: Sequence[Candidate]) -> Pairs:
    return _pairs([[m.document_url for m in found.members] for found in group(candidates)])


def by_equal_name(candidates: Sequence[Candidate]) -> Pairs:
    return _by_name(candidates, lambda one, two: one == two)


def by_similar_name(candidates: Sequence[Candidate]) -> Pairs:
    return _by_name(candidates, lambda one, two: fuzz.ratio(one, two) >= 90)


def _by_name(candidates: Sequence[Candidate], same: Callable[[str, str], bool]) -> Pairs:
    names = [(c.document_url, plain(c.label)) for c in candidates]
    return {frozenset((one, two)) for (one, a), (two, b) in combinations(names, 2) if same(a, b)}


def _pairs(groups: Iterable[Sequence[str]]) -> Pairs:
    return {frozenset(pair) for urls in groups for pair in combinations(sorted(set(urls)), 2)}


def cases(part: str) -> tuple[list[Candidate], Pairs]:
    """The made-up documents, all in one catalogue, and the pairs that are one practice."""
    kinds = yaml.safe_load(CASES.read_text("utf-8"))[part]
    told = [document for kind in kinds for document in kind["documents"]]
    practices: dict[str, list[str]] = {}
    for document in told:
        if document["is"] != "-":
            practices.setdefault(document["is"], []).append(document["url"])
    return [_candidate(document) for document in told], _pairs(practices.values())


def _candidate(told: Mapping[str, Any]) -> Candidate:
    fields = {name: told[name] for name in told.keys() - {"is", "url", "addresses"}}
    return Candidate(
        document_url=told["url"],
        **{"language": "en", **fields},
        known_addresses=tuple(told.get("addresses", ())),
    )


@pytest.mark.parametrize(("part", "recall"), [("known", 0.95), ("unseen", 0.9)])
def test_near_misses(part: str, recall: float) -> None:
    candidates, true = cases(part)
    found = score(grouped(candidates), true)
    assert found.precision == 1.0, found.wrong
    assert found.recall >= recall


@pytest.mark.parametrize("part", ["known", "unseen"])
def test_names_alone_do_worse(part: str) -> None:
    """Both baselines join what is not one, and miss most of what is."""
    candidates, true = cases(part)
    ours = score(grouped(candidates), true)
    for baseline in (by_equal_name, by_similar_name):
        plainly = score(baseline(candidates), true)
        assert plainly.precision <= ours.precision - 0.3
        assert plainly.recall <= ours.recall - 0.3


@pytest.fixture(scope="module")
def demonstration(mine: World) -> tuple[list[Candidate], Pairs]:
    """Real pages in eleven languages and all records; no record lists the address of a page.

    The entries of list pages are left out: nobody wrote down which programme each is of.
    """
    with catalogue_session(mine.engine) as session:
        candidates = [c for c in read_candidates(session) if c.kind != ENTRY]
    practices = {c.record_id: [c.document_url] for c in candidates if c.record_id}
    here = {candidate.document_url for candidate in candidates}
    for path, told in yaml.safe_load(EXPECTED.read_text("utf-8"))["pages"].items():
        if "starter" in told and HOST + path in here:
            practices[told["starter"]].append(HOST + path)
    return candidates, _pairs(practices.values())


def test_pages_of_the_demonstration_site(
    demonstration: tuple[list[Candidate], Pairs], mine: World
) -> None:
    candidates, true = demonstration

    def likeness(pairs: Sequence[tuple[int, int]]) -> list[float]:
        return alike(mine.engine, mine.settings, pairs)

    groups = group(candidates, alike=likeness)
    found = score(_pairs([[m.document_url for m in g.members] for g in groups]), true)
    assert found.precision == 1.0, found.wrong
    assert found.recall >= 0.65
    without = score(grouped(candidates), true)
    assert without.recall <= found.recall - 0.05  # what the likeness of texts is worth


def test_the_starters_several_addresses(shared: Path) -> None:
    """Each page joins the records that list it, though its title says nothing."""
    lines = (shared / "starter/programmes.jsonl").read_text("utf-8").splitlines()
    candidates, owners = [], {}
    for record in map(json.loads, lines):
        addresses = tuple(dict.fromkeys([record["url"], *record["source_urls"]]))
        url = f"https://data.example/set.jsonl#{record['id']}"
        place = ", ".join(filter(None, (record["city"], record["country"])))
        candidates.append(
            Candidate(
                url,
                name=record["name"],
                organisation=record["organisation"],
                place=place,
                record_id=record["id"],
                known_addresses=addresses,
                kind="record",
            )
        )
        for address in addresses:
            owners.setdefault(address, set()).add(url)
    pages = [Candidate(address, title="Mentoring") for address in owners]
    true = {frozenset((page, url)) for page, urls in owners.items() for url in urls}
    joined = {
        pair
        for pair in grouped([*candidates, *pages])
        if any(url.startswith("https://data.example/") for url in pair)
    }
    found = score(joined, true)
    assert (found.precision, found.recall) == (1.0, 1.0), found.wrong
    assert score(by_similar_name([*candidates, *pages]), true).recall < 0.05


def test_likeness_of_text_parts_programmes(
    demonstration: tuple[list[Candidate], Pairs], mine: World
) -> None:
    """A page is more alike its own record than 99 of 100 others are to each other."""
    with catalogue_session(mine.engine) as session:
        rows = session.execute(
            select(Document, DocumentText.content).join(
                DocumentText, DocumentText.hash == Document.text_hash
            )
        )
        ids = {d.canonical_url: as_candidate(d, text).document for d, text in rows}
    candidates, true = demonstration
    records = [c.document_url for c in candidates if c.record_id]
    own = [(ids[a], ids[b]) for a, b in map(sorted, true)]
    others = [(ids[a], ids[b]) for a, b in combinations(records, 2)]
    same = sorted(alike(mine.engine, mine.settings, own))
    different = sorted(alike(mine.engine, mine.settings, others))
    assert same[len(same) // 10] >= 0.70 > different[int(len(different) * 0.99)]
