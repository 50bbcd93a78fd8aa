"""The traps met on real programme pages, each in sentences made up for it in several languages."""

from __future__ import annotations

import pytest

from tests.language.tagging import TAGGER, accepted


@pytest.mark.parametrize(
    ("language", "text", "facet", "value"),
    [
        (
            "en",
            "Young pupils are coached by mentors who were refugees themselves.",
            "mentor_type",
            "peer_migrants",
        ),
        (
            "nl",
            "Gepensioneerde vrijwilligers begeleiden statushouders bij het zoeken naar werk.",
            "target_group",
            "refugees",
        ),
        (
            "fr",
            "Chaque filleul, primo-arrivant, rencontre son parrain chaque semaine.",
            "target_group",
            "immigrants_newcomers",
        ),
        (
            "de",
            "Berufstätige begleiten als Paten einen Schützling, der als Schutzsuchender kam.",
            "target_group",
            "refugees",
        ),
        (
            "nl",
            "Een maatje helpt een anderstalige nieuwkomer op weg in de stad.",
            "target_group",
            "immigrants_newcomers",
        ),
        (
            "de",
            "Die Lotsen unterstützen vorläufig Aufgenommene bei der Stellensuche.",
            "target_group",
            "refugees",
        ),
        (
            "fr",
            "Le projet accompagne des jeunes des quartiers et de milieux modestes.",
            "target_group",
            "disadvantaged_youth",
        ),
        (
            "en",
            "The programme is funded by the foundation of a large bank.",
            "funding_model",
            "foundation_grants",
        ),
        (
            "de",
            "Finanziert wird das Programm von der Stiftung eines Autokonzerns.",
            "funding_model",
            "foundation_grants",
        ),
    ],
)
def test_other_words_and_roles_are_understood(
    language: str, text: str, facet: str, value: str
) -> None:
    assert value in accepted(language, text, facet)


@pytest.mark.parametrize(
    ("language", "text", "facet", "value"),
    [
        ("en", "The tandem works without a paid job coach.", "mentor_type", "paid_coaches"),
        (
            "fr",
            "Les parrains ne sont ni étudiants ni retraités.",
            "mentor_type",
            "retired_professionals",
        ),
        (
            "nl",
            "Het initiatief krijgt geen subsidie van de overheid.",
            "funding_model",
            "national_government",
        ),
        ("de", "Es geht nicht primär um Jobvermittlung.", "goal", "employment"),
        (
            "en",
            "58 % of the pupils in this district have a migration background.",
            "target_group",
            "immigrant_students",
        ),
        (
            "en",
            "In 2018 the scheme received an award from the Ministry of Education.",
            "funding_model",
            "national_government",
        ),
        (
            "de",
            "Die Evaluation wurde vom Bundesministerium finanziert.",
            "funding_model",
            "national_government",
        ),
        (
            "en",
            "The firm releases its employees for two hours a week to mentor.",
            "funding_model",
            "corporate_sponsorship",
        ),
        (
            "nl",
            "Mentorschap is een maatregel van de rechter voor wie geen besluiten kan nemen.",
            "format",
            "one_to_one",
        ),
        (
            "fr",
            "Le parrainage d'enfants à l'étranger finance leur école.",
            "format",
            "one_to_one",
        ),
        (
            "de",
            "Unsere Mentoren sind Alumni der Universität und längst im Beruf.",
            "mentor_type",
            "alumni",
        ),
    ],
)
def test_what_only_looks_like_it_is_no_tag(
    language: str, text: str, facet: str, value: str
) -> None:
    assert value not in accepted(language, text, facet)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The unemployment rate of immigrants in the country is 14 %."),
        ("en", "By 2030 the organisers hope to match 500 pairs."),
        ("de", "Ziel ist es, bis Jahresende 80 Tandems zu bilden."),
    ],
)
def test_a_plan_or_a_national_figure_is_no_evidence(language: str, text: str) -> None:
    assert accepted(language, text, "evidence_level") <= {"none_stated"}
    tags = TAGGER.tag(text, language).tags
    assert not [tag for tag in tags if tag.facet in ("pairs", "participants", "outcome")]


@pytest.mark.parametrize(
    ("text", "facet", "wrong"),
    [
        ("High-school seniors meet a mentor each week.", "mentor_type", "retired_professionals"),
        ("A theme is agreed, say a visit to the doctor.", "format", "in_person"),
        ("The mentors help with English lessons.", "format", "training_included"),
    ],
)
def test_words_of_two_meanings_make_no_tag(text: str, facet: str, wrong: str) -> None:
    assert wrong not in accepted("en", text, facet)
