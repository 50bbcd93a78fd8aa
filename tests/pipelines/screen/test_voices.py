"""Who speaks in a text, and of which days."""

from __future__ import annotations

import pytest

from pipelines.screen.days import dates_told, days_told
from pipelines.screen.voices import selves, speech, turns
from pipelines.screen.words import find_words

INTERVIEWS = {
    "en": "Why did you become a mentor?\nI wanted to give something back.\nAnd then?\nI met Ada.",
    "de": "Was hat Sie bewogen?\nIch wollte helfen.\nUnd dann?\nDann traf ich jemanden.",
    "fr": "Qu'est-ce qui t'a décidée ?\nJ'avais du temps.\nEt ensuite ?\nAlors je suis restée.",
    "sv": "Vad fick dig att börja?\nJag ville hjälpa.\nOch sedan?\nDå mötte jag en adept.",
    "it": "Come hai cominciato?\nHo letto un avviso.\nE poi?\nIo non sapevo nulla.",
}


@pytest.mark.parametrize("language", INTERVIEWS)
def test_an_answer_in_the_first_person_is_a_turn(language: str) -> None:
    assert turns(INTERVIEWS[language], language) == 2


def test_questions_of_the_reader_are_no_interview() -> None:
    answers = "Can I be a mentor?\nEverybody can.\nWho pays?\nThe town.\nDo I pay?\nI think not."
    assert turns(answers, "en") == 0


def test_named_speakers_take_turns_and_labels_do_not() -> None:
    said = "and that is what we have seen in all the towns"
    talk = f"Ada: So tell me, {said}?\nBo: Yes, {said}.\nAda: Well, {said}.\nBo: Indeed, {said}."
    assert turns(talk, "en") == 2
    assert turns(f"Deadline: soon, {said}.\nPlace: here, {said}.", "en") == 0


def test_the_first_person_counts_outside_quotes_and_questions() -> None:
    assert selves("I was new. I knew nobody, and I was glad.", "en") == 3
    assert selves("“I was new here and knew nobody at all”, says one. Can I help?", "en") == 0
    assert selves("I volontari incontrano i giovani.", "it") == 0


def test_single_quotes_and_commas_are_speech_too() -> None:
    assert speech("‘It was good to have somebody who knew the town well.’") > 0.1
    assert speech(",,Het is goed dat er iemand naast je staat'', zegt ze.") > 0.1


def test_a_deadline_is_no_day_of_news() -> None:
    for text in ("Apply until 15 July 2022.", "Bewerbungsfrist: 15.07.2022", "avant le 24 janvier"):
        assert days_told(text, find_words(text)) == []
    told = "On 15 July 2022 they met. 31.10.2018"
    assert len(days_told(told, find_words(told))) == 2
    assert len(dates_told(told, find_words(told))) == 2
