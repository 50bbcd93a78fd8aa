"""Evidence and what must stand in its quote: sentences made up for it, in several languages."""

from __future__ import annotations

import pytest

from language.tagger import ACCEPT, Tagger

TAGGER = Tagger()


def _evidence(language: str, text: str) -> set[tuple[str, str]]:
    tags = TAGGER.tag(text, language).tags
    return {(tag.value, tag.quote) for tag in tags if tag.facet == "evidence_level"}


@pytest.mark.parametrize(
    ("language", "text", "value", "quote"),
    [
        ("en", "Since 2012 the club has matched 240 pairs.", "output_counts", "240 pairs"),
        ("de", "Bisher wurden 85 Tandems gebildet.", "output_counts", "85 Tandems"),
        ("fr", "Depuis 2015, 130 binômes ont été formés.", "output_counts", "130 binômes"),
        (
            "de",
            "Bisher wurden rund 1.350 Patenschaften gestiftet.",
            "output_counts",
            "1.350 Patenschaften",
        ),
        ("nl", "Vorig jaar zijn er 60 duo's gevormd.", "output_counts", "60 duo's"),
        ("fi", "Ohjelmaan on osallistunut 45 henkilöä.", "output_counts", "45 henkilöä"),
        ("it", "Finora sono state formate 70 coppie.", "output_counts", "70 coppie"),
        (
            "sv",
            "Av deltagarna har 35 fått jobb.",
            "outcome_monitoring",
            "35 fått jobb",
        ),
        (
            "en",
            "A year later 58 of the participants were in paid work.",
            "outcome_monitoring",
            "58 of the participants were in paid work",
        ),
        (
            "en",
            "Researchers interviewed both sides.",
            "external_evaluation",
            "Researchers interviewed",
        ),
    ],
)
def test_evidence_is_quoted_by_what_supports_it(
    language: str, text: str, value: str, quote: str
) -> None:
    assert (value, quote) in _evidence(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The programme is called Northern Lights."),
        ("de", "Das Mentoring ist 1 zu 1 mit einem Paten."),
        ("en", "Mentoring takes place 1 to 1 with a volunteer."),
        ("it", "Un volontario di 25 anni aiuta i ragazzi."),
        ("fr", "Le binôme se voit pendant 12 mois."),
        ("en", "Mentees meet in groups of 12 people."),
        ("de", "Pro Gruppe sind es bis zu 8 Teilnehmende."),
        ("en", "The course costs 40 euros for participants."),
        ("en", "By 2030 the organisers hope to match 500 pairs."),
        ("fi", "Työttömyys on suurempi verrattuna koko väestöön."),
        ("en", "The mentors are researchers at the university."),
    ],
)
def test_what_is_no_figure_of_the_programme_is_no_evidence(language: str, text: str) -> None:
    assert _evidence(language, text) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Finding a job is not the aim."),
        ("de", "Eine Stelle wird nicht versprochen."),
        ("fr", "Trouver un emploi n'est pas l'objectif."),
        ("nl", "Werk vinden is niet het doel."),
        ("es", "Encontrar trabajo no es el objetivo."),
        ("fi", "Työn löytäminen ei ole tavoite."),
    ],
)
def test_a_goal_that_is_disclaimed_behind_its_back_is_none(language: str, text: str) -> None:
    tags = TAGGER.tag(text, language).tags
    assert not [tag for tag in tags if tag.facet == "goal"]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fi", "Hän on koulutettu sairaanhoitaja.", "training_included"),
        ("sv", "Mentorerna är privatpersoner.", "individual_donations"),
        ("fr", "Après une période d'essai, le binôme continue.", "workplace"),
    ],
)
def test_words_of_another_meaning_are_no_tag(language: str, text: str, value: str) -> None:
    assert value not in {tag.value for tag in TAGGER.tag(text, language).tags}


@pytest.mark.parametrize(
    ("language", "text", "facet", "value"),
    [
        ("en", "The employment service looks after them.", "goal", "employment"),
        ("fi", "Mentorit ovat korkeakoulutettuja osaajia.", "stakeholder", "university"),
        ("de", "Spenden sollen eine halbe Stelle finanzieren.", "goal", "employment"),
        ("ca", "Els grups tenen 2-5 persones voluntàries.", "participants", "5"),
    ],
)
def test_a_piece_of_something_else_is_no_tag(
    language: str, text: str, facet: str, value: str
) -> None:
    tags = TAGGER.tag(text, language).tags
    assert not [tag for tag in tags if (tag.facet, tag.value) == (facet, value)]


def test_the_figures_of_a_statistics_office_are_no_sure_evidence() -> None:
    text = "Enligt siffror från SCB saknar 154 000 personer ett arbete."
    tags = TAGGER.tag(text, "sv").tags
    assert all(tag.confidence < ACCEPT for tag in tags if tag.facet == "evidence_level")
