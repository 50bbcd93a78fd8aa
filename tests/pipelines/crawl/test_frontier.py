"""In which order pages are asked for where a budget holds all of them, and where it does not."""

from __future__ import annotations

import pytest

from pipelines.byways import is_byway, rank_of
from pipelines.crawl.exchange import Ask
from pipelines.crawl.frontier import Frontier
from pipelines.crawl.outcome import Outcome, Purpose, Reason
from tests.faults.world import World
from tests.pipelines.crawl.crawling import HOST, Crawl, Source, by_url, stored

SITE = f"https://{HOST}"


@pytest.mark.parametrize(
    "path",
    [
        "/tag/jugend/", "/schlagwort/ehrenamt", "/author/anna/page/2/", "/2019/", "/2019/07/",
        "/kalender/2031-04/", "/events/2031-04-02/", "/angebot/?replytocom=7", "/angebot/?share=x",
        "/index.php?id=7&type=98", "/node/7/print", "/offre?sort=title", "/liste?f%5B0%5D=a%3Ab",
        "/user/login?destination=/offre", "/angebot/feed/", "/wp-json/wp/v2/pages/7", "/suche?q=x",
        "/index.php?option=com_content&id=7&tmpl=component",
    ],
)  # fmt: skip
def test_byways(path: str) -> None:
    assert is_byway(SITE + path)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/mentoring/", "/our-work/page/2/", "/index.php?id=7", "/node/7?type=programme",
        "/2019-report/", "/tagung/", "/authors-in-schools/", "/programme/2019/details/",
        "/prints-and-books/", "/feedback/", "/research/", "/?page_id=7", "/actions/tandem/",
    ],
)  # fmt: skip
def test_ordinary_pages_are_no_byways(path: str) -> None:
    assert not is_byway(SITE + path)


def test_ranks() -> None:
    news = ["/2024/03/fest/", "/aktuelles/mentoren-feiern"]
    paths = ["/patenschaften/", "/angebot/", *news, "/tag/mentoring/"]
    assert [rank_of(SITE + path) for path in paths] == [0, 1, 2, 2, 3]


def _taken(frontier: Frontier) -> list[str]:
    found = []
    while ask := frontier.take():
        found.append(ask.url.removeprefix(SITE))
    return found


def test_first_come_first_served_while_there_is_room_for_all() -> None:
    frontier = Frontier(4)
    paths = ["/tag/a/", "/2024/03/x/", "/offer", "/mentoring"]
    frontier.add(Ask(SITE + path) for path in paths)
    assert _taken(frontier) == paths
    assert frontier.left_out == 0


def test_the_likeliest_first_where_there_is_not() -> None:
    frontier = Frontier(3)
    frontier.add(Ask(SITE + path) for path in ["/tag/a/", "/2024/03/x/", "/offer", "/mentoring"])
    frontier.add([Ask(f"{SITE}/list", Purpose.SITEMAP)])
    assert _taken(frontier) == ["/mentoring", "/list", "/offer", "/2024/03/x/"]
    assert (frontier.left_out, frontier.first_left_out) == (1, Ask(f"{SITE}/tag/a/"))


def test_a_full_queue_lets_a_byway_go_for_a_page() -> None:
    frontier = Frontier(1)
    frontier.add(Ask(f"{SITE}/tag/{number}/") for number in range(1_000))
    frontier.add([Ask(f"{SITE}/offer")])
    assert _taken(frontier) == ["/offer"]


def test_what_gave_up_its_place_is_met_anew() -> None:
    """It may be what a page that moved is now."""
    frontier = Frontier(1)
    frontier.add(Ask(f"{SITE}/tag/{number}/") for number in range(220))
    frontier.add([Ask(f"{SITE}/offer")])
    assert frontier.claim(f"{SITE}/tag/219/")
    assert not frontier.claim(f"{SITE}/tag/0/")


def test_a_start_comes_first_whatever_its_address(world: World, crawl: Crawl) -> None:
    """Somebody chose it; what a search page lists is not met in any other way."""
    world.page(f"{HOST}/robots.txt", f"Sitemap: {SITE}/sitemap.xml")
    locations = "".join(f"<url><loc>{SITE}/mentoring/{n}</loc></url>" for n in range(30))
    world.page(f"{HOST}/sitemap.xml", f"<urlset>{locations}</urlset>")
    for n in range(30):
        world.page(f"{HOST}/mentoring/{n}", f"<p>{n}")
    world.page(f"{HOST}/a", "<p>a")
    world.page(f"{HOST}/search?q=mentor", "<a href=/mentoring/hidden>o</a>")
    world.page(f"{HOST}/mentoring/hidden", "<p>hidden")
    starts = (f"{SITE}/a", f"{SITE}/search?q=mentor")
    found = stored(crawl(Source(starts=starts, pages=10)))
    assert len(found) == 10
    assert "/search" in found


def test_what_waits_takes_the_nearest_depth_at_which_it_was_met() -> None:
    frontier = Frontier(5)
    frontier.add([Ask(f"{SITE}/a", depth=3)])
    frontier.add([Ask(f"{SITE}/a", depth=1), Ask(f"{SITE}/a", depth=2)])
    taken = frontier.take()
    assert taken is not None
    assert taken.depth == 1


def test_a_site_of_much_news_yields_its_programmes(world: World, crawl: Crawl) -> None:
    """A sitemap of hundreds of posts before the pages that stand for good, as WordPress writes."""
    posts = [f"/2024/03/evening-{number}/" for number in range(300)]
    offers = [f"/what-we-do/offer-{number}/" for number in range(12)]
    entries = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in [*posts, *offers])
    world.page(f"{HOST}/robots.txt", f"Sitemap: {SITE}/sitemap.xml")
    world.page(f"{HOST}/sitemap.xml", f"<?xml version='1.0'?><urlset>{entries}</urlset>")
    links = "".join(f"<a href='/tag/t{number}/'>t</a>" for number in range(60))
    world.otherwise[HOST] = lambda line: line.reply(f"<p>page</p>{links}".encode())
    answers = crawl(Source(pages=40))
    found = stored(answers)
    assert set(offers) <= set(found)
    assert len(found) == 40
    assert not any(path.startswith("/tag/") for path in found)
    assert answers[-1].reason is Reason.PAGE_BUDGET


@pytest.mark.parametrize(
    "door",
    [
        "/cookie-consent?return={path}", "/user/login?destination={path}&x=1",
        "/sso?service=https%3A%2F%2F{host}{path}", "https://{host}/zustimmung?zurueck={host}{path}",
    ],
)  # fmt: skip
def test_a_page_that_asks_for_a_click_is_not_the_page(
    world: World, crawl: Crawl, door: str
) -> None:
    world.page(f"{HOST}/", "<a href=/offer>o</a>")
    target = door.format(path="/offer", host=HOST)
    world.redirect(f"{HOST}/offer", target)
    world.otherwise[HOST] = lambda line: line.reply(b"<p>We use cookies. Accept all.")
    world.page(f"{HOST}/robots.txt", "", 404)
    *_, last = crawl()
    assert (last.outcome, last.reason, last.body) == (Outcome.FAILED, Reason.DOOR, None)


def test_redirects_that_name_other_things_are_followed(world: World, crawl: Crawl) -> None:
    world.redirect(f"{HOST}/offer", "/page?id=offer&from=home")
    world.page(f"{HOST}/page?id=offer&from=home", "<p>the offer")
    # A door that opens by itself: it only finds out the language.
    # The script that serves all pages, asked for this one.
    world.page(f"{HOST}/", "<a href=/offer>o</a><a href=/old>o</a><a href=/plan>o</a>")
    world.redirect(f"{HOST}/plan", "/index.php?route=/plan")
    world.page(f"{HOST}/index.php?route=/plan", "<p>the plan")
    world.redirect(f"{HOST}/old", "/language?return=/old")
    world.redirect(f"{HOST}/language?return=/old", "/en/new")
    world.page(f"{HOST}/en/new", "<p>new")
    answers = crawl()
    assert stored(answers) == ["/", "/page", "/en/new", "/index.php"]
    assert by_url(answers)[f"{SITE}/language?return=/old"].outcome is Outcome.REDIRECTED


def test_combinations_of_facets_leave_room_for_pages(world: World, crawl: Crawl) -> None:
    """Each view links to each choice of two of three facets, in any order, and to programmes."""
    facets = [
        f"?{one}={n}&{two}={m}"
        for one in ("cat", "region", "thema")
        for two in ("cat", "region", "thema")
        if one != two
        for n in range(5)
        for m in range(5)
    ]
    offers = [f"/view?id={number}" for number in range(10)]
    links = "".join(f"<a href='/list{query}'>f</a>" for query in facets)
    links += "".join(f"<a href='{path}'>o</a>" for path in offers)
    world.page(f"{HOST}/robots.txt", "", 404)
    world.otherwise[HOST] = lambda line: line.reply(f"<p>page</p>{links}".encode())
    found = [one.canonical_url for one in crawl(Source(pages=30)) if one.outcome is Outcome.STORED]
    assert {f"{SITE}{path}" for path in offers} <= set(found)


@pytest.mark.parametrize(
    ("query", "byway"),
    [
        ("cat=1&region=2", True),
        ("region[]=2&topic[]=4", True),
        ("thema=arbeit&ort=bonn", True),
        ("cat=1", False),
        ("id=7&lang=de", False),
        ("cat=&region=2", False),
    ],
)
def test_two_facets_are_a_byway_and_one_is_none(query: str, byway: bool) -> None:
    assert is_byway(f"{SITE}/list?{query}") is byway
