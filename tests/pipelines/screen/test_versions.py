"""Language versions of one page that no hreflang tells of: real sites, the demonstration site."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.describe import Description, describe
from pipelines.screen import screen
from pipelines.screen.versions import Page, find_versions, shared_address

DEMO = Path(__file__).parents[3] / "pipelines" / "demo" / "site"


def read(root: Path) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for file in sorted(root.rglob("*.htm*")):
        url = f"https://site.example/{file.relative_to(root)}".removesuffix("index.html")
        found = describe(file.read_bytes(), None, url, {})
        if isinstance(found, Description):
            levels = [section.level for section in found.sections]
            pages[url] = Page(found.language, found.text, screen(found).verdict, levels)
    return pages


def sets(root: Path) -> set[frozenset[str]]:
    """The pages that are versions of one another, by path."""
    found = find_versions(read(root))
    together = ({url, *versions.values()} for url, versions in found.items())
    return {frozenset(url.removeprefix("https://site.example/") for url in one) for one in together}


def test_a_guide_in_four_languages_without_hreflang(shared: Path) -> None:
    guide = frozenset({
        "en/resources/how-to-be-a-good-allied/",
        "es/recursos/guia-del-buen-amigo/",
        "nl/bronnen/de-gids-van-de-goede-bondgenoot/",
        "pl/surowce/przewodnik-dobrego-sojusznika/",
    })  # fmt: skip
    assert sets(shared / "sites/chayn-be/site") == {guide}


def test_a_post_in_two_languages_among_hundreds_of_pages(shared: Path) -> None:
    assert sets(shared / "sites/we-are-ols/site") == {
        frozenset({"posts/2022/08/10/bienvenida-paz/", "posts/2022/08/10/welcome-paz/"})
    }


def test_programmes_of_the_demonstration_site() -> None:
    found = sets(DEMO)
    assert {"en/programmes/duo-for-a-job.html", "fr/programmes/duo-for-a-job.html"} in found
    assert {
        "da/indsatser/kvinfo-mentornetvaerk.html",
        "en/network/kvinfo-mentor-network.html",
    } in found
    assert len(found) == 2


def test_two_programmes_of_one_organisation_are_no_versions() -> None:
    same = "Our partners are Red Cross, Caritas, UNHCR and the City of Ghent since 2014 and 2019."
    pages = {
        "https://a.example/en": Page("en", f"Mentors for pupils. {same}", "programme", [1]),
        "https://a.example/fr": Page("fr", f"Un duo pour un emploi. {same}", "programme", [1]),
    }
    assert find_versions(pages) == {}


SHORT = {
    "en": "Mentors of Kontakt meet young people in Graz every week for 12 months, since 2014.",
    "fr": "Les mentors de Kontakt voient chaque semaine des jeunes de Graz, 12 mois, depuis 2014.",
}


def _short(first: str, second: str, *, then: str = "2014") -> dict[str, dict[str, str]]:
    """What is found of two short pages at these addresses; the second one gives that year."""
    return find_versions({
        f"https://a.example/{first}": Page("en", SHORT["en"], "programme", [1]),
        f"https://a.example/{second}": Page(
            "fr", SHORT["fr"].replace("2014", then), "programme", [1]
        ),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("en/programme", "fr/programme"),
        ("programme?lang=en", "programme?lang=fr"),
        ("programme.en.html", "programme.fr.html"),
        ("programme_en-GB", "programme_fr-FR"),
    ],
)
def test_short_pages_at_addresses_that_differ_in_the_language(first: str, second: str) -> None:
    assert len(_short(first, second)) == 2
    assert _short(first, second, then="2019") == {}  # another programme, of another country


@pytest.mark.parametrize(
    ("first", "second"),
    [("en/programme", "fr/tandem"), ("uk/programme", "be/programme"), ("a/en", "b/fr"),
     ("en/programme", "programme")],
)  # fmt: skip
def test_short_pages_at_other_addresses_are_left_apart(first: str, second: str) -> None:
    assert _short(first, second) == {}


def test_what_all_pages_of_a_site_say_joins_no_two_of_them() -> None:
    pages = {
        f"https://a.example/{language}/{name}": Page(
            language, f"{name.title()}. {SHORT[language]}", "programme", [1]
        )
        for language in SHORT
        for name in ("programme", "tandem")
    }
    assert find_versions(pages) == {}


@pytest.mark.parametrize(
    ("url", "shared"),
    [
        ("https://a.example/en/tandem", "a.example/*/tandem?"),
        ("https://a.example/tandem?lang=en", "a.example/tandem?lang=*"),
        ("https://a.example/de/tandem", ""),  # the code of another language
        ("https://a.example/en/tandem/en", ""),
        ("https://a.example/en/tandem-en", "a.example/*/tandem-en?"),
        ("https://a.example/en/", ""),
        ("https://a.example/en/index.html", ""),
        ("https://en.example/tandem", ""),
    ],
)
def test_addresses_that_are_one_but_for_a_code(url: str, shared: str) -> None:
    assert shared_address(url, "en") == shared
