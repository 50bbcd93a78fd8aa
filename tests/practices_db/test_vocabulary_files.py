"""Malformed vocabulary files: each mistake is named with its file and line, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from practices_db.vocabulary import VocabularyError, read_roles, read_vocabulary
from practices_db.vocabulary.read import ROLES

GOOD = """\
facet: colour
label: {en: Colour}
note: What it looks like.
single: false
kind: concept
concepts:
  red:
    label: {en: Red}
    note: As blood.
    words:
      en: [reddish*, "*crimson"]
  blue:
    label: {en: Blue}
    note: As the sky.
    words:
      en: [blueish*]
"""


def read(folder: Path, text: str, name: str = "colour.yml") -> VocabularyError | None:
    """Read one file as a vocabulary of its own; give the error, or None when it is fine."""
    (folder / name).write_text(text, encoding="utf-8")
    try:
        read_vocabulary(folder)
    except VocabularyError as error:
        return error
    return None


def test_the_example_is_fine(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) is None


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('"*crimson"', "*crimson", 11, "not YAML"),
        ("note: As blood.", "note: [", 11, "not YAML"),
        ("facet: colour", "facet: color", 1, "color"),
        ("single: false", "single: no", 4, "single"),
        ("kind: concept", "kind: number", 5, "kind"),
        ("kind: concept", "kind: literal", 5, "datatype"),
        ("note: What it looks like.\n", "", 1, "note"),
        ("    note: As the sky.\n", "", 12, "note"),
        ("note: As the sky.", "note: As the sky.\n    note: As the sea.", 15, "twice"),
        ("note: As the sky.", "nota: As the sky.", 14, "nota"),
        ("note: As the sky.", 'note: ""', 14, "empty"),
        ("label: {en: Blue}", "label: {fr: Bleu}", 13, "English"),
        ("label: {en: Blue}", "label: Blue", 13, "mapping"),
        ("label: {en: Blue}", "label: {en: Blue, english: Blue}", 13, "english"),
        ("en: [blueish*]", "en: blueish*", 16, "not a list"),
        ("en: [blueish*]", "en: [bl*]", 16, "at least 3"),
        ("en: [blueish*]", "en: [blue*ish]", 16, "first or last"),
        ("en: [blueish*]", "en: [blueish, Blueish]", 16, "twice"),
        ("en: [blueish*]", "en: [azure, Reddish*]", 16, "belongs to red"),
        ("note: As the sky.", "note: As the sky.\n    broader: bleu", 15, "bleu"),
        ("note: As the sky.", "note: As the sky.\n    broader: blue", 15, "itself"),
        ("note: As the sky.", "note: As the sky.\n    match: {exact: [blau]}", 15, "blau"),
        ("note: As the sky.", "note: As the sky.\n    match: {same: [blau]}", 15, "same"),
        ("  blue:", "  Sky blue:", 12, "Sky blue"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in GOOD
    error = read(tmp_path, GOOD.replace(old, new, 1))
    assert error is not None
    assert error.message.startswith(f"colour.yml:{line}: "), error.message
    assert said in error.message
    assert error.advice.endswith(".")


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    error = read(tmp_path, "")
    assert error is not None
    assert error.message == "colour.yml:1: the file is empty."


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "colour.yml").write_bytes(b"facet: \xff\xfe")
    with pytest.raises(VocabularyError, match=r"colour\.yml:1: unreadable"):
        read_vocabulary(tmp_path)


def test_a_facet_without_concepts_is_named(tmp_path: Path) -> None:
    error = read(tmp_path, GOOD[: GOOD.index("concepts:")])
    assert error is not None
    assert error.message.startswith("colour.yml:5: there are no concepts")


def test_a_literal_facet_needs_no_concepts(tmp_path: Path) -> None:
    text = "facet: age\nlabel: {en: Age}\nnote: Years.\nsingle: false\nkind: literal\n"
    (tmp_path / "age.yml").write_text(text + "datatype: range\nunit: years\n", encoding="utf-8")
    facet = read_vocabulary(tmp_path).facet("age")
    assert (facet.datatype, facet.unit, dict(facet.concepts)) == ("range", "years", {})


def test_short_words_pass_only_whole_and_only_as_roles(tmp_path: Path) -> None:
    roles = sorted(ROLES)
    path = tmp_path / "roles.yml"
    path.write_text("".join(f"{role}: {{en: [no]}}\n" for role in roles), encoding="utf-8")
    assert read_roles(path)["negation"]["en"] == ("no",)
    path.write_text("".join(f"{role}: {{en: [no*]}}\n" for role in roles), encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"roles\.yml:1: pattern 'no\*'"):
        read_roles(path)


def test_a_missing_role_is_named(tmp_path: Path) -> None:
    path = tmp_path / "roles.yml"
    path.write_text("mentor: {en: [mentor]}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="evaluation, mentee"):
        read_roles(path)
