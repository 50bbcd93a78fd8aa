"""Bodies that take part, told from those that a text only mentions."""

from __future__ import annotations

import pytest

from language.tagger import Tag, Tagger
from language.tagger.mentions import Mention
from language.tagger.together import weigh_together
from tests.language.tagging import proposed

TAGGER = Tagger()


def _proposed(language: str, text: str) -> set[str]:
    tags = TAGGER.tag(text, language).tags
    return {tag.value for tag in tags if tag.facet == "stakeholder"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Together they write a business plan."),
        ("fr", "Il rédige un plan d'entreprise et trouve sa place dans la société."),
        ("es", "Cada pareja prepara un plan de empresa."),
        ("it", "La coppia scrive un piano d'impresa."),
        ("nl", "Samen schrijven ze een ondernemingsplan."),
    ],
)
def test_a_plan_for_a_firm_is_no_employer(language: str, text: str) -> None:
    assert "employers" not in _proposed(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wer neu in der Stadt ist, trifft sich mit einem Paten."),
        ("nl", "Samen lezen ze een brief van de gemeente en wandelen ze in de stad."),
        ("fr", "Les binômes se voient dans de petites communes et partagent une passion commune."),
        ("it", "Le coppie lavorano a un progetto comune."),
        ("da", "De læser breve fra kommunen sammen."),
    ],
)
def test_a_town_where_people_live_is_no_body(language: str, text: str) -> None:
    assert "municipality" not in _proposed(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Stadt organisiert die Patenschaften."),
        ("nl", "De gemeente zoekt de vrijwilligers."),
        ("fr", "La commune organise les rencontres."),
        ("it", "Il comune forma i mentori."),
        ("da", "Kommunen finder mentorerne."),
        ("en", "The programme is run in partnership with municipalities."),
        ("nl", "Het programma werkt in samenwerking met gemeenten en bedrijven."),
        ("nl", "Het programma werkt in nauwe samenwerking met gemeenten."),
        ("sv", "Programmet drivs i samarbete med tre kommuner."),
        ("nb", "Programmet drives i samarbeid med flere kommuner."),
    ],
)
def test_a_town_that_does_something_is_one(language: str, text: str) -> None:
    assert "municipality" in _proposed(language, text)


@pytest.mark.parametrize("text", ["Nätverket träffas varje vecka.", "Akademikernätverket möts."])
def test_a_network_is_no_authority(text: str) -> None:
    assert "national_authority" not in _proposed("sv", text)


def _body(value: str, confidence: float = 0.55) -> Tag:
    return Tag("stakeholder", value, "concept", 0, 4, "body", confidence, "model:phrase")


def _also(facet: str, value: str) -> Tag:
    return Tag(facet, value, "concept", 5, 9, "also", 0.9, "model:phrase")


@pytest.mark.parametrize(
    ("body", "facet", "value"),
    [
        ("employers", "mentor_type", "corporate_volunteers"),
        ("employers", "format", "workplace"),
        ("employers", "funding_model", "corporate_sponsorship"),
        ("university", "mentor_type", "students"),
        ("university", "target_group", "immigrant_students"),
    ],
)
def test_what_a_body_gives_shows_that_it_takes_part(body: str, facet: str, value: str) -> None:
    alone = weigh_together([_body(body)], [])
    shown = weigh_together([_body(body), _also(facet, value)], [])
    weak = weigh_together([_body(body), _also("goal", "employment")], [])
    assert alone[0].confidence < 0.5
    assert shown[0].confidence > 0.55
    assert weak[0].confidence == alone[0].confidence
    assert shown[1].confidence >= 0.9


@pytest.mark.parametrize(
    ("facet", "value", "beside"),
    [
        ("target_group", "highly_skilled_immigrants", ("mentor_type", "active_professionals")),
        ("target_group", "immigrant_families", ("mentor_type", "community_volunteers")),
        ("mentor_type", "students", ("stakeholder", "university")),
    ],
)
def test_values_of_different_facets_speak_for_each_other(
    facet: str, value: str, beside: tuple[str, str]
) -> None:
    tag = Tag(facet, value, "concept", 0, 4, "body", 0.55, "model:phrase")
    alone = weigh_together([tag], [])
    shown = weigh_together([tag, _also(*beside)], [])
    assert alone[0].confidence < 0.5
    assert shown[0].confidence > 0.55


def _mentions(text: str) -> list[Mention]:
    _, seen = TAGGER.describe(text, "en", ("stakeholder",))
    return [one for one in seen.mentions if one.code == "national_authority"]


def test_a_ministry_that_only_pays_takes_no_part() -> None:
    tags = [_body("national_authority")]
    pays = _mentions("The ministry pays for everything.")
    runs = _mentions("The ministry pays for it. It is run by the ministry.")
    assert pays and len(runs) == 2
    assert weigh_together(tags, pays)[0].confidence < 0.5
    assert weigh_together(tags, runs)[0].confidence == 0.55
    assert weigh_together(tags, [])[0].confidence == 0.55


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Het Europees Sociaal Fonds betaalt."),
        ("nl", "Het kreeg geld van het Europees Sociaal Fonds en begon in 2014."),
        ("nl", "Het Europees Sociaal Fonds droeg bij."),
        ("sv", "Europeiska socialfonden betalar projektet."),
    ],
)
def test_a_word_behind_a_funds_name_makes_no_foundation_of_it(language: str, text: str) -> None:
    assert proposed(language, text, "funding_model") == {"eu_funds"}


def test_a_fund_of_its_own_beside_the_unions_still_pays() -> None:
    text = "Het Europees Sociaal Fonds en een lokaal fonds betalen."
    assert proposed("nl", text, "funding_model") == {"eu_funds", "foundation_grants"}
