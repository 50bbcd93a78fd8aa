"""What a sentence tells of a figure besides its value, and what only looks like it."""

from __future__ import annotations

import pytest

from language.tagger import Tagger

TAGGER = Tagger()
KEYS = ("window", "denominator", "definition", "year")


def _told(language: str, text: str) -> dict[str, dict[str, object]]:
    return {
        tag.value: {key: tag.detail[key] for key in KEYS if key in tag.detail}
        for tag in TAGGER.tag(text, language).tags
        if tag.facet in {"outcome", "cost"}
    }


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("en", "67 % found work within twelve months.", 12),
        ("en", "Within a year of leaving, 67 % found work.", 12),
        ("en", "After half a year 67 % were in work.", 6),
        ("en", "Six months after the programme ended, 67 % were in employment.", 6),
        ("de", "Nach sechs Monaten waren 67 Prozent in Arbeit.", 6),
        ("de", "67 % waren innerhalb eines Jahres in Arbeit.", 12),
        ("de", "Ein Jahr nach dem Ende waren 67 % in Beschäftigung.", 12),
        ("fr", "Un an après, 67 % ont trouvé un emploi.", 12),
        ("fr", "67 % ont trouvé un emploi dans les six mois.", 6),
        ("nl", "67 % vond werk binnen zes maanden.", 6),
        ("nl", "Een jaar later had 67 % een baan gevonden.", 12),
        ("es", "El 67 % encontraron trabajo al cabo de un año.", 12),
        ("es", "Seis meses después, el 67 % encontraron trabajo.", 6),
        ("it", "Entro sei mesi il 67 % ha trovato lavoro.", 6),
        ("it", "Il 67 % ha trovato un impiego un anno dopo.", 12),
        ("pt", "Seis meses depois, 67 % encontraram trabalho.", 6),
        ("pt", "67 % conseguiram emprego no prazo de um ano.", 12),
        ("sv", "Efter sex månader hade 67 procent fått jobb.", 6),
        ("sv", "67 % fick arbete inom ett år.", 12),
        ("da", "67 procent kom i job inden for seks måneder.", 6),
        ("da", "Et år senere var 67 % i beskæftigelse.", 12),
        ("nb", "67 prosent fikk jobb innen tolv måneder.", 12),
        ("nb", "Etter seks måneder var 67 % i arbeid.", 6),
        ("fi", "67 % työllistyi kuuden kuukauden kuluttua.", 6),
        ("fi", "Vuoden kuluessa 67 % työllistyi.", 12),
        ("pl", "Po sześciu miesiącach 67 % podjęło pracę.", 6),
        ("pl", "W ciągu roku 67 % znalazło pracę.", 12),
        ("cs", "Do roka našlo práci 67 %.", 12),
        ("cs", "67 % našlo práci během 6 měsíců.", 6),
        ("ca", "Al cap d'un any, el 67 % han trobat feina.", 12),
        ("ca", "Sis mesos després, el 67 % han trobat feina.", 6),
    ],
)
def test_the_time_after_which_it_was_measured_is_read(
    language: str, text: str, months: int
) -> None:
    assert _told(language, text)["67"].get("window") == months


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "After six months of mentoring 67 % found work."),
        ("en", "The tandems meet for six months and 67 % found work."),
        ("en", "After two years the association reported that 67 % found work."),
        ("en", "67 % found work within a year and a half."),
        ("en", "67 % found work within six to twelve months."),
        ("en", "In the first six months of the project 67 % found work."),
        ("en", "Within a year of its foundation, 67 % found work."),
        ("en", "67 % found work, and a year later the office moved."),
        ("da", "67 % kom i job, og et år senere flyttede kontoret."),
        ("en", "67 % found work, two years after the scheme was launched."),
        ("de", "Nach sechs Monaten Mentoring waren 67 % in Arbeit."),
        ("de", "Innerhalb von zwölf Monaten treffen sie sich wöchentlich, 67 % fanden Arbeit."),
        ("de", "Nach zwei Jahren zogen wir Bilanz: 67 % fanden Arbeit."),
        ("fr", "Après six mois de parrainage, 67 % ont trouvé un emploi."),
        ("es", "Al cabo de un año y medio, el 67 % encontraron trabajo."),
        ("fi", "67 % työllistyi puolentoista vuoden kuluttua."),
        ("pl", "Półtora roku później 67 % znalazło pracę."),
        ("cs", "Do roka a půl našlo práci 67 %."),
        ("sv", "Programmet pågår i sex månader, 67 % fick jobb."),
        ("ro", "După șase luni, 67 % au găsit de lucru."),
    ],
)
def test_other_stretches_of_time_are_no_window(language: str, text: str) -> None:
    assert "window" not in _told(language, text)["67"]


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        ("en", "54 % of participants found work.", "participants"),
        ("en", "Of the 120 who completed, 54 % found work.", "finished"),
        ("en", "54 % of the participants who completed the course found work.", "finished"),
        ("en", "Among those looking for work, 54 % found a job.", "seeking_work"),
        ("en", "54 % of respondents were satisfied.", "answered"),
        ("en", "54 % of our mentors were satisfied.", "mentors"),
        (
            "de",
            "Von den 120, die das Programm abgeschlossen haben, fanden 54 % Arbeit.",
            "finished",
        ),
        ("de", "54 % der Teilnehmerinnen und Teilnehmer fanden Arbeit.", "participants"),
        ("de", "54 Prozent der Befragten waren zufrieden.", "answered"),
        ("de", "54 Prozent der Absolventinnen fanden Arbeit.", "finished"),
        ("fr", "54 % des participants ont trouvé un emploi.", "participants"),
        ("fr", "54 % des demandeurs d'emploi ont trouvé un emploi.", "seeking_work"),
        ("nl", "54 % van de deelnemers vond werk.", "participants"),
        ("nl", "54 % van de ondervraagden is tevreden.", "answered"),
        ("es", "El 54 % de las participantes encontraron trabajo.", "participants"),
        ("es", "El 54 % de los que terminaron encontraron trabajo.", "finished"),
        ("it", "Il 54 % dei partecipanti ha trovato lavoro.", "participants"),
        ("it", "Il 54 % degli intervistati è soddisfatto.", "answered"),
        ("pt", "54 % dos participantes encontraram trabalho.", "participants"),
        ("pt", "54 % das que concluíram encontraram trabalho.", "finished"),
        ("sv", "54 procent av deltagarna fick jobb.", "participants"),
        ("sv", "54 % av de som fullföljde fick jobb.", "finished"),
        ("da", "54 % af de ledige kom i job.", "seeking_work"),
        ("da", "54 % af deltagerne kom i job.", "participants"),
        ("nb", "54 % av deltakerne fikk jobb.", "participants"),
        ("nb", "54 % av de spurte er fornøyd.", "answered"),
        ("fi", "Osallistujista 54 % työllistyi.", "participants"),
        ("fi", "54 % vastaajista oli tyytyväisiä.", "answered"),
        ("pl", "54 % uczestników znalazło pracę.", "participants"),
        ("pl", "54 % absolwentów znalazło pracę.", "finished"),
        ("cs", "54 % účastníků našlo práci.", "participants"),
        ("cs", "54 % dotázaných je spokojeno.", "answered"),
        ("ca", "El 54 % dels participants han trobat feina.", "participants"),
    ],
)
def test_of_whom_it_is_a_share_is_read(language: str, text: str, group: str) -> None:
    assert _told(language, text)["54"].get("denominator") == group


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "54 % found work."),
        ("en", "54 % of participants from Syria found work."),
        ("en", "54 % of participants who stayed in town found work."),
        ("en", "54 % of employers trust participants and found work for them."),
        ("en", "The number of participants grew and 54 % found work."),
        ("de", "54 % der Teilnehmenden aus Syrien fanden Arbeit."),
        ("fr", "54 % des participants qui ont un diplôme ont trouvé un emploi."),
        ("pl", "Uczestników było wielu, 54 % znalazło pracę."),
    ],
)
def test_other_groups_are_no_denominator(language: str, text: str) -> None:
    assert "denominator" not in _told(language, text)["54"]


@pytest.mark.parametrize(
    ("language", "text", "value", "year"),
    [
        ("en", "The cost per pair was 1,200 euros in 2019.", "1200", "2019"),
        ("en", "In 2019, 62 % found work.", "62", "2019"),
        ("en", "From 2018 to 2020, 62 % found work.", "62", "2018-2020"),
        ("de", "Im Jahr 2019 waren 62 % in Arbeit.", "62", "2019"),
        ("de", "2019 waren 62 % in Arbeit.", "62", "2019"),
        ("de", "Im Schuljahr 2018/19 waren 62 % zufrieden.", "62", "2018-2019"),
        ("fr", "En 2019, 62 % ont trouvé un emploi.", "62", "2019"),
        ("nl", "In 2019 was 62 % aan het werk.", "62", "2019"),
        ("es", "En 2019 el 62 % encontraron trabajo.", "62", "2019"),
        ("it", "Nel 2019 il 62 % ha trovato lavoro.", "62", "2019"),
        ("pt", "Em 2019, 62 % encontraram trabalho.", "62", "2019"),
        ("sv", "Under 2019 kom 62 % i arbete.", "62", "2019"),
        ("da", "I 2019 kom 62 % i job.", "62", "2019"),
        ("nb", "I 2019 kom 62 % i arbeid.", "62", "2019"),
        ("fi", "Vuonna 2019 62 % työllistyi.", "62", "2019"),
        ("pl", "W 2019 roku 62 % znalazło pracę.", "62", "2019"),
        ("cs", "V roce 2019 našlo práci 62 %.", "62", "2019"),
        ("ca", "El 2019 el 62 % han trobat feina.", "62", "2019"),
    ],
)
def test_the_year_of_a_figure_is_read(language: str, text: str, value: str, year: str) -> None:
    assert _told(language, text)[value].get("year") == year


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The scheme was founded in 2012, and 62 % found work."),
        ("en", "Since 2012, 62 % found work."),
        ("en", "62 % found work, as a report published in 2012 shows."),
        ("en", "In 2012 the town had few mentors, yet 62 % found work."),
        ("en", "62 % found work; in 2012 the office moved."),
        ("en", "62 % found work, and in 2012 the office moved."),
        ("de", "2012 gegründet, 62 % in Arbeit."),
        ("fr", "Créé en 2012, le programme compte : 62 % ont trouvé un emploi."),
        ("it", "Nato nel 2012, il 62 % ha trovato lavoro."),
        ("da", "Startet i 2012, og 62 % kom i job."),
        ("pl", "Program powstał w 2012 roku, 62 % znalazło pracę."),
    ],
)
def test_other_years_are_none_of_a_figure(language: str, text: str) -> None:
    assert "year" not in _told(language, text)["62"]


@pytest.mark.parametrize(
    ("language", "text", "joint"),
    [
        ("en", "62 % were in work or training.", True),
        ("en", "62 % were in work.", False),
        ("en", "62 % found work and training is offered to all.", False),
        ("de", "62 % waren in Arbeit oder Ausbildung.", True),
        ("de", "62 % waren in Ausbildung oder Arbeit.", True),
        ("fr", "62 % sont en emploi ou en formation.", True),
        ("nl", "62 % heeft werk of een opleiding.", True),
        ("sv", "62 procent hade fått jobb eller praktik.", True),
        ("da", "62 procent kom i job, uddannelse eller praktik.", True),
        ("pl", "62 % podjęło pracę lub naukę.", True),
    ],
)
def test_outcomes_counted_as_one_are_told(language: str, text: str, joint: bool) -> None:
    assert ("definition" in _told(language, text)["62"]) is joint


def test_each_figure_has_what_is_told_of_it_alone() -> None:
    text = "80 % completed the programme and 54 % found work within six months."
    assert _told("en", text) == {"80": {}, "54": {"window": 6}}
    text = "After six months 40 % and after twelve months 67 % found work."
    told = _told("en", text)
    assert (told["40"]["window"], told["67"]["window"]) == (6, 12)
    text = "2019 fanden 54 % der Teilnehmenden Arbeit und 80 % der Mentorinnen waren zufrieden."
    assert _told("de", text) == {
        "54": {"denominator": "participants", "year": "2019"},
        "80": {"denominator": "mentors"},
    }
