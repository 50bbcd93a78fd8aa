"""News of a programme is not its page; an offer that is dated like news stays one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.screen import screen
from tests.pipelines.screen.pages import OFFERS, page


def test_the_same_words_at_a_news_address_with_reported_speech_are_news() -> None:
    text = OFFERS["en"][1] + ' "It changed my life", said one. "I was glad", she told us this week.'
    found = screen(page("Bridge mentoring launched", text, "news/2023/05/06/bridge"))
    assert found.verdict == "news"
    assert "news" in found.reason


def test_news_type_in_the_markup_counts() -> None:
    told = replace(
        page("A year of Bridge mentoring", "The mentors said it took place in May. " * 4),
        metadata={"types": ["NewsArticle"]},
    )
    assert screen(told).verdict == "news"


def test_people_who_are_quoted_speak_in_news() -> None:
    text = (
        "Sju mentorer og sju nye naboer møttes på biblioteket. – Vi hadde ikke trodd at det skulle "
        "komme så mange til mentorprogrammet, sier lederen.\n\n"
        "– Jeg lærer minst like mye som adepten min, og det hadde jeg ikke ventet, sier en.\n\n"
        "– Til våren vil vi koble ti par til, og da trenger vi flere mentorer, forteller lederen."
    )
    found = screen(page("Full sal da mentorene i bygda møtte sine nye naboer", text))
    assert found.verdict == "news"
    assert "quotes people" in found.reason or "said or did" in found.reason


def test_an_interview_is_news_though_it_tells_how_the_programme_works() -> None:
    talk = (
        "How did you find the mentoring programme?\nI saw a poster. "
        "My mentor and I meet every week.\nWhat did you learn?\n"
        "I learnt how to write letters, with my mentor.\nWhat is next?\n"
        "I want to be a mentor to others, one to one."
    )
    found = screen(replace(page("If she can do it, I can", talk), language="en"))
    assert found.verdict == "news"
    assert "interview" in found.reason


def test_an_address_with_a_date_and_a_number_is_that_of_a_paper() -> None:
    text = (
        "The town has matched its first forty mentors with young newcomers. The councillor said "
        "that each mentor meets the mentee every week."
    )
    path = "region/town-matches-first-mentors-20240311102640.html"
    assert screen(page("Town matches first mentors", text, path)).verdict == "news"


def test_an_offer_with_a_year_and_a_deadline_stays_a_programme() -> None:
    text = (
        "Deadline: 15.07.2024. Women who are new in the country are matched with a mentor, one to "
        "one, from August to May. Apply by 1 July 2024. It is free of charge."
    )
    for path in ("round-2024", "l/666444", "2024/03/mentoring-round.html"):
        assert screen(page("Mentoring round 2024", text, path)).verdict == "programme"


def test_a_page_that_invites_is_a_programme_on_a_dated_address_too() -> None:
    text = "Staff of companies guide newcomers as mentors, one to one, once a week. " * 2
    offer = page("Become a mentor for somebody new in town", text, "2009/02/become-a-mentor")
    assert screen(replace(offer, language="en")).verdict == "programme"
    told = (
        "Forty mentors met forty mentees last week. “It was a good day for us all”, said the mayor."
    )
    assert screen(page("A good day in town", told, "2009/02/a-good-day")).verdict == "news"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Mentoring: adjournment debate",
            "Mr Speaker, I am grateful for the time. I saw mentors and mentees in my town.\n"
            "I thank the hon. Member for what she said of mentors. Does my hon. Friend agree?\n"
            "My noble Friend said last week that each of them should have a mentor.",
        ),
        (
            "Protokoll der Sitzung vom 4. Mai",
            "Herr Präsident! Meine Damen und Herren! Ich habe das Mentoring für Geflüchtete "
            "besucht.\n(Beifall bei allen)\nIch danke den Mentorinnen und Mentoren. Unseres "
            "Antrags wegen sind wir hier.",
        ),
    ],
)
def test_what_is_said_in_a_parliament_is_no_news_of_a_programme(title: str, text: str) -> None:
    found = screen(page(title, text, "2024/05/04/debate"))
    assert found.verdict == "other"
    assert "parliament" in found.reason


def test_news_of_a_visit_to_a_parliament_stays_news() -> None:
    told = (
        "Forty mentees and their mentors went to see the parliament last week. “It was a good day "
        "for us all”, said the speaker. A member of parliament told them of her work."
    )
    assert screen(page("A day in parliament", told, "2024/05/04/a-day")).verdict == "news"
