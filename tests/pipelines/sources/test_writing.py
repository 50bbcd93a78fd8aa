"""`sources add`: a sound first declaration, guessed from the address, never over a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources.reading import InvalidDeclaration, check_declaration, load_declaration
from pipelines.sources.writing import (
    DeclarationExists,
    NotAnAddress,
    guess_kind,
    guess_slug,
    write_declaration,
)

URL = "https://www.seet.ch/de/ueber-uns/"


def test_written_file_is_sound_and_keeps_what_was_given(tmp_path: Path) -> None:
    given = {"title": "no: yes", "countries": ("NO", "CH"), "depth": 1, "slug": None}
    path = write_declaration(URL, tmp_path / "new", given)
    source = load_declaration(path)
    assert path == tmp_path / "new" / "seet-ch-ueber-uns.yml"
    assert (source.title, source.countries, source.depth) == ("no: yes", ("NO", "CH"), 1)
    assert (source.kind, source.url, source.licence) == ("website", URL, "unknown")
    assert len(path.read_text().splitlines()) <= 15


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = write_declaration(URL, tmp_path, {})
    before = path.read_bytes()
    with pytest.raises(DeclarationExists, match="exists already"):
        write_declaration(URL, tmp_path, {"title": "Another"})
    assert path.read_bytes() == before


@pytest.mark.parametrize("given", [{"slug": "../../evil"}, {"countries": ("UK",)}, {"depht": 2}])
def test_unusable_value_writes_nothing(tmp_path: Path, given: dict[str, object]) -> None:
    with pytest.raises(InvalidDeclaration):
        write_declaration(URL, tmp_path / "new", given)
    assert list(tmp_path.rglob("*.yml")) == []


def test_no_address_and_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnAddress, match="neither a web address"):
        write_declaration("seet.ch", tmp_path, {})


def test_folder_and_file_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "My Pages").mkdir()
    path = write_declaration(str(tmp_path / "My Pages"), tmp_path, {})
    assert check_declaration(path) == []
    assert load_declaration(path).kind == "folder"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/", "website"),
        ("https://example.org/sitemap.xml", "sitemap"),
        ("https://example.org/sitemap_index.xml.gz", "sitemap"),
        ("https://example.org/feed/", "feed"),
        ("https://example.org/news.rss", "feed"),
        ("https://example.org/data/programmes.csv", "dataset"),
    ],
)
def test_kind_is_guessed_from_the_address(url: str, kind: str) -> None:
    assert guess_kind(url) == kind


def test_slug_is_always_a_short_name() -> None:
    assert guess_slug("https://example.org/%E2%80%AF/") == "example-org-e2-80-af"
    assert guess_slug("https://www.duoforajob.be/") == "duoforajob-be"
