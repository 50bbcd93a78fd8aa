"""Bare codes of records are shown as recorded, everywhere; words of a text stay quotes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from starlette.testclient import TestClient

from pipelines.cli.card import print_card
from pipelines.cli.comparison import print_comparison
from pipelines.cli.output import console
from pipelines.cli.results import print_peers
from practices_db.documents import NewDocument, store_document
from practices_db.engine import catalogue_session
from practices_db.models import Source
from practices_db.practices import Membership, NewPractice, store_practices
from practices_db.schema import open_catalogue
from practices_db.settings import Settings, load_settings
from practices_db.statements import Claim, record_claims
from search.compare.peers import find_similar
from search.compare.side_by_side import compare
from search.export.records import entry_record
from search.index.refresh import refresh_index
from search.web import Options, create_app
from search.web.site import Site
from tests.search.web.hostile import AT, build_hostile

TEXT = "Students help refugees. Goal: employment. Aus der Stadt."
CLAIMS = (
    ("goal", "employment", "employment", "declared"),  # a record's bare code
    ("target_group", "refugees", "refugees", "rule"),  # the same letters, in a sentence
    ("mentor_type", "community_volunteers", "Aus der Stadt", "declared"),  # a record's words
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The hostile catalogue and two programmes that a record codes."""
    folder = tmp_path_factory.mktemp("recorded")
    url = f"sqlite:///{folder / 'catalogue.sqlite'}"
    settings = Settings(folder, url, models=load_settings().models_dir)
    engine = open_catalogue(url)
    build_hostile(engine)
    with catalogue_session(engine) as session:
        source = session.query(Source).order_by(Source.id).first()
        assert source is not None
        practices = []
        for slug in ("one", "two"):
            body = {"start": 0, "end": len(TEXT), "level": 1, "heading": "", "role": "body"}
            page = NewDocument(
                f"folder:rows#{slug}", "record", slug, "en", TEXT, [body], "programme", 1.0, "row"
            )
            document, _ = store_document(session, source.id, page, AT)
            claims = []
            for facet, value, quote, origin in CLAIMS:
                at = TEXT.index(quote)
                span = at, at + len(quote)
                claims.append(Claim(facet, value, *span, quote, origin, "test"))  # type: ignore[arg-type]  # its literals are plain text here
            record_claims(session, document, claims, replacing=(), at=AT)
            member = Membership(document.id, "third_party", "names it", 1.0)
            practices.append(NewPractice(slug, slug, "", "", "", "", "unknown", "", (member,)))
        store_practices(session, practices, AT)
    refresh_index(engine, settings)
    yield Site(engine, settings, Options(rate=10_000, burst=10_000))
    engine.dispose()


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[TestClient]:
    app = create_app(site.engine, site.settings, site.options)
    with TestClient(app, base_url="http://catalogue.example") as client:
        yield client


ADDRESSES = ("/practices/one", "/compare?pick=one&pick=two", "/practices/one/like")


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_quote_words_and_say_what_is_recorded(client: TestClient, address: str) -> None:
    page = BeautifulSoup(client.get(address).text, "lxml")
    quotes = [one.get_text(" ", strip=True) for one in page.select("main .quote blockquote")]
    assert quotes and not any(quote == "employment" for quote in quotes)
    marked = {one.text for one in page.select("main .quote mark")} or {*quotes}
    assert {"refugees", "Aus der Stadt"} <= marked
    assert "employment" not in marked
    assert {one.text for one in page.select(".record")} == {"recorded as employment"}


def test_a_record_has_an_address_and_is_counted_as_one(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/practices/one").text, "lxml")
    goal = page.select_one("#goal")
    assert isinstance(goal, Tag) and "1 record" in goal.text and "quote" not in goal.text
    link = goal.select_one('a[href^="/quotes/"]')
    assert isinstance(link, Tag) and link.text == "link to this record"
    assert "recorded as employment" in client.get(str(link["href"])).text


def test_the_api_says_which_is_which(client: TestClient) -> None:
    first = client.get("/api/practices/one/similar?limit=1").json()[0]
    told = {f["facet"]: f["same"] for f in first["facets"]}
    assert told["goal"][0][1]["recorded"] is True
    assert told["target_group"][0][1]["recorded"] is False


def test_the_command_line_says_so_too(site: Site) -> None:
    with console.capture() as shown:
        print_card(entry_record(site.entry("one")))
        print_peers(find_similar(site.searcher(), "one", 1))
        with site.session() as session:
            print_comparison(compare(session, ["one", "two"]))
    text = " ".join(shown.get().split())
    assert "“employment”" not in text
    assert text.count("recorded as employment") >= 3
    assert "“refugees”" in text and "“Aus der Stadt”" in text


def test_first_page_counts_values_that_words_say(client: TestClient, site: Site) -> None:
    text = client.get("/").text
    said = sum(
        not all(s.origin == "declared" and s.quote == value.value for s in value.supports)
        for entry in site.holdings().present
        for facet in entry.view.values()
        for value in facet.values
    )
    told = BeautifulSoup(text, "html.parser").find("dt", string="values with a quote")
    assert isinstance(told, Tag)
    number = told.find_next("dd")
    assert isinstance(number, Tag)
    assert number.get_text() == str(said)
    everything = sum(
        len(facet.values) for entry in site.holdings().present for facet in entry.view.values()
    )
    assert said == everything - 2  # the goals of both programmes are codes of a record
