"""Searching real programmes: across languages, by name, under filters, and with bad input."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event, Lock
from typing import Any

import numpy as np
import pytest

from language.encoder import open_encoder
from practices_db.engine import catalogue_session
from practices_db.view import State, current_views
from search.errors import UnreadableQuery
from search.index.encoding import TextEncoder
from search.index.word_matrices import name_terms
from search.query.notices import query_notices
from tests.search.conftest import Counting, Indexed


def test_every_programme_is_first_for_its_own_name(indexed: Indexed) -> None:
    for programme in indexed.programmes:
        found = indexed.searcher.search(programme["name"]).practices[0]
        assert found.slug == programme["id"]
        assert "name" in {why.channel for why in found.why}


def test_a_question_in_one_language_finds_answers_in_several(indexed: Indexed) -> None:
    for query in ("volunteers mentoring refugees", "vrijwillige mentoren voor vluchtelingen"):
        languages = {
            code for found in indexed.searcher.search(query).practices for code in found.languages
        }
        assert len(languages) >= 3, query


def test_a_passage_is_quoted_exactly_and_its_spans_are_words_of_the_query(indexed: Indexed) -> None:
    descriptions = {row["id"]: row["description"] for row in indexed.programmes}
    spanned = 0
    for found in indexed.searcher.search("students mentoring pupils at school", limit=30).practices:
        assert found.passage is not None
        assert found.passage.text in descriptions[found.slug]
        for start, end in found.passage.spans:
            assert (
                name_terms(found.passage.text[start:end])[0][:4]
                in "students mentoring pupils school"
            )
            spanned += 1
    assert spanned


def test_counts_are_those_of_the_current_view(indexed: Indexed) -> None:
    facet = "target_group"
    expected: Counter[str] = Counter()
    with catalogue_session(indexed.engine) as session:
        for view in current_views(session).values():
            one = view[facet]
            expected.update(value.value for value in one.values)
            if one.state is not State.STATED:
                expected[one.state.value] += 1
    counted = indexed.searcher.search().facets[facet]
    assert {value: number for value, number in counted.items() if number} == dict(expected)
    assert {"not_stated", "not_assessed"} <= counted.keys()


def test_a_filter_changes_what_is_shown_and_never_the_order(indexed: Indexed) -> None:
    search = indexed.searcher.search
    counts = search().facets["target_group"]
    value = next(iter(counts))
    everything = [found.slug for found in search("mentors for young people", limit=100).practices]
    for chosen in ({value}, {"not_stated"}, {value, "not_stated"}):
        result = search("mentors for young people", {"target_group": chosen}, limit=100)
        slugs = [found.slug for found in result.practices]
        assert len(slugs) == result.total == sum(counts[one] for one in chosen)
        assert slugs == [slug for slug in everything if slug in set(slugs)]
        assert result.facets["target_group"] == counts


def test_facets_are_joined_by_and(indexed: Indexed) -> None:
    search = indexed.searcher.search
    country = next(iter(search().facets["country"]))
    both = search("", {"country": {country}, "language": {"en"}}, limit=100)
    for found in both.practices:
        assert (found.country, "en" in found.languages) == (country, True)
    assert both.facets["language"] == search("", {"country": {country}}).facets["language"]


def test_sorting_by_evidence_puts_the_strongest_first(indexed: Indexed) -> None:
    from practices_db.vocabulary import load_vocabulary

    facets = load_vocabulary().facets
    if "evidence_level" not in facets:
        pytest.fail("The vocabulary has no evidence_level.")
    order = list(facets["evidence_level"].concepts)
    ranks = [
        max((order.index(code) for code in found.tags.get("evidence_level", ())), default=-1)
        for found in indexed.searcher.search("mentoring", sort="evidence", limit=100).practices
    ]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        "x" * 100_000,
        "mentor " * 50_000,
        "导师 难民",
        "مرشدون متطوعون للاجئين",
        "'; DROP TABLE practice; --",
        "\x00mentor\x00",
        '"unclosed AND (NEAR/3 *',
        "<script>alert(1)</script>",
        "</s><mask>",
        "\ud800 broken",
        "😀 mentor",
        "١٢٣",
    ],
    ids=range(12),
)
def test_odd_queries_get_an_answer(indexed: Indexed, query: str) -> None:
    assert indexed.searcher.search(query).total == len(indexed.programmes)


@pytest.mark.parametrize("query", ["?!", "—", "\x00\x01..."])
def test_a_query_without_words_gets_one_clear_sentence(indexed: Indexed, query: str) -> None:
    with pytest.raises(UnreadableQuery, match="no words"):
        indexed.searcher.search(query)


def test_unknown_filters_name_what_there_is(indexed: Indexed) -> None:
    with pytest.raises(UnreadableQuery, match="target_group"):
        indexed.searcher.search("", {"target_groop": {"refugees"}})
    with pytest.raises(UnreadableQuery, match="figures or texts"):
        indexed.searcher.search("", {"cost": {"6"}})
    with pytest.raises(UnreadableQuery, match="refugees"):
        indexed.searcher.search("", {"target_group": {"refugee"}})


HEAVY = ("torch", "spacy", "dagster", "sentence_transformers", "sklearn")
PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
from practices_db.settings import load_settings
from practices_db.engine import open_engine
from search.query.searcher import Searcher
folder, channels = Path(sys.argv[1]), sys.argv[2].split()
settings = replace(load_settings(), data_dir=folder)
engine = open_engine(f"sqlite:///{folder / 'catalogue.sqlite'}")
assert Searcher.open(engine, settings).ranker.rank("mentors for refugees", channels).scores.any()
print(*sorted(name for name in sys.modules if "." not in name))
"""


@pytest.mark.parametrize(
    ("channels", "unwanted"),
    [("rare words names concepts", (*HEAVY, "openvino")), ("meaning rare concepts", HEAVY)],
)
def test_a_search_loads_only_what_it_needs(
    indexed: Indexed, channels: str, unwanted: tuple[str, ...]
) -> None:
    folder = str(indexed.settings.data_dir)
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder, channels],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not set(run.stdout.split()) & set(unwanted)


@pytest.mark.parametrize(
    ("facet", "given", "code"),
    [
        ("country", "Germany", "DE"),
        ("country", "de", "DE"),
        ("mentor_type", "Paid coaches", "paid_coaches"),
        ("funding_model", "EU FUNDS", "eu_funds"),
    ],
)
def test_a_value_given_by_its_name_is_answered_with_its_code(
    indexed: Indexed, facet: str, given: str, code: str
) -> None:
    with pytest.raises(UnreadableQuery) as raised:
        indexed.searcher.search("", {facet: {given}})
    assert raised.value.advice == f"Try {code}."


def test_two_threads_open_the_encoder_once(indexed: Indexed) -> None:
    opened: list[object] = []

    def open_slowly() -> TextEncoder:
        time.sleep(0.05)
        opened.append(None)
        return indexed.searcher.ranker.encoder()

    ranker = replace(
        indexed.searcher.ranker, open_encoder=open_slowly, _encoder=None, _opening=Lock()
    )
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: ranker.encoder(), range(2)))
    assert len(opened) == 1


def test_what_was_understood_is_known_before_the_vector_is(indexed: Indexed) -> None:
    let = Event()

    class Waiting(Counting):
        def encode_queries(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
            assert let.wait(10)
            return super().encode_queries(texts)

    encoder = Waiting(open_encoder(indexed.settings, "query"))
    ranker = replace(indexed.searcher.ranker, open_encoder=lambda: encoder, _encoder=None)
    query = "retired mentors in Vienna for refugees aged 18 to 25"
    begun = ranker.begin(query)
    remarks = query_notices(ranker.index, query, begun.read, ranker)
    let.set()
    ranking = begun.finish()
    assert remarks == query_notices(ranker.index, query, ranking, ranker) != []
    assert ranking.understood == begun.read.understood
    assert ranking.scores.any() and not begun.read.scores.any()
