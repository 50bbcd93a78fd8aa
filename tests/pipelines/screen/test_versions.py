"""Language versions of one page that no hreflang tells of: real sites, the demonstration site."""

from __future__ import annotations

from pathlib import Path

from pipelines.describe import Description, describe
from pipelines.screen import screen
from pipelines.screen.versions import Page, find_versions

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
