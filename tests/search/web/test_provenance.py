"""From a value down to the record of the archive that it was read of."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from pipelines.crawl.archive import read_archived
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Source, Statement
from search.provenance import read_provenance
from search.web import create_app
from tests.world import World


@pytest.mark.parametrize("kind", ["page", "entry of a list", "record"])
def test_a_value_leads_to_the_archived_answer_and_to_the_text(world: World, kind: str) -> None:
    """The sums that are told are those of what lies there, and the quote is where it is said."""
    in_list = Document.canonical_url.contains("#")
    where = {
        "page": ~in_list & (Source.slug == "demo"),
        "entry of a list": in_list & (Source.slug == "demo"),
        "record": Source.slug == "starter",
    }[kind]
    query = select(Statement).join(Document).join(Source).where(where).limit(1)
    with catalogue_session(world.engine) as session:
        statement = session.scalars(query).one()
        told = read_provenance(session, statement.id)
        assert told is not None and told.archive_file is not None
        assert told.archive_offset is not None
        text = session.get_one(DocumentText, told.text_hash).content
        assert text[told.start : told.end] == statement.quote
        body = read_archived(world.settings.archive_dir / told.archive_file, told.archive_offset)
    assert hashlib.sha256(body).hexdigest() == told.sha256
    with TestClient(create_app(world.engine, world.settings)) as client:
        page = client.get(f"/quotes/{told.statement}").text
    for said in (told.sha256, told.text_hash, told.archive_file, told.method):
        assert said in page


def test_a_statement_that_is_not_there_has_none(world: World) -> None:
    with catalogue_session(world.engine) as session:
        assert read_provenance(session, "none") is None


def test_a_quote_can_be_cited_where_nothing_was_fetched(client: TestClient) -> None:
    record = client.get("/api/practices/bakers-ghent").json()
    support = record["facets"]["mentor_type"]["values"][0]["supports"][0]
    page = client.get(f"/quotes/{support['statement']}").text
    assert "this catalogue was filled from a file" in page
    assert "Quoted from: Mentoring practices, release" in page
    assert f"http://catalogue.example/quotes/{support['statement']}" in page
