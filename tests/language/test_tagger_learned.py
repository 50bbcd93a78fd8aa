"""The trained classifier: its file, its trees, its place in the tagger."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from language.encoder import FloatMatrix
from language.tagger import ModelUnfit, Tagger, open_tagger, prepare_texts
from language.tagger import artefact as artefacts
from language.tagger.artefact import SHIPPED, read_model, write_model
from language.tagger.clauses import split_clauses
from language.tagger.judge import choose_one, stretch
from language.tagger.training.trees import flatten_trees
from language.tagger.values import ACCEPT
from language.tagger.vectors import Vectors
from practices_db.settings import load_settings

FRENCH = (
    "Des salariés accompagnent de jeunes réfugiés.\n"
    "Ils se voient chaque semaine, en tête-à-tête, et préparent ensemble les entretiens d'embauche."
)
GERMAN = "Studierende treffen Kinder aus Familien, die nach Deutschland geflohen sind."


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return open_tagger(load_settings())


def test_flat_trees_say_what_the_grown_ones_say() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    rng = np.random.default_rng(1)
    rows = rng.normal(size=(200, 6)).astype(np.float32)
    truth = rows[:, 0] * rows[:, 1] > 0
    grown = HistGradientBoostingClassifier(max_iter=7, random_state=0).fit(rows, truth)
    fresh = rng.normal(size=(50, 6)).astype(np.float32)
    expected = grown.predict_proba(fresh)[:, 1]
    assert np.allclose(flatten_trees(grown).predict(fresh), expected, atol=1e-6)


def test_a_model_read_back_judges_the_same(tmp_path: Path) -> None:
    model = read_model(SHIPPED)
    named = tmp_path / "again"  # as it was named, without an end of numpy's
    write_model(model, named)
    again = read_model(named)
    assert again.encoder == model.encoder
    for facet, part in model.facets.items():
        assert again.facets[facet].codes == part.codes
        assert np.array_equal(again.facets[facet].sentence.weights, part.sentence.weights)
        assert np.array_equal(again.facets[facet].forest.value, part.forest.value)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "tags.npz"
    broken.write_bytes(SHIPPED.read_bytes()[:2000])
    with pytest.raises(ModelUnfit, match=r"tags\.npz"):
        read_model(broken)


def test_another_encoder_leaves_the_rules_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write_model(replace(read_model(SHIPPED), encoder="another@1"), tmp_path / "tags.npz")
    monkeypatch.setattr("language.tagger.SHIPPED", tmp_path / "tags.npz")
    with caplog.at_level(logging.WARNING):
        tags = open_tagger(load_settings()).tag(FRENCH, "fr").tags
    assert "rules alone" in caplog.text
    assert tags
    assert all(tag.method.startswith("rule:") for tag in tags)


def test_learned_tags_are_marked_and_quote_the_text(tagger: Tagger) -> None:
    tags = tagger.tag(FRENCH, "fr").tags
    assert any(tag.method.startswith("model:") for tag in tags)
    assert all(FRENCH[tag.start : tag.end] == tag.quote and tag.quote for tag in tags)
    assert all(0 < tag.confidence < 1 for tag in tags)


def test_texts_tagged_together_are_tagged_as_alone(tagger: Tagger) -> None:
    together = tagger.tag_many([(FRENCH, "fr", None), ("", "en", None), (GERMAN, "de", None)])
    assert together[1].tags == ()
    for found, (text, language) in zip(
        (together[0], together[2]), ((FRENCH, "fr"), (GERMAN, "de")), strict=True
    ):
        alone = tagger.tag(text, language).tags
        assert [(tag.facet, tag.value, tag.start) for tag in found.tags] == [
            (tag.facet, tag.value, tag.start) for tag in alone
        ]


def test_the_threshold_is_shown_as_one_half() -> None:
    shown = stretch(np.array([0.3, 0.2, 0.6]), 0.3)
    assert shown[0] == pytest.approx(0.5)
    assert shown[1] < 0.5 < shown[2]


def test_a_facet_with_one_value_accepts_the_likeliest_alone() -> None:
    shown = choose_one(np.array([0.1, 0.3, 0.2, 0.3 - 1e-9]))
    assert list(shown >= ACCEPT) == [False, True, False, False]
    assert choose_one(np.array([0.9, 0.3]))[0] == pytest.approx(0.75)


def test_clauses_cover_a_sentence_and_are_never_tiny() -> None:
    text = "They meet weekly, talk, and prepare for interviews (at the library or online)."
    clauses = [text[start:end] for start, end in split_clauses(text, 0, len(text))]
    assert clauses[0] == "They meet weekly"
    assert all(len(clause.split()) >= 3 for clause in clauses)


def test_every_fold_ships() -> None:
    for fold in range(5):
        assert read_model(artefacts.SHIPPED_FOLDS / f"{fold}.npz").facets


def test_what_was_encoded_ahead_is_not_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tagger = open_tagger(load_settings())
    texts = [
        (FRENCH, "fr", None),
        (GERMAN, "de", [{"start": 0, "end": len(GERMAN), "role": "body"}]),
    ]
    expected = tagger.tag_many(texts)
    fresh = open_tagger(load_settings())
    assert isinstance(fresh._encode, Vectors)
    asked: list[str] = []
    encode = fresh._encode._encode

    def note(wanted: Sequence[str]) -> FloatMatrix:
        asked.extend(wanted)
        return encode(wanted)

    monkeypatch.setattr(fresh._encode, "_encode", note)
    fresh.encode(prepare_texts(texts))
    assert asked == [*FRENCH.split("\n"), GERMAN]
    assert fresh.tag_many(texts) == expected
    assert not {*FRENCH.split("\n"), GERMAN} & set(asked[3:])  # clauses are all that may follow
    Tagger().encode(prepare_texts(texts))  # rules alone have nothing to encode
