"""A programme's page in two languages is one practice, also where the site links neither way."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.steps.documents import describe_documents
from pipelines.steps.grouping import group_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, Practice
from practices_db.practices import documents_of
from tests.pipelines.steps.conftest import HOST, SLUG, Install, link, page

HEADINGS = {
    "en": ("The Bridge", "For whom", "Who pays"),
    "de": ("Die Brücke", "Für wen", "Wer zahlt"),
}
TEXT = {
    "en": (
        "Mentors of the association Kontakt meet young refugees in Graz, Linz and Wels every week"
        " for six months. Since 2014 we have matched 312 pairs of mentor and mentee.",
        "It is for people between 16 and 25 years who live in Styria or Upper Austria, and who look"
        " for a job with the help of a mentor.",
        "We are paid by the city, by Caritas, by the ÖIF and by the fund Licht. A pair costs 740"
        " euros a year, of which 120 go to training.",
    ),
    "de": (
        "Mentorinnen und Mentoren des Vereins Kontakt treffen junge Geflüchtete in Graz, Linz und"
        " Wels jede Woche, sechs Monate lang. Seit 2014 haben wir 312 Tandems gebildet.",
        "Das Programm ist für Menschen zwischen 16 und 25 Jahren, die in der Steiermark oder in"
        " Oberösterreich leben und mit einer Mentorin Arbeit suchen.",
        "Uns bezahlen die Stadt, die Caritas, der ÖIF und der Fonds Licht. Ein Tandem kostet 740"
        " Euro im Jahr, davon 120 für die Ausbildung.",
    ),
}


def write(site: Path, language: str, head: str = "") -> None:
    parts = zip(HEADINGS[language], TEXT[language], strict=True)
    body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in parts)
    title = HEADINGS[language][0]
    page(site, f"{language}.html", f"<html><title>{title}</title>{head}<main>{body}</main></html>")


def languages_of_the_one_practice(install: Install) -> list[str]:
    """Read and group the site; the language of each document of its only practice."""
    installation = install()
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    group_documents(installation)
    with catalogue_session(installation.engine) as session:
        practice = session.scalars(select(Practice)).one()
        return [document.language for document, _, _ in documents_of(session, practice.id)]


def _named(language: str, path: str) -> str:
    return f"<link rel=alternate hreflang={language} href='https://{HOST}/{path}'>"


ODD_HEADS = {
    "each names itself for both": {"en": ("en.html", "en.html"), "de": ("de.html", "de.html")},
    "both name a page that is not there": {"en": ("en.html", "x.html"), "de": ("x.html", "x.html")},
    "both name the front page": {"en": ("", ""), "de": ("", "")},
    "one side alone": {"en": ("en.html", "de.html"), "de": ("de.html", "de.html")},
}


@pytest.mark.parametrize("heads", ODD_HEADS)
def test_what_a_site_says_of_its_languages_amiss_doubles_no_programme(
    site: Path, install: Install, heads: str
) -> None:
    for language, (english, german) in ODD_HEADS[heads].items():
        write(site, language, _named("en", english) + _named("de", german))
    link(site, "en.html", "de.html")
    assert len(languages_of_the_one_practice(install)) == 2


def test_two_languages_are_one_practice(site: Path, install: Install) -> None:
    write(site, "en")
    write(site, "de")
    link(site, "en.html", "de.html")
    assert set(languages_of_the_one_practice(install)) == {"en", "de"}


def test_a_version_that_became_another_page_is_let_go(site: Path, install: Install) -> None:
    write(site, "en")
    write(site, "de")
    link(site, "en.html", "de.html")
    installation = install()
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    page(site, "de.html", "<html><main><h1>Umzug</h1><p>Wir sind umgezogen.</p></main></html>")
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    with catalogue_session(installation.engine) as session:
        for document in session.scalars(select(Document)):
            assert "versions" not in document.about, document.canonical_url


SHORT = {
    "en": (
        "Side by side",
        "Mentors of the association Kontakt meet young refugees in {town} every week for 12 months."
        " We have matched {pairs} pairs of mentor and mentee since {year}.",
    ),
    "fr": (
        "Pas à pas",
        "Les mentors de l'association Kontakt accompagnent de jeunes réfugiés de {town} chaque"
        " semaine pendant 12 mois. Nous avons formé {pairs} binômes depuis {year}.",
    ),
}


def write_short(site: Path, language: str, name: str, town: str, pairs: int, year: int) -> None:
    title, text = SHORT[language]
    told = f"<h1>{title}</h1><p>{text.format(town=town, pairs=pairs, year=year)}</p>"
    page(site, f"{language}/{name}.html", f"<html><title>{title}</title><main>{told}</main></html>")


def test_short_pages_at_one_address_but_for_the_language(site: Path, install: Install) -> None:
    """Two programmes in two languages each; a third one stands so for two countries."""
    told = {"girls": ("Graz", 312, 2014), "boys": ("Linz", 48, 2019)}
    for language in SHORT:
        for name, figures in told.items():
            write_short(site, language, name, *figures)
    write_short(site, "en", "elders", "Wels", 77, 2021)
    write_short(site, "fr", "elders", "Lyon", 95, 2016)
    paths = [f"{language}/{name}.html" for language in SHORT for name in (*told, "elders")]
    link(site, *paths)
    installation = install()
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    with catalogue_session(installation.engine) as session:
        found = {
            one.canonical_url.rpartition("/")[2]: one.about.get("versions")
            for one in session.scalars(select(Document))
        }
    assert found.pop("elders.html") is None
    assert all(found.pop(f"{name}.html") for name in told)
