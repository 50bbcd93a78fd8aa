"""From a value down to the record of the archive that it was read of."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from pipelines.crawl.archive import read_archived
from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Fetch, Run, Source, Statement
from practices_db.statements import MACHINE, Claim, record_claims
from search.provenance import read_provenance
from search.web import create_app
from tests.practices_db.sample import TEXT, add_source, page
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
        shown = client.get(f"/quotes/{told.statement}").text
    for said in (told.sha256, told.text_hash, told.archive_file, told.method):
        assert said in shown


def test_of_a_page_that_changed_and_moved_the_answer_with_its_text_is_told(
    catalogue: Engine,
) -> None:
    """The statement is as old as the first text; its place is told in the second."""
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 3, 5)]
    later = f"In its third year it goes on. {TEXT}"
    place, other = page().canonical_url, "https://ghent.example/moved"
    with catalogue_session(catalogue) as session:
        source = add_source(session)
        answers = [Log(session, add_source(session, slug)) for slug in ("elsewhere", "ghent")]
        for log in answers:  # what another source was answered there is none of its answers
            log.answer(place, days[0] - DAY, f"{log.slug}, first")
        first, _ = store_document(session, source.id, page(), days[0])
        record_claims(session, first, [_claim(TEXT)], replacing=MACHINE, at=days[0])
        for log in answers:
            log.answer(place, days[1] - DAY, f"{log.slug}, second")
        changed, _ = store_document(session, source.id, page(later), days[1])
        record_claims(session, changed, [_claim(later)], replacing=MACHINE, at=days[1])
        store_document(session, source.id, page(later, other), days[2], [place])
        (statement,) = session.scalars(select(Statement))
        told = read_provenance(session, statement.id)
    assert statement.first_seen == days[0]
    assert told is not None and (told.page, told.sha256) == (other, "ghent, second")
    assert later[told.start : told.end] == QUOTE


QUOTE = "mentor refugees"
DAY = timedelta(days=1)


def _claim(text: str) -> Claim:
    start = text.index(QUOTE)
    return Claim("target_group", "refugees", start, start + len(QUOTE), QUOTE, "rule", "test")


class Log:
    """The requests of one run of a source."""

    def __init__(self, session: Session, source: Source) -> None:
        self.session, self.slug = session, source.slug
        self.run = Run(
            source_id=source.id,
            started_at=datetime(2026, 1, 1, tzinfo=UTC),
            outcome="complete",
            counts={},
        )
        session.add(self.run)
        session.flush()

    def answer(self, url: str, at: datetime, sha256: str) -> None:
        self.session.add(
            Fetch(
                run_id=self.run.id,
                url=url,
                canonical_url=url,
                requested_at=at,
                outcome="stored",
                detail="",
                purpose="page",
                status=200,
                size=1,
                sha256=sha256,
                elapsed_ms=1,
            )
        )
        self.session.flush()


def test_a_statement_that_is_not_there_has_none(world: World) -> None:
    with catalogue_session(world.engine) as session:
        assert read_provenance(session, "none") is None


def test_a_quote_can_be_cited_where_nothing_was_fetched(client: TestClient) -> None:
    record = client.get("/api/practices/bakers-ghent").json()
    support = record["facets"]["mentor_type"]["values"][0]["supports"][0]
    shown = client.get(f"/quotes/{support['statement']}").text
    assert "as where a catalogue was filled from a file" in shown
    assert "Quoted from: Mentoring practices, release" in shown
    address = f"http://catalogue.example/quotes/{support['statement']}"
    assert f'<code class="sum">{address}</code>' in shown
    assert "link to this" not in shown  # it would lead to where the reader is
