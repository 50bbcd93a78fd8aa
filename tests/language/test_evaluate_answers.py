"""What the figures of an evaluation are of: each value, the tagger's beside the coder's."""

from __future__ import annotations

import csv
from io import StringIO

from language.evaluate_tags import Answer, Gold, list_answers, write_answers
from language.tagger import Tag

TEXT = "=Volunteers meet refugees. Students meet pupils. Refugees come first."


def tag(facet: str, value: str, quote: str, confidence: float) -> Tag:
    start = TEXT.index(quote)
    return Tag(facet, value, "concept", start, start + len(quote), quote, confidence, "rule")


def gold(**quoted: dict[str, str]) -> Gold:
    return Gold(
        id="one",
        text=TEXT,
        language="en",
        quoted={facet: frozenset(codes) for facet, codes in quoted.items()},
        declared={},
        quotes={(f, code): quote for f, codes in quoted.items() for code, quote in codes.items()},
    )


def test_each_value_is_right_wrong_or_missing() -> None:
    coded = gold(
        target_group={"refugees": "refugees", "pupils": "pupils", "women": "come first"},
        mentor_type={"students": "Students"},
        goal={},
    )
    found = [
        tag("target_group", "refugees", "Refugees", 0.9),
        tag("target_group", "newcomers", "come", 0.7),
        tag("target_group", "pupils", "pupils", 0.3),
        tag("target_group", "families", "meet", 0.2),
        tag("mentor_type", "students", "Students meet", 0.8),
        tag("format", "group", "meet", 0.9),
    ]
    answers = list(list_answers([coded], {"one": found}))
    told = [(one.value, one.outcome, one.confidence, one.overlap) for one in answers]
    assert told == [
        ("newcomers", "wrong", 0.7, None),
        ("pupils", "missing", 0.3, True),  # waits for review
        ("refugees", "right", 0.9, False),  # quoted at another place, and read as other letters
        ("women", "missing", None, None),
        ("students", "right", 0.8, True),
    ]


def test_a_facet_with_one_value_always_has_one() -> None:
    silent = gold(evidence_level={})
    answers = list_answers([silent], {"one": [tag("evidence_level", "outputs", "meet", 0.3)]})
    assert [(one.value, one.outcome) for one in answers] == [("none_stated", "right")]
    told = list_answers([silent], {"one": [tag("evidence_level", "outputs", "meet", 0.8)]})
    assert [(one.value, one.outcome) for one in told] == [
        ("none_stated", "missing"),
        ("outputs", "wrong"),
    ]


def test_the_file_is_for_spreadsheets() -> None:
    coded = gold(mentor_type={"volunteers": "=Volunteers"})
    answers = list(list_answers([coded], {"one": []}))
    out = StringIO()
    write_answers(answers, out)
    (row,) = csv.DictReader(StringIO(out.getvalue()))
    assert row == {
        "record": "one",
        "language": "en",
        "facet": "mentor_type",
        "value": "volunteers",
        "outcome": "missing",
        "confidence": "",
        "quote": "",
        "coders_quote": "'=Volunteers",
        "overlap": "",
    }
    assert answers == [
        Answer("one", "en", "mentor_type", "volunteers", "missing", None, "", "=Volunteers", None)
    ]
