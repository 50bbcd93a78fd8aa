"""Where mentors come from, firms that pay, and firms, schools and adults that are only spoken of.

The sentences are made up for the kinds of errors that were met on published pages.
"""

from __future__ import annotations

import pytest

from tests.language.tagging import TAGGER, accepted, proposed


@pytest.mark.parametrize(
    ("language", "text", "mentor"),
    [
        ("en", "Volunteer mentors are sought from local businesses.", "corporate_volunteers"),
        ("de", "Die Patinnen kommen aus sieben Betrieben.", "corporate_volunteers"),
        ("fr", "Les parrains viennent d'entreprises voisines.", "corporate_volunteers"),
        ("da", "Mentorerne kommer fra lokale virksomheder.", "corporate_volunteers"),
        ("pl", "Mentorem może zostać każdy.", "community_volunteers"),
        ("cs", "Mentorem se může stát každý.", "community_volunteers"),
        ("nb", "Mentorene er folk som kjenner Norge godt.", "community_volunteers"),
        ("pt", "Todos podem ser mentores.", "community_volunteers"),
    ],
)
def test_where_mentors_come_from(language: str, text: str, mentor: str) -> None:
    assert mentor in accepted(language, text, "mentor_type")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Local businesses provide the funding."),
        ("fr", "L'action est financée par des entreprises."),
        ("nl", "Het project wordt gefinancierd door enkele bedrijven."),
        ("es", "El programa está financiado por varias empresas."),
        ("it", "Il progetto è finanziato da due aziende."),
        ("sv", "Projektet finansieras av lokala företag."),
    ],
)
def test_firms_that_pay(language: str, text: str) -> None:
    assert "corporate_sponsorship" in accepted(language, text, "funding_model")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Ils découvrent les codes de l'entreprise."),
        ("en", "Some dream of their own business."),
        ("de", "Sie wollen eine eigene Firma gründen."),
        ("es", "Conocen la cultura de empresa."),
        ("sv", "Hon vill starta företag."),
    ],
)
def test_life_in_firms_is_no_firm_that_takes_part(language: str, text: str) -> None:
    assert "employers" not in proposed(language, text, "stakeholder")


@pytest.mark.parametrize(
    ("language", "text", "mentor"),
    [
        ("en", "The mentors are students or retired teachers.", "retired_professionals"),
        ("fr", "Les parrains sont bénévoles, en activité ou retraités.", "retired_professionals"),
        ("de", "Die Paten sind Berufstätige oder Rentner.", "retired_professionals"),
        ("it", "I mentori sono professionisti o pensionati.", "retired_professionals"),
        ("sv", "Mentorerna är studenter eller pensionärer.", "retired_professionals"),
    ],
)
def test_who_is_joined_to_mentors_mentors(language: str, text: str, mentor: str) -> None:
    tags = TAGGER.tag(text, language).tags
    sure = {tag.value: tag.confidence for tag in tags if tag.facet == "mentor_type"}
    assert sure[mentor] >= 0.75


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is open to vulnerable adults."),
        ("fr", "Elle s'adresse aux personnes en difficulté d'insertion."),
        ("es", "Apoya a mujeres vulnerables del barrio."),
        ("it", "È rivolto a persone vulnerabili."),
        ("de", "Es hilft benachteiligten Frauen."),
        ("nl", "Het richt zich op kwetsbare volwassenen."),
    ],
)
def test_grown_ups_in_hardship_are_no_youth(language: str, text: str) -> None:
    assert "disadvantaged_youth" not in proposed(language, text, "target_group")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is open to vulnerable young people."),
        ("fr", "Elle s'adresse aux jeunes en difficulté."),
        ("es", "Apoya a jóvenes vulnerables del barrio."),
        ("de", "Es hilft benachteiligten Jugendlichen."),
    ],
)
def test_youth_in_hardship_still_is(language: str, text: str) -> None:
    assert "disadvantaged_youth" in accepted(language, text, "target_group")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some have been bullied at school."),
        ("de", "Manche haben Schwierigkeiten in der Schule."),
        ("sv", "Andra har problem i skolan."),
        ("cs", "Někteří zažili šikanu ve škole."),
        ("nl", "Soms zijn er problemen op school."),
    ],
)
def test_a_school_where_somebody_has_trouble_takes_no_part(language: str, text: str) -> None:
    assert "school" not in proposed(language, text, "stakeholder")


def test_help_without_pay_is_no_association() -> None:
    assert not proposed("sv", "Faddrarna ställer upp ideellt.", "stakeholder")
    text = "En ideell förening driver programmet."
    assert "civil_society" in accepted("sv", text, "stakeholder")
