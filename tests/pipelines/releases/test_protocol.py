"""The protocol: what was searched and what not, by which rules, what people changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from pipelines.releases.protocol import write_protocol
from pipelines.sources.registry import Registry, load_registry
from practices_db.decisions import Coder
from practices_db.engine import catalogue_session
from practices_db.models import Practice, Statement
from practices_db.reviews import add, judge
from practices_db.view import SURE
from practices_db.vocabulary import load_vocabulary, vocabulary_version
from search.export.paper_markdown import paper_markdown
from search.export.release_paper import protocol_paper
from search.holdings import read_holdings
from tests.conftest import NOW

NOTHING_DECLARED = Registry(())


def protocol_of(engine: Engine, registry: Registry = NOTHING_DECLARED) -> Mapping[str, Any]:
    with catalogue_session(engine) as session:
        return write_protocol(session, read_holdings(session), registry, "Title", NOW.date())


def test_what_was_searched_says_how_it_went(hostile: Engine) -> None:
    (source,) = protocol_of(hostile)["searched"]
    assert (source["slug"], source["last_read_on"]) == ("sample", "2026-11-20")
    assert (source["documents"], source["practices"]) == (4, 4)
    assert source["countries_found"] == ["BE", "DE", "FR"]
    assert source["languages_found"] == ["en", "fr"]
    assert (source["left_alone_by_robots"], source["failed"]) == (1, {})


def test_what_failed_or_was_never_read_counts_as_not_searched(hostile: Engine) -> None:
    missing = {one["slug"]: one for one in protocol_of(hostile, load_registry())["not_searched"]}
    assert missing["broken"]["why"] == "failed"
    assert missing["starter"]["why"] == "never"
    assert "sample" not in missing


def test_rules_are_named_by_their_versions(hostile: Engine) -> None:
    rules = protocol_of(hostile)["rules"]
    assert rules["tagger"]["applied"] == {"test": 4}
    assert rules["vocabulary"]["version"] == vocabulary_version()
    assert rules["shown_from_confidence"] == SURE


def test_the_unknown_is_counted_in_every_facet(hostile: Engine) -> None:
    found = protocol_of(hostile)
    facets = {row["facet"]: row for row in found["facets"]}
    assert list(facets) == list(load_vocabulary().facets)
    for row in facets.values():
        states = row["stated"] + row["not_stated"] + row["not_assessed"]
        assert states == found["counts"]["practices"]
    assert facets["scale"]["not_assessed"] == 4
    assert facets["country"]["only_in_a_record"] == 3


def test_what_people_changed_is_counted_and_nobody_is_named(hostile: Engine) -> None:
    one, two = Coder("coder-one", "", NOW), Coder("coder-two", "", NOW)
    with catalogue_session(hostile) as session:
        ids = {
            row.value: row.id
            for row in session.scalars(
                select(Statement)
                .join(Practice, Practice.id == Statement.practice_id)
                .where(Practice.slug == "bakers-ghent")
            )
        }
        session.get_one(Statement, ids["retired_professionals"]).confidence = 0.2
        judge(session, ids["retired_professionals"], "accept", one)
        judge(session, ids["regional_local_government"], "reject", one)
        judge(session, ids["refugees"], "accept", one)
        judge(session, ids["refugees"], "reject", two)
        said = {"facet": "goal", "value": "employment", "quote": "found a job"}
        add(session, "bakers-ghent", said, two)
    found = protocol_of(hostile)["reviews"]
    assert found["verdicts"] == {"accept": 2, "add": 1, "reject": 2}
    assert found["coders"] == 2
    assert {name: n for name, n in found["changed"].items() if n} == {
        "added": 1,
        "disputed": 1,
        "raised": 1,
        "taken_out": 1,
    }
    assert "coder-one" not in repr(protocol_of(hostile))


def test_people_read_the_same_facts(hostile: Engine) -> None:
    protocol = protocol_of(hostile, load_registry())
    text = paper_markdown(protocol_paper(protocol))
    for heading in (
        "What was searched",
        "What was not searched",
        "By which rules",
        "What is known, not stated, and not assessed",
        "What people changed",
    ):
        assert f"## {heading}\n" in text
    told = text.replace("\\", "")
    for one in protocol["not_searched"]:
        assert f"| {one['slug']} |" in told
    assert len(re.findall(r"^\| .* \| 4 \|", text, re.MULTILINE)) >= 1
    assert protocol["rules"]["vocabulary"]["version"] in text


def test_the_protocol_of_the_rules_stands_in_the_release_and_the_table(
    hostile: Engine, tmp_path: Path
) -> None:
    import json

    from practices_db.releases import find_release
    from tests.pipelines.releases.conftest import froze

    done = froze(hostile, tmp_path)
    with catalogue_session(hostile) as session:
        kept = find_release(session, done.name).protocol
    assert json.loads((done.folder / "protocol.json").read_text()) == kept
