"""Words of a stretch are counted as they would be in the stretch alone, however long the text."""

from __future__ import annotations

import re
import time

import pytest

from language.tagger.context import Passage
from tests.language.tagging import proposed

TEXT = "l’été_1 – deux-mille, ça  va."


@pytest.mark.parametrize("first", range(len(TEXT) + 1))
def test_words_are_those_of_the_stretch(first: int) -> None:
    passage = Passage(TEXT, "fr", 0, len(TEXT), {}, {})
    for second in range(len(TEXT) + 1):
        low, high = sorted((first, second))
        assert passage.words_between(first, second) == len(re.findall(r"\w+", TEXT[low:high]))


@pytest.mark.parametrize(
    "text",
    [
        "volunteers, engineers, managers, " * 160 + "mentor refugees.",
        "engineers " * 160 + "who fled " * 160,
        "mentors visit retired immigrants and " * 100,
    ],
)
def test_a_list_without_end_is_read_in_seconds(text: str) -> None:
    proposed("en", "Engineers mentor refugees.", "mentor_type")
    begun = time.process_time()
    proposed("en", text, "mentor_type")
    assert time.process_time() - begun < 3
