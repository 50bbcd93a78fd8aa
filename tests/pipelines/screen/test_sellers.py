"""Who sells mentoring, or software for it, runs no programme; who volunteers from business does."""

from __future__ import annotations

import pytest

from pipelines.screen import screen
from tests.pipelines.screen.pages import OFFERS, page, read


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Run your mentoring programme with us",
            "Our mentoring software pairs mentors and mentees. Programme managers see each pair on "
            "a dashboard; the matching algorithm weighs what you choose. It has single sign on. "
            "Book a demo, or begin with a free trial; pricing plans are for teams of any size.",
        ),
        (
            "Mentoring-Software für Unternehmen",
            "Mit der Mentoring-Plattform bringen Sie Mentoren und Mentees zusammen. Der "
            "Matching-Algorithmus schlägt Tandems vor, das Dashboard zeigt den Stand. Jetzt Demo "
            "buchen oder kostenlos testen.",
        ),
    ],
)
def test_software_for_running_mentoring_is_no_programme(title: str, text: str) -> None:
    found = screen(page(title, text))
    assert found.verdict == "other"
    assert "software" in found.reason


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Sign up on the platform; your account shows when you meet."),
        (
            "en",
            "Our program manager Kim and program manager Bo help. The program managers support "
            "every pair. See the dashboard.",
        ),
        ("en", "Members of parliament came to lunch, and members of parliament gave out prizes."),
        ("nl", "Onze voorzitter en de vorige voorzitter lazen samen. Handelingen tellen."),
        (
            "de",
            "Kolleginnen und Kollegen helfen den Kolleginnen und Kollegen. Niederschrift folgt.",
        ),
        ("fr", "Chers collègues, la séance publique a lieu lundi ; chers collègues, venez."),
        ("it", "Applausi al signor presidente, e ancora applausi ai volontari."),
    ],
)
def test_a_programme_stays_one_whatever_its_app_or_its_chair(language: str, told: str) -> None:
    title, text = OFFERS[language]
    assert screen(page(title, f"{text} {told}")).verdict == "programme"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Coaching and mentoring for directors",
            "Executive coaching and mentoring for your leaders. As your mentor I meet clients "
            "every other week for six months. Clients say that it helps. Packages start with a "
            "talk about your organisation.",
        ),
        (
            "Coaching und Mentoring",
            "Business Coaching und Mentoring für Ihr Unternehmen. Als Mentorin treffe ich meine "
            "Kunden alle zwei Wochen. Honorar pro Sitzung nach Absprache.",
        ),
        (
            "Coaching y mentoring",
            "Coaching ejecutivo y mentoring: como mentor acompaño a cada cliente durante seis "
            "meses. Diez sesiones de coaching para su empresa; tarifas por sesión.",
        ),
        (
            "Mentoring: terms",
            "These terms hold for all mentoring services. The mentor meets the client once a week "
            "for three months. Fees are payable in advance; there are no refunds. The mentor is "
            "not liable for what the client does.",
        ),
        (
            "Mentoring voor ondernemers",
            "Business coaching en mentoring: als mentor spreek ik mijn klanten elke maand. "
            "Tarieven op aanvraag, factuur vooraf, prijzen zonder btw.",
        ),
    ],
)
def test_who_sells_coaching_runs_no_programme(title: str, text: str) -> None:
    found = screen(page(title, text))
    assert found.verdict == "other"
    assert "sells" in found.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Mentoring",
            "Leading is lonely. As a mentor I am the sounding board that entrepreneurs and "
            "executives miss. We talk about what keeps you awake; mentoring takes the time "
            "it takes.",
        ),
        (
            "Mentoring",
            "Wer ein Haus leitet, ist oft allein. Als Mentor bin ich Sparringspartner für "
            "Unternehmer "
            "und Führungskräfte, mit aller Verschwiegenheit. Das Mentoring dauert, so lange "
            "es nützt.",
        ),
        (
            "Le mentorat",
            "Décider seul pèse. Comme mentor, je suis auprès des dirigeants et des chefs "
            "d'entreprise un sparring partner discret. Le mentorat dure ce qu'il faut.",
        ),
        (
            "Mentoring",
            "Wie leiding geeft, staat alleen. Als mentor ben ik klankbord van ondernemers en "
            "directeuren. Mentoring duurt zolang het helpt.",
        ),
        (
            "Mentoring",
            "Decidir solo cansa. Como mentor escucho a empresarios y directivos. El mentoring dura "
            "lo que haga falta, y todo queda entre nosotros.",
        ),
    ],
)
def test_a_mentor_for_hire_is_no_programme_though_no_price_is_named(title: str, text: str) -> None:
    found = screen(read(title, text))
    assert found.verdict == "other"
    assert "lead a business" in found.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Mentors for founders",
            "Business owners and executives give their time as volunteer mentors. The programme "
            "matches each entrepreneur with one of them for a year; founders can apply in May.",
        ),
        (
            "Mentoring für Gründerinnen",
            "Unternehmer und Führungskräfte sind ehrenamtlich Mentoren. Das Programm "
            "vermittelt jeder "
            "Gründerin eine Mentorin für ein Jahr. Anmeldung bis Mai, Teilnahme kostenlos.",
        ),
        (
            "Mentorat pour créateurs",
            "Des dirigeants et des chefs d'entreprise bénévoles accompagnent de jeunes "
            "créateurs en "
            "binôme pendant un an. Le programme est gratuit ; on s'inscrit en mai.",
        ),
        (
            "Mentoría para emprendedoras",
            "Empresarios y directivos voluntarios acompañan como mentores a emprendedoras "
            "durante un "
            "año. El programa es gratuito; inscríbete en mayo.",
        ),
    ],
)
def test_people_of_business_who_volunteer_are_a_programme(title: str, text: str) -> None:
    assert screen(read(title, text)).verdict == "programme"
