"""A text is shown from where it begins to speak."""

from __future__ import annotations

from search.openings import opening, skip_headings

MENU = "Atlas\n\nHome > Projects\n\n» Home\n» News\nSchool mentors e.V.\nMentors in Bilbao\n\n"
TOLD = "The club brings young people who came alone into work with a mentor. It began in 2008."
HEADING = "Bakers for newcomers\n\n"


def test_opening_skips_names_and_menus() -> None:
    assert opening(f"{MENU}{TOLD}\n\nWho pays?\n\nThe city.") == TOLD
    assert opening("Home\n\nNews") == ""
    assert opening("") == ""


def test_opening_ends_with_a_sentence() -> None:
    text = opening(" ".join([TOLD] * 9))
    assert len(text) <= 360
    assert text.endswith(".")


def test_opening_without_an_end_is_cut_at_a_word() -> None:
    assert opening(f"{'word ' * 200}.").endswith("word …")


def test_passage_begins_with_its_first_sentence_and_spans_move() -> None:
    text = HEADING + TOLD
    at = text.index("young")
    shown, spans = skip_headings(text, [(at, at + 5)])
    assert shown == TOLD
    assert [shown[start:end] for start, end in spans] == ["young"]


def test_heading_with_a_found_word_stays() -> None:
    assert skip_headings(HEADING + TOLD, [(0, 6)]) == (HEADING + TOLD, [(0, 6)])
