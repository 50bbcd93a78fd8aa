"""The API: same answers as the pages, with ETag, CORS, paging, problems and a fair share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from starlette.testclient import TestClient

from practices_db.engine import catalogue_session
from search.query.found import SearchResult
from search.web import Options, create_app
from search.web.ask import Ask
from search.web.pages import results
from search.web.site import Site
from tests.search.web.conftest import Shown, make_shown
from tests.search.web.hostile import withdraw
from tests.search.web.test_assistants import run_apart


def test_search_gives_reasons_counts_and_quotes(client: TestClient) -> None:
    found = client.get("/api/practices?q=retired+mentors+for+refugees&country=BE").json()
    assert [one["slug"] for one in found["practices"]] == ["bakers-ghent"]
    assert found["total"] == 1
    assert found["next"] is None
    assert found["facets"]["target_group"]["not_stated"] == 0
    assert {why["channel"] for why in found["practices"][0]["why"]} & {"words", "concepts"}


def test_pages_lead_to_each_other(client: TestClient) -> None:
    seen = []
    address = "/api/practices?q=mentors&limit=2"
    while address:
        answer = client.get(address)
        found = answer.json()
        seen += [one["slug"] for one in found["practices"]]
        address = found["next"]
        assert ('rel="next"' in answer.headers["link"]) == bool(address)
    assert len(seen) == len(set(seen)) == 4
    assert found["pages"] == 2
    assert client.get(found["previous"]).json()["page"] == 1
    assert client.get("/api/practices?limit=51").status_code == 400


def test_statement_has_a_lasting_address(client: TestClient) -> None:
    record = client.get("/api/practices/bakers-ghent").json()
    support = record["facets"]["mentor_type"]["values"][0]["supports"][0]
    found = client.get(f"/api/statements/{support['statement']}").json()
    assert (found["practice"], found["value"]) == ("bakers-ghent", "retired_professionals")
    assert found["support"] == support
    assert found["after"].startswith(" mentor refugees in Ghent")
    told = found["provenance"]
    assert (told["start"], told["end"]) == (support["start"], support["end"])
    assert len(told["text_hash"]) == 64
    assert told["archive_file"] is None  # nothing was fetched for this catalogue
    assert client.get("/api/statements/none").status_code == 404


def test_history_is_told(client: TestClient) -> None:
    events = client.get("/api/practices/bakers-ghent/history").json()
    assert {"on": events[-1]["on"], "what": "First seen."} in events


def test_description_can_be_followed(client: TestClient) -> None:
    """Every operation has a short id, a title and only answers that we give; examples work."""
    described = client.get("/api/openapi.json").json()
    operations = [o for methods in described["paths"].values() for o in methods.values()]
    assert len({o["operationId"] for o in operations}) == len(operations)
    assert all(o["summary"] and o["description"] and o["tags"] for o in operations)
    assert not any("422" in o["responses"] for o in operations)
    assert (
        "not_stated"
        in described["components"]["parameters"]["goal"]["schema"]["items"]["anyOf"][0]["enum"]
    )
    show = described["paths"]["/api/practices/{slug}"]["get"]["parameters"][0]
    assert client.get(f"/api/practices/{show['example']}").status_code == 200


def test_practice_has_every_facet_and_its_quotes(client: TestClient) -> None:
    record = client.get("/api/practices/bakers-ghent").json()
    quotes = [
        support["quote"]
        for value in record["facets"]["mentor_type"]["values"]
        for support in value["supports"]
    ]
    assert quotes == ["Retired bakers"]
    assert record["facets"]["goal"]["state"] == "not_stated"
    assert record["facets"]["scale"]["state"] == "not_assessed"
    assert record["documents"][0]["url"] == "https://pages.example/bakers-ghent"


def test_linked_data_by_content_negotiation(client: TestClient) -> None:
    for address in ("/practices/bakers-ghent", "/api/practices/bakers-ghent"):
        answer = client.get(address, headers={"accept": "application/ld+json"})
        assert answer.headers["content-type"].startswith("application/ld+json")
        record = answer.json()
        assert record["@type"] == "Service"
        assert record["provider"]["name"] == "City of Ghent"
        assert record["audience"][0]["audienceType"] == "Refugees"


def test_linked_data_is_valid_rdf(client: TestClient) -> None:
    from rdflib import Graph, URIRef

    graph = Graph()
    graph.parse(data=client.get("/export/practices.jsonld").text, format="json-ld")
    services = list(graph.subjects(None, URIRef("https://schema.org/Service")))
    assert len(services) == 4
    assert (None, None, URIRef("http://www.w3.org/ns/dcat#Dataset")) in graph


def test_same_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/api/practices?q=refugees")
    known = {"if-none-match": first.headers["etag"]}
    again = client.get("/api/practices?q=refugees", headers=known)
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/api/practices?q=bakers", headers=known).status_code == 200


def test_same_question_at_once_is_answered_once(shown: Shown) -> None:
    """Twenty who ask the same at the same moment wait for one answer."""
    made = 0
    whole = create_app(shown.engine, shown.settings, Options(rate=10_000, burst=10_000))

    async def ask() -> list[int]:
        nonlocal made
        async with AsyncClient(transport=ASGITransport(whole), base_url="http://c.example") as one:
            found = await asyncio.gather(*(one.get("/practices?q=only+once") for _ in range(20)))
        return [answer.status_code for answer in found]

    original = results.run_search

    def counting(site: Site, ask: Ask, size: int = 10) -> SearchResult:
        nonlocal made
        made += 1
        return original(site, ask, size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "run_search", counting)
        assert run_apart(ask()) == [200] * 20
    assert made == 1


def test_head_says_what_get_says(client: TestClient) -> None:
    head, got = client.head("/api/release"), client.get("/api/release")
    assert head.headers["etag"] == got.headers["etag"]
    assert head.content == b""


READABLE = (
    *("/", "/practices?q=refugees", "/practices/bakers-ghent", "/compare?pick=a&pick=b", "/gaps"),
    *("/gaps.svg", "/charts/mentor-type.png", "/pack.docx?title=x", "/sources", "/vocabulary.ttl"),
    *("/export/practices.csv", "/api/openapi.json", "/api/facets", "/static/site.css"),
)


@pytest.mark.parametrize("address", READABLE)
def test_what_a_reader_has_is_not_sent_again(client: TestClient, address: str) -> None:
    address = address.replace("pick=a&pick=b", "pick=bakers-ghent&pick=silent-oslo")
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert "default-src 'none'" in again.headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/", "/practices", "/peers", "/health", "/static/site.css"])
def test_every_address_answers_head_and_options(client: TestClient, address: str) -> None:
    head = client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] != "0"
    asked = client.options(address)
    assert asked.status_code == 204
    assert {"GET", "HEAD"} <= set(asked.headers["allow"].split(", "))
    assert ("POST" in asked.headers["allow"]) is (address == "/peers")


def test_other_sites_may_read(client: TestClient) -> None:
    assert client.get("/api/release").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/").headers
    asked = client.options("/api/peers", headers={"origin": "https://a.example"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/nothing", 404),
        ("/api/practices/none", 404),
        ("/api/practices?page=zero", 400),
        ("/api/practices?colour=red", 400),
        ("/api/practices?target_group=martians", 400),
        ("/api/compare?pick=bakers-ghent", 400),
        ("/api/gaps?rows=goal&columns=goal", 400),
        ("/api/practices?page=-1", 400),
        ("/api/practices?page=%D9%A1", 400),
        ("/api/practices?limit=0", 400),
        ("/api/practices?country=%00", 400),
        ("/api/practices?q=%F0%9F%98%80%E2%80%AE%CC%81", 400),
        ("/api/practices/%00", 404),
        ("/api/statements/%FF", 404),
        ("/api/practices/bakers-ghent/similar?limit=-1", 400),
        (f"/api/practices?{'&'.join(['country=BE'] * 2_000)}", 414),
        ("/export/nothing", 404),
    ],
)
def test_errors_are_problem_details(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_method_that_is_not_there(client: TestClient) -> None:
    answer = client.delete("/api/practices")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["advice"] == "Read it by GET."


def test_form_that_is_not_there(client: TestClient) -> None:
    for accept, status in (("image/png", 406), ("application/ld+json;q=0, */*;q=0", 406)):
        answer = client.get("/api/practices/bakers-ghent", headers={"accept": accept})
        assert answer.status_code == status
        assert "application/ld+json" in answer.json()["advice"]
    for accept in ("", "*/*", ";;q=x,,", "x" * 9_000, "image/png, */*;q=0.1"):
        answer = client.get("/api/practices/bakers-ghent", headers={"accept": accept})
        assert answer.headers["content-type"] == "application/json", accept


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"abc", 400),
        (b"[" * 100_000, 400),
        (b'{"text": 5}', 400),
        (b'{"text": "a", "limit": -4}', 400),
        (b'{"text": "mentor \\ud83d"}', 400),
        (b'{"text": "\\u0000"}', 400),
        (b'{"text": "' + b"x" * 300_000 + b'"}', 413),
    ],
)
def test_bodies_that_are_no_question(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post("/api/peers", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["advice"]


def test_too_many_requests_are_told_when_to_come_back(shown: Shown) -> None:
    app = create_app(shown.engine, shown.settings, Options(rate=1, burst=3))
    with TestClient(app) as client:
        answers = [client.get("/api/release").status_code for _ in range(5)]
        last = client.get("/api/release")
    assert answers[:3] == [200, 200, 200]
    assert last.status_code == 429
    assert last.headers["retry-after"] == "1"
    assert last.headers["ratelimit"] == '"address";r=0;t=3'
    assert last.headers["ratelimit-policy"] == '"address";q=3;w=3'
    assert last.headers["content-type"] == "application/problem+json"


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Shown]:
    made = make_shown(tmp_path, Options(fresh_seconds=0))
    yield made
    made.engine.dispose()


def test_new_release_is_seen_and_what_is_gone_is_kept(changing: Shown) -> None:
    with TestClient(changing.app) as client:
        before = client.get("/api/release")
        withdraw(changing.engine, "silent-oslo")
        after = client.get("/api/release", headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.json()["release"] != before.json()["release"]
        assert after.json()["practices"] == 3
        page = client.get("/practices/silent-oslo")
    assert page.status_code == 200
    assert "No source has published this programme since 22 November 2026" in page.text


def test_broken_database_is_one_sentence_without_paths(changing: Shown) -> None:
    with catalogue_session(changing.engine) as session:
        session.execute(text("DROP TABLE review"))
    with TestClient(changing.app) as client:
        answer = client.get("/api/practices")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "This cannot be answered just now."
    assert str(changing.settings.data_dir) not in answer.text
    assert answer.headers["retry-after"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/api/nothing", "/api/openapi.json"),
        ("/api/practices/bakers-ghent/nothing", "/api/openapi.json"),
        ("/export/nothing", "/export"),
        ("/releases/nothing/nothing/nothing", "/releases"),
        ("/nothing", "home page"),
    ],
)
def test_an_unknown_address_says_where_the_known_ones_are(
    client: TestClient, address: str, told: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert told in answer.text
    assert ("home page" in answer.text.lower()) == (not address.startswith(("/api", "/export")))
