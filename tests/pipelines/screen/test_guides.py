"""Advice on how to mentor is no programme; a programme that gives some to its mentors is one."""

from __future__ import annotations

import pytest

from pipelines.describe import Description, describe
from pipelines.screen import screen

GUIDES = {
    "en": (
        "Seven habits of great mentors",
        "Mentors guide people, and the best mentors listen more than they talk. As the one who"
        " mentors, ask your mentee what would help them before you answer.",
        "A good mentor keeps appointments. You and your mentee should meet where both feel at ease,"
        " and a good mentor lets the mentee set the pace.",
    ),
    "fr": (
        "Les qualités d'un bon mentor",
        "Un bon mentor écoute avant de parler. Il accompagne son mentoré sans décider à sa place et"
        " le rencontre régulièrement.",
        "Le mentor doit aussi savoir se taire : les bons mentors posent des questions et"
        " soutiennent leur mentoré dans ses choix.",
    ),
    "de": (
        "Mentoring und Coaching: wo der Unterschied liegt",
        "Mentoring beschreibt eine Beziehung, in der ein Mentor seine Mentee begleitet. Ein guter"
        " Mentor hört zu und drängt nicht.",
        "Mentoring bietet beiden etwas: die Mentee lernt, und der Mentor sieht sein Fach mit neuen"
        " Augen. Treffen sich beide regelmäßig, wächst Vertrauen.",
    ),
    "es": (
        "Lo que aprenden los nuevos mentores",
        "Un buen mentor acompaña a su mentorizado sin decirle qué hacer. Los nuevos mentores suelen"
        " hablar demasiado en los primeros encuentros.",
        "Un mentor debe preguntar y esperar. Los mejores mentores orientan y apoyan, y el"
        " mentorizado decide.",
    ),
    "nl": (
        "Wat een goede mentor doet",
        "Een goede mentor luistert en begeleidt de mentee zonder te sturen. Spreek samen af waar je"
        " elkaar ontmoet.",
        "De beste mentoren stellen vragen. Een mentor moet ook nee kunnen zeggen tegen een mentee.",
    ),
}
PROGRAMME = (
    "Lantern Street mentoring",
    "Lantern Street is a mentoring programme for parents who look for work. Each volunteer mentor"
    " is matched with one parent, and they meet every week for six months.",
    "What makes a good mentor? Patience. Our mentors are trained for two evenings, and anybody who"
    " lives in the town can apply to take part, as a mentor or as a mentee.",
)


def _verdict(title: str, *paragraphs: str) -> str:
    told = "".join(f"<p>{one}</p>" for one in paragraphs)
    html = f"<title>{title}</title><main><h1>{title}</h1>{told}</main>"
    found = describe(html.encode(), "text/html", "https://x.example/page", {})
    assert isinstance(found, Description)
    return screen(found).verdict


@pytest.mark.parametrize("language", GUIDES)
def test_advice_to_mentors_is_no_programme(language: str) -> None:
    assert _verdict(*GUIDES[language]) != "programme"


def test_a_programme_that_says_what_a_good_mentor_is_stays_one() -> None:
    assert _verdict(*PROGRAMME) == "programme"
