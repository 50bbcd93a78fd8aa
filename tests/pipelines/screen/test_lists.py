"""Pages that list programmes, and pages of one programme whose parts look like a list."""

from __future__ import annotations

import pytest

from pipelines.describe import Description, Section
from pipelines.describe.model import Shape
from pipelines.screen import screen
from pipelines.screen.listed import listed_programmes
from pipelines.screen.parts import is_name
from tests.pipelines.screen.pages import read


def test_a_directory_is_a_list() -> None:
    entries = [f"Entry {n}\n\nHelp with forms, beds and bread in town {n}." for n in range(12)]
    entries[4] = "Entry 4\n\nVolunteer mentors meet refugees once a week for six months."
    text = "\n\n".join(entries)
    sections = []
    at = 0
    for entry in entries:
        sections.append(Section(at, at + len(entry), 2, entry.split("\n")[0]))
        at += len(entry) + 2
    directory = Description(
        "html",
        "Directory of projects",
        text,
        tuple(sections),
        url="https://example.org/topics/work/",
        shape=Shape(0.3, 12, 12),
    )
    assert screen(directory).verdict == "list"


LISTS = {
    "en": (
        "Mentoring programmes in our county",
        ("River Friends", "Volunteers befriend newcomers and meet them once a week, for a year."),
        ("First Step", "Mentors from local firms are matched with young people who seek work."),
        ("Hand in Hand", "Students mentor pupils at their school, two hours a week, one to one."),
    ),
    "de": (
        "Mentoringprojekte in der Region",
        ("Flussfreunde", "Freiwillige begleiten Geflüchtete im Tandem und treffen sie "
        "wöchentlich."),
        ("Anlauf", "Mentorinnen aus Betrieben begleiten Jugendliche auf dem Weg in die Lehre."),
        ("Seite an Seite", "Studierende sind Mentoren für Kinder, zwei Stunden in der Woche."),
    ),
    "fr": (
        "Programmes de mentorat dans la région",
        ("Les Deux Rives", "Des mentors bénévoles accompagnent des réfugiés, une fois par "
        "semaine."),
        ("Premier Pas", "Des salariés sont mentors de jeunes en binôme, pendant une année "
        "entière."),
        ("Main Tendue", "Des étudiants sont mentors de collégiens, deux heures par semaine "
        "à l'école."),
    ),
    "es": (
        "Programas de mentoría en la provincia",
        ("Dos Orillas", "Voluntarios acompañan como mentores a personas refugiadas cada semana."),
        ("Primer Paso", "Mentores de empresas acompañan a jóvenes que buscan trabajo, un año."),
        ("Codo a Codo", "Estudiantes son mentores de alumnos, dos horas a la semana en la "
        "escuela."),
    ),
    "nl": (
        "Mentorprojecten in de streek",
        ("Twee Oevers", "Vrijwilligers zijn mentor van nieuwkomers en zien hen elke week, "
        "een jaar."),
        ("Eerste Stap", "Mentoren uit bedrijven worden gekoppeld aan jongeren die werk zoeken."),
        ("Hand in Hand", "Studenten zijn mentor van leerlingen, twee uur per week, op hun school."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LISTS)
def test_headings_with_a_paragraph_each_are_a_list(language: str) -> None:
    title, *parts = LISTS[language]
    page = read(title, *parts)
    assert screen(page).verdict == "list"
    listed = [one.description for one in listed_programmes(page)]
    assert [one.title for one in listed] == [name for name, _ in parts]
    assert all("url" not in one.metadata for one in listed)
    for one in listed:
        start = int(one.metadata["starts"])
        assert page.text[start : start + len(one.text)] == one.text


@pytest.mark.parametrize("path", ["articles/2021/03/programmes", "publications/overview"])
def test_the_address_of_a_list_says_nothing_of_entries_without_one(path: str) -> None:
    page = read(*LISTS["en"], path=path)
    assert len(listed_programmes(page)) == 3


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        (
            "The River mentoring programme",
            [
                ("For mentors", "You meet your mentee once a week for a year, one to one."),
                ("For mentees", "Your mentor helps you to find work. Sign up, it is free."),
                ("The meetings", "Mentor and mentee meet in the library, two hours a week."),
            ],
        ),
        (
            "Mentoring am Fluss",
            [
                ("Für wen", "Geflüchtete Frauen, die Arbeit suchen, finden hier eine Mentorin."),
                ("So funktioniert es", "Mentorin und Mentee bilden ein Tandem, zwei Stunden "
                "im Monat."),
                ("Wer zahlt", "Eine Stiftung fördert das Mentoring und die Ausbildung der "
                "Mentorinnen."),
            ],
        ),
        (
            "Programas de mentoría: el nuestro",
            [
                ("Requisitos", "Los mentores acompañan a jóvenes cada semana, durante un "
                "año entero."),
                ("¿Cómo participar?", "Los mentores se inscriben aquí; la formación es gratuita."),
                ("Duración", "Mentor y mentorado se ven dos horas a la semana, durante "
                "nueve meses."),
            ],
        ),
    ],
)  # fmt: skip
def test_the_parts_of_one_programme_are_no_list(title: str, parts: list[tuple[str, str]]) -> None:
    assert screen(read(title, *parts)).verdict == "programme"


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("River Friends", True),
        ("Mentoring am Fluss", True),
        ("Ankommenspatenschaften", True),
        ("Mentors", False),
        ("Die Mentorinnen", False),
        ("How it works", False),
        ("Pour qui", False),
        ("Wie melde ich mich?", False),
        ("Partners", False),
    ],
)
def test_names_of_things_and_headings_of_parts(heading: str, named: bool) -> None:
    assert is_name(heading) is named
