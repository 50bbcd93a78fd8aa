"""What words deny is offered as a filter on the page, is seen there, and can be taken back."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

ASKED = "/practices?q=mentors+outside+Belgium"


def read(client: TestClient, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).text, "lxml")


def test_what_the_words_deny_can_be_left_out_and_taken_back(client: TestClient) -> None:
    (link,) = read(client, ASKED).select("#denied + ul a")
    inside = client.get("/api/practices?country=BE").json()["total"]
    assert link.text == f"Belgium ({inside})"
    narrowed = str(link["href"])
    found = client.get("/api" + narrowed).json()
    everything = client.get("/api" + ASKED).json()
    assert everything["denied"] == [{"facet": "country", "value": "BE"}]
    assert found["total"] == everything["total"] - inside == found["facets"]["country"]["-BE"]
    page = read(client, narrowed)
    assert not page.select("#denied")
    assert "come later" in everything["notice"] and "come later" not in found["notice"]
    (chip,) = page.select("[aria-label='Chosen filters'] a")
    assert "Country: not Belgium" in chip.text
    assert chip["href"] == ASKED
    assert page.select("#facet-country input[value='-BE'][checked]")


@pytest.mark.parametrize(
    "address", ["/pack?country=-BE", "/charts?country=-BE", "/gaps?rows=goal&country=-BE"]
)
def test_pages_of_a_narrowed_catalogue_say_what_is_left_out(
    client: TestClient, address: str
) -> None:
    assert "not Belgium" in client.get(address).text


def test_a_cell_of_a_gap_map_leads_to_what_it_counts(client: TestClient) -> None:
    asked = "target_group=-refugees&rows=target_group&columns=country"
    page = read(client, f"/gaps?{asked}")
    links = {str(link["href"]) for link in page.select("main table a")}
    assert links and all("target_group=-refugees" in link for link in links)
    cells = client.get(f"/api/gaps?{asked}").json()["cells"]
    counted = sum(cell["practices"] for cell in cells)
    assert counted == sum(client.get("/api" + link).json()["total"] for link in links)


def test_a_pack_says_how_many_an_excluded_value_kept_out(client: TestClient) -> None:
    pack = client.get("/pack.md?country=-BE").text
    assert "Country: not Belgium" in pack
    assert "1 state an excluded country" in pack
    assert "would pass but for country" not in pack
