"""Pages that change addresses without a redirect: practices follow their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from pipelines.steps.practices import build_practices
from pipelines.steps.swaps import find_ways
from practices_db.engine import catalogue_session
from practices_db.models import Document, Practice, PracticeDocument
from tests.faults.living import NAMES, Year, living, paragraphs, plain, slug_of
from tests.pipelines.steps.conftest import HOST, Install, declare

A, B, C = "/en/bridgework", "/en/harbourlight", "/de/werkbank"


@pytest.fixture
def year(install: Install, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    with living(monkeypatch, install(declare())) as begun:
        yield begun


def _elsewhere(places: Mapping[str, str]) -> Any:
    def address(language: str, slug: str) -> str:
        return places.get(f"/{language}/{slug}", f"/{language}/{slug}")

    return address


def _practices(year: Year) -> dict[str, tuple[str, str]]:
    """By slug, the name and the path of each practice that is there."""
    query = (
        select(Practice, Document.canonical_url)
        .join(PracticeDocument, PracticeDocument.practice_id == Practice.id)
        .join(Document, Document.id == PracticeDocument.document_id)
        .where(Practice.gone_on.is_(None), Practice.merged_into.is_(None))
    )
    with catalogue_session(year.installation.engine) as session:
        return {
            one.slug: (one.name, url.removeprefix(f"https://{HOST}"))
            for one, url in session.execute(query)
        }


@pytest.mark.parametrize("places", [{A: B, B: A}, {A: B, B: C, C: A}])
def test_pages_that_swap_addresses(year: Year, places: dict[str, str]) -> None:
    before = _practices(year)
    counts = year.week(address=_elsewhere(places))
    assert (counts["moved"], counts["new"], counts["changed"]) == (len(places), 0, 0)
    assert _practices(year) == {
        slug: (name, places.get(path, path)) for slug, (name, path) in before.items()
    }
    assert year.week()["moved"] == 0
    year.week(address=_elsewhere({}))
    assert _practices(year) == before


def test_a_page_that_takes_the_place_of_one_that_ended(year: Year) -> None:
    before = _practices(year)
    year.week(address=_elsewhere({A: B, B: "/ended"}), away=frozenset({"/ended"}))
    ended = slug_of("Harbourlight")
    assert year.practices(present=False) == [ended]
    assert _practices(year) == {
        slug: (name, B if path == A else path)
        for slug, (name, path) in before.items()
        if slug != ended
    }


def test_pages_that_are_numbered_anew_after_a_new_one_in_front(year: Year) -> None:
    """/show/1 is the new one, and every other has moved up by one."""
    order = [f"/{language}/{slug_of(name)}" for language in NAMES for name in NAMES[language]]
    year.week(address=_elsewhere({path: f"/show/{at}" for at, path in enumerate(order, 1)}))
    before = _practices(year)
    text = [one.replace("Bridgework", "Firstlight") for one in paragraphs("en", 0)]
    new = plain("Firstlight", ["Firstlight began this spring in Tessel.", *text[1:]], "")
    up = {path: f"/show/{at}" for at, path in enumerate(order, 2)}
    year.week(address=_elsewhere(up), more={"/show/1": new})
    found = _practices(year)
    assert found.pop("firstlight") == ("Firstlight", "/show/1")
    assert found == {
        slug: (name, f"/show/{int(path.rpartition('/')[2]) + 1}")
        for slug, (name, path) in before.items()
    }


def test_statements_go_with_the_text(year: Year) -> None:
    def months() -> dict[str, set[str]]:
        build_practices(year.installation)
        with catalogue_session(year.installation.engine) as session:
            texts = session.scalars(select(Document).where(Document.canonical_url.endswith(A)))
            return {one.title: {one.text_hash} for one in texts}

    assert list(months()) == ["Bridgework"]
    year.week(address=_elsewhere({A: B, B: A}))
    assert list(months()) == ["Harbourlight"]


def test_a_copy_for_the_archive_leaves_the_page_where_it_is(year: Year) -> None:
    """The page goes on with other words, its old text stands at an address of its own."""
    name = NAMES["en"][0]
    old = plain(name, paragraphs("en", 0), "")
    year.week(more={"/archive/2025/bridgework": old}, extra={name: "Since May we meet online."})
    assert _practices(year)["bridgework"][1] in {A, "/archive/2025/bridgework"}
    with catalogue_session(year.installation.engine) as session:
        moved = session.scalars(select(Document).where(Document.canonical_url.endswith(A))).one()
        assert "moved_from" not in moved.about


WAYS = {
    "swapped": ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}, "", {"a": "b", "b": "a"}),
    "only edited": ({"a": "1", "b": "2"}, {"a": "3", "b": "4"}, "", {}),
    "a copy": ({"a": "1", "b": "2"}, {"a": "2"}, "", {}),
    "both say the same": ({"a": "1", "b": "2", "c": "3"}, {"a": "3", "b": "3", "c": "4"}, "", {}),
    "said twice before": ({"a": "1", "b": "1", "c": "3"}, {"a": "3", "c": "1"}, "",
        {"c": "a", "a": "c"}),
    "the other is gone": ({"a": "1", "b": "2"}, {"a": "2"}, "b", {"b": "a", "a": "b"}),
    "a new one in front": ({"a": "1", "b": "2"}, {"a": "9", "b": "1", "c": "2"}, "",
        {"a": "b", "b": "c"}),
    "another took its place": ({"a": "1", "b": "2"}, {"a": "2", "b": "9"}, "",
        {"b": "a", "a": "b"}),
    "gone and elsewhere": ({"a": "1"}, {"c": "1"}, "a", {}),
}  # fmt: skip


@pytest.mark.parametrize("case", WAYS)
def test_ways_of_texts(case: str) -> None:
    texts, shown, gone, ways = WAYS[case]
    assert find_ways(texts, shown, set(gone)) == ways


@pytest.mark.parametrize("weeks", [1, 3])
def test_a_page_that_comes_to_an_address_where_one_stood_that_is_gone(
    year: Year, weeks: int
) -> None:
    """The other that is shown in its own place is new."""
    for _ in range(weeks):
        year.week(away=frozenset({A}))
    new = plain("Firstlight", ["Firstlight began this spring in Tessel.", *paragraphs("en", 3)], "")
    year.week(away=frozenset(), address=_elsewhere({B: A, A: "/none"}), more={B: new})
    assert _practices(year)["harbourlight"] == ("Harbourlight", A)


def test_a_page_that_comes_to_the_address_of_a_list(year: Year) -> None:
    """What stands for a list is no page of a programme, and has no other address."""
    items = "".join(
        f'<li><a href="https://else.example/{n}"><h3>{name}</h3></a><p>{told}</p></li>'
        for n, name in enumerate(("Lanternfolk", "Rivermates", "Stepping Stones", "Two Tables"))
        for told in (f"{name} is a mentoring programme: each mentor meets a refugee every week.",)
    )
    page = f"<main><h1>Our mentoring programmes</h1><ul>{items}</ul></main>"
    year.week(more={"/programmes": page})
    assert year.documents()[f"https://{HOST}/programmes"] == "list"
    new = plain("Firstlight", ["Firstlight began this spring in Tessel.", *paragraphs("en", 3)], "")
    year.week(address=_elsewhere({A: "/programmes"}), more={A: new})
    assert ("Bridgework", "/programmes") in _practices(year).values()


def test_the_last_of_a_numbered_row_that_falls_out_is_gone(year: Year) -> None:
    """/show/1 is the new one, the last is shown no more: neither goes on under the other's name."""
    order = [f"/{language}/{slug_of(name)}" for language in NAMES for name in NAMES[language]]
    year.week(address=_elsewhere({path: f"/show/{at}" for at, path in enumerate(order, 1)}))
    last = next(slug for slug, (_, path) in _practices(year).items() if path == "/show/15")
    text = [one.replace("Bridgework", "Firstlight") for one in paragraphs("en", 0)]
    new = plain("Firstlight", ["Firstlight began this spring in Tessel.", *text[1:]], "")
    up = {path: f"/show/{at}" for at, path in enumerate(order, 2)}
    year.week(
        address=_elsewhere(up), more={"/show/1": new}, away=frozenset({f"/show/{len(order) + 1}"})
    )
    assert year.practices(present=False) == [last]
    assert _practices(year)["firstlight"] == ("Firstlight", "/show/1")


def test_whose_place_was_taken_goes_on_where_it_is_shown_edited(year: Year) -> None:
    before = _practices(year)
    name = NAMES["en"][0]
    year.week(address=_elsewhere({A: B, B: A}), extra={name: "Since May we meet online."})
    assert _practices(year) == {
        slug: (name, {A: B, B: A}.get(path, path)) for slug, (name, path) in before.items()
    }
