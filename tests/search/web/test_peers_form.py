"""The form for peers: what is refused comes back with the text in it, and says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from search.web import Options
from tests.search.web.conftest import make_shown
from tests.search.web.hostile import SCRIPT

LETTERS = f"<b>Wir begleiten</b> {SCRIPT}\n"
REFUSED = {
    "no letter": ("\n 12, 34!\n", "There is no text to read."),
    "too long": (f"{LETTERS}{'я' * 20_000}", "The text has 20,"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_refused_text_comes_back_in_the_form_with_the_reason_beside_it(
    client: TestClient, why: str
) -> None:
    text, reason = REFUSED[why]
    answer = client.post("/peers", data={"text": text, "country": "FR"})
    assert answer.status_code == 400
    assert SCRIPT not in answer.text
    form = BeautifulSoup(answer.text, "lxml")
    box = form.select_one("textarea#text")
    assert box is not None and box.text.removeprefix("\n") == text
    assert box.has_attr("autofocus") and box["aria-invalid"] == "true"
    told = form.select_one(f"#{box['aria-describedby']}")
    assert told is not None and reason in told.text
    assert form.title is not None and form.title.text.startswith("Error: ")
    assert [one["value"] for one in form.select("option[selected]")] == ["FR"]
    assert not form.select("select[aria-invalid]")


def test_a_refused_country_is_told_beside_its_field(client: TestClient) -> None:
    text = "Retired bakers mentor refugees."
    form = BeautifulSoup(client.post("/peers", data={"text": text, "country": "XX"}).text, "lxml")
    assert form.select_one("#country[aria-invalid][autofocus]")
    assert not form.select_one("#text[aria-invalid]")
    assert text in form.select_one("#text").text  # type: ignore[union-attr]  # the page has it


def test_line_breaks_of_a_form_count_as_one_letter(client: TestClient) -> None:
    text = "Mentors help refugees.\r\n" * 860  # 20,640 letters as browsers send them
    assert client.post("/peers", data={"text": text}).status_code == 200


def test_a_text_is_not_lost_when_there_is_no_index(tmp_path: Path) -> None:
    shown = make_shown(tmp_path, Options(rate=10_000, burst=10_000))
    shutil.rmtree(shown.settings.index_dir)
    with TestClient(shown.app, base_url="http://catalogue.example") as client:
        answer = client.post("/peers", data={"text": "Retired bakers mentor refugees."})
    shown.engine.dispose()
    assert answer.status_code == 503
    assert "Retired bakers mentor refugees." in answer.text
    assert "cannot be answered just now" in answer.text and "aria-invalid" not in answer.text
    assert str(tmp_path) not in answer.text
