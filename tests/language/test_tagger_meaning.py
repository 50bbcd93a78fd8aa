"""Values by meaning alone on pages: what else stands on a page does not tell how mentors meet."""

from __future__ import annotations

import pytest

from language.tagger import ACCEPT, Tagger, open_tagger
from language.tagger.training.surroundings import load_paragraphs
from practices_db.settings import load_settings

PROGRAMME = {
    "en": "Volunteers mentor young refugees. Each mentor accompanies one of them for a year.",
    "de": "Ehrenamtliche begleiten junge Geflüchtete. Jede Mentorin begleitet einen von ihnen.",
    "fr": "Des bénévoles accompagnent de jeunes réfugiés. Chaque mentor en accompagne un seul.",
    "sv": "Frivilliga stöttar unga flyktingar. Varje mentor följer en av dem under ett år.",
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return open_tagger(load_settings())


def formats(tagger: Tagger, texts: list[tuple[str, str, None]]) -> int:
    """How many formats are told by meaning alone, in all of the texts."""
    return sum(
        tag.facet == "format" and tag.method == "model:meaning" and tag.confidence >= ACCEPT
        for found in tagger.tag_many(texts)
        for tag in found.tags
    )


def test_pages_that_describe_no_programme_seldom_state_a_format_by_meaning(tagger: Tagger) -> None:
    pages = [
        ("\n\n".join([*known, *known][at : at + 5]), language, None)
        for language, known in load_paragraphs().items()
        for at in range(len(known))
    ]
    assert formats(tagger, pages) < 0.4 * len(pages)


def test_a_short_description_states_its_format_by_meaning(tagger: Tagger) -> None:
    assert formats(tagger, [(text, language, None) for language, text in PROGRAMME.items()]) >= 3
