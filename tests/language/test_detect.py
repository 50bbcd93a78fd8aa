"""The language of a text: by its words, with Norwegian, Danish and Swedish kept apart."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from language.detect import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hvordan blir jeg mentor for en flyktning?", "nb"),
        ("Hvordan bliver jeg mentor for en flygtning?", "da"),
        ("Hur blir jag mentor för en nyanländ akademiker?", "sv"),
        ("Eg er ikkje heime i dag, kva gjer du på tysdag?", "nn"),
        ("Vrijwilligers begeleiden een nieuwkomer bij het zoeken naar werk.", "nl"),
        ("Програма наставництва для біженців у нашому місті", "uk"),
        ("مرشد متطوع لكل لاجئ في المدينة", "ar"),
        ("HOW IS MENTORING PROVIDED IN THIS TOWN", "en"),
    ],
)
def test_names_the_language(text: str, language: str) -> None:
    assert detect_language(text).language == language


@pytest.mark.parametrize(
    "text", ["", "   ", "OK", "Contact", "1234 5678", "https://example.org/de/"]
)
def test_too_little_text_is_undetermined(text: str) -> None:
    found = detect_language(text)
    assert found.language == "und"
    assert found.confidence == 0


def test_an_address_does_not_decide() -> None:
    text = "Mentoren begleiten Geflüchtete. https://www.example.org/we-are-the-best-mentors-in-town"
    assert detect_language(text).language == "de"


def test_a_foreign_quotation_at_the_head_does_not_decide() -> None:
    english = "All the world is a stage, and all the men and women merely players. " * 8
    french = "Chaque filleule rencontre sa marraine une fois par semaine pendant un an. " * 90
    assert detect_language(english + french).language == "fr"


def test_starter_sentences(shared: Path) -> None:
    """One sentence in a thousand may be wrong: `nb`, `da` and `sv` sentences are among them."""
    wrong, count = [], 0
    for line in (shared / "starter/programmes.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        sentences = re.split(r"(?<=[.!?])\s+", record["description"])
        for sentence in (s for s in sentences if len(s) >= 20):
            count += 1
            if detect_language(sentence).language != record["language"]:
                wrong.append((record["language"], sentence))
    assert count > 1_000
    assert len(wrong) <= count / 1_000, wrong


def test_a_word_that_never_ends_is_looked_through_once() -> None:
    """Pictures written as letters come so; each of their letters began a search to the end."""
    detect_language("to open the model, which takes a moment")
    began = time.process_time()
    detect_language("Mentors meet young people each week. " + 100_000 * "iVBOR")
    assert time.process_time() - began < 2
