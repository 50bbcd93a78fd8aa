"""Who mentors, who is served, who pays: sentences made up for each trap, in several languages."""

from __future__ import annotations

import pytest

from language.tagger import ACCEPT, Tag, Tagger
from language.tagger.phrases import find_concepts

TAGGER = Tagger()


def _accepted(text: str, language: str, facet: str) -> set[str]:
    tags = TAGGER.tag(text, language).tags
    return {tag.value for tag in tags if tag.facet == facet and tag.confidence >= ACCEPT}


@pytest.mark.parametrize(
    ("language", "text", "served"),
    [
        ("en", "We match refugees with local residents.", {"refugees"}),
        ("en", "The scheme is for women from abroad.", {"immigrant_women"}),
        ("de", "Das Programm richtet sich an junge Geflüchtete.", {"refugees", "immigrant_youth"}),
        ("nl", "Het project helpt hoogopgeleide vluchtelingen.", {"highly_skilled_immigrants"}),
        ("fr", "Le mentorat s'adresse aux demandeurs d'asile.", {"asylum_seekers"}),
    ],
)
def test_those_served_are_the_target_group(language: str, text: str, served: set[str]) -> None:
    assert served <= _accepted(text, language, "target_group")


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "The mentors are retired teachers.", "retired_professionals"),
        ("de", "Die Mentorinnen sind selbst eingewandert.", "peer_migrants"),
        ("fr", "Des étudiants bénévoles accompagnent chaque jeune.", "students"),
        ("nl", "Gepensioneerde mentoren begeleiden de jongeren.", "retired_professionals"),
        ("en", "Former participants return as mentors.", "alumni"),
    ],
)
def test_those_who_mentor_are_the_mentor_type(language: str, text: str, kind: str) -> None:
    assert kind in _accepted(text, language, "mentor_type")


@pytest.mark.parametrize(
    ("language", "text", "facet", "value"),
    [
        ("en", "There are no paid coaches.", "mentor_type", "paid_coaches"),
        ("fr", "Les mentors ne sont ni étudiants ni retraités.", "mentor_type", "students"),
        ("fr", "Ni étudiants ni retraités.", "mentor_type", "retired_professionals"),
        (
            "nl",
            "Het project krijgt geen subsidie van de gemeente.",
            "funding_model",
            "regional_local_government",
        ),
        ("en", "The Refugee Care Collective was founded in 2017.", "target_group", "refugees"),
        ("de", "Der Flüchtlingsrat berichtete darüber.", "target_group", "refugees"),
    ],
)
def test_what_is_denied_or_only_a_name_is_no_tag(
    language: str, text: str, facet: str, value: str
) -> None:
    assert value not in _accepted(text, language, facet)


def test_not_only_is_no_denial() -> None:
    assert "refugees" in _accepted("It is not only for refugees.", "en", "target_group")


@pytest.mark.parametrize(
    ("language", "text", "payer"),
    [
        ("en", "The European Social Fund pays for the project.", "eu_funds"),
        ("de", "Finanziert wird das Projekt von einer Stiftung.", "foundation_grants"),
        ("fr", "Le projet est financé par une fondation d'entreprise.", "foundation_grants"),
    ],
)
def test_who_pays_is_the_funding_model(language: str, text: str, payer: str) -> None:
    assert payer in _accepted(text, language, "funding_model")


def test_a_prize_giver_is_no_funder() -> None:
    text = "In 2019 the programme won a prize of the Ministry of Labour."
    assert "national_government" not in _accepted(text, "en", "funding_model")


def test_every_quote_is_the_text_at_its_place() -> None:
    text = "Le mentorat s’adresse aux  réfugiés.\nDes retraités\u00a0bénévoles les accompagnent."
    tagging = TAGGER.tag(text, "fr")
    assert tagging.tags
    assert all(text[tag.start : tag.end] == tag.quote for tag in tagging.tags)


def test_only_body_sections_are_read() -> None:
    text = "Group: refugees\nThe scheme is for asylum seekers."
    sections = [
        {"start": 0, "end": 15, "level": 0, "heading": "", "role": "fields"},
        {"start": 16, "end": len(text), "level": 0, "heading": "", "role": "body"},
    ]
    values = {tag.value for tag in TAGGER.tag(text, "en", sections).tags}
    assert "asylum_seekers" in values
    assert "refugees" not in values


def test_a_facet_that_the_text_is_silent_on_is_read_without_a_tag() -> None:
    tagging = TAGGER.tag("The scheme is for refugees.", "en")
    assert "funding_model" in tagging.read
    assert not [tag for tag in tagging.tags if tag.facet == "funding_model"]


def test_an_unknown_language_gives_no_tags_and_no_error() -> None:
    assert TAGGER.tag("Ez egy mentorprogram.", "hu").tags == ()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "gepensioneerde mentoren voor hoogopgeleide vluchtelingen",
            {"retired_professionals", "highly_skilled_immigrants", "refugees"},
        ),
        ("students as mentors for refugees", {"students", "refugees"}),
        ("Mentorinnen, die selbst geflüchtet sind", {"peer_migrants"}),
        ("refugies", {"refugees"}),
    ],
)
def test_a_query_yields_its_concepts_by_role(query: str, expected: set[str]) -> None:
    people = {
        hit.code for hit in find_concepts(query) if hit.facet in ("target_group", "mentor_type")
    }
    assert people == expected


def test_a_weak_tag_is_kept_for_review() -> None:
    tags = TAGGER.tag("A teacher told us so.", "en").tags
    assert all(isinstance(tag, Tag) and 0 < tag.confidence < ACCEPT for tag in tags)
