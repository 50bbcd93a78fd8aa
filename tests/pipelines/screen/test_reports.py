"""Studies, handbooks and how mentoring is done at large: about programmes, and none themselves."""

from __future__ import annotations

import pytest

from pipelines.screen import screen
from tests.pipelines.screen.pages import OWN, page, read


def test_a_study_is_a_report() -> None:
    text = (
        "This report evaluates a mentoring scheme for refugees. The methodology was a survey; of "
        "120 respondents 80 had a mentor. Findings and references follow. " * 3
    )
    found = screen(page("Evaluation of the Bridge mentoring scheme: final report", text))
    assert found.verdict == "report"


REPORTS = {
    "nb": (
        "Noen å gå sammen med",
        "I denne rapporten har vi undersøkt tre mentorordninger for unge flyktninger. Vi har "
        "intervjuet mentorer og deltakere. Sammendrag, metode og anbefalinger står i kapittel to. "
        "Studien viser hva en mentor kan bety.",
    ),
    "pt": (
        "Mentores em três cidades",
        "Este estudo segue mentores e mentorados em três cidades. O capítulo dois explica a "
        "metodologia e o inquérito. O prefácio, o índice e as recomendações são do instituto.",
    ),
    "en": (
        "Walking together",
        "Foreword, acknowledgements and table of contents come first. This study asked mentors and "
        "mentees by questionnaire; methodology, findings and recommendations follow.",
    ),
}


@pytest.mark.parametrize("language", REPORTS)
def test_a_study_is_a_report_whatever_its_title(language: str) -> None:
    assert screen(page(*REPORTS[language])).verdict == "report"


@pytest.mark.parametrize(
    "text",
    [
        "This handbook is for those who set up a mentoring scheme. It says how to match mentors.",
        "Denna rapport om mentorprogram beskriver hur mentorer och adepter matchas.",
        "Foreword 4\nThe mentoring project 6\nThe mentors 12\nThe mentees 22\nThe results 36\n"
        "Thanks 45\nMentors and mentees met once a week.",
    ],
)
def test_what_calls_itself_a_report_or_has_contents_is_one(text: str) -> None:
    assert screen(page("Walking together", text)).verdict == "report"


GUIDES = {
    "en": (
        "From idea to match",
        "The toolkit helps programme coordinators to plan. Mentors and mentees should be matched "
        "with care; how often they meet depends on your mentoring programme. It has templates for "
        "letters.",
    ),
    "de": (
        "Vom Einfall zum Tandem",
        "Der Leitfaden hilft beim Aufbau eines Mentoringprojekts. Mentorinnen und Mentees bilden "
        "Tandems; es empfiehlt sich, Regeln zu vereinbaren. Die Checkliste gibt Auskunft.",
    ),
    "fr": (
        "De l'idée au binôme",
        "Ce guide aide les porteurs de projet à mettre en place un programme. Mentors et mentorés "
        "forment des binômes, qui se voient chaque mois ; la boîte à outils contient des modèles.",
    ),
    "es": (
        "De la idea a la pareja",
        "Cómo diseñar un programa, paso a paso. Los mentores y los mentorados forman parejas y se "
        "ven cada semana; la caja de herramientas trae formularios para inscribirse.",
    ),
    "da": (
        "Fra idé til match",
        "Håndbogen er for dem, der vil etablere et mentorprogram. Mentor og mentee mødes "
        "hver måned. "
        "Her er råd og værktøjer, trin for trin.",
    ),
    "pl": (
        "Od pomysłu do pary",
        "Jak zorganizować program mentoringowy, krok po kroku. Mentor i mentee spotykają się co "
        "miesiąc. Jest też lista kontrolna i wzory zgłoszeń.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", GUIDES)
def test_what_tells_how_to_run_mentoring_is_a_report(language: str) -> None:
    found = screen(read(*GUIDES[language]))
    assert found.verdict == "report"
    assert "how to run mentoring" in found.reason


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Each mentor gets a handbook, and tips for mentors come by letter."),
        ("de", "Zu Beginn gibt es Hinweise zu Ämtern und Schulen, und ein Fest."),
        ("it", "Un coordinatore aiuta passo dopo passo chi comincia."),
        ("pl", "Koordynatorka prowadzi każdą parę krok po kroku."),
        ("sv", "Vi går igenom allt steg för steg med dig."),
        ("es", "Te acompañamos paso a paso."),
    ],
)
def test_a_programme_that_guides_its_own_stays_one(language: str, told: str) -> None:
    title, text = OWN[language]
    assert screen(read(title, f"{text} {told}")).verdict == "programme"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Starta ett mentorprogram",
            "Vill du starta ett mentorprogram? Här är verktyg och tips för att komma igång. "
            "Mentorer och adepter matchas, en gång i månaden.",
        ),
        (
            "How mentoring programs connect newcomers",
            "Mentoring programs connect newcomers with residents. Programs typically pair mentors "
            "and mentees by interest; effective mentoring takes weekly meetings.",
        ),
    ],
)
def test_how_mentoring_is_done_at_large_is_other(title: str, text: str) -> None:
    assert screen(page(title, text)).verdict == "other"
