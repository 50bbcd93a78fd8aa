"""Structured sources as they are published: 360Giving, Open Referral HSDS, spreadsheets, feeds."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import select

from pipelines.installation import Installation, now
from pipelines.sources.declaration import SourceDeclaration
from pipelines.sources.registry import Registry
from pipelines.steps.documents import describe_documents
from pipelines.steps.grouping import group_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Issue, Practice
from practices_db.practices import documents_of
from practices_db.schema import open_catalogue
from practices_db.settings import Settings
from tests.pipelines.steps.conftest import HOST, SLUG, Install, declare, page, programme

GRANTS = {
    "id": "id",
    "name": "title",
    "text": "description",
    "organisation": "recipientOrganization.0.name",
    "url": "recipientOrganization.0.url",
}


def _read(install: Install, declared: SourceDeclaration) -> tuple[dict[str, int], Installation]:
    installation = install(declared)
    fetch_pages(installation, SLUG)
    return describe_documents(installation, SLUG), installation


def _dataset(path: Path, fields: dict[str, str]) -> SourceDeclaration:
    return declare(kind="dataset", url=str(path), fields=fields)


def _documents(installation: Installation) -> dict[str, tuple[str, dict[str, object], str]]:
    query = select(Document, DocumentText.content).join(
        DocumentText, DocumentText.hash == Document.text_hash
    )
    with catalogue_session(installation.engine) as session:
        return {
            row.canonical_url.partition("#")[2]: (row.title, row.about, text)
            for row, text in session.execute(query)
        }


def test_every_grant_of_a_funder_becomes_a_document(shared: Path, install: Install) -> None:
    path = shared / "datasets/360giving/abcharitabletrust.json"
    grants = json.loads(path.read_text())["grants"]
    counts, installation = _read(install, _dataset(path, GRANTS))
    found = _documents(installation)
    assert counts["new"] == len(found) == len(grants) == 783
    for grant in grants:
        title, about, text = found[grant["id"]]
        assert title == " ".join(grant["title"].split())
        assert about["organisation"] == grant["recipientOrganization"][0]["name"]
        assert title in text


def test_a_dataset_of_usual_names_needs_no_field_map(shared: Path, install: Install) -> None:
    path = shared / "datasets/360giving/abcharitabletrust.json"
    counts, installation = _read(install, _dataset(path, {}))
    assert counts["new"] == 783
    assert all(about["organisation"] for _, about, _ in _documents(installation).values())


def test_spreadsheet_of_grants(shared: Path, install: Install) -> None:
    path = shared / "datasets/360giving/original-abct.xlsx"
    fields = {"id": "Identifier", "name": "Title", "text": "Description",
              "organisation": "Recipient Org:Name"}  # fmt: skip
    counts, installation = _read(install, _dataset(path, fields))
    found = _documents(installation)
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
    counts, installation = _read(install, _dataset(path, fields))
    assert counts["new"] == records
    (found,) = _documents(installation).values()
    told = json.loads(path.read_text())
    told = told["contents"][0] if "contents" in told else told
    assert found[0] == told["name"]


def test_open_referral_tables(shared: Path, install: Install) -> None:
    path = shared / "datasets/hsds/ohana-smc/services.csv"
    fields = {"id": "id", "name": "name", "text": "description"}
    counts, _ = _read(install, _dataset(path, fields))
    assert counts["new"] >= 20


@pytest.mark.parametrize("name", ["service_full.json", "csv"])
def test_one_service_reads_the_same_as_a_document_and_as_tables(
    shared: Path, install: Install, name: str
) -> None:
    """Open Referral publishes both; one map of fields serves for both."""
    path = shared / "datasets/hsds/spec-examples" / name
    fields = {"id": "id", "name": "name", "text": "description", "url": "url",
              "organisation": "organization.name", "facts": "funding.0.source"}  # fmt: skip
    counts, installation = _read(install, _dataset(path, fields))
    assert counts["new"] == 1
    (title, about, text) = _documents(installation)["ac148810-d857-441c-9679-408f346de14b"]
    assert title == "Community Counselling"
    assert about["organisation"] == "Example Organization Inc."
    assert about["url"] == "http://example.com/counselling"
    assert "funding.0.source: " in text


def test_services_of_a_county_know_their_organisation(shared: Path, install: Install) -> None:
    """Services lie in locations, and those belong to organisations: two tables away."""
    fields = {"id": "id", "name": "name", "text": "description",
              "organisation": "location.organization.name"}  # fmt: skip
    path = shared / "datasets/hsds/ohana-smc"
    counts, installation = _read(install, _dataset(path, fields))
    found = _documents(installation)
    assert counts["new"] == len(found) >= 20
    assert all(about["organisation"] for _, about, _ in found.values())
    assert found["1"][1]["organisation"] == "Peninsula Family Service"
    again = _read(install, _dataset(path, fields))[0]
    assert not again.get("changed")


def _zip(**parts: str) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "."), text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("bomb.zip", _zip(services__csv="id,name\n" + "1,a\n" * 600_000), "too large"),
        ("none.zip", _zip(readme__txt="nothing"), "not text"),
        ("cut.zip", _zip(services__csv="id,name\n1,a\n")[:-30], "damaged"),
        ("long.csv", b'id,name\n1,"' + b"a" * 200_000 + b'"\n', "damaged"),
    ],
)
def test_hostile_tables_are_refused_with_a_reason(
    tmp_path: Path,
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    body: bytes,
    reason: str,
) -> None:
    monkeypatch.setattr("pipelines.describe.tables.MOST_UNPACKED", 2_000_000)
    path = tmp_path / name
    path.write_bytes(body)
    counts, installation = _read(install, _dataset(path, {"id": "id", "name": "name"}))
    assert counts["unreadable"] == 1
    with catalogue_session(installation.engine) as session:
        assert session.scalars(select(Issue.reason)).all() == [reason]


@pytest.mark.parametrize(
    ("text", "names", "broken"),
    [
        ('{"id": 1, "name": "a"}\n{"id": 2, "name": "b"}\n', ["a", "b"], 0),
        ('{"id": 1, "name": "a"}\n{"id": 2,\n', ["a"], 1),
        ('{\n "id": 1,\n "name": "a"\n}', ["a"], 0),
        ('{"grants": [{"id": 1, "name": "a"}, "no record"]}', ["a"], 1),
        ('[{"id": 1, "name": "a"}', [], 1),
        ("{" * 100_000, [], 1),
    ],
)
def test_files_of_every_shape_and_broken_ones(
    tmp_path: Path, install: Install, text: str, names: list[str], broken: int
) -> None:
    path = tmp_path / "records.json"
    path.write_text(text)
    counts, installation = _read(install, _dataset(path, {"id": "id", "name": "name"}))
    assert [title for title, _, _ in _documents(installation).values()] == names
    assert counts.get("unreadable", 0) == broken


def test_feed_entries_become_documents_and_stay_when_the_feed_moves_on(
    site: Path, install: Install
) -> None:
    def feed(*names: str) -> None:
        items = "".join(f"<item><link>https://{HOST}/{name}</link></item>" for name in names)
        page(site, "feed.xml", f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>")

    for name in ("old.html", "new.html"):
        page(site, name, programme(name))
    feed("old.html")
    declared = declare(kind="feed", url=f"https://{HOST}/feed.xml")
    assert _read(install, declared)[0]["new"] == 1
    feed("new.html")
    counts, _ = _read(install, declared)
    assert (counts["new"], counts["present"]) == (1, 2)


FIELDS = {"id": "id", "name": "name", "text": "about"}
MENTORS = "1,Mentors for all,Mentoring of young refugees by students"


@pytest.mark.parametrize(
    ("changed", "reason", "told"),
    [
        (f"nr,name,about\n{MENTORS}\n", "columns", "No row has id"),
        (f"id,titel,about\n{MENTORS}\n", "columns", "it has id, titel, about"),
        ("id,name,about\n", "no rows", "The file has no rows"),
    ],
)
def test_a_file_that_is_no_longer_that_dataset_changes_nothing(
    tmp_path: Path, install: Install, changed: str, reason: str, told: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"id,name,about\n{MENTORS}\n2,Second,Retired people mentor newcomers\n")
    _, installation = _read(install, _dataset(path, FIELDS))
    before = _documents(installation)
    path.write_text(changed)
    counts, installation = _read(install, _dataset(path, FIELDS))
    assert _documents(installation) == before
    assert (counts["present"], counts.get("gone", 0), counts["unreadable"]) == (2, 0, 1)
    with catalogue_session(installation.engine) as session:
        issue = session.scalars(select(Issue).where(Issue.resolved_on.is_(None))).one()
        assert issue.reason == reason
        assert told in issue.detail
    path.write_text(f"id,name,about\n{MENTORS}\n")
    counts, installation = _read(install, _dataset(path, FIELDS))
    assert (counts["present"], counts.get("gone", 0)) == (1, 1)
    with catalogue_session(installation.engine) as session:
        assert session.scalars(select(Issue).where(Issue.resolved_on.is_(None))).all() == []


def test_rows_are_not_left_alone_their_file_is_asked_for(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"id,name,about\n{MENTORS}\n")
    _, installation = _read(install, _dataset(path, FIELDS))
    for days in (100, 110):
        later = replace(installation, clock=lambda days=days: now() + timedelta(days=days))
        counts = fetch_pages(later, SLUG)
        assert (counts["unchanged"], counts["left_alone"]) == (1, 0)


def _named(path: Path, install: Install) -> list[str]:
    counts, installation = _read(install, _dataset(path, {}))
    assert counts.get("unreadable", 0) == 0
    return [title for title, _, _ in _documents(installation).values()]


ROWS = [["id", "name", "description"], ["1", "F\u00f6rderung", "Paten, Kinder"], ["2", "Z", "y"]]


def _written(delimiter: str, above: str = "") -> str:
    return above + "\r\n".join(delimiter.join(row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize(
    "body",
    [
        _written(";").encode("utf-8-sig"),
        _written(";").encode("latin-1"),
        _written("\t").encode("utf-16"),
        _written("|").encode(),
        _written(";", "sep=;\r\n").encode(),
        _written(";", "Programme 2026;;\r\n;;\r\n").encode(),
        b"\xef\xbb\xbf" + _written(",").replace("Paten, Kinder", '"Paten,\nKinder"').encode(),
    ],
    ids=["semicolon-bom", "latin-1", "utf-16", "bar", "sep", "title-above", "line-in-a-cell"],
)
@pytest.mark.parametrize("name", ["data.csv", "export"])
def test_tables_as_spreadsheet_programs_write_them(
    tmp_path: Path, install: Install, body: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    assert _named(path, install) == ["F\u00f6rderung", "Z"]


def _workbook(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_sheets_of_a_workbook(tmp_path: Path, install: Install) -> None:
    """A cover is passed over, sheets of one header are read on, another table is left."""
    path = tmp_path / "data.xlsx"
    head: list[object] = ["id", "name", "start"]
    _workbook(path, {
        "Read me": [["About this file"], ["Published by nobody"]],
        "2024": [["Programmes of 2024"], [], head, [1, "One", 2020]],
        "Codes": [["code", "meaning"], ["x", "y"]],
        "2025": [head, [2, "Two", 2021], [None, None, None]],
        "2026": [head],
    })  # fmt: skip
    assert _named(path, install) == ["One", "Two"]


def test_a_broken_row_makes_no_other_row_gone(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.jsonl"
    lines = [f'{{"id": {n}, "name": "Programme {n}"}}' for n in (1, 2, 3)]
    path.write_text("\n".join(lines))
    assert _read(install, _dataset(path, {}))[0]["new"] == 3
    path.write_text("\n".join([lines[0], lines[1][:-5], lines[2]]))
    counts, _ = _read(install, _dataset(path, {}))
    assert (counts["present"], counts.get("gone", 0), counts["unreadable"]) == (3, 0, 1)
    path.write_text("\n".join(lines[::2]))
    counts, _ = _read(install, _dataset(path, {}))
    assert (counts["present"], counts["gone"]) == (2, 1)


def test_rows_of_one_id_are_both_kept(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,name\n7,First of both\n7,Second of both\n8,Third\n")
    assert _read(install, _dataset(path, {}))[0]["new"] == 3
    path.write_text("id,name\n7,First of both\n7,Second of both\n8,Third of all\n")
    counts, _ = _read(install, _dataset(path, {}))
    assert (counts["changed"], counts["unchanged"], counts["present"]) == (1, 2, 3)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<html><p>Please log in</p></html>", "a web page"),
        ('id,name\n1,"Open\n2,Two\n', "never closed"),
    ],
)
def test_a_table_that_is_none_or_broken_says_so(
    tmp_path: Path, install: Install, body: str, told: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(body)
    _, installation = _read(install, _dataset(path, {"id": "id", "name": "name"}))
    with catalogue_session(installation.engine) as session:
        (issue,) = session.scalars(select(Issue)).all()
        assert told in issue.detail


def _issues(path: Path, install: Install) -> list[str]:
    _, installation = _read(install, _dataset(path, {}))
    with catalogue_session(installation.engine) as session:
        query = select(Issue.detail).where(Issue.resolved_on.is_(None))
        return list(session.scalars(query))


def test_cells_beyond_the_header_are_told(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,name,place\n1,One,Bonn\n2,Two, or three,Bonn\n3,Four,Bonn,,\n")
    (told,) = _issues(path, install)
    assert "1 rows have more cells" in told
    assert "or three" in told
    path.write_text("id,name,place\n1,One,Bonn\n3,Four,Bonn,,\n")
    counts, _ = _read(install, _dataset(path, {}))
    assert (counts["present"], counts["gone"]) == (2, 1)
    assert _issues(path, install) == []


def test_other_tables_of_a_workbook_are_named(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.xlsx"
    sheets: dict[str, list[list[object]]] = {
        "About": [["This file"], ["Published by nobody"]],
        "Programmes": [["id", "name"], [1, "One"]],
        "Partners": [["partner", "town"], ["x", "y"]],
        "Empty": [["partner", "town"]],
    }
    _workbook(path, sheets)
    (told,) = _issues(path, install)
    assert told.startswith("1 sheets")
    assert "`Partners`" in told
    _workbook(path, {name: sheets[name] for name in ("About", "Programmes", "Empty")})
    assert _issues(path, install) == []


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        # Several values in a cell, in more rows than not; the header has none.
        ("id,name,for\n1,One,women;youth;boys\n2,Two,a;b;c\n3,Three,d;e;f\n", "One Two Three"),
        ("id,name,for\n1,Un,femmes|jeunes|tous\n2,Deux,a|b|c\n", "Un Deux"),
        ("id;name;wert\n1;Eins, A;2,5\n2;Zwei, B;3,5\n", "Eins, A Zwei, B"),
        # Commas of a sentence without marks: a wide row is no header.
        (
            "id,name,text\n1,Ett,vi ses, talar, lagar mat, sjunger, g\u00e5r ut\n2,Tv\u00e5,x\n",
            "Ett Tv\u00e5",
        ),
        ("Overview,,\nid,name,text\n1,Uno,a\n2,Due,b\n", "Uno Due"),
        ("id,name,a,b,c,d\n1,Yksi,,,,\n2,Kaksi,,,,\n", "Yksi Kaksi"),
    ],
)
def test_which_mark_parts_the_cells_and_where_the_header_stands(
    tmp_path: Path, install: Install, rows: str, names: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(rows)
    assert " ".join(_named(path, install)) == names


def test_an_id_that_looks_like_a_number_of_ours(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,name\n7~2,One\n7,Two\n7,Three\n")
    assert sorted(_named(path, install)) == ["One", "Three", "Two"]
