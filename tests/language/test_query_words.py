"""Words of queries are found alike whether they were just made or come from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from language.tagger import query_words
from language.tagger.context import all_entries, asked_entries
from language.tagger.finder import PhraseFinder
from language.tagger.phrases import find_concepts
from language.tagger.query_words import open_query_words
from practices_db.settings import PROJECT_ROOT
from practices_db.vocabulary import load_vocabulary

QUERY = "gepensioneerde mentoren voor hoogopgeleide vluchtelingen, sin autoridades públicas"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_query_words.cache_clear()
    return tmp_path / "models"


def _again(folder: Path) -> query_words.QueryWords:
    """As another process opens them."""
    open_query_words.cache_clear()
    return open_query_words(folder)


def _forbid_making(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("the words were made again")

    monkeypatch.setattr(query_words, "_make_lines", fail)


def test_all_is_found_that_a_finder_of_all_entries_finds(folder: Path) -> None:
    plain = PhraseFinder([*all_entries(), *asked_entries()], accents=False)
    open_query_words(folder)
    kept = _again(folder)
    labels = [
        label
        for facet in load_vocabulary().facets.values()
        for concept in facet.concepts.values()
        for label in concept.labels.values()
    ]
    starter = (PROJECT_ROOT / "pipelines/starter/programmes.jsonl").read_text("utf-8")
    texts = [json.loads(line)["description"] for line in starter.splitlines()[::8]]
    for text in [*labels, *texts, QUERY, QUERY.upper(), "", "a", "İ  \u00ad x"]:
        assert kept.find(text) == plain.find(text)


def test_a_second_process_reads_what_the_first_has_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = open_query_words(folder).find(QUERY)
    assert {"retired_professionals", "highly_skilled_immigrants"} <= {hit.code for hit in expected}
    _forbid_making(monkeypatch)
    assert _again(folder).find(QUERY) == expected


def test_a_damaged_file_is_told_and_made_anew(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = open_query_words(folder).find(QUERY)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-100])
    assert _again(folder).find(QUERY) == expected
    assert "damaged" in caplog.text
    _forbid_making(monkeypatch)
    assert _again(folder).find(QUERY) == expected


def test_words_of_another_version_are_not_read_and_go(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_query_words(folder)
    (old,) = folder.iterdir()
    monkeypatch.setattr(query_words, "_version", lambda: "another")
    _again(folder)
    assert [one.name for one in folder.iterdir()] == [old.name[: -len(".tsv") - 12] + "another.tsv"]


def test_where_nothing_can_be_written_they_are_made_for_this_process(tmp_path: Path) -> None:
    taken = tmp_path / "a-file"
    taken.touch()
    open_query_words.cache_clear()
    found = {hit.code for hit in open_query_words(taken).find(QUERY)}
    assert "retired_professionals" in found
    assert [one.name for one in tmp_path.iterdir()] == ["a-file"]


def test_words_of_a_query_alone_are_not_read_in_a_text() -> None:
    """Who asks for "prison" means prisoners; a page that has the word need not serve them."""
    finder = PhraseFinder(all_entries(), accents=False)
    for word in ("prison", "Gefängnis", "carcere", "vankila", "затвор"):
        assert not [hit for hit in finder.find(word) if hit.facet == "target_group"]
        assert {hit.code for hit in find_concepts(word)} == {"people_in_or_after_prison"}


@pytest.mark.parametrize(
    ("query", "facet", "code"),
    [
        ("NEET", "target_group", "disadvantaged_youth"),
        ("UASC", "target_group", "unaccompanied_minors"),
        ("mentors for UMF", "target_group", "unaccompanied_minors"),
        ("RCT", "evidence_level", "randomised_trial"),
        ("AMIF", "funding_model", "eu_funds"),
        ("SIB", "funding_model", "social_impact_bond"),
        ("VET students", "mentee_education", "upper_secondary"),
    ],
)
def test_an_abbreviation_that_people_ask_by_is_read(query: str, facet: str, code: str) -> None:
    assert (facet, code) in {(hit.facet, hit.code) for hit in find_concepts(query)}


def test_a_verb_is_no_abbreviation() -> None:
    codes = {hit.code for hit in find_concepts("how do you vet mentors and volunteers")}
    assert "upper_secondary" not in codes
    assert "community_volunteers" in codes
