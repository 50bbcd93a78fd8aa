"""Pages of organisations: those that are a programme, and those that only speak of themselves."""

from __future__ import annotations

import pytest

from pipelines.screen import screen
from tests.pipelines.screen.pages import OWN, page, read


@pytest.mark.parametrize("language", OWN)
def test_a_programme_whose_page_is_headed_so_is_one(language: str) -> None:
    title, text = OWN[language]
    for path in ("page", "about-us", "ueber-uns"):
        assert screen(read(title, text, path=path)).verdict == "programme"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Our concept", OWN["en"][1]),
        ("Unser Konzept", OWN["de"][1]),
        ("Il nostro progetto", OWN["it"][1]),
        ("Zasady", OWN["pl"][1]),
        ("Vårt projekt", OWN["sv"][1]),
        ("Nuestro proyecto", OWN["es"][1]),
    ],
)
def test_a_title_that_says_little_hides_no_programme(title: str, text: str) -> None:
    assert screen(read(title, text)).verdict == "programme"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "About the network",
            "The network collects portraits of mentoring programmes. It does not match mentors "
            "with mentees. The board, the office and the working groups meet twice a year.",
        ),
        (
            "Impressum",
            "Verein Mentoring Brücke. Vorstand und Geschäftsstelle sind im Vereinsregister "
            "eingetragen. Haftung: Das Mentoring und die Tandems sind ein Angebot des Vereins.",
        ),
        (
            "Mentions légales",
            "Ce site du mentorat Le Pont est édité par l'association. Données personnelles et "
            "cookies : les mentors et les binômes peuvent demander leur suppression.",
        ),
        (
            "Over ons",
            "Wij verzamelen portretten van mentorprogramma's. Het bestuur en het secretariaat van "
            "de vereniging werken zonder loon; de statuten liggen ter inzage.",
        ),
    ],
)
def test_pages_of_the_organisation_are_no_programmes(title: str, text: str) -> None:
    assert screen(page(title, text, "page")).verdict == "other"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "About us",
            "The association speaks for mentoring in politics and the press. It was founded in "
            "1998 and has a board of seven. Mentoring needs friends, and the board finds them.",
        ),
        (
            "Über uns",
            "Der Verband vertritt das Mentoring gegenüber der Politik. Der Vorstand wird von der "
            "Mitgliederversammlung gewählt; die Geschäftsstelle liegt am Markt.",
        ),
        (
            "Chi siamo",
            "L'associazione rappresenta il mentoring presso le istituzioni. Il consiglio direttivo "
            "è eletto dall'assemblea; la sede legale è in piazza.",
        ),
        (
            "Regulamin",
            "Regulamin określa, jak korzystać ze strony o mentoringu. Dane osobowe i pliki cookies "
            "są chronione; administratorem danych osobowych jest stowarzyszenie.",
        ),
    ],
)
def test_an_organisation_that_offers_none_stays_out(title: str, text: str) -> None:
    assert screen(read(title, text)).verdict == "other"
