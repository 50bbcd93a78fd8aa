"""Page after page: nothing is left out, nothing comes twice, and the last one says that it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from practices_db.settings import Settings, load_settings
from search.index.refresh import refresh_index
from search.measure.throwaway import fill_catalogue
from search.web import Options, create_app
from tests.search.conftest import Indexed

MANY = 53


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site over more programmes than fifty pages of one."""
    folder = tmp_path_factory.mktemp("many")
    settings = Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'catalogue.sqlite'}",
        models=load_settings().models_dir,
    )
    programmes = [
        {"id": f"p{n}", "language": "en", "name": f"P{n}", "description": f"Mentors, number {n}."}
        for n in range(MANY)
    ]
    engine = fill_catalogue(settings, programmes, tagged=False)
    refresh_index(engine, settings)
    options = Options(rate=10_000, burst=10_000)
    with TestClient(create_app(engine, settings, options), base_url="http://a.example") as client:
        yield client
    engine.dispose()


@pytest.mark.parametrize("query", ["", "q=mentors&"])
def test_next_leads_through_all_programmes(client: TestClient, query: str) -> None:
    address: str | None = f"/api/practices?{query}limit=1"
    found = []
    while address:
        answer = client.get(address).json()
        found += [one["slug"] for one in answer["practices"]]
        address = answer["next"]
    assert len(found) == len(set(found)) == answer["total"] == answer["pages"] == MANY


def test_the_pages_lead_through_all_programmes(client: TestClient) -> None:
    last = client.get("/practices?page=6").text
    assert "Page 6 of 6" in last and 'rel="next"' not in last
    assert last.count('class="hit"') == MANY % 10
    assert '<ol class="hits" start="51">' in last


def test_beyond_the_last_page_both_say_how_many_there_are_and_lead_to_the_last(
    client: TestClient,
) -> None:
    answer = client.get("/api/practices?q=mentors&limit=1&page=99999")
    problem = answer.json()
    assert answer.status_code == 404
    assert f"there are {MANY} pages" in problem["detail"]
    last = problem["advice"].split()[-1]
    assert client.get(last).json()["page"] == MANY
    page = client.get("/practices?q=mentors&page=99999")
    assert page.status_code == 404
    assert "There are 6 pages" in page.text and 'class="pages"' not in page.text
    assert '<a href="/practices?q=mentors&amp;page=6">Go to the last page</a>' in page.text


def test_every_page_of_the_api_names_the_last(client: TestClient) -> None:
    for page in (1, 3, 6):
        link = client.get(f"/api/practices?page={page}").headers["link"]
        assert '/api/practices?page=6>; rel="last"' in link


def test_nothing_found_has_a_first_page_and_no_second(client: TestClient) -> None:
    none = "target_group=refugees"  # these programmes were not tagged
    assert client.get(f"/api/practices?{none}").json()["total"] == 0
    assert client.get(f"/practices?{none}").status_code == 200
    assert client.get(f"/api/practices?{none}&page=2").status_code == 404
    assert client.get(f"/practices?{none}&page=2").status_code == 404


@pytest.mark.parametrize("sort", ["relevance", "evidence", "recency"])
def test_stretches_of_an_order_make_the_whole(indexed: Indexed, sort: str) -> None:
    def read(limit: int, skip: int) -> list[str]:
        found = indexed.searcher.search("mentors", limit=limit, sort=sort, skip=skip)  # type: ignore[arg-type]  # its literals are plain text here
        return [one.slug for one in found.practices]

    whole = read(40, 0)
    assert len(whole) == len(indexed.programmes)
    assert [slug for skip in range(0, len(whole), 7) for slug in read(7, skip)] == whole
