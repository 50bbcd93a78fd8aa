"""A broken declaration is explained by line, in plain words; a sound one is read as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources.reading import InvalidDeclaration, check_declaration, load_declaration

SOUND = """\
slug: my-source
kind: website
title: "Yes: a title"
publisher: Somebody
url: https://example.org/mentoring
licence: unknown
countries: [NO, BE]
languages: [nb]
retired_on: 2026-01-31
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "my-source.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _problems(folder: Path, text: str) -> list[str]:
    path = _file(folder, text)
    return [str(problem).removeprefix(str(path)) for problem in check_declaration(path)]


def test_sound_file_is_read_with_defaults(tmp_path: Path) -> None:
    source = load_declaration(_file(tmp_path, SOUND))
    assert source.countries == ("NO", "BE")
    assert source.retired_on is not None
    assert source.retired_on.isoformat() == "2026-01-31"
    assert (source.group, source.cadence, source.depth, source.pages) == (
        "default",
        "monthly",
        3,
        500,
    )
    assert source.starts == ("https://example.org/mentoring",)
    assert source.declared_in() == tmp_path / "my-source.yml"


@pytest.mark.parametrize(
    ("line", "instead", "expected"),
    [
        ("kind: website", "kind: web", ":2: `kind: web` is not known. Write 'website'"),
        ("title: ", "titel: ", ":3: `titel` is no field of a declaration. Did you mean `title`?"),
        ("slug: my-source", "slug: My_Source", ":1: `slug: My_Source` is no short name."),
        ("[NO, BE]", "[NO, UK]", ":7: `UK` is no ISO 3166-1 country"),
        ("[NO, BE]", "[EU]", ":7: `EU` is no ISO 3166-1 country"),
        ("[nb]", "[norsk]", ":8: `norsk` is no language code"),
        ("[nb]", "nb", ":8: `languages` must be a list. Write `languages: [nb]`."),
        ("licence: unknown", "licence:", ":6: `licence` is empty."),
        ("licence: unknown", "slug: other", ":6: `slug` is written twice, first on line 1."),
        ("licence: unknown", "depth: deep", ":6: `depth: deep` cannot be used."),
        (
            "https://example.org/mentoring",
            "example.org",
            ":5: `url` of a website must be",
        ),
        ("https://example.org/mentoring", "http://a:b@example.org/", "whole http(s) address"),
        ("licence: unknown", "licence: x\nserve: no-such-folder", ":7: `serve`: there is no"),
        ("licence: unknown", "expect: {min: 5, max: 2}", ":6: `min` (5) is above `max` (2)"),
        ("licence: unknown", "expect: {least: 5}", ":6: `expect.least` is no field"),
        (
            "licence: unknown",
            "licence: x\nfields: {name: title}",
            ":7: `fields` maps the columns",
        ),
        (
            "licence: unknown",
            "licence: x\nselect: {items: li}",
            ":7: `select` finds the items",
        ),
    ],
)
def test_problem_names_its_line(tmp_path: Path, line: str, instead: str, expected: str) -> None:
    assert line in SOUND
    problems = _problems(tmp_path, SOUND.replace(line, instead))
    assert any(expected in problem for problem in problems), problems


def test_missing_field_says_what_to_add(tmp_path: Path) -> None:
    problems = _problems(tmp_path, SOUND.replace("licence: unknown\n", ""))
    assert problems == [":1: `licence` is missing. Add a line such as `licence: unknown`."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ":1: this file holds no declaration."),
        ("- slug: x\n", ":1: this file holds no declaration."),
        ("slug: x\n  kind: website\n", ":2: this is not YAML"),
        ("slug: x\ntitle: [a, b\n", "this is not YAML"),
        ("a: &a [*a]\n", ":1: this is not YAML: `*` refers to another place"),
        ("slug: x\x00\n", "this is not YAML"),
    ],
)
def test_file_that_is_no_mapping(tmp_path: Path, text: str, expected: str) -> None:
    problems = _problems(tmp_path, text)
    assert len(problems) == 1
    assert expected in problems[0]


def test_unreadable_files(tmp_path: Path) -> None:
    latin1 = tmp_path / "latin1.yml"
    latin1.write_bytes("title: Schülerpaten".encode("latin-1"))
    assert "not UTF-8" in check_declaration(latin1)[0].what
    assert "cannot be read" in check_declaration(tmp_path / "absent.yml")[0].what
    assert "cannot be read" in check_declaration(tmp_path)[0].what


def test_loading_a_broken_file_raises_with_advice(tmp_path: Path) -> None:
    with pytest.raises(InvalidDeclaration, match=r"my-source\.yml:2: .* \(and 1 more\)") as caught:
        load_declaration(_file(tmp_path, SOUND.replace("website", "web").replace("NO", "UK")))
    assert "practices sources check" in caught.value.advice
    assert [problem.line for problem in caught.value.problems] == [2, 7]


def test_paths_count_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    text = SOUND.replace("kind: website", "kind: folder").replace(
        "https://example.org/mentoring", "pages"
    )
    assert load_declaration(_file(tmp_path, text)).local_path() == tmp_path / "pages"


@pytest.mark.parametrize(
    ("kind", "line", "told"),
    [
        ("dataset", "fields: {nam: title}", "nam, which no record is read for"),
        ("dataset", "fields: {id: id}", "which field holds the `name`"),
        ("listing", 'select: {items: "a[["}', "`select.items: a[[` is no CSS selector"),
        ("listing", 'select: {items: a, next: "li >"}', "`select.next: li >` is no CSS selector"),
    ],
)
def test_field_maps_and_selectors_are_tried(
    tmp_path: Path, kind: str, line: str, told: str
) -> None:
    path = tmp_path / "a-b.yml"
    path.write_text(
        f"slug: a-b\nkind: {kind}\ntitle: x\npublisher: y\nurl: https://a.example/x\n"
        f"licence: unknown\n{line}\n"
    )
    (problem,) = check_declaration(path)
    assert problem.line == 7
    assert told in str(problem)
