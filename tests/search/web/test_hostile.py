"""Text that means harm comes out of every door as text: pages, errors, pictures, files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.search.web.hostile import IMAGE, SCRIPT
from tests.search.web.test_pages import Page

ASKED = "%3Cscript%3Ewindow.harmed%3D1%3C%2Fscript%3E%E2%80%AE"
"""The same from a reader's address."""
REFLECTED = (
    f"/practices?q={ASKED}",
    f"/practices?{ASKED}=1",
    f"/practices?country={ASKED}",
    f"/practices/{ASKED}",
    f"/quotes/{ASKED}",
    f"/vocabulary/{ASKED}",
    f"/pack?title={ASKED}",
    f"/pack?q={ASKED}&target_group=refugees",
    f"/gaps?rows={ASKED}",
    f"/{ASKED}",
)
FILES = (
    "/pack.md?target_group=unaccompanied_minors",
    "/pack.html?target_group=unaccompanied_minors",
    f"/pack.md?title={ASKED}",
    f"/pack.html?title={ASKED}",
    "/practices/hostile-name.bib",
    "/practices/hostile-name.ris",
    "/gaps.svg",
    "/charts/mentor-type.svg",
    "/vocabulary.ttl",
)
DOWNLOADS = (
    *FILES,
    "/practices/hostile-name.json",
    "/practices/hostile-name.jsonld",
    "/compare.csv?pick=hostile-name&pick=bakers-ghent",
    "/compare.json?pick=hostile-name&pick=bakers-ghent",
    "/pack.docx?target_group=unaccompanied_minors",
    "/gaps.png",
    "/export/practices.csv",
    "/export/practices.xlsx",
    "/export/practices.jsonld",
    "/export/catalogue.sqlite",
)


def read_page(text: str) -> Page:
    """The page, once nothing in it can run."""
    page = Page(text)
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        if tag == "a":
            assert re.match(r"(/(?!/)|#|https?://)", attributes.get("href") or "")
    assert SCRIPT not in text
    assert IMAGE not in text
    assert "\u202e" not in text
    return page


@pytest.mark.parametrize("address", REFLECTED)
def test_what_a_reader_asks_is_shown_as_text(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in {200, 400, 404}
    scripts = [a for tag, a in read_page(answer.text).tags if tag == "script" and not a.get("src")]
    assert scripts == []


def test_a_quote_of_a_hostile_page_is_text(client: TestClient) -> None:
    record = client.get("/api/practices/hostile-name").json()
    [value] = record["facets"]["target_group"]["values"]
    read_page(client.get(f"/quotes/{value['supports'][0]['statement']}").text)


@pytest.mark.parametrize("address", DOWNLOADS)
def test_every_file_has_a_policy_and_its_own_kind(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    if ".html" in address or address.startswith("/export"):
        assert headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("address", FILES)
def test_no_file_turns_text_round(client: TestClient, address: str) -> None:
    text = client.get(address).text
    assert "\u202e" not in text


def test_file_of_a_pack_is_a_page_in_which_nothing_runs(client: TestClient) -> None:
    read_page(client.get("/pack.html?target_group=unaccompanied_minors").text)


def test_markdown_makes_no_link_of_a_name(client: TestClient) -> None:
    text = client.get("/pack.md?target_group=unaccompanied_minors").text
    targets = re.findall(r"(?<!\\)\]\(([^)]*)\)", text)
    assert targets
    assert all(target.startswith(("http://", "https://")) for target in targets), targets
    rows = [line for line in text.splitlines() if line.startswith("| [Harm")]
    assert rows
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {3, 5, 6, 7}


def test_word_file_leads_to_web_addresses_only(client: TestClient) -> None:
    data = client.get("/pack.docx?target_group=unaccompanied_minors").content
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        links = ElementTree.fromstring(parts.read("word/_rels/document.xml.rels"))
        ElementTree.fromstring(parts.read("word/document.xml"))
    outside = [one.attrib["Target"] for one in links if one.attrib.get("TargetMode") == "External"]
    assert outside
    assert all(target.startswith(("http://", "https://")) for target in outside)


def test_citations_stay_one_entry(client: TestClient) -> None:
    ris = client.get("/practices/hostile-name.ris").text.splitlines()
    assert [line[:6] for line in ris if line[:2] in {"TY", "ER"}] == ["TY  - ", "ER  - "]
    bib = client.get("/practices/hostile-name.bib").text
    assert bib.count("@") == 1
    assert "\\input{" not in bib
    depth = 0
    for sign in re.sub(r"\\[{}]", "", bib):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    "address", ["/gaps.svg", "/charts/mentor-type.svg", "/charts/map-world.svg"]
)
def test_pictures_have_no_script(client: TestClient, address: str) -> None:
    root = ElementTree.fromstring(client.get(address).text)
    for element in root.iter():
        assert "script" not in element.tag.lower()
        assert not any(name.startswith("on") for name in element.attrib)
        assert "javascript" not in " ".join(element.attrib.values())


def test_linked_data_in_a_page_cannot_end_its_element(client: TestClient) -> None:
    text = client.get("/practices/hostile-name").text
    inside = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert SCRIPT in json.loads(inside)["name"]
