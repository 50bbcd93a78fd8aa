"""Pupils are mostly those who are mentored, and nobody is paid who is a volunteer coach."""

from __future__ import annotations

import pytest

from tests.language.tagging import TAGGER, proposed

AT_SCHOOL = [
    ("en", "Pupils meet somebody from a firm every month."),
    ("fr", "Un collégien ou un lycéen y est jumelé à une personne en activité."),
    ("nl", "De stichting koppelt leerlingen aan mensen met een geslaagde loopbaan."),
    ("de", "Schülerinnen und Schüler schreiben jede Woche an jemanden aus der Wirtschaft."),
    ("sv", "Här får elever träffa någon ur näringslivet."),
    ("da", "Her får elever i 2. g en voksen i erhvervslivet, som de kan trække på."),
    ("nb", "Elever møter noen fra arbeidslivet hver måned."),
    ("pt", "Os alunos encontram alguém de uma empresa todos os meses."),
    ("cs", "Žáci se každý měsíc setkávají s někým z firmy."),
    ("nl", "Vrijwilligers helpen scholieren."),
    ("de", "Hier lernen Schülerinnen jemanden aus der Wirtschaft kennen."),
]

PUPILS_MENTOR = [
    ("en", "Older pupils help younger ones with their homework."),
    ("en", "The mentors are pupils of the same school."),
    ("fr", "Des élèves de terminale aident les nouveaux venus."),
    ("nl", "Oudere leerlingen helpen de jongste met huiswerk."),
    ("de", "Ältere Schülerinnen helfen den Neuen bei den Hausaufgaben."),
    ("sv", "Äldre elever hjälper de yngre med läxorna."),
    ("da", "Ældre elever hjælper de yngste med lektierne."),
    ("nb", "Eldre elever hjelper de yngste med leksene."),
    ("nl", "Scholieren begeleiden vluchtelingenkinderen bij het huiswerk."),
    ("de", "Schülerinnen und Schüler begleiten neu zugewanderte Kinder als Mentoren."),
    ("fr", "Des lycéens parrainent des élèves allophones."),
]

UNPAID = [
    ("en", "Volunteer job coaches help refugees look for work."),
    ("fr", "Chacune retrouve un salarié volontaire tous les quinze jours."),
    ("nl", "Vrijwillige jobcoaches zetten hun eigen relaties in."),
    ("de", "Ehrenamtliche Jobcoaches begleiten Geflüchtete."),
    ("es", "Orientadores voluntarios acompañan a personas refugiadas."),
]

PAID = [
    ("en", "Paid job coaches help refugees look for work."),
    ("en", "Volunteers, job coaches and teachers work together."),
    ("fr", "Des coachs salariés accompagnent les réfugiés."),
    ("nl", "Betaalde jobcoaches begeleiden nieuwkomers."),
]


@pytest.mark.parametrize(("language", "text"), AT_SCHOOL)
def test_pupils_alone_are_no_mentors(language: str, text: str) -> None:
    assert "students" not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), PUPILS_MENTOR)
def test_pupils_whom_the_text_makes_mentors_are(language: str, text: str) -> None:
    assert "students" in proposed(language, text, "mentor_type")


def test_pupils_who_accompany_others_are_quoted_themselves() -> None:
    tags = TAGGER.tag("Des lycéens parrainent des élèves allophones.", "fr").tags
    assert {tag.quote for tag in tags if tag.value == "students"} == {"lycéens"}


@pytest.mark.parametrize(("language", "text"), UNPAID)
def test_a_coach_who_volunteers_is_not_paid(language: str, text: str) -> None:
    assert "paid_coaches" not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), PAID)
def test_a_coach_beside_volunteers_may_be(language: str, text: str) -> None:
    assert "paid_coaches" in proposed(language, text, "mentor_type")
