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
    assert "no search index" in answer.text and "aria-invalid" not in answer.text
    assert str(tmp_path) not in answer.text


def test_it_is_said_that_numbers_of_a_text_are_not_compared(client: TestClient) -> None:
    answer = client.post("/peers", data={"text": "Mentors help refugees aged 16 to 25."})
    assert "Numbers (ages, months, years, money) are not compared" in answer.text


def test_what_was_read_in_a_text_is_shown_with_its_words(client: TestClient) -> None:
    text = "Retired bakers mentor refugees in Ghent."
    page = BeautifulSoup(client.post("/peers", data={"text": text}).text, "lxml")
    read = page.select_one("#found")
    assert read is not None
    assert read.select_one("q") and "refugees" in [q.text for q in read.select("q")]
    assert read.select_one("a[href='/practices?target_group=refugees']")
    assert "Not found in it" in read.text
    assert not read.select(".notice")
    assert page.select_one("form[action='/peers#found']")


def test_people_without_a_term_are_not_passed_over_in_silence(client: TestClient) -> None:
    """The peers are then alike in all but for whom they are."""
    text = f"Volunteers meet beekeepers each week. {SCRIPT}"
    answer = client.post("/peers", data={"text": text})
    read = BeautifulSoup(answer.text, "lxml").select_one("#found")
    assert read is not None and "may be for other people" in read.text
    assert SCRIPT not in answer.text


def test_peers_are_ticked_and_compared(client: TestClient) -> None:
    answer = client.post("/peers", data={"text": "Retired bakers mentor refugees in Ghent."})
    page = BeautifulSoup(answer.text, "lxml")
    boxes = page.select("form[action='/compare'] input[type=checkbox][name=pick]")
    slugs = [str(box["value"]) for box in boxes]
    assert len(slugs) == len(page.select("article.hit")) > 1
    first = page.find("a", string=f"Compare the first {min(3, len(slugs))}")
    assert first is not None
    assert client.get(str(first["href"])).status_code == 200  # type: ignore[index]  # a tag
    assert client.get("/compare", params={"pick": slugs[:2]}).status_code == 200
    like = BeautifulSoup(client.get(f"/practices/{slugs[0]}/like").text, "lxml")
    hidden = like.select_one("form[action='/compare'] input[type=hidden][name=pick]")
    assert hidden is not None and hidden["value"] == slugs[0]
