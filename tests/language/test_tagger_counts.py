"""Counts in words: dozens, teens and tens of those who took part."""

from __future__ import annotations

import time

import pytest

from language.tagger.context import read_passages
from language.tagger.evidence import list_evidence
from language.tagger.figures import is_range


def _counts(language: str, text: str) -> list[tuple[str, float]]:
    return [
        (text[one.start : one.end], one.confidence)
        for passage in read_passages(text, language)
        for one in list_evidence(passage)
        if one.value == "output_counts"
    ]


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "Some eighty pairs have been formed.", "eighty pairs"),
        ("en", "A dozen mentees took part last year.", "A dozen mentees"),
        ("fr", "Une trentaine de jeunes ont participé depuis 2019.", "Une trentaine de jeunes"),
        ("de", "Siebzig Paare haben seither zusammengefunden.", "Siebzig Paare"),
        ("de", "Zwölf davon waren schon im Vorjahr dabei.", "Zwölf davon"),
        ("nl", "Een tiental duo's is inmiddels gevormd.", "Een tiental duo's"),
        ("es", "Se han formado ya una veintena de parejas.", "una veintena de parejas"),
        ("it", "Finora hanno partecipato una quindicina di coppie.", "una quindicina di coppie"),
        ("pt", "Já participaram uma dúzia de pessoas.", "uma dúzia de pessoas"),
        ("sv", "Hittills har nitton par matchats.", "nitton par"),
        ("da", "En snes par er hidtil blevet matchet.", "En snes par"),
        ("nb", "Til sammen har fjorten par møttes.", "fjorten par"),
        ("fi", "Tähän mennessä on ollut kolmetoista paria.", "kolmetoista paria"),
        ("pl", "Łącznie było już kilkanaście par.", "kilkanaście par"),
        ("cs", "Celkem bylo čtrnáct dvojic.", "čtrnáct dvojic"),
        ("ca", "Ja han participat una vintena de persones.", "una vintena de persones"),
    ],
)
def test_counts_in_words_are_counts(language: str, text: str, quote: str) -> None:
    assert any(found == quote and sure >= 0.5 for found, sure in _counts(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Each pair meets a dozen times."),
        ("fr", "Une douzaine d'heures de formation sont prévues."),
        ("es", "Cada grupo admite hasta una docena de personas."),
        ("de", "Im Jahr gibt es ein Dutzend Plätze."),
        ("it", "È previsto l'arrivo di una trentina di persone."),
        ("sv", "Projektet planerar för nitton deltagare."),
    ],
)
def test_hours_places_and_plans_are_none(language: str, text: str) -> None:
    assert not [one for one in _counts(language, text) if one[1] >= 0.5]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une trentaine de jeunes ont participé."),
        ("es", "Una veintena de parejas se han formado."),
        ("it", "Una quarantina di coppie hanno partecipato."),
    ],
)
def test_a_score_is_as_large_as_twenty_in_digits(language: str, text: str) -> None:
    assert max(sure for _, sure in _counts(language, text)) >= 0.65


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "68 % of the mentees found a job."),
        ("en", "Seven mentees out of ten found a job."),
        ("fr", "Quatre jeunes sur dix ont trouvé un emploi."),
        ("fr", "68 % des filleuls ont un emploi."),
        ("de", "43 Prozent der Teilnehmenden fanden eine Stelle."),
        ("nl", "Acht deelnemers op de tien vonden werk."),
        ("es", "El 40 por ciento de las participantes encontró empleo."),
        ("it", "Sei partecipanti su dieci lavorano."),
        ("sv", "Sju deltagare av tio har fått jobb."),
        ("nb", "60 prosent av deltakerne er i jobb."),
    ],
)
def test_a_share_counts_nobody_but_tells_a_result(language: str, text: str) -> None:
    levels = {
        one.value for passage in read_passages(text, language) for one in list_evidence(passage)
    }
    assert levels == {"outcome_monitoring"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les trois quarts d'entre eux (76 %) avaient un emploi."),
        ("fr", "68 % des filleul(e)s ont un emploi."),
        ("en", "Most of them (54) found a job."),
        ("de", "Fast alle (19) fanden eine Stelle."),
    ],
)
def test_brackets_around_a_number_do_not_part_it(language: str, text: str) -> None:
    found = [
        one
        for passage in read_passages(text, language)
        for one in list_evidence(passage)
        if one.rule == "rule:figure" and one.value == "outcome_monitoring"
    ]
    assert found


def test_a_bracket_between_two_matters_does() -> None:
    text = "Since 2015 some 54 (source: the annual report) jobs are listed."
    passage = read_passages(text, "en")[0]
    assert not [one for one in list_evidence(passage) if one.rule == "rule:figure"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Mentorit kokoontuivat 26.11. ja 12.12. kirjastolla."),
        ("de", "Am 14.3.2019 trafen sich Mentoren und Mentees."),
        ("nb", "Mentorene møttes 05.09. kl. 17.30."),
        ("cs", "Dne 21. 10. se sešli mentoři a děti."),
        ("fr", "Le 12/03/2021, mentors et jeunes se sont réunis."),
    ],
)
def test_a_date_counts_nobody(language: str, text: str) -> None:
    assert not _counts(language, text)


def test_a_count_at_the_end_of_a_sentence_still_counts() -> None:
    assert _counts("de", "Seit 14.3.2019 waren es 26 Paare. 30 davon blieben.")


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "We have matched 300 mentees in three years.", "300 mentees"),
        ("en", "Forty pairs in four towns have met so far.", "Forty pairs"),
        ("fr", "120 filleuls sur deux sites ont particip\u00e9.", "120 filleuls"),
        ("de", "150 Jugendliche von drei Schulen haben teilgenommen.", "150 Jugendliche"),
        ("nl", "120 leerlingen op de vier scholen hebben deelgenomen.", "120 leerlingen"),
        ("it", "80 ragazzi su due anni hanno partecipato.", "80 ragazzi"),
        ("es", "Participaron 50 j\u00f3venes de cada ciudad.", "50 j\u00f3venes"),
        ("pt", "Participaram 20 jovens em cada escola.", "20 jovens"),
        ("sv", "300 ungdomar av tre nationaliteter deltog.", "300 ungdomar"),
        ("fi", "300 nuorta kolmesta kaupungista osallistui.", "300 nuorta"),
        (
            "pl",
            "Wzi\u0119\u0142o udzia\u0142 200 uczni\u00f3w z dziesi\u0119ciu szk\u00f3\u0142.",
            "200 uczni\u00f3w",
        ),
    ],
)
def test_people_of_three_schools_are_no_share(language: str, text: str, quote: str) -> None:
    assert any(found == quote and sure >= 0.5 for found, sure in _counts(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "80 de cada 100 participantes se han quedado."),
        ("en", "Nine mentees out of ten took part until the end."),
        ("pl", "Siedmiu uczestnik\u00f3w na dziesi\u0119ciu by\u0142o zadowolonych."),
    ],
)
def test_so_many_of_so_many_are_a_share(language: str, text: str) -> None:
    assert not [one for one in _counts(language, text) if one[1] >= 0.5]


@pytest.mark.parametrize("letters", ["1", "1 ", "1.1 ", "1-1"])
def test_a_line_of_numbers_takes_no_longer(letters: str) -> None:
    started = time.monotonic()
    for passage in read_passages(letters * 20_000, "en"):
        is_range(passage, (passage.start, passage.start + 1))
    assert time.monotonic() - started < 5
