"""Screening: the kind of page, with a reason in words, in several languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.describe import Declared, Section
from pipelines.describe.model import Shape
from pipelines.screen import screen, screen_row
from tests.pipelines.screen.pages import OFFERS, page


@pytest.mark.parametrize("language", OFFERS)
def test_an_offer_is_a_programme(language: str) -> None:
    found = screen(page(*OFFERS[language]))
    assert found.verdict == "programme"
    assert found.score > 0.7
    assert "mentoring" in found.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Opening hours",
            "The library is open from nine to five, and free for all who live here. " * 3,
        ),
        ("Bread", "Bread is baked every week in our kitchen. Sign up, it is free of charge. " * 3),
        (
            "Mentorschap",
            "De mentor wordt door de kantonrechter benoemd. Het mentorschap is aangevraagd door de "
            "betrokkene; bewindvoering en curatele zijn andere vormen. " * 2,
        ),
        (
            "Honoraria policy",
            "This policy says how mentors and mentees are refunded. Mentors receive an honorarium "
            "for each call with a mentee. Apply by form within six months. " * 2,
        ),
    ],
)
def test_other_pages(title: str, text: str) -> None:
    assert screen(page(title, text)).verdict == "other"


BONDS = {
    "en": "Every week retired volunteers sit down with refugees and talk English with them.",
    "de": "Studierende begleiten geflüchtete Jugendliche ein Jahr und treffen sie wöchentlich.",
    "fr": "Des retraités bénévoles accompagnent des réfugiés et les rencontrent chaque semaine.",
    "nl": "Elke week helpen studenten kinderen van vluchtelingen, gekoppeld voor een schooljaar.",
    "sv": "Pensionärer träffar nyanlända en gång i veckan och hjälper dem in i samhället.",
}


@pytest.mark.parametrize("language", BONDS)
def test_a_programme_that_never_says_mentor(language: str) -> None:
    heads = {
        "en": "Who pays", "de": "Wer zahlt", "fr": "Qui finance", "nl": "Wie betaalt",
        "sv": "Vem betalar",
    }  # fmt: skip
    offer = page("Bridge", BONDS[language])
    at = len(offer.text) + 2
    text = f"{offer.text}\n\n{heads[language]}\n\nA foundation."
    found = screen(
        replace(
            offer,
            text=text,
            sections=(*offer.sections, Section(at, len(text), 2, heads[language])),
        )
    )
    assert found.verdict == "programme"
    assert "who stands by whom" in found.reason


TOGETHER = {
    "en": "The project brings newcomers and townspeople together. Our mentors are kind.",
    "de": "Das Mentoring bringt Zugewanderte mit gut vernetzten Einheimischen zusammen.",
    "nl": "Het mentorproject brengt nieuwkomers en inwoners samen.",
    "sv": "Mentorskapet för samman nyanlända och yrkesverksamma.",
    "da": "Mentorordningen bringer nye og gamle naboer sammen.",
    "fr": "Le mentorat met en relation des étudiants et des retraités.",
    "es": "La mentoría pone en contacto a jóvenes y jubilados.",
    "pl": "Mentoring łączy studentów i seniorów.",
}


@pytest.mark.parametrize("language", TOGETHER)
def test_what_brings_two_kinds_of_people_together_is_an_offer(language: str) -> None:
    text = TOGETHER[language] + " Mentor, mentee: 2 x 20."
    assert screen(page("Mentoring Bridge", text)).verdict == "programme"


def test_no_word_of_mentoring_scores_low_and_says_so() -> None:
    found = screen(page("Bread", "Bread is baked every week in our kitchen for the whole town."))
    assert found.score < 0.1
    assert "no mentor" in found.reason


def test_a_stub_and_an_empty_page_are_other() -> None:
    stub = replace(page(*OFFERS["en"]), links_to_stub="https://example.org/new")
    assert screen(stub).verdict == "other"
    assert screen(page("Mentoring", "Soon.")).verdict == "other"


def test_a_record_coded_by_its_publisher_is_a_programme() -> None:
    prose = "Seniors stand by young people who are new in town, two hours a week for a year."
    record = replace(
        page("Bridge", prose), kind="record", declared=(Declared("mentor_type", "students", 0, 3),)
    )
    assert screen(record).verdict == "programme"


def test_fields_of_a_record_are_not_read_as_prose() -> None:
    prose = page("Bread", "Bread is baked every week in our kitchen for the whole town.")
    fields = "mentor_types: mentor mentor mentor mentee mentoring apply weekly programme"
    start = len(prose.text) + 2
    record = replace(
        prose,
        text=f"{prose.text}\n\n{fields}",
        sections=(*prose.sections, Section(start, start + len(fields), 0, "", "fields")),
    )
    assert screen(record).verdict == "other"


def test_a_row_of_a_dataset_of_all_sorts_must_name_mentoring() -> None:
    helps = "Volunteers visit refugees once a week and help them with letters; anyone can apply."
    mentors = "Volunteers mentor refugees once a week and help them with letters; anyone can apply."
    assert screen_row(page("A grant to A House", helps)).verdict == "other"
    assert screen_row(page("A grant to A House", mentors)).verdict == "programme"


def test_a_front_page_that_leads_on_is_not_the_programme() -> None:
    text = (
        "Our mentors and mentees meet every week. Apply now. Mentoring for schools. Mentoring for "
        "firms. News. Our people."
    )
    leads = page("Learning together", text, "", Shape(link_share=0.6, linked_items=3))
    assert screen(leads).verdict == "other"
    own = page("Learning together", text, "", Shape(link_share=0.1))
    assert screen(own).verdict == "programme"


def test_screening_is_repeatable() -> None:
    assert screen(page(*OFFERS["en"])) == screen(page(*OFFERS["en"]))
