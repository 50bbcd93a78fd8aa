"""A year of one site: whatever happens to it, no programme is lost, doubled or made up, and what
is the matter is told as long as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from pipelines.cli.summary import _print_held_back
from pipelines.steps import documents
from tests.faults.living import NAMES, Site, Told, Year, living, plain, redesigned, slug_of
from tests.pipelines.steps.conftest import HOST, Install, declare

SLUGS = sorted(slug_of(name).replace("ue", "u") for names in NAMES.values() for name in names)
WELL: dict[str, Any] = {"instead": lambda _path: None}


def _one_page(title: str, text: str, but: tuple[str, ...] = ()) -> Callable[[str], Told | None]:
    """The same page under every address, with a number of the request as such pages have it."""

    def instead(path: str) -> Told | None:
        body = plain(title, [text, f"Request {len(path) * 7919}-a{len(path)} to {path}"], "")
        return None if path in but else (200, {}, body)

    return instead


def _answers(status: int, *paths: str, body: str = "") -> Callable[[str], Told | None]:
    kind = {"Content-Type": "text/plain"}
    return lambda path: (status, kind, body) if not paths or path in paths else None


MASKS = {
    "maintenance": _one_page("Back soon", "We are working on our website and will be back soon."),
    "not found": _one_page("Page not found", "The page that you look for was not found."),
    "not found but for the front page": _one_page(
        "Page not found", "The page that you look for was not found.", but=("/",)
    ),
    "a wall": _one_page("Your privacy", "We and our partners store things. Accept to go on."),
    "for sale": _one_page("This name is for sale", "Related searches: loans, hotels, flights."),
}
TROUBLES = {
    "robots.txt is broken": (_answers(500, "/robots.txt"), "robots_unreachable"),
    "robots.txt forbids all": (
        _answers(200, "/robots.txt", body="User-agent: *\nDisallow: /\n"), "robots",
    ),
    "the server is down": (_answers(503), "robots_unreachable"),
}  # fmt: skip


@pytest.fixture
def year(year: Year) -> Year:
    assert year.practices() == SLUGS
    return year


def _nothing_lost(year: Year, documents: int = 16) -> None:
    assert year.practices() == SLUGS
    assert year.practices(present=False) == []
    assert len(year.documents()) == documents


def test_edited_redesigned_translated_and_moved(year: Year) -> None:
    name = NAMES["en"][0]
    counts = year.week(extra={name: "Since spring the mentors also meet online."})
    assert (counts["changed"], counts["unchanged"]) == (1, 15)
    counts = year.week(markup=redesigned)
    assert (counts["cosmetic"], counts["changed"], counts["new"]) == (15, 1, 0)
    _nothing_lost(year)
    own = year.site.address("en", slug_of(name))
    away = frozenset({own, year.site.address("de", "werkbank")})
    assert [year.week(away=away)["practices_gone"], year.week()["practices_gone"]] == [2, 0]
    assert year.week(away=frozenset())["back"] == 2
    _nothing_lost(year)
    dutch = plain(name, [f"{name} is een mentorprogramma: mentoren ontmoeten elke week een mentee.",
        "De mentoren zijn vrijwilligers, die worden opgeleid."], "")  # fmt: skip
    head = f'<link rel="alternate" hreflang="en" href="{own}"></head>'
    counts = year.week(more={"/nl/over-bridgework": dutch.replace("</head>", head)})
    assert counts["new"] == 1
    _nothing_lost(year, 17)


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("rested", [False, True])
def test_one_text_in_place_of_all_pages_for_a_while(year: Year, mask: str, rested: bool) -> None:
    if rested:
        while not year.week()["left_alone"]:
            pass
        year.week(markup=redesigned)
    for _ in range(2):
        counts = year.week(instead=MASKS[mask])
        if not rested:
            assert counts["held_back"] >= 15
            assert (year.issues()["same_text_everywhere"], year.state()) == (1, "masked")
            _nothing_lost(year)
    for _ in range(2):
        year.week(**WELL)
        _nothing_lost(year)
        assert (year.issues()["same_text_everywhere"], year.state()) == (0, "well")


def test_a_domain_that_was_sold(year: Year) -> None:
    """Its pages are waited for, then they count as gone; not a word of the new owner is kept."""
    states = []
    for _ in range(7):
        year.week(instead=MASKS["for sale"])
        states.append((len(year.practices()), year.state()))
    assert states == [(15, "masked")] * 5 + [(0, "masked")] * 2
    assert year.practices(present=False) == SLUGS
    assert year.documents() == {}
    year.week(**WELL)
    _nothing_lost(year)
    year.week(instead=MASKS["maintenance"])  # another time is waited for anew
    _nothing_lost(year)


@pytest.mark.parametrize("rested", [False, True])
def test_pages_that_are_all_not_found_for_a_while(year: Year, rested: bool) -> None:
    """A deployment went wrong: the front page stands, what it links to answers 404."""
    while rested and not year.week()["left_alone"]:
        pass
    paths = frozenset(year.site.paths())
    for _ in range(4):
        counts = year.week(away=paths)
        assert (counts["held_back"], counts["gone"], year.state()) == (15, 0, "emptied")
        assert year.issues()["most_pages_gone"] == 1
        _nothing_lost(year)
    for _ in range(2):
        year.week(away=frozenset())
        assert (year.issues().total(), year.state()) == (0, "well")
        _nothing_lost(year)


def test_pages_that_are_not_found_for_long(year: Year) -> None:
    paths = frozenset(year.site.paths())
    states = [year.week(away=paths) and (len(year.practices()), year.state()) for _ in range(8)]
    assert states == [(15, "emptied")] * 5 + [(0, "emptied")] * 3
    assert year.practices(present=False) == SLUGS
    year.week(away=frozenset())
    _nothing_lost(year)
    assert year.state() == "well"


def test_a_clock_that_ran_ahead_makes_nobody_wait_for_years(year: Year) -> None:
    """Pages left in the week in which the clock was wrong, for good."""
    paths = frozenset(year.site.paths())
    year.at += timedelta(days=4_000)
    year.week(away=paths)
    year.at -= timedelta(days=4_000)
    left = [year.week(away=paths) and len(year.practices()) for _ in range(6)]
    assert left == [15] * 5 + [0]
    year.week(away=frozenset())
    _nothing_lost(year)


def test_a_site_that_lives_on_without_most_of_its_pages_is_well_and_is_waited_for_anew(
    year: Year,
) -> None:
    paths = list(year.site.paths())
    states = [year.week(away=frozenset(paths[:10])) and year.state() for _ in range(7)]
    assert states == ["emptied"] * 6 + ["well"]
    assert (len(year.practices()), year.issues()["most_pages_gone"]) == (5, 0)
    counts = year.week(away=frozenset(paths))
    assert (counts["held_back"], len(year.practices()), year.state()) == (5, 5, "emptied")
    year.week(away=frozenset(paths[:10]))
    assert (len(year.practices()), year.state()) == (5, "well")


def test_pages_that_are_read_anew_while_they_are_not_found(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = "/en/bridgework"
    year.week(away=frozenset({away}))
    year.week(away=frozenset(year.site.paths()))
    monkeypatch.setattr(documents, "METHOD", "another")
    year.week()
    assert year.practices() == [slug for slug in SLUGS if slug != "bridgework"]
    assert year.practices(present=False) == ["bridgework"]


def test_three_pages_that_nothing_links_to_any_more_are_gone_though_the_others_rest(
    year: Year,
) -> None:
    while not year.week()["left_alone"]:
        pass
    gone = [path for path in year.site.paths() if path.startswith("/nl/")][:3]
    rest = {path: "" for path in year.site.paths() if path not in gone}
    links = "".join(f'<a href="{path}">{path}</a>' for path in rest)
    counts = year.week(
        away=frozenset(gone), markup=lambda title, body, _links: plain(title, body, links)
    )
    assert (counts["held_back"], counts["practices_gone"], year.state()) == (0, 3, "well")


def test_a_site_that_was_rebuilt_under_other_addresses(year: Year) -> None:
    counts = year.week(address=lambda language, slug: f"/{slug}-{language}.html")
    assert (counts["held_back"], counts["practices_new"]) == (0, 0)
    _nothing_lost(year)


def test_the_summary_says_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    _print_held_back(["small"])
    assert "Held back  small (one text in place" in capsys.readouterr().out


def test_three_programmes_that_end_under_one_text_are_no_mask(year: Year) -> None:
    ended = _one_page("Ended", "This programme has come to its end.")
    paths = [path for path in year.site.paths() if path.startswith("/nl/")][:3]
    counts = year.week(instead=lambda path: ended(path) if path in paths else None)
    assert (counts["held_back"], counts["practices_gone"]) == (0, 3)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_site_in_trouble(year: Year, trouble: str) -> None:
    answers, reason = TROUBLES[trouble]
    counts = year.week(instead=answers)
    assert counts["unreachable"] == 1
    assert year.issues()[reason] > 0
    assert year.state() == "failed"
    _nothing_lost(year)
    year.week(**WELL)
    assert (year.issues().total(), year.state()) == (0, "well")
    _nothing_lost(year)


def test_links_with_the_number_of_a_visit(year: Year) -> None:
    """Another one in every run; the pages stay what they were."""
    for number in range(3):
        counts = year.week(link=lambda path, n=number: f"{path}?visit=a{n}f3k9x7q2m{n}8z")
        assert (counts["duplicate"], counts["new"]) == (15, 0)
        _nothing_lost(year)
    year.week(link=lambda path: path)
    _nothing_lost(year)


def test_issues_of_addresses_that_nothing_leads_to_are_closed(year: Year) -> None:
    year.week(away=frozenset({"/en/bridgework"}))
    assert year.issues() == {"http_4xx": 1}
    told = [year.week(), year.week(markup=lambda title, body, _links: plain(title, body, ""))]
    assert [counts["failed"] for counts in told] == [1, 0]
    open_ones = [year.week() and year.issues().total() for _ in range(5)]
    assert open_ones == [1, 1, 1, 0, 0]


SITEMAP = "/sitemap.xml"


def test_a_sitemap_that_lists_nothing_or_is_none(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listing(paths: list[str]) -> str:
        urls = "".join(f"<url><loc>https://{HOST}{path}</loc></url>" for path in paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f"<?xml version='1.0'?><urlset xmlns='{space}'>{urls}</urlset>"

    whole = _answers(200, SITEMAP, body=listing(list(Site().paths())))
    source = declare(kind="sitemap", url=f"https://{HOST}{SITEMAP}")
    with living(monkeypatch, install(source), Site(instead=whole)) as year:
        for status, body, reason in (
            (200, listing([]), "malformed"),
            (200, "", "empty"),
            (404, "", "http_4xx"),
            (200, "<html><p>Welcome</p></html>", "malformed"),
        ):
            year.week(instead=_answers(status, SITEMAP, body=body))
            assert year.issues() == {reason: 1}
            _nothing_lost(year, 15)
        year.week(instead=whole)
        assert year.issues() == {}


def test_a_listing_that_is_paged_in_another_way(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = list(Site().paths())

    def paged(size: int, key: str) -> Callable[[str], Told | None]:
        def instead(target: str) -> Told | None:
            if not target.startswith("/list"):
                return None
            at = int(target.partition(f"{key}=")[2] or 0)
            items = "".join(f'<li><a href="{one}">{one}</a></li>' for one in paths[at : at + size])
            more = f'<a class="next" href="/list?{key}={at + size}">more</a>'
            return 200, {}, f"<main><ul>{items}</ul>{more if at + size < 15 else ''}</main>"

        return instead

    select = {"items": "main li", "next": "a.next"}
    source = declare(kind="listing", url=f"https://{HOST}/list", select=select)
    with living(monkeypatch, install(source), Site(instead=paged(5, "page"))) as year:
        for size, key in ((2, "p"), (7, "start"), (20, "start")):
            counts = year.week(instead=paged(size, key))
            assert counts["practices_new"] == 0
            assert year.practices() == SLUGS
