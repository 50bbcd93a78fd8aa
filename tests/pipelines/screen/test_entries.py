"""The entries of list pages: demonstration site, a real directory, a real overview."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from pipelines.describe import Description, describe
from pipelines.screen.entries import Entry, split_entries

DEMO = Path(__file__).parents[3] / "pipelines" / "demo" / "site"


def read(path: Path, url: str) -> tuple[Description, list[Entry]]:
    page = describe(path.read_bytes(), "text/html", url, {})
    assert isinstance(page, Description)
    entries = split_entries(page)
    assert all(page.text[entry.start : entry.end] == entry.text for entry in entries)
    return page, entries


def test_items_with_a_link_and_a_line_of_text() -> None:
    _, entries = read(DEMO / "en/programmes/index.html", "https://demo.example/en/programmes/")
    assert len(entries) == 9
    assert entries[2].name == "Halifax Connector Program"
    assert entries[2].link == "https://demo.example/en/programmes/halifax-connector.html"
    assert "three more names" in entries[2].text


def test_rows_of_a_table() -> None:
    _, entries = read(DEMO / "overview.html", "https://demo.example/overview.html")
    assert len(entries) == 36
    assert entries[0].name == "Hope for the Young"
    assert entries[0].link.endswith("/en/programmes/hope-for-the-young.html")


def test_a_list_of_teasers_of_a_content_system() -> None:
    _, entries = read(DEMO / "sv/index.html", "https://demo.example/sv/")
    assert [entry.name for entry in entries] == [
        "Mitt Livs Chans", "Yrkesdörren", "Kompis Sverige",
    ]  # fmt: skip


def test_sections_of_a_real_directory(shared: Path) -> None:
    site = shared / "sites/cyf-signposts/site"
    _, entries = read(
        site / "topics/career-support/index.html", "https://cyf.example/topics/career-support/"
    )
    names = [entry.name for entry in entries]
    assert "Refeo" in names
    refeo = entries[names.index("Refeo")]
    assert refeo.link.startswith("https://")
    assert "mentor" in refeo.text


def test_the_whole_directory_is_split_at_its_entries_only(shared: Path) -> None:
    site = shared / "sites/cyf-signposts/site"
    _, entries = read(site / "regions/glasgow/index.html", "https://cyf.example/regions/glasgow/")
    assert len(entries) == 41
    assert all(a.end <= b.start for a, b in pairwise(entries))


def test_a_real_overview_of_two_programmes(shared: Path) -> None:
    site = shared / "sites/we-are-ols/site"
    _, entries = read(site / "open-science-training.html", "https://ols.example/training.html")
    names = [entry.name for entry in entries]
    assert "Open Seeds" in names
    assert "Nebula" in names


def test_prose_has_no_entries() -> None:
    assert split_entries(Description("html", "Bread", "Bread\n\nBaked daily.", ())) == []
