"""Turns of phrase that programme pages have for whom they serve, who mentors and what for."""

from __future__ import annotations

import pytest

from tests.language.tagging import accepted, proposed

SAID = [
    (
        "nl",
        "Taalmaatjes zijn er voor mensen met een vluchtachtergrond.",
        "target_group",
        "refugees",
    ),
    ("fr", "Le programme accueille des personnes en situation d'exil.", "target_group", "refugees"),
    ("es", "Acompañamos a personas en situación de refugio.", "target_group", "refugees"),
    (
        "en",
        "Volunteers mentor men of all ages in prisons across the region.",
        "target_group",
        "people_in_or_after_prison",
    ),
    ("en", "The mentors help to reduce reoffending.", "target_group", "people_in_or_after_prison"),
    (
        "cs",
        "Mentoři podporují lidi, kterým byl uložen alternativní trest.",
        "target_group",
        "people_in_or_after_prison",
    ),
    (
        "sv",
        "Projektet vänder sig till unga som inte kommit in på arbetsmarknaden.",
        "target_group",
        "disadvantaged_youth",
    ),
    ("da", "En mentor er en del af efterværnet for unge.", "target_group", "disadvantaged_youth"),
    (
        "pl",
        "Mentorzy towarzyszą młodzieży z pieczy zastępczej.",
        "target_group",
        "disadvantaged_youth",
    ),
    ("es", "Las mentoras ayudan a madres cabeza de familia.", "target_group", "single_parents"),
    ("sv", "Mentorerna kommer från näringslivet.", "mentor_type", "active_professionals"),
    (
        "fr",
        "Les parrains sont issus du monde professionnel.",
        "mentor_type",
        "active_professionals",
    ),
    ("es", "Los mentores vienen del mundo de la empresa.", "mentor_type", "active_professionals"),
    ("ca", "Els mentors venen del món de l'empresa.", "mentor_type", "active_professionals"),
    ("nb", "Mentorene har erfaring fra arbeidslivet.", "mentor_type", "active_professionals"),
    ("es", "El objetivo es que los jóvenes retomen la escuela.", "goal", "education_success"),
    ("sv", "Målet är att de går tillbaka till studier.", "goal", "education_success"),
    ("it", "Il mentore li aiuta a proseguire gli studi.", "goal", "education_success"),
    ("en", "Mentors help them to go back into education.", "goal", "education_success"),
    ("fr", "Les parrains ouvrent leur réseau relationnel.", "goal", "professional_network"),
    ("ca", "L'objectiu és la integració social i lingüística.", "goal", "language_learning"),
    ("en", "The Probation Service runs the project.", "stakeholder", "national_authority"),
    ("sv", "Försäkringskassan driver projektet.", "stakeholder", "national_authority"),
    (
        "de",
        "Das Projekt ist für Schülerinnen aus Migrationsfamilien.",
        "target_group",
        "immigrant_students",
    ),
]

NOT_SAID = [
    (
        "fr",
        "Le réseau réunit les missions locales et des associations.",
        "target_group",
        "disadvantaged_youth",
    ),
    (
        "es",
        "Después inician un curso de formación profesional.",
        "format",
        "training_included",
    ),
    ("en", "Volunteers are sought in each borough.", "stakeholder", "municipality"),
    ("de", "Die Paten kommen aus dem Landkreis.", "stakeholder", "municipality"),
    ("en", "Prisons are full, says the report.", "target_group", "people_in_or_after_prison"),
]


@pytest.mark.parametrize(("language", "text", "facet", "value"), SAID)
def test_what_a_page_says_is_found(language: str, text: str, facet: str, value: str) -> None:
    assert value in proposed(language, text, facet)


@pytest.mark.parametrize(("language", "text", "facet", "value"), NOT_SAID)
def test_what_a_page_does_not_say_is_not(language: str, text: str, facet: str, value: str) -> None:
    assert value not in accepted(language, text, facet)
