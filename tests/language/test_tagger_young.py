"""Immigrants whose age is told are young or they are not: no word for young people need stand."""

from __future__ import annotations

import pytest

from tests.language.tagging import accepted, proposed

YOUNG = "immigrant_youth"

TOLD_BY_AGE = [
    ("en", "The project is for refugees aged 16 to 25."),
    ("en", "The project is for newcomers between 18 and 30 years old."),
    ("en", "The project is for refugees aged between 18 and 30."),
    ("fr", "L'association accompagne des réfugiés de 18 à 30 ans."),
    ("fr", "Une personne de 18 à 33 ans, d'origine étrangère, rencontre un bénévole."),
    ("nl", "Het project is er voor nieuwkomers van 18 tot 30 jaar."),
    ("de", "Das Angebot richtet sich an Geflüchtete zwischen 16 und 27 Jahren."),
    ("es", "El programa es para personas refugiadas de 18 a 30 años."),
    ("it", "Il progetto è rivolto a rifugiati tra i 18 e i 30 anni."),
    ("pt", "O programa é para refugiados entre os 16 e os 30 anos."),
    ("sv", "Projektet är för flyktingar mellan 16 och 25 år."),
    ("da", "Tilbuddet er for flygtninge mellem 18 og 30 år."),
]

NOT_YOUNG = [
    ("en", "The project is for refugees aged 30 to 55."),
    ("en", "The project is for refugees aged 18 to 65."),
    ("fr", "L'association accompagne des réfugiés de 40 à 60 ans."),
    ("de", "Das Angebot richtet sich an Geflüchtete zwischen 18 und 60 Jahren."),
    ("nl", "Het project duurt 18 tot 30 maanden en is er voor nieuwkomers."),
    ("it", "Il progetto è rivolto a rifugiati e dura da 18 a 30 mesi."),
    ("fr", "Le projet s'adresse à des réfugiées avec un bébé de 1 à 3 ans."),
]

WITHOUT_YEARS = [
    ("en", "It links refugees between 15 and 24 with residents."),
    ("de", "Das Projekt ist für Geflüchtete zwischen 16 und 24."),
    ("fr", "Le projet accueille des réfugiés entre 16 et 25, seuls ou en groupe."),
    ("nl", "Het project is er voor vluchtelingen tussen 16 en 24."),
    ("es", "El programa es para refugiados entre los 16 y los 24."),
    ("sv", "Projektet är för nyanlända mellan 18 och 30."),
    ("pl", "Projekt jest dla uchodźców między 16 a 24 rokiem życia."),
    ("cs", "Projekt je pro uprchlíky mezi 16 a 24 lety."),
    ("pt", "O projeto é para refugiados entre os 16 e os 24 anos."),
    ("el", "Το έργο είναι για πρόσφυγες μεταξύ 16 και 24."),
    ("en", "We serve refugees between 15 and 24"),
    ("en", "It welcomes refugees between 15 and 24 every year."),
    ("nl", "Het project helpt vluchtelingen tussen 16 en 24 op zoek naar werk."),
    ("de", "Das Projekt ist für Geflüchtete zwischen 16 und 24 Jahren."),
]

NO_YEARS = [
    ("en", "Between 15 and 24 refugees take part every year."),
    ("en", "The club met refugees between 2015 and 2024."),
    ("en", "It links refugees between 20 and 60 with residents."),
    ("en", "Refugees between 16 and 24 % of the time speak English."),
    ("de", "Das Café ist für Geflüchtete zwischen 16.30 und 19 Uhr offen."),
    ("de", "Das Café ist für Geflüchtete zwischen 16 und 18 Uhr offen."),
    ("de", "Unter Geflüchteten zwischen 16 und 24 Prozent."),
    ("fr", "Le café accueille les réfugiés entre 14 et 18 heures."),
    ("fr", "Le café accueille les réfugiés entre 14 et 18 h."),
    ("nl", "Het café ontvangt vluchtelingen tussen 14 en 17 uur."),
    ("sv", "Kaféet tar emot flyktingar mellan 16 och 18 varje tisdag."),
    ("pl", "Kawiarnia przyjmuje uchodźców między 16 a 18 godziną."),
    ("cs", "Kavárna je pro uprchlíky mezi 14 a 18 hodinou."),
    ("en", "The café welcomes refugees between 10 and 16 o'clock."),
    ("en", "The club met refugees between 15 and 24 March."),
    ("en", "It works with refugees between 12 and 18 months after they came."),
    ("en", "Among refugees between 16 and 24 percent speak English."),
]

OTHERS_AGE = [
    ("en", "Refugees meet mentors aged 18 to 30."),
    ("fr", "Les réfugiés rencontrent des mentors de 18 à 30 ans."),
    ("de", "Geflüchtete treffen Mentorinnen zwischen 18 und 30 Jahren."),
    ("en", "Volunteers between 20 and 30 years old accompany refugees."),
    ("fr", "Des étudiants âgés de 18 à 25 ans accompagnent des personnes réfugiées."),
    ("nl", "Vrijwilligers van 18 tot 30 jaar begeleiden vluchtelingen."),
    ("it", "Volontari tra i 18 e i 30 anni accompagnano i rifugiati."),
    ("pt", "Voluntários entre os 18 e os 30 anos acompanham refugiados."),
    ("sv", "Volontärer mellan 18 och 30 år stödjer flyktingar."),
]

NO_AGE = [
    ("nl", "Het programma voor vluchtelingen bestaat al 10 tot 15 jaar."),
    ("de", "Geflüchtete, die seit 5 bis 10 Jahren hier leben, treffen Mentoren."),
    ("fr", "Le programme accompagne des réfugiés présents en France depuis 5 à 10 ans."),
    ("it", "Rifugiati con 5-10 anni di esperienza lavorativa ricevono un mentore."),
    ("nb", "Flyktninger som har bodd i Norge i 2 til 5 år får en mentor."),
]

MENTORED_AT_AN_AGE = [
    ("en", "Mentors meet newcomers aged 16 to 25."),
    ("en", "Volunteers support 16 to 25 year old refugees."),
    ("de", "Ehrenamtliche begleiten Geflüchtete zwischen 16 und 25 Jahren."),
    ("nl", "Een mentor voor nieuwkomers tussen 18 en 30 jaar."),
]


@pytest.mark.parametrize(("language", "text"), [*TOLD_BY_AGE, *WITHOUT_YEARS, *MENTORED_AT_AN_AGE])
def test_an_age_of_the_young_makes_immigrants_young(language: str, text: str) -> None:
    assert YOUNG in accepted(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), [*NOT_YOUNG, *OTHERS_AGE, *NO_AGE, *NO_YEARS])
def test_another_age_or_that_of_mentors_does_not(language: str, text: str) -> None:
    assert YOUNG not in proposed(language, text, "target_group")


def test_young_people_who_came_from_nowhere_else_are_no_immigrants() -> None:
    text = "The project is for school leavers aged 16 to 25."
    assert YOUNG not in proposed("en", text, "target_group")
