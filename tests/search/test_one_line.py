"""A passage on one line keeps headings apart from what follows them."""

from __future__ import annotations

import pytest

from search.links import marked, one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Two people\n\nThey meet.\n\nSix months\nWeekly.",
            "Two people · They meet. Six months · Weekly.",
        ),
        ("Who pays?\n \n The city", "Who pays? The city"),
        ("\nBakers \n", "Bakers "),
    ],
)
def test_line_breaks_become_dots_where_no_sentence_ends(text: str, line: str) -> None:
    assert one_line(text).strip() == line.strip()


def test_marks_stay_where_they_were_beside_a_break() -> None:
    text = "For refugees\n\nWork & <b>language</b>."
    shown = marked(text, [(4, 12)])
    assert shown == "For <mark>refugees</mark> · Work &amp; &lt;b&gt;language&lt;/b&gt;."
