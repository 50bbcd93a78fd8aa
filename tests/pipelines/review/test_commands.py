"""As a person does it: commands on a real catalogue, seen in search, exports and pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from search.web import Options, create_app
from tests.world import World

KEPT = "ch-seet"
OLD = "das-studienforderprogramm"


@pytest.fixture
def client(mine: World) -> Iterator[TestClient]:
    options = Options(rate=10_000, burst=10_000, fresh_seconds=0)
    app = create_app(mine.engine, mine.settings, options)
    with TestClient(app, base_url="http://catalogue.example", follow_redirects=False) as client:
        yield client


def supports(world: World, waiting: dict[str, str]) -> int:
    """How many quotes of its practice say the value of a statement that waits for review."""
    facet = world.ask("show", waiting["slug"])["facets"]["funding_model"]
    shown = [
        one for one in (*facet["values"], *facet["pending"]) if one["value"] == waiting["value"]
    ]
    return sum(len(one["supports"]) for one in shown)


def old_slug(world: World) -> str:
    """The practice that the site's page on SEET became, because its title does not say SEET."""
    found = world.ask("group", "candidates", "--limit", "50")["pairs"]
    pairs = [(pair["first"], pair["second"]) for pair in found]
    return next(slug for pair in pairs if KEPT in pair for slug in pair if slug.startswith(OLD))


def documents(world: World, slug: str) -> set[str]:
    return {document["url"] for document in world.ask("show", slug)["documents"]}


def test_a_merge_holds_in_later_runs_and_is_taken_back(mine: World, client: TestClient) -> None:
    old = old_slug(mine)
    both = documents(mine, KEPT) | documents(mine, old)
    done = mine.ask("group", "merge", KEPT, old, "--coder", "ab", "--note", "one office")
    mine.run("run")
    assert mine.ask("show", old)["slug"] == KEPT
    assert documents(mine, KEPT) == both
    moved = client.get(f"/practices/{old}")
    assert (moved.status_code, moved.headers["location"]) == (301, f"/practices/{KEPT}")
    assert client.get(f"/practices/{old}.json").json()["slug"] == KEPT
    assert f"Taken for one programme with {old}" in client.get(f"/practices/{KEPT}").text
    explained = mine.ask("group", "explain", old)
    assert explained["former_slugs"] == [old]
    assert "one office" in explained["documents"][1]["reason"]
    about = {e["about"]: e["speaks"] for e in explained["documents"][1]["evidence"]}
    assert about["organisation"] == about["text"] == "for"

    mine.ask("group", "undo", str(done["decision"]["id"]), "--coder", "ab")
    mine.run("run")
    assert mine.ask("show", old)["slug"] == old
    assert documents(mine, KEPT) | documents(mine, old) == both
    assert not documents(mine, KEPT) & documents(mine, old)
    assert client.get(f"/practices/{old}").status_code == 200
    log = mine.ask("group", "log")
    assert [(row["verdict"], row["stands"]) for row in log[-2:]] == [
        ("merge", False),
        ("undo", False),
    ]


def test_a_split_holds_in_later_runs(mine: World) -> None:
    page = "/fr/programmes/duo-for-a-job.html"
    before = documents(mine, "be-duo-for-a-job")
    done = mine.ask("group", "split", "be-duo-for-a-job", page, "--coder", "ab")
    mine.run("run")
    after = documents(mine, "be-duo-for-a-job")
    assert before - after == {next(u for u in before if u.endswith(page))}
    mine.run("group", "undo", str(done["decision"]["id"]), "--coder", "cd")
    assert documents(mine, "be-duo-for-a-job") == before


def test_told_apart_is_no_candidate_any_more(mine: World) -> None:
    likely = mine.ask("group", "candidates", "--limit", "50")["pairs"]
    # Not those of the merge: it must find its two as likely as ever, whichever test comes first.
    names = next(
        (pair["first"], pair["second"])
        for pair in likely
        if KEPT not in (pair["first"], pair["second"])
    )
    mine.run("group", "apart", *names, "--coder", "ab")
    left = mine.ask("group", "candidates", "--limit", "50")["pairs"]
    assert names not in {(other["first"], other["second"]) for other in left}


def test_a_verdict_reaches_view_counts_filters_and_exports(
    mine: World, client: TestClient, tmp_path: Path
) -> None:
    waiting = mine.ask("review", "list", "--facet", "funding_model")
    assert waiting["waiting"] == len(waiting["statements"]) or waiting["waiting"] > 20
    # One that no other quote of its practice supports, so that its rejection takes the value away.
    chosen = next(one for one in waiting["statements"] if supports(mine, one) == 1)
    assert chosen["quote"] in chosen["context"]
    slug, value = chosen["slug"], chosen["value"]
    count = mine.ask("facets", "funding_model")["facets"]["funding_model"]
    mine.run("review", "accept", chosen["statement"][:10], "--coder", "ab", "--note", "clear")
    mine.run("index")
    after = mine.ask("facets", "funding_model")["facets"]["funding_model"]
    assert after[value] == count.get(value, 0) + 1
    filters = ("--filter", f"funding_model={value}", "--limit", "100")
    assert slug in {p["slug"] for p in mine.ask("search", chosen["name"], *filters)["practices"]}
    mine.run("export", "statements", "--output", str(tmp_path / "statements.csv"))
    assert chosen["statement"] in (tmp_path / "statements.csv").read_text("utf-8-sig")
    assert "reviewed: accept" in client.get(f"/practices/{slug}").text

    mine.run("review", "reject", chosen["statement"], "--coder", "ab", "--note", "no, after all")
    mine.run("run")
    found = mine.ask("search", chosen["name"], *filters)["practices"]
    assert slug not in {practice["slug"] for practice in found}
    facet = mine.ask("show", slug)["facets"]["funding_model"]
    assert value not in {v["value"] for v in [*facet["values"], *facet["pending"]]}
    log = mine.ask("review", "log", slug)
    assert [row["verdict"] for row in log] == ["reject", "accept"]


def test_a_worksheet_goes_out_and_comes_back(mine: World, tmp_path: Path) -> None:
    sheet = tmp_path / "coding.csv"
    mine.run("review", "export", str(sheet), "--facet", "mentor_type")
    lines = sheet.read_text("utf-8-sig").splitlines()
    assert len(lines) > 5
    lines[1] = f"{lines[1].rstrip(',')},accept,"
    lines[2] = f"{lines[2].rstrip(',')},maybe,"
    sheet.write_text("\n".join(lines), "utf-8-sig")
    done = mine.call("review", "import", str(sheet), "--coder", "cd")
    assert done.returncode == 1
    assert "line 3" in done.stdout
    assert "1 taken" in done.stdout


def test_an_addition_without_its_quote_is_refused(mine: World) -> None:
    said = ("review", "add", "at-lobby16", "format", "online", "--coder", "ab")
    refused = mine.call(*said, "--quote", "everything happens on line")
    assert refused.returncode == 1
    assert "No document of at-lobby16 says" in refused.stderr
    assert "--quote" in mine.call(*said).stderr
