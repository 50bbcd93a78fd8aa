"""Evidence as one decision on a whole text, and the stretch that is quoted of several phrases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from language.tagger import Tagger
from language.tagger.forest import Forest
from language.tagger.judge import rows_of
from language.tagger.levels import describe_levels
from language.tagger.mentions import Mention
from language.tagger.quotes import RANKED, choose_quote, rank_features
from language.tagger.training.trees import Growth, _grow_levels, grow

COUNT = "Since 2016 the club has matched 240 pairs of mentors and refugees."
RESULT = f"{COUNT} Of them 90 found work within a year."
DISCLAIMED = f"{COUNT} How many found work is not reported."


def test_what_is_not_reported_is_told_from_what_is() -> None:
    rows = {}
    for text in (COUNT, RESULT, DISCLAIMED):
        passages, seen = Tagger().describe(text, "en", ("evidence_level",))
        rows[text] = describe_levels(passages, seen.mentions)
        assert np.array_equal(rows[text], seen.levels)
    assert not np.array_equal(rows[RESULT], rows[DISCLAIMED])
    disclaimed = 0
    assert (rows[COUNT][disclaimed], rows[RESULT][disclaimed]) == (0, 0)
    assert rows[DISCLAIMED][disclaimed] == 1


def test_a_text_has_one_row_for_all_levels_and_one_a_concept_elsewhere() -> None:
    _, seen = Tagger().describe(RESULT, "en", ("evidence_level", "goal"))
    meaning = np.ones((3, 8))
    assert rows_of("evidence_level", ("a", "b", "c"), meaning, seen).shape[0] == 1
    assert rows_of("goal", ("a", "b", "c"), meaning, seen).shape[0] == 3


def test_trees_for_several_classes_say_what_the_grown_ones_say() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    rng = np.random.default_rng(2)
    rows = rng.normal(size=(300, 4)).astype(np.float32)
    right = (rows[:, 0] > 0).astype(int) + (rows[:, 1] > 0.5)
    growth = Growth(9, leaves=4, fewest=10, step=0.1)
    flat = grow(rows, right, np.ones(300), growth)
    grown = HistGradientBoostingClassifier(
        max_iter=9,
        learning_rate=0.1,
        max_leaf_nodes=4,
        min_samples_leaf=10,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    ).fit(rows, right)
    assert np.allclose(flat.predict(rows), grown.predict_proba(rows), atol=1e-5)


def test_a_level_that_no_record_has_is_known_and_never_likeliest() -> None:
    rows = np.random.default_rng(3).normal(size=(90, 3))
    truth = np.zeros((90, 3), dtype=bool)
    truth[np.arange(90), (rows[:, 0] > 0).astype(int)] = True
    found = _grow_levels(rows, truth, np.ones(90)).predict(rows)
    assert found.shape == (90, 3)
    assert set(found.argmax(axis=1)) == {0, 1}


def _mention(text: str, phrase: str, sentence: int, code: str = "refugees") -> Mention:
    _, seen = Tagger().describe("They help refugees.", "en", ("target_group",))
    start = text.index(phrase)
    end = start + len(phrase)
    return replace(seen.mentions[0], code=code, start=start, end=end, sentence=sentence)


def _even() -> Forest:
    """A ranker that finds every mention equally likely, so that the first one is the best."""
    return Forest(
        base=np.zeros(1, np.float32),
        roots=np.zeros(1, np.int32),
        feature=np.full(1, -1, np.int16),
        threshold=np.zeros(1, np.float32),
        left=np.zeros(1, np.int32),
        right=np.zeros(1, np.int32),
        value=np.zeros(1, np.float32),
    )


def test_phrases_near_each_other_are_quoted_as_one_stretch() -> None:
    text = "It serves people who fled from war and were given protection. Refugees decide."
    fled = _mention(text, "fled", 0)
    given = replace(_mention(text, "given protection", 0), pattern="given protection")
    other = _mention(text, "Refugees", 1)
    own = [fled, given, other]
    start, end = choose_quote(text, own, own, 0, np.zeros((2, 1)), _even())
    assert text[start:end] == "fled from war and were given protection"
    denied = [fled, replace(given, denied=True)]
    start, end = choose_quote(text, denied, denied, 0, np.zeros((2, 1)), _even())
    assert text[start:end] == "fled"
    same = [fled, replace(given, pattern=fled.pattern)]
    start, end = choose_quote(text, same, same, 0, np.zeros((2, 1)), _even())
    assert text[start:end] == "fled"


def test_phrases_far_apart_are_not_joined() -> None:
    far = "one two three four five six seven eight nine ten"
    text = f"It serves refugees, {far}, and refugees again."
    first = _mention(text, "refugees", 0)
    second = replace(
        first, pattern="again", start=text.rindex("refugees"), end=text.rindex("refugees") + 8
    )
    own = [first, second]
    assert rank_features(own, own, 0, np.zeros((1, 1))).shape == (2, RANKED)
    start, end = choose_quote(text, own, own, 0, np.zeros((1, 1)), _even())
    assert text[start:end] == "refugees"
