"""The texts invented for training, and that nothing is measured on what it was trained on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from language.encoder import Encoder, open_encoder
from language.evaluate_tags import FACETS, Gold, read_gold, tag_held_out
from language.tagger.artefact import SHIPPED, SHIPPED_FOLDS, read_model
from language.tagger.forest import join_forests
from language.tagger.training import FOLDS, WRITTEN, fold_of
from language.tagger.training.surroundings import load_paragraphs, surround
from language.tagger.training.thresholds import even_out
from practices_db.settings import load_settings
from practices_db.vocabulary import load_vocabulary

FILES = sorted(WRITTEN.glob("*.jsonl"))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder(load_settings(), "exact")


@pytest.fixture(scope="module")
def records(shared: Path) -> list[Gold]:
    return read_gold(shared / "starter" / "programmes.jsonl")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_written_texts_keep_to_the_format(path: Path) -> None:
    vocabulary = load_vocabulary()
    for gold in read_gold(path):
        assert gold.id.startswith("w-"), "an id that no real record has"
        for facet, codes in gold.quoted.items():
            assert codes <= set(vocabulary.facet(facet).concepts), (gold.id, facet)
        for quote in gold.quotes.values():
            assert quote and quote in gold.text, (gold.id, quote)
        for facet in ("target_group", "mentor_type", "funding_model"):
            quoted = {code for one, code in gold.quotes if one == facet}
            assert quoted == gold.quoted[facet], gold.id


def test_written_texts_are_no_records_of_the_catalogue(records: list[Gold]) -> None:
    written = [gold for path in FILES for gold in read_gold(path)]
    assert len({gold.id for gold in written}) == len(written)
    assert not {gold.text for gold in written} & {gold.text for gold in records}
    for path in FILES:
        fields = {key for line in path.read_text("utf-8").splitlines() for key in json.loads(line)}
        assert "url" not in fields


def test_a_fold_has_seen_all_but_its_own_records(records: list[Gold]) -> None:
    shipped = read_model(SHIPPED).records
    assert {gold.id for gold in records} <= shipped
    for fold in range(FOLDS):
        seen = read_model(SHIPPED_FOLDS / f"{fold}.npz").records
        assert seen == {one for one in shipped if fold_of(one) != fold}


def test_new_records_are_judged_by_the_shipped_model(
    records: list[Gold], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def noted(path: Path) -> object:
        opened.append(path.stem)
        return replace(read_model(path), means=read_model(path).means)

    monkeypatch.setattr("language.evaluate_tags.read_model", noted)
    used: list[tuple[str, str]] = []

    class Spy:
        def __init__(self, _: Encoder, __: object) -> None:
            self.model = opened[-1]

        def tag_many(self, texts: list[tuple[str, str, None]]) -> list[object]:
            used.extend((self.model, text) for text, _, _ in texts)
            return [type("Tagging", (), {"tags": ()})() for _ in texts]

    monkeypatch.setattr("language.evaluate_tags.Tagger", Spy)
    known = records[0]
    tag_held_out([known, replace(known, id="new-record", text="Another text.")], encoder)
    assert ("tags", "Another text.") in used
    assert (str(fold_of(known.id)), known.text) in used


def test_every_facet_that_people_coded_is_judged() -> None:
    assert set(FACETS) - set(read_model(SHIPPED).facets) == {"scale"}


def test_a_record_is_surrounded_by_the_same_paragraphs_each_time(records: list[Gold]) -> None:
    for gold in (one for one in records if one.language in load_paragraphs()):
        around = surround(gold)
        assert gold.text in around.text
        foreign = around.text.replace(gold.text, "").split("\n\n")
        assert 3 <= len([one for one in foreign if one]) <= 5
        assert around == surround(gold)
        assert around.quoted == gold.quoted


def test_every_language_of_the_training_has_paragraphs(records: list[Gold]) -> None:
    written = [gold for path in FILES for gold in read_gold(path)]
    assert {gold.language for gold in [*records, *written]} <= set(load_paragraphs())


@pytest.mark.parametrize("facet", ["goal", "evidence_level"])
def test_joined_forests_give_the_mean_of_their_odds(facet: str) -> None:
    one, other = (read_model(SHIPPED_FOLDS / f"{at}.npz").facets[facet].forest for at in (0, 1))
    width = int(max(one.feature.max(), other.feature.max())) + 1
    rows = np.random.default_rng(0).normal(size=(20, width))
    both = join_forests([one, other]).predict(rows)
    apart = [forest.predict(rows) for forest in (one, other)]
    if len(one.base) == 1:
        odds = np.mean([np.log(found / (1 - found)) for found in apart], axis=0)
        assert both == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-5)
    else:
        shares = np.exp(np.mean([np.log(found) for found in apart], axis=0))
        assert both == pytest.approx(shares / shares.sum(axis=1, keepdims=True), abs=1e-5)


def test_a_threshold_that_one_record_lifts_gives_way_to_an_even_stretch() -> None:
    worth = np.array([[1.0, 1.4, 1.0, 1.0, 1.0, 1.0, 1.0, 1.2, 1.2, 1.2, 1.2, 1.2, 1.0]])
    assert even_out(worth).argmax() == 9
