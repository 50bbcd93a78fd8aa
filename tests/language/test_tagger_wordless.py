"""What is told of a text in a language that nobody listed words for, and what is not."""

from __future__ import annotations

import numpy as np
import pytest

from language.tagger import ACCEPT, Tagger, Tagging, open_tagger
from language.tagger.artefact import SHIPPED, read_model
from language.tagger.context import has_words, read_passages
from language.tagger.judge import Judgement
from language.tagger.training.wordless import choose_edge
from language.tagger.wordless import draft_wordless, show_from
from practices_db.settings import load_settings
from practices_db.vocabulary import load_vocabulary

MALTESE = (
    "Studenti tal-università jgħinu lil tfal refuġjati jitgħallmu l-lingwa u jirnexxu fl-iskola. "
    "Kull student jiltaqa' ma' tifel jew tifla darba fil-ġimgħa. "
    "Il-programm huwa ffinanzjat mill-Unjoni Ewropea."
)


@pytest.fixture(scope="module")
def tagging() -> Tagging:
    return open_tagger(load_settings()).tag(MALTESE, "mt")


def test_meaning_alone_finds_who_is_served_and_why(tagging: Tagging) -> None:
    sure = {(tag.facet, tag.value) for tag in tagging.tags if tag.confidence >= ACCEPT}
    assert ("goal", "education_success") in sure
    assert {tag.facet for tag in tagging.tags} >= {"target_group", "goal"}


def test_each_value_is_quoted_by_words_of_the_text(tagging: Tagging) -> None:
    assert tagging.tags
    for tag in tagging.tags:
        assert tag.quote == MALTESE[tag.start : tag.end]
        assert len(tag.quote.split()) >= 3
        assert tag.method == "model:meaning"


def test_bodies_and_evidence_are_not_told_by_meaning_alone(tagging: Tagging) -> None:
    assert not {"stakeholder", "evidence_level"} & {tag.facet for tag in tagging.tags}
    assert not {"stakeholder", "evidence_level"} & set(read_model(SHIPPED).wordless)


def test_a_facet_without_a_sure_value_was_not_read(tagging: Tagging) -> None:
    assert set(tagging.read) == {tag.facet for tag in tagging.tags if tag.confidence >= ACCEPT}
    assert "stakeholder" not in tagging.read


@pytest.mark.parametrize("text", ["Tandem", "2019-2020", "Mentor and Grow", "Kontakt", "..."])
@pytest.mark.parametrize("language", ["und", ""])
def test_what_is_too_short_to_tell_its_language_means_nothing(text: str, language: str) -> None:
    found = open_tagger(load_settings()).tag(text, language)
    assert (found.tags, found.read) == ((), ())


@pytest.mark.parametrize("more", ["\n\n...", "\n\n10\n\n20\n\n30", "\n\n2019-2020"])
def test_figures_and_dots_say_nothing(tagging: Tagging, more: str) -> None:
    found = open_tagger(load_settings()).tag(MALTESE + more, "mt")
    assert found.tags == tagging.tags
    assert not open_tagger(load_settings()).tag(more, "mt").tags


def test_without_an_encoder_nothing_was_read() -> None:
    assert Tagger().tag(MALTESE, "mt").read == ()


@pytest.mark.parametrize("language", ["en", "uk", "nn", "sr"])
def test_where_there_are_words_silence_says_something(language: str) -> None:
    assert has_words(language)
    assert Tagger().tag("Nothing. Ништа. Нічого.", language).read == tuple(load_vocabulary().facets)


def test_what_lies_under_the_threshold_goes_to_review() -> None:
    shown = show_from(np.array([0.62, 0.6, 0.58, 0.2]), 0.6)
    assert list(shown) == [0.62, 0.6, 0.45, 0.2]
    assert (shown >= ACCEPT).tolist() == [True, True, False, False]


def test_a_threshold_shows_three_right_of_four_or_there_is_none() -> None:
    found = np.linspace(0.5, 0.9, 100)
    assert choose_edge(np.ones(100, dtype=bool), found) == 0.5
    half = choose_edge(found > 0.6, found)  # 75 of 100 are right
    assert half is not None and 0.5 <= half <= 0.54
    assert choose_edge(np.zeros(100, dtype=bool), found) is None
    assert choose_edge(np.ones(10, dtype=bool), np.full(10, 0.8)) is None, "too few to tell"


def test_no_threshold_lies_where_less_than_half_may_be_right() -> None:
    parts = read_model(SHIPPED).wordless
    assert set(parts) >= {"target_group", "goal"}
    assert all(ACCEPT <= part.threshold < 1 for part in parts.values())


@pytest.mark.parametrize(
    ("sure", "louder", "shown"), [(0.7, 0.1, 0.7), (0.7, 0.9, 0.45), (0.8, 0.9, 0.8)]
)
@pytest.mark.parametrize("code", ["group", "training_included"])
def test_groups_and_training_wait_where_another_format_speaks_louder(
    code: str, sure: float, louder: float, shown: float
) -> None:
    passages = read_passages("Jeden dwa trzy. Cztery pięć sześć.", "mis")
    scores = np.array([[0.5, louder], [0.2, 0.3]])
    found = Judgement((code, "one_to_one"), np.array([sure, 0.6]), scores)
    drafts = {one.code: one.confidence for one in draft_wordless(passages, {"format": found})}
    assert drafts == {code: shown, "one_to_one": 0.6}
