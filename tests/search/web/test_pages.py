"""Every page answers, says what is not known, and never lets text from the web run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from tests.search.web.hostile import IMAGE, SCRIPT

PAGES = (
    "/",
    "/practices",
    "/practices?q=retired+mentors+for+refugees",
    "/practices?q=unaccompanied+minors&target_group=unaccompanied_minors",
    "/practices?funding_model=not_stated",
    "/practices/bakers-ghent",
    "/practices/hostile-name",
    "/practices/hostile-name/like",
    "/practices/silent-oslo",
    "/compare?pick=bakers-ghent&pick=hostile-name",
    "/gaps",
    "/gaps?rows=country&columns=funding_model&only=target_group:refugees",
    "/charts",
    "/pack",
    "/pack?q=mentoring+for+minors&target_group=unaccompanied_minors",
    "/peers",
    "/sources",
    "/about",
    "/vocabulary",
    "/vocabulary/target_group",
    "/export",
    "/releases",
    "/api",
)


class Page(HTMLParser):
    """What a browser would take for elements and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("address", PAGES)
def test_page_answers_and_nothing_in_it_runs(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    for tag, attributes in Page(answer.text).tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert "style" not in attributes
        if tag == "script":
            kind = attributes.get("type")
            assert kind == "application/ld+json" or (attributes.get("src") or "").startswith(
                "/static/"
            )
        if tag == "a":
            href = attributes.get("href") or ""
            assert href.startswith(("/", "#", "https://", "http://")), href
        assert tag != "img"
    assert SCRIPT not in answer.text
    assert IMAGE not in answer.text


@pytest.mark.parametrize("address", [*PAGES, "/nothing", "/api/nothing", "/static/site.css"])
def test_security_headers_are_on_every_answer(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in headers
    assert "set-cookie" not in headers


def test_quotes_stand_in_their_context_with_address_and_date(client: TestClient) -> None:
    text = client.get("/practices/bakers-ghent").text
    assert "<mark>Retired bakers</mark> mentor refugees in Ghent every week." in text
    assert "https://pages.example/bakers-ghent" in text
    assert "read 20 November 2026" in text


def test_unknown_is_shown_apart_from_not_read(client: TestClient) -> None:
    text = client.get("/practices/silent-oslo").text
    assert "not stated" in text
    assert "not assessed" in text


def test_result_says_whom_by_whom_and_with_whose_money(client: TestClient) -> None:
    text = client.get("/practices?target_group=refugees&country=BE").text
    gist = re.sub(r"<[^>]+>", " ", text.split('<dl class="gist">')[1].split("</dl>")[0])
    words = " ".join(gist.split())
    assert words.startswith("For Refugees Mentors Retired professionals Money from Regional")
    assert '<span class="asked">Refugees</span>' in text
    silent = client.get("/practices?target_group=not_stated").text
    assert silent.count('<span class="unknown">not stated</span>') >= 3


def test_entry_begins_with_the_words_of_its_page(client: TestClient) -> None:
    text = client.get("/practices/paires-lyon").text
    opening = text.split('<figure class="opening">')[1].split("</figure>")[0]
    assert '<blockquote lang="fr"' in opening
    assert "Des salariés bénévoles accompagnent des femmes réfugiées" in opening


def test_comparison_names_what_none_states_once(client: TestClient) -> None:
    text = client.get("/compare?pick=bakers-ghent&pick=paires-lyon").text
    last = text.split("Not stated by any")[1]
    assert "outcome" in last
    assert "Belgium <small>as its source records it" in text


def test_list_says_how_it_is_ordered(client: TestClient) -> None:
    assert '<option value="evidence" selected>' in client.get("/practices").text
    assert '<option value="relevance"' not in client.get("/practices").text
    assert '<option value="relevance" selected>' in client.get("/practices?q=mentors").text
    assert '<option value="recency" selected>' in client.get("/practices?sort=recency").text


def test_filters_count_the_unknown(client: TestClient) -> None:
    text = client.get("/practices").text
    assert 'value="not_stated"' in text
    only = client.get("/practices?target_group=not_stated").text
    assert "1 programme" in only
    assert "Quiet tandem" in only


def test_unknown_is_never_folded_away(client: TestClient) -> None:
    """Of each facet some values are shown, more are one click away; the unknown is shown."""
    text = client.get("/practices").text
    for box in text.split('<details class="facet"')[1:]:
        shown = re.sub(r'<details class="more".*?</details>', "", box, flags=re.DOTALL)
        if "not_stated" in box:
            assert 'value="not_stated"' in shown


def test_conditions_that_no_page_states_are_listed(client: TestClient) -> None:
    text = client.get("/practices/bakers-ghent").text
    for name in ("Gap in experience", "Regular contact", "Core funding", "Collaboration"):
        assert name in text


def test_empty_result_says_what_to_do(client: TestClient) -> None:
    text = client.get("/practices?country=BE&target_group=unaccompanied_minors").text
    assert "No programme passes these filters" in text
    assert "Take away country: Belgium" in text
    assert "Add those whose pages do not state target group" in text
    assert "No programme passes these filters" in client.get("/practices?country=IS").text
    assert client.get("/practices?country=XX").status_code == 400
    assert "There is no page 9" in client.get("/practices?page=9").text


def test_state_is_in_the_address(client: TestClient) -> None:
    text = client.get("/practices?q=refugees&pick=bakers-ghent&country=BE").text
    assert "pick=bakers-ghent&amp;pick=" not in text  # alone it can only be taken out
    assert "In comparison" in text
    assert 'href="/practices?q=refugees&amp;pick=bakers-ghent"' in text  # without the filter


def test_comparison_needs_two(client: TestClient) -> None:
    answer = client.get("/compare?pick=bakers-ghent", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/practices?pick=bakers-ghent"


@pytest.mark.parametrize("number", [0, 7])
def test_too_few_or_too_many_ticks_are_told(client: TestClient, number: int) -> None:
    address = "&".join(["/compare?", *(f"pick=p{one}" for one in range(number))])
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == 400
    assert "Go back" in answer.text


def test_address_that_could_run_is_no_link(client: TestClient) -> None:
    assert '"javascript:' not in client.get("/practices/hostile-name.jsonld").text
    assert 'href="javascript' not in client.get("/practices/hostile-name").text


def test_turned_text_is_set_straight(client: TestClient) -> None:
    assert "\u202e" not in client.get("/practices/hostile-name").text


def test_peers_of_a_pasted_text(client: TestClient) -> None:
    answer = client.post(
        "/peers", data={"text": f"Retired bakers mentor refugees at work. {SCRIPT}"}
    )
    assert answer.status_code == 200
    assert "Bakers for newcomers" in answer.text
    assert SCRIPT not in answer.text


def test_tagger_is_opened_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes seconds to open, so a second pasted text must not open it again."""
    client.post("/peers", data={"text": "Mentors for refugees"})

    def fail(*_: object) -> None:
        raise AssertionError("opened again")

    monkeypatch.setattr("language.tagger.open_tagger", fail)
    assert client.post("/peers", data={"text": "Mentors for women"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404),
        ("/practices/none", 404),
        ("/quotes/none", 404),
        ("/vocabulary/none", 404),
        ("/practices?colour=red", 400),
        ("/practices?page=0", 400),
        ("/practices?page=99999999999", 400),
        ("/practices?sort=beauty", 400),
        ("/practices?target_group=martians", 400),
        ("/practices?q=" + "x" * 501, 400),
        ("/practices?q=%3F%3F%3F", 400),
        ("/gaps?rows=goal&columns=goal", 400),
        ("/compare?" + "&".join(f"pick=p{n}" for n in range(7)), 400),
    ],
)
def test_mistakes_get_one_clear_page(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


def test_words_that_name_terms_offer_to_keep_only_those(client: TestClient) -> None:
    asked = "/practices?q=retired+mentors+for+refugees"
    text = client.get(asked).text
    assert "Keep only programmes with" in text
    offered = f'{asked.replace("&", "&amp;")}&amp;target_group=refugees"'
    assert offered in text
    kept = client.get(f"{asked}&target_group=refugees").text
    assert offered not in kept  # it is chosen now
    assert "mentor_type=retired_professionals" in kept
    said = client.get("/api" + asked).json()["understood"]
    assert {"facet": "target_group", "value": "refugees"} in said
    assert "Keep only" not in client.get("/practices?q=zzzz").text
    assert "Keep only" not in client.get("/practices").text


def test_peers_of_a_text_in_one_country(client: TestClient) -> None:
    said = {"text": "Retired bakers mentor refugees.", "country": "FR"}
    text = client.post("/peers", data=said).text
    assert "Paires à Lyon" in text
    assert "Bakers for newcomers" not in text
    assert '<option value="FR" selected>France</option>' in text
    assert client.post("/peers", data={**said, "country": "<script>"}).status_code == 400
    found = client.post("/api/peers", json=said).json()
    assert {peer["country"] for peer in found} == {"FR"}
    assert all("url" in peer for peer in found)


def test_nothing_found_is_not_called_the_nearest(client: TestClient) -> None:
    text = client.get("/practices?q=zzzz&country=GR").text
    assert "No programme passes these filters" in text
    assert "nearest in meaning" not in text


@pytest.mark.parametrize("typed", ["bakers-ghnet", "Bakers%20Ghent", "baker"])
def test_a_mistyped_slug_leads_to_the_programme(client: TestClient, typed: str) -> None:
    answer = client.get(f"/practices/{typed}")
    assert answer.status_code == 404
    assert '<a href="/practices/bakers-ghent">Bakers for newcomers</a>' in answer.text
    said = client.get(f"/api/practices/{typed}").json()
    assert said["advice"] == "Did you mean bakers-ghent?"


def test_form_of_many_fields_is_refused(client: TestClient) -> None:
    assert client.post("/peers", content=b"&".join([b"a=1"] * 20)).status_code == 400


def test_large_bodies_are_refused(client: TestClient) -> None:
    assert client.post("/peers", content=b"text=" + b"x" * 300_000).status_code == 413


def test_filters_stay_when_another_gap_map_is_drawn(client: TestClient) -> None:
    text = client.get("/gaps?rows=goal&columns=format&country=BE&target_group=refugees").text
    form = text.split('<form action="/gaps"')[1].split("</form>")[0]
    assert '<input type="hidden" name="country" value="BE">' in form
    assert '<input type="hidden" name="target_group" value="refugees">' in form
    assert "programmes with target group: Refugees and country: Belgium" in text
    assert '<a href="/gaps?rows=goal&amp;columns=format">All programmes</a>' in text


def test_third_facet_of_a_gap_map_can_be_a_place_or_the_unknown(client: TestClient) -> None:
    form = client.get("/gaps").text.split('<select id="only"')[1].split("</select>")[0]
    offered = re.findall(r'<option value="([^"]+)"', form)
    assert {"country:BE", "language:fr", "funding_model:not_stated"} <= set(offered)
    for only in ("country:BE", "language:fr", "funding_model:not_stated"):
        facet, value = only.split(":")
        chosen = client.get(f"/gaps?only={only}").text
        assert f'<option value="{only}" selected>' in chosen
        there = client.get(f"/api/practices?{facet}={value}").json()["total"]
        assert f"<p>{there} programme" in chosen
        assert "Only programmes with" in client.get(f"/gaps.svg?only={only}").text


def test_comparison_says_of_which_country_nothing_is_known(client: TestClient) -> None:
    text = client.get("/compare?pick=bakers-ghent&pick=silent-oslo").text
    heads = re.findall(r'<th scope="col">.*?</th>', text, flags=re.DOTALL)[1:]
    assert [("Belgium" in head, "country not stated" in head) for head in heads] == [
        (True, False),
        (False, True),
    ]
    head, *lines = client.get("/compare.csv?pick=bakers-ghent&pick=paires-lyon").text.splitlines()
    assert head.endswith(",remarks")
    assert lines
