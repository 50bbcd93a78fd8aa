"""The word matrix against BM25 written out, and what rare and common terms may do."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from search.index.postings import FEW, K1, B, PostingsBuilder
from search.index.terms import fold, split_words, stem
from search.index.word_matrices import build_words, stem_terms

TEXTS = ["mentor mentor refugee", "mentor city", "choir city city lake"]


def test_score_is_bm25() -> None:
    builder = PostingsBuilder()
    for text in TEXTS:
        builder.add(text.split())
    lengths = np.array([3, 2, 4], dtype=np.float32) / 3
    postings = builder.build(lengths, lambda _: 3, 1.0)
    scores = postings.score({"mentor": 1.0, "lake": 2.0, "nowhere": 1.0})

    def expected(count: int, frequency: int, length: float) -> float:
        told = log(1 + (3 - frequency + 0.5) / (frequency + 0.5))
        return told * count * (K1 + 1) / (count + K1 * (1 - B + B * length))

    assert scores == pytest.approx(
        [expected(2, 2, 1), expected(1, 2, 2 / 3), 2 * expected(1, 1, 4 / 3)]
    )
    assert postings.count("mentor") == 2
    assert postings.count("nowhere") == 0


def test_a_word_of_many_passages_does_not_speak_across_languages() -> None:
    texts = [f"mentor number{at}" for at in range(50)]
    rare, _ = build_words(texts, ["en"] * 50)
    assert not rare.score({"mentor": 1.0}).any()
    assert np.flatnonzero(rare.score({"number7": 1.0})).tolist() == [7]
    assert rare.count("mentor") == 50 > FEW


def test_stems_speak_in_their_own_language_only() -> None:
    _, stems = build_words(["Vluchtelingen zoeken een maatje", "vluchtelingen"], ["nl", "de"])
    assert np.flatnonzero(stems.score(stem_terms("vluchteling", "nl"))).tolist() == [0]


def test_words_are_folded() -> None:
    assert [fold(word) for word in split_words("GÖTEBORG Straße l'élève lobby.16")] == [
        "goteborg",
        "strasse",
        "l'eleve",
        "lobby.16",
    ]
    assert stem("Volunteers".lower(), "en") == stem("volunteer", "en")
    assert stem("слово", "xx") == "слово"
    assert stem("pagulastele", "et") == stem("pagulased", "et")
    assert stem("pabėgėliams", "lt") == stem("pabėgėliai", "lt")


def test_serbian_and_croatian_have_one_stem_in_both_scripts() -> None:
    stems = [
        stem("избеглицама", "sr"),
        stem("izbeglice", "sr"),
        stem("izbjeglicama", "hr"),
        stem("izbjeglice", "bs"),
    ]
    assert len(set(stems)) == 1


def test_an_empty_catalogue_has_an_empty_matrix() -> None:
    rare, stems = build_words([], [])
    assert rare.score({"a": 1.0}).shape == stems.score({}).shape == (0,)


def test_the_first_part_of_a_compound_is_found_and_counts_less_than_the_word_itself() -> None:
    texts = ["Aufenthaltserlaubnis beantragen", "Aufenthalt im Land", "Das Wetter von heute"]
    _, stems = build_words(texts, ["de"] * 3)
    found = stems.score(stem_terms("aufenthalt", "de"))
    assert found[1] > found[0] > found[2] == 0
