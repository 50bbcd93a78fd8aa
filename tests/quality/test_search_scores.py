"""How well search finds the starter's programmes, pinned a little below what was measured.

Every query is in another language than its programme. The tags are the tagger's own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from practices_db.settings import Settings, load_settings
from search.evaluate import BM25, DENSE, Evaluation, evaluate_rows, name_queries
from search.throwaway import read_lines

CENTRED, WORDS, CONCEPTS = "dense, means removed", "dense and words", "dense and concepts"


@pytest.fixture(scope="module")
def starter(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The queries across languages and the names, asked of one index; names under `xx -> xx`."""
    programmes = read_lines(shared / "starter/programmes.jsonl")
    queries = read_lines(shared / "starter/queries.jsonl")
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("quality"),
        database_url="sqlite://",
        models=load_settings().models_dir,
    )
    return evaluate_rows(programmes, [*queries, *name_queries(programmes)], settings)


def test_taking_the_means_out_is_worth_more_than_twice_the_plain_vectors(
    starter: Evaluation,
) -> None:
    crossing = {name: groups["across languages"] for name, groups in starter.systems.items()}
    assert crossing[DENSE].mrr < 0.25
    assert crossing[CENTRED].mrr >= 0.53
    assert crossing[CENTRED].recall_at_10 >= 0.74


def test_words_cost_nothing_across_languages_and_concepts_help(starter: Evaluation) -> None:
    crossing = {name: groups["across languages"] for name, groups in starter.systems.items()}
    assert crossing[BM25].mrr < 0.05
    assert crossing[WORDS].mrr >= crossing[CENTRED].mrr - 0.01
    assert crossing[CONCEPTS].mrr > crossing[CENTRED].mrr
    assert crossing["all"].mrr >= 0.67
    assert crossing["all"].recall_at_10 >= 0.90


def test_a_programme_is_found_by_its_name(starter: Evaluation) -> None:
    named = {name: groups["same language"] for name, groups in starter.systems.items()}
    assert named["all"].mrr >= 0.99
    assert named["all"].mrr > max(named[BM25].mrr, named[DENSE].mrr) + 0.02
