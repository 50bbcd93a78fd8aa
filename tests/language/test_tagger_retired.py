"""Retired volunteers in many languages: where the two words touch, who mentors is said plainly."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from language.encoder import open_encoder
from language.tagger import ACCEPT, Tagger
from language.tagger.artefact import SHIPPED, read_model
from language.tagger.phrases import find_concepts
from practices_db.settings import load_settings

RETIRED = ("mentor_type", "retired_professionals")

TOLD = [
    ("en", "Retired volunteers mentor young refugees looking for work."),
    ("fr", "Le programme met en relation des bénévoles retraités et des demandeurs d'emploi."),
    ("nl", "Gepensioneerde vrijwilligers begeleiden jonge vluchtelingen naar werk."),
    ("de", "Pensionierte Ehrenamtliche begleiten junge Geflüchtete in den Beruf."),
    ("es", "Voluntarios jubilados acompañan a jóvenes refugiados en la búsqueda de empleo."),
    ("it", "Volontari in pensione accompagnano giovani rifugiati nella ricerca di lavoro."),
    ("pt", "Voluntários reformados acompanham jovens refugiados na procura de emprego."),
    ("sv", "Pensionerade volontärer stödjer unga flyktingar på vägen till arbete."),
    ("da", "Pensionerede frivillige hjælper unge flygtninge i job."),
    ("nb", "Pensjonerte frivillige hjelper unge flyktninger i arbeid."),
    ("fi", "Eläkkeellä olevat vapaaehtoiset tukevat nuoria pakolaisia työnhaussa."),
    ("pl", "Emerytowani wolontariusze wspierają młodych uchodźców w poszukiwaniu pracy."),
    ("cs", "Penzionovaní dobrovolníci pomáhají mladým uprchlíkům najít práci."),
    ("ca", "Voluntaris jubilats acompanyen joves refugiats en la cerca de feina."),
    ("el", "Συνταξιούχοι εθελοντές στηρίζουν νέους πρόσφυγες στην αναζήτηση εργασίας."),
    ("uk", "Волонтери-пенсіонери допомагають молодим біженцям знайти роботу."),
    ("sk", "Penzionovaní dobrovoľníci pomáhajú mladým utečencom nájsť prácu."),
    ("lv", "Pensionēti brīvprātīgie palīdz jauniem bēgļiem atrast darbu."),
    ("ru", "Волонтёры-пенсионеры помогают молодым беженцам найти работу."),
]

NOT_TOLD = [
    ("en", "The course is for retired volunteers who want to learn French."),
    ("en", "No retired volunteers are sought: mentors are in work."),
    ("fr", "Des bénévoles rendent visite à des retraités isolés."),
]


@pytest.fixture(scope="module")
def confidence() -> Mapping[tuple[str, str], float]:
    """How sure the shipped classifier is that mentors are retired, by language and text."""
    tagger = Tagger(open_encoder(load_settings(), "exact"), read_model(SHIPPED))
    texts = [*TOLD, *NOT_TOLD]
    found = tagger.tag_many([(text, language, None) for language, text in texts])
    return {
        key: max(
            (tag.confidence for tag in one.tags if (tag.facet, tag.value) == RETIRED), default=0
        )
        for key, one in zip(texts, found, strict=True)
    }


@pytest.mark.parametrize("case", TOLD)
def test_retired_volunteers_are_retired(
    confidence: Mapping[tuple[str, str], float], case: tuple[str, str]
) -> None:
    assert confidence[case] >= ACCEPT


@pytest.mark.parametrize("case", NOT_TOLD)
def test_retired_people_who_are_served_or_not_sought_do_not_mentor(
    confidence: Mapping[tuple[str, str], float], case: tuple[str, str]
) -> None:
    assert confidence[case] < 0.6  # what it would be raised to


@pytest.mark.parametrize(
    "query",
    [
        "bénévoles retraités",
        "penzionovaní dobrovolníci",
        "pensionēti brīvprātīgie",
        "волонтери-пенсіонери",  # "volontery" is a word of several neighbours, one of them twice
        "eläkkeellä olevat vapaaehtoiset",
    ],
)
def test_a_query_for_them_names_both(query: str) -> None:
    named = {(hit.facet, hit.code) for hit in find_concepts(query)}
    assert {RETIRED, ("mentor_type", "community_volunteers")} <= named
