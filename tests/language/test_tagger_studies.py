"""What is asked, expected, lacking or made by oneself is no evidence; what is plain counts more."""

from __future__ import annotations

import numpy as np
import pytest

from language.tagger import Tagger
from language.tagger.context import read_passages
from language.tagger.evidence import list_evidence
from language.tagger.figures import BARE
from language.tagger.levels import favour_carried

TAGGER = Tagger()
CODES = ("output_counts", "outcome_monitoring", "external_evaluation", "comparison_group")


def _stated(language: str, text: str) -> set[str]:
    """The levels that a phrase or a figure with its word carries."""
    return {one.value for part in read_passages(text, language) for one in list_evidence(part)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How many of the 40 mentees found work has not been published."),
        ("fr", "Le site ne dit pas combien ont trouvé du travail."),
        ("de", "Wie viele danach Arbeit fanden, wurde nicht erhoben."),
        ("nl", "Hoeveel deelnemers werk vonden, is niet bekend."),
        ("sv", "Hur många som fick arbete redovisas inte."),
        ("da", "Hvor mange der kom i arbejde, er ikke opgjort."),
    ],
)
def test_a_result_that_is_only_asked_for_is_none(language: str, text: str) -> None:
    assert "outcome_monitoring" not in _stated(language, text)


def test_a_result_that_is_asked_for_and_told_stays() -> None:
    assert "outcome_monitoring" in _stated(
        "en", "How many found work? Of 40 mentees 21 found work."
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Over 100 refugees were expected in the first year."),
        ("fr", "120 jeunes sont attendus la première année."),
        ("de", "Insgesamt 120 Teilnehmende sind geplant."),
        ("nl", "Voor dit jaar zijn 120 deelnemers voorzien."),
        ("es", "120 participantes previstos para el primer año."),
        ("sv", "120 deltagare planeras under första året."),
    ],
)
def test_people_who_were_only_expected_are_no_count(language: str, text: str) -> None:
    assert "output_counts" not in _stated(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A control group is missing."),
        ("de", "Eine Kontrollgruppe fehlt bisher."),
        ("fr", "Un groupe témoin fait défaut."),
        ("nl", "Een controlegroep ontbreekt."),
        ("sv", "En kontrollgrupp saknas."),
        ("da", "En kontrolgruppe mangler."),
    ],
)
def test_a_study_that_is_lacking_is_none(language: str, text: str) -> None:
    assert "comparison_group" not in _stated(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Universität Musterstadt wertete die Ergebnisse aus."),
        ("de", "Unabhängige Institute haben mehrere Jahrgänge untersucht."),
        ("da", "Et analysefirma har på bestilling undersøgt indsatsen."),
        ("nb", "Et forskningssenter har evaluert ordningen."),
        ("fr", "L'étude commandée par la région relève une confiance accrue."),
        ("nl", "Een onderzoek in opdracht van het fonds prees de aanpak."),
        ("fi", "Ministeriön tilaama tutkimus pitää mallia hyvänä."),
    ],
)
def test_somebody_from_outside_who_looked_is_an_evaluation(language: str, text: str) -> None:
    assert "external_evaluation" in _stated(language, text)


@pytest.mark.parametrize(
    ("language", "by_itself", "by_others"),
    [
        ("nl", "Een intern evaluatierapport is er.", "Een evaluatierapport is er."),
        ("da", "Foreningen lavede selv evalueringsrapporten.", "Der findes en evalueringsrapport."),
        ("sv", "En egen utvärderingsrapport finns.", "En utvärderingsrapport finns."),
    ],
)
def test_an_evaluation_of_ones_own_is_less_sure(
    language: str, by_itself: str, by_others: str
) -> None:
    def sure(text: str) -> float:
        found = (one for part in read_passages(text, language) for one in list_evidence(part))
        return max(
            (one.confidence for one in found if one.value == "external_evaluation"), default=0
        )

    assert sure(by_itself) < sure(by_others)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Wie tussen 18 en 33 is, geen werk heeft en nieuw is, kan meedoen."),
        ("en", "Anyone between 18 and 33 without work may join."),
        ("de", "Wer zwischen 18 und 33 ist und Arbeit sucht, kann mitmachen."),
        ("it", "Chi ha tra i 18 e i 33 anni e cerca lavoro può partecipare."),
    ],
)
def test_the_ends_of_a_range_count_nothing(language: str, text: str) -> None:
    found = [hit for part in read_passages(text, language) for hit in list_evidence(part)]
    assert not found


def _favoured(text: str) -> dict[str, float]:
    _, seen = TAGGER.describe(text, "en", ("evidence_level",))
    assert any(one.pattern != BARE for one in seen.mentions)
    return dict(zip(CODES, favour_carried(CODES, np.ones(len(CODES)), seen.mentions), strict=True))


def test_a_plain_count_is_favoured_and_a_few_are_not() -> None:
    assert _favoured("Since 2016 we have matched 240 pairs.")["output_counts"] > 1
    assert _favoured("Since 2016 we have matched 6 pairs.")["output_counts"] == 1


def test_a_result_without_a_word_for_it_falls_behind() -> None:
    told = _favoured("Since 2016 we have matched 240 pairs, and 90 of them found work.")
    bare = _favoured("Since 2016 we have matched 240 pairs.")
    assert bare["outcome_monitoring"] < 1 == told["outcome_monitoring"]


def test_who_compares_has_also_looked() -> None:
    looked = _favoured("Researchers evaluated the programme.")
    compared = _favoured("Researchers evaluated the programme with a control group.")
    assert looked["external_evaluation"] > 1 == looked["comparison_group"]
    assert compared["comparison_group"] > 1 == compared["external_evaluation"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Most of the volunteers are retired."),
        ("fr", "La plupart des bénévoles sont à la retraite."),
        ("de", "Die meisten Teilnehmenden wohnen in der Stadt."),
        ("nl", "De meeste deelnemers wonen in de stad."),
    ],
)
def test_a_share_counts_nobody(language: str, text: str) -> None:
    assert "output_counts" not in _stated(language, text)
