"""What a share counts is said in its own part of the sentence; what hours count by, beside."""

from __future__ import annotations

import pytest

from tests.language.tagging import TAGGER

WORK, TRAINING = "found_work", "found_training_or_study"


def basis(language: str, text: str, facet: str) -> dict[str, object]:
    """What each number of a facet is counted by."""
    tags = TAGGER.tag(text, language).tags
    return {tag.value: tag.detail.get("basis") for tag in tags if tag.facet == facet}


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [
        ("fr", "Un an après, 53 % étaient au travail et 18 % en formation.", (WORK, TRAINING)),
        ("fr", "53 % ont quitté la ville et 18 % sont en formation.", (None, TRAINING)),
        ("de", "Am Ende waren 53 Prozent in Arbeit und 18 Prozent zufrieden.", (WORK, "satisfied")),
        ("de", "53 Prozent zogen um, 18 Prozent haben eine Ausbildung begonnen.", (None, TRAINING)),
        ("sv", "53 procent hade fått anställning och 18 procent nya kontakter.", (WORK, None)),
        ("en", "53 per cent found work and 18 per cent had new contacts.", (WORK, None)),
        ("en", "After a year 53 % and after two years 18 % found work.", (WORK, WORK)),
        ("es", "El 53 % encontró trabajo y el 18 % sigue en formación.", (WORK, TRAINING)),
        ("da", "53 procent fik job, 18 procent flyttede.", (WORK, None)),
        ("nl", "53 procent vond een baan en 18 procent verhuisde.", (WORK, None)),
        ("fi", "53 prosenttia työllistyi ja 18 prosenttia muutti muualle.", (WORK, None)),
        ("pl", "53 procent znalazło pracę, a 18 procent wyjechało.", (WORK, None)),
    ],
)
def test_each_share_counts_what_its_own_part_says(
    language: str, text: str, counted: tuple[str | None, str | None]
) -> None:
    found = basis(language, text, "outcome")
    assert (found.get("53"), found.get("18")) == counted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "About 63 per cent of those enrolled have applied for protection."),
        ("en", "After a year, 63 per cent have not found work."),
        ("nl", "Na een jaar had 63 procent geen baan gevonden."),
        ("fr", "Au bout d'un an, 63 % n'ont pas trouvé un emploi."),
        ("de", "Nach einem Jahr waren 63 Prozent nicht in Arbeit."),
        ("en", "In forms completed at the end, 63 per cent were women."),
    ],
)
def test_what_nobody_reached_is_no_outcome(language: str, text: str) -> None:
    assert "63" not in basis(language, text, "outcome")


def test_hours_are_counted_by_what_stands_beside_them() -> None:
    assert basis("en", "Mentors give five hours a month.", "hours") == {"5": "month"}
    assert basis("en", "Mentors give five hours each week.", "hours") == {"5": "week"}
    assert basis("en", "Mentors gave five hours each.", "hours") == {"5": None}


def test_a_share_is_quoted_to_the_end_of_its_word() -> None:
    (tag,) = [
        one for one in TAGGER.tag("53 prosenttia työllistyi.", "fi").tags if one.kind == "literal"
    ]
    assert tag.quote == "53 prosenttia"
