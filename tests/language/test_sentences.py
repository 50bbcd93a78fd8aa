"""Sentence boundaries in several languages, with offsets into the original text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from language.sentences import split_sentences
from practices_db.settings import PROJECT_ROOT


def _pieces(text: str, language: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Ask e.g. Mr. Smith. Then go.", ["Ask e.g. Mr. Smith.", "Then go."]),
        ("de", "Ab dem 21. Februar z. B. hier. Dort auch.", 2),
        ("de", "Gefördert bis Ende 2027. Träger ist die Stadt.", 2),
        (
            "fr",
            "« Pas encore. » Elle attend M. Dupont.",
            ["« Pas encore. »", "Elle attend M. Dupont."],
        ),
        (
            "fr",
            "Depuis oct. 2019, Mme. Roy aide des peintres, cf. p. 3 etc.",
            ["Depuis oct. 2019, Mme. Roy aide des peintres, cf. p. 3 etc."],
        ),
        ("nl", "Dat wil hij. 's Middags werkt hij.", ["Dat wil hij.", "'s Middags werkt hij."]),
        ("ja", "Mentor desu. Soko made.", 2),
        ("ko", "Mentor da. Geogi.", 2),
        ("th", "Mentor. Thai.", 2),
        ("vi", "Người cố vấn. Họ giúp.", 2),
        ("zz", "abc def. ghi jkl.", ["abc def.", "ghi jkl."]),
        ("hr", "Od 2019. godine djeluje npr. ovdje. Tamo ne.", 2),
        ("lv", "Kopš 2019. gada palīdz. Tie ir 85 pāri.", 2),
        ("uk", "З 2017 р. допомагає дітям. Пар 74.", 2),
        ("bg", "От 2017 г. помага. Двойките са 74.", 2),
        ("ru", "С 2017 г. помогает детям. Пар 74.", 2),
        ("hu", "Az egyesület alapítása 2016. Mentorok segítenek.", 2),
        ("hu", "A 2016. évi program.", 1),
        ("sl", "Program deluje od leta 2016. Mentorji pomagajo.", 2),
        ("tr", "2. sınıf öğrencileri gelir. Çiftler 74.", 2),
        ("mk", "Од 2017 г. помага. Парови се 74.", 2),
        ("cy", "Mae'n helpu teuluoedd, h.y. rhieni. Mae 74 o barau.", 2),
        ("ga", "Cabhraíonn sé le teaghlaigh, m.sh. tuismitheoirí. Tá 74 beirt ann.", 2),
        ("eu", "2. mailako ikasleak dira, adib. neskak. 74 bikote dira.", 2),
        ("en", "It pays. he says so.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(
    language: str, text: str, expected: list[str] | int
) -> None:
    pieces = _pieces(text, language)
    assert (len(pieces) if isinstance(expected, int) else pieces) == expected


def test_sentences_load_no_torch_and_hide_it_from_nobody() -> None:
    code = (
        "import sys; from language.sentences import split_sentences; "
        "split_sentences('Un mentor.', 'fr'); print('torch' in sys.modules); "
        "import torch; print(torch.ones(2).sum().item())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, text=True, capture_output=True, check=True
    )
    assert done.stdout.split() == ["False", "2.0"]


def test_a_line_break_ends_a_sentence_without_a_full_stop() -> None:
    assert _pieces("Our mentors\nThey are retired.\n\n  - one point", "en") == [
        "Our mentors",
        "They are retired.",
        "- one point",
    ]


def test_an_empty_text_has_no_sentences() -> None:
    assert split_sentences(" \n\n ", "en") == []
