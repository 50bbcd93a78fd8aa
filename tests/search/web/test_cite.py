"""Citations that reference managers read, and the form that a client would rather have."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from search.web.errors import NotAcceptable
from search.web.negotiation import preferred
from tests.search.web.hostile import SCRIPT

OFFERS = ("text/html", "application/ld+json", "application/json")


def test_bibtex_and_ris_name_the_entry(client: TestClient) -> None:
    bibtex = client.get("/practices/bakers-ghent.bib")
    assert bibtex.text.startswith("@online{bakers-ghent,\n  title = {{Bakers for newcomers}},")
    assert "url = {http://catalogue.example/practices/bakers-ghent}" in bibtex.text
    assert "attachment" in bibtex.headers["content-disposition"]
    lines = client.get("/practices/bakers-ghent.ris").text.split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert "TI  - Bakers for newcomers" in lines
    assert lines[-2] == "ER  - "


def test_hostile_names_stay_inside_their_field(client: TestClient) -> None:
    for form in ("bib", "ris"):
        text = client.get(f"/practices/hostile-name.{form}").text
        assert "\u202e" not in text
        assert not any(line.startswith(("@", "ER")) for line in text.splitlines()[1:-1])
    assert SCRIPT not in client.get("/practices/hostile-name").text


def test_unknown_forms_are_not_found(client: TestClient) -> None:
    assert client.get("/practices/bakers-ghent.exe").status_code == 404
    assert client.get("/practices/none.bib").status_code == 404


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/ld+json", "application/ld+json"),
        ("text/html;q=0.4, application/ld+json", "application/ld+json"),
        ("application/ld+json;q=0.4, text/html", "text/html"),
        ("application/json", "application/json"),
        ("application/*;q=0.9, text/html;q=0.1", "application/ld+json"),
        ("application/json;q=zero, text/html", "text/html"),
        ("nonsense", "text/html"),
    ],
)
def test_best_form(accept: str, best: str) -> None:
    assert preferred(accept, OFFERS) == best


def test_no_form_is_refused() -> None:
    with pytest.raises(NotAcceptable) as refused:
        preferred("image/png", OFFERS)
    assert "text/html" in str(refused.value)


def test_dataset_by_content_negotiation(client: TestClient) -> None:
    answer = client.get("/", headers={"accept": "application/ld+json"})
    record = answer.json()
    assert answer.headers["content-type"] == "application/ld+json"
    assert record["@type"] == ["dcat:Dataset", "Dataset"]
    assert "text/html" in client.get("/").headers["content-type"]
