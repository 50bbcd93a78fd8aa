"""One catalogue, one answer: commands, pages, API, maps, charts, packs and files count alike."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from search.figures import BANDS
from search.web import Options, create_app
from tests.conftest import NOW
from tests.world import World

UNKNOWN = ("not_stated", "not_assessed")


@pytest.fixture(scope="module")
def counted(mine: World) -> World:
    """The catalogue with one programme that is gone and one that nobody has read."""
    with mine.engine.begin() as connection:
        connection.execute(
            text("UPDATE practice SET gone_on = :now WHERE slug = 'be-duo-for-a-job'"), {"now": NOW}
        )
        columns = (
            "slug, name, organisation, url, country, region, city, seat_country, seat_city, "
            "status, summary, first_seen, last_seen"
        )
        connection.execute(
            text(
                f"INSERT INTO practice ({columns}) VALUES "
                "('be-unread', 'Unread', '', '', 'BE', '', '', '', '', 'running', '', :now, :now)"
            ),
            {"now": NOW},
        )
    mine.run("index")
    return mine


@pytest.fixture(scope="module")
def client(counted: World) -> Iterator[TestClient]:
    options = Options(rate=10_000, burst=10_000)
    app = create_app(counted.engine, counted.settings, options)
    with TestClient(app, base_url="http://catalogue.example") as client:
        yield client


def table(client: TestClient, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def told(counts: dict[str, int]) -> dict[str, int]:
    return {code: number for code, number in counts.items() if number}


def test_the_command_counts_as_the_search_does(counted: World, client: TestClient) -> None:
    command = json.loads(counted.run("facets", "--json"))
    search = client.get("/api/practices?limit=1").json()
    with counted.engine.connect() as connection:
        present = "SELECT count(*) FROM practice WHERE gone_on IS NULL AND merged_into IS NULL"
        wanted = connection.scalar(text(present))
    assert command["practices"] == search["total"] == wanted
    assert search["facets"]["country"]["BE"] > 1
    for counts in command["facets"].values():  # equal numbers stand in one order, run after run
        assert list(counts.items()) == sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    both = command["facets"].keys() & search["facets"].keys()
    assert len(both) > 10
    for facet in both:
        stated, found = command["facets"][facet], search["facets"][facet]
        if facet in BANDS:  # the one counts what is written, the other ranges: the unknown is one
            stated, found = ({code: of.get(code, 0) for code in UNKNOWN} for of in (stated, found))
        assert told(stated) == told(found), facet


def test_status_and_country_are_what_records_say_where_no_sentence_does(
    counted: World, client: TestClient
) -> None:
    sql = """SELECT coalesce(s.value, nullif(p.status, 'unknown'), 'not_stated'),
        count(DISTINCT p.id) FROM practice p LEFT JOIN statement s ON s.practice_id = p.id
        AND s.facet = 'status' AND s.confidence >= 0.5 AND s.retracted_on IS NULL
        WHERE p.gone_on IS NULL AND p.merged_into IS NULL GROUP BY 1"""
    with counted.engine.connect() as connection:
        wanted = {row[0]: row[1] for row in connection.execute(text(sql))}
    assert wanted["running"] > 20
    assert told(client.get("/api/practices?limit=1").json()["facets"]["status"]) == wanted
    running = client.get("/api/practices?status=running&limit=1").json()["practices"][0]["slug"]
    page = client.get(f"/practices/{running}").text
    assert "· running" in page
    rows = table(client, "/compare.csv?pick=be-unread&pick=be-hackyourfuture")
    by_facet = {row[0]: row[1:-1] for row in rows}  # the last column has the remarks
    assert by_facet["Country"] == ["Belgium (as its source records it)"] * 2
    assert by_facet["Status"] == ["Running (as its source records it)", "not stated"]
    shown = counted.run("show", "be-unread")
    assert "Running (as its source records it)" in shown
    assert "BE" in shown


@pytest.mark.parametrize("facet", ["funding_model", "status", "country", "evidence_level"])
def test_margins_of_the_gap_map_are_the_counts_of_the_search(
    client: TestClient, facet: str
) -> None:
    gaps = client.get(f"/api/gaps?rows={facet}&columns=target_group").json()
    counts = client.get("/api/practices?limit=1").json()["facets"]
    assert told(gaps["row_totals"]) == told(counts[facet])
    assert told(gaps["column_totals"]) == told(counts["target_group"])
    cell = next(cell for cell in gaps["cells"] if cell["practices"] > 1)
    found = client.get(
        f"/api/practices?{facet}={cell['row']}&target_group={cell['column']}&limit=1"
    ).json()
    assert found["total"] == cell["practices"]


def test_charts_vocabulary_and_files_say_the_same(client: TestClient) -> None:
    search = client.get("/api/practices?limit=1").json()
    counts = search["facets"]
    chart = {name: int(number) for name, number in table(client, "/charts/mentor-type.csv")[1:]}
    assert sorted(told(chart).values()) == sorted(told(counts["mentor_type"]).values())
    on_map = {name: int(number) for name, number in table(client, "/charts/map-world.csv")[1:]}
    assert sorted(told(on_map).values()) == sorted(told(counts["country"]).values())
    rows = client.get("/export/practices.csv").content.decode("utf-8-sig")
    present = [row for row in csv.DictReader(io.StringIO(rows)) if not row["gone_on"]]
    assert len(present) == search["total"]
    values = Counter(code for row in present for code in row["mentor_type"].split("; "))
    spelled = {
        code.replace("_", " ") if code in UNKNOWN else code: n
        for code, n in told(counts["mentor_type"]).items()
    }
    assert values == spelled
    page = client.get("/vocabulary/status").text
    assert f">{counts['status']['running']} programmes</a>" in page


def test_a_number_is_counted_with_what_it_counts(counted: World) -> None:
    shares = json.loads(counted.run("facets", "outcome", "--json"))["facets"]["outcome"]
    told = [value for value in shares if value not in UNKNOWN]
    assert told and all(" percent" in value for value in told)
    lengths = json.loads(counted.run("facets", "duration_months", "--json"))["facets"]
    assert lengths["duration_months"]["6 months"] > 3


def test_documents_that_were_read_and_those_that_speak_of_programmes_have_names_of_their_own(
    counted: World, client: TestClient, tmp_path: Path
) -> None:
    read = "SELECT count(*) FROM document WHERE gone_on IS NULL"
    speaking = """SELECT count(DISTINCT j.document_id) FROM practice_document j
        JOIN practice p ON p.id = j.practice_id WHERE p.merged_into IS NULL"""
    with counted.engine.connect() as connection:
        read_now, speak = (connection.scalar(text(sql)) for sql in (read, speaking))
    assert read_now > speak > 100  # lists and news are read and speak of no single programme
    told = f"{read_now} documents read"
    for few in ("", "?country=BE"):  # a filter changes the programmes, not what was read
        gaps = client.get(f"/api/gaps{few}").json()["searched"]
        assert gaps["documents_read"] == read_now
        assert told in client.get(f"/gaps{few}").text
        assert told in client.get(f"/pack.md{few}").text
    picture = tmp_path / "gaps.svg"
    counted.run("gaps", "--svg", str(picture))
    assert told in picture.read_text("utf-8")
    sources = client.get("/api/sources").json()
    assert sum(one["documents_read"] for one in sources) == read_now
    assert told in client.get("/sources").text
    counted.run("release", "freeze", "--title", "Counted")
    (frozen,) = json.loads(counted.run("release", "list", "--json"))
    assert frozen["counts"]["documents"] == speak
    said = f"{speak} documents that speak of them"
    assert said in client.get("/releases").text
    protocol = (counted.settings.releases_dir / frozen["name"] / "protocol.md").read_text("utf-8")
    assert said in protocol
