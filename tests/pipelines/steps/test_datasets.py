"""Datasets as they are published: 360Giving and Open Referral HSDS."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.installation import Installation
from pipelines.sources.registry import Registry
from pipelines.steps.documents import describe_documents
from pipelines.steps.grouping import group_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, Practice
from practices_db.practices import documents_of
from practices_db.schema import open_catalogue
from practices_db.settings import Settings
from tests.pipelines.steps.conftest import Install, declare
from tests.pipelines.steps.reading import (
    dataset,
    documents_by_id,
    read_source,
)

GRANTS = {
    "id": "id",
    "name": "title",
    "text": "description",
    "organisation": "recipientOrganization.0.name",
    "url": "recipientOrganization.0.url",
}


def test_every_grant_of_a_funder_becomes_a_document(shared: Path, install: Install) -> None:
    path = shared / "datasets/360giving/abcharitabletrust.json"
    grants = json.loads(path.read_text())["grants"]
    counts, installation = read_source(install, dataset(path, GRANTS))
    found = documents_by_id(installation)
    assert counts["new"] == len(found) == len(grants) == 783
    for grant in grants:
        title, about, text = found[grant["id"]]
        assert title == " ".join(grant["title"].split())
        assert about["organisation"] == grant["recipientOrganization"][0]["name"]
        assert title in text


def test_a_dataset_of_usual_names_needs_no_field_map(shared: Path, install: Install) -> None:
    path = shared / "datasets/360giving/abcharitabletrust.json"
    counts, installation = read_source(install, dataset(path, {}))
    assert counts["new"] == 783
    assert all(about["organisation"] for _, about, _ in documents_by_id(installation).values())


def test_spreadsheet_of_grants(shared: Path, install: Install) -> None:
    path = shared / "datasets/360giving/original-abct.xlsx"
    fields = {"id": "Identifier", "name": "Title", "text": "Description",
              "organisation": "Recipient Org:Name"}  # fmt: skip
    counts, installation = read_source(install, dataset(path, fields))
    found = documents_by_id(installation)
    assert counts["new"] == len(found)
    assert len(found) > 500
    assert all(about.get("organisation") for _, about, _ in found.values())


def test_one_grant_in_two_formats_is_one_practice(
    shared: Path, settings: Settings, tmp_path: Path
) -> None:
    """The same 783 grants as JSON and as a spreadsheet; those for mentoring become practices."""
    folder = shared / "datasets/360giving"
    sheet = {"id": "Identifier", "name": "Title", "text": "Description",
             "organisation": "Recipient Org:Name", "url": "Recipient Org:Web Address"}  # fmt: skip
    declared = tuple(
        declare(slug=slug, kind="dataset", url=str(folder / name), fields=fields)
        for slug, name, fields in (
            ("as-json", "abcharitabletrust.json", GRANTS),
            ("as-sheet", "original-abct.xlsx", sheet),
        )
    )
    engine = open_catalogue(settings.database_url)
    installation = Installation(settings=settings, engine=engine, registry=Registry(declared))
    for one in declared:
        fetch_pages(installation, one.slug)
        assert describe_documents(installation, one.slug)["new"] == 783
    group_documents(installation)
    with catalogue_session(engine) as session:
        practices = session.scalars(select(Practice)).all()
        assert 5 <= len(practices) <= 60
        for practice in practices:
            members = [document for document, _, _ in documents_of(session, practice.id)]
            assert len({document.source_id for document in members}) == 2, practice.name
        others = session.scalars(select(Document).where(Document.verdict == "other")).all()
        assert len(others) > 1_300
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "records"), [("service_full", 1), ("service_list", 1), ("organization_list", 1)]
)
def test_open_referral_services(shared: Path, install: Install, name: str, records: int) -> None:
    path = shared / f"datasets/hsds/spec-examples/{name}.json"
    fields = {"id": "id", "name": "name", "text": "description",
              "organisation": "organization.name"}  # fmt: skip
    counts, installation = read_source(install, dataset(path, fields))
    assert counts["new"] == records
    (found,) = documents_by_id(installation).values()
    told = json.loads(path.read_text())
    told = told["contents"][0] if "contents" in told else told
    assert found[0] == told["name"]


def test_open_referral_tables(shared: Path, install: Install) -> None:
    path = shared / "datasets/hsds/ohana-smc/services.csv"
    fields = {"id": "id", "name": "name", "text": "description"}
    counts, _ = read_source(install, dataset(path, fields))
    assert counts["new"] >= 20


@pytest.mark.parametrize("name", ["service_full.json", "csv"])
def test_one_service_reads_the_same_as_a_document_and_as_tables(
    shared: Path, install: Install, name: str
) -> None:
    """Open Referral publishes both; one map of fields serves for both."""
    path = shared / "datasets/hsds/spec-examples" / name
    fields = {"id": "id", "name": "name", "text": "description", "url": "url",
              "organisation": "organization.name", "facts": "funding.0.source"}  # fmt: skip
    counts, installation = read_source(install, dataset(path, fields))
    assert counts["new"] == 1
    (title, about, text) = documents_by_id(installation)["ac148810-d857-441c-9679-408f346de14b"]
    assert title == "Community Counselling"
    assert about["organisation"] == "Example Organization Inc."
    assert about["url"] == "http://example.com/counselling"
    assert "funding.0.source: " in text


def test_services_of_a_county_know_their_organisation(shared: Path, install: Install) -> None:
    """Services lie in locations, and those belong to organisations: two tables away."""
    fields = {"id": "id", "name": "name", "text": "description",
              "organisation": "location.organization.name"}  # fmt: skip
    path = shared / "datasets/hsds/ohana-smc"
    counts, installation = read_source(install, dataset(path, fields))
    found = documents_by_id(installation)
    assert counts["new"] == len(found) >= 20
    assert all(about["organisation"] for _, about, _ in found.values())
    assert found["1"][1]["organisation"] == "Peninsula Family Service"
    again = read_source(install, dataset(path, fields))[0]
    assert not again.get("changed")
