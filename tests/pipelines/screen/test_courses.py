"""Courses of study, funders' calls and first steps are no programmes; what is like them may be."""

from __future__ import annotations

import pytest

from pipelines.screen import screen
from tests.pipelines.screen.pages import OFFERS, page

COURSES = {
    "en": ("Mentoring for Teachers", "Module code MT204. Credits: 15. Students learn to mentor "
        "colleagues and compare models of mentoring. Participants act as mentors once a week and "
        "keep a diary. Learning outcomes: to judge one's own mentoring. Lectures and seminars; "
        "reading list. Assessment: an essay, weighted at 60%."),
    "de": ("Mentoring in der Schule", "Modulbeschreibung. Leistungspunkte: 6. Die Teilnehmenden "
        "begleiten als Mentorinnen und Mentoren jede Woche eine Schülerin. Lernziele: das eigene "
        "Mentoring beurteilen. Vorlesung zwei SWS, Selbststudium, Prüfungsleistung: Hausarbeit."),
    "it": ("Mentoring e tutorato", "Insegnamento da 6 CFU. Gli studenti affiancano come mentori "
        "un compagno ogni settimana. Risultati di apprendimento: valutare il proprio mentoring. "
        "Prerequisiti: nessuno. Modalità d'esame: prova orale. Testi di riferimento in aula."),
}  # fmt: skip
CALLS = {
    "en": ("Youth mentoring grants", "Call for proposals. Grants up to 20,000 for mentoring "
        "programmes that match volunteers with young people one to one. Eligible applicants: "
        "charities. Applicants must send a project budget. Eligibility criteria and deadline "
        "below. Mentors should meet their mentees every week."),
    "fr": ("Appel à projets mentorat", "Appel à projets ouvert aux associations qui mettent en "
        "relation des mentors bénévoles et des jeunes chaque semaine. Porteurs de projets : "
        "dossier de candidature avant mai. Dépenses éligibles, cofinancement de vingt pour cent."),
    "nl": ("Subsidie voor mentorprojecten", "Subsidieregeling voor projecten die jongeren elke "
        "week aan een mentor koppelen. Aanvragers zijn stichtingen. Subsidiabele kosten, "
        "cofinanciering van een kwart. Subsidieaanvraag indienen voor mei. Deelnemers: tien."),
}  # fmt: skip
BEGINNINGS = {
    "en": ("Getting started with your mentee", "Set aside an hour for the first talk between "
        "mentor and mentee. Agree to meet every month, and write down what you both hope for."),
    "de": ("Erste Schritte als Mentorin", "Nimm dir eine Stunde für das Gespräch zwischen Mentorin "
        "und Mentee. Trefft euch jeden Monat und schreibt auf, was ihr beide hofft."),
    "fr": ("Premiers pas du mentor", "Le mentor prend une heure pour parler avec son mentoré. "
        "Voyez-vous chaque mois et notez ce que vous espérez tous les deux."),
    "es": ("Primeros pasos del mentor", "El mentor reserva una hora para hablar con su mentorizado."
        " Reúnanse cada mes y anoten lo que ambos esperan."),
}  # fmt: skip


@pytest.mark.parametrize("language", COURSES)
def test_a_course_of_study_is_no_programme(language: str) -> None:
    found = screen(page(*COURSES[language]))
    assert (found.verdict, "course of study" in found.reason) == ("other", True)


@pytest.mark.parametrize("language", CALLS)
def test_a_funder_s_call_is_no_programme(language: str) -> None:
    found = screen(page(*CALLS[language]))
    assert (found.verdict, "call for projects" in found.reason) == ("other", True)


@pytest.mark.parametrize("language", BEGINNINGS)
def test_first_steps_of_a_mentor_are_no_programme(language: str) -> None:
    assert screen(page(*BEGINNINGS[language])).verdict != "programme"


@pytest.mark.parametrize(
    "told",
    [
        "Students earn 3 ECTS credits as mentors.",
        "Mentors attend four seminars; the syllabus is theirs to choose.",
        "The city paid for it after a call for proposals; grantees met in June.",
        "Eligible applicants are told within a week.",
    ],
)
def test_a_programme_of_credits_or_grants_stays_one(told: str) -> None:
    title, text = OFFERS["en"]
    assert screen(page(title, f"{text} {told}")).verdict == "programme"


def test_getting_started_stays_a_programme_s_where_one_can_join() -> None:
    _, text = OFFERS["en"]
    invited = "Sign up as a volunteer. To take part, apply by May."
    assert screen(page("Getting started at Bridge", f"{text} {invited}")).verdict == "programme"


@pytest.mark.parametrize(
    "text",
    [
        "The parties parted. Parents and partners of the parish park their cars in the park.",
        "Les partenaires parlent parfois aux parents de leur parcours, sans partager de parti.",
    ],
)
def test_parties_and_partners_are_no_pairs(text: str) -> None:
    """Beside a word of mentoring, so that only the meeting of two sides is in question."""
    found = screen(page("Mentor", f"A mentor and a mentee. Un mentor. {text}"))
    assert "how the two sides meet" not in found.reason
    assert found.verdict == "other"


def test_whom_a_foundation_brings_together_with_whom_tells_who_stands_by_whom() -> None:
    told = (
        "De stichting brengt talentvolle jongeren in contact met volwassenen die hun weg hebben "
        "gevonden. De leerlingen zitten op de havo of het vwo. Het programma duurt een jaar en is "
        "gratis; in de herfst begint een nieuwe groep, en aan het eind is er een feest."
    )
    found = screen(page("De Sluis", told))
    assert found.verdict == "programme"
    assert "who stands by whom" in found.reason
