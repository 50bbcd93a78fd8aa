"""What employers and firms write, in programmes and in their own pages."""

from __future__ import annotations

import pytest

from pipelines.screen import screen
from tests.pipelines.screen.pages import OFFERS, page


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # What came of it is told in contracts; what those mentored learn is what employers write.
        (
            "Parrainage vers l'emploi",
            "Un parrain ou une marraine, cadre, rencontre le jeune deux fois par mois pendant six "
            "mois. L'an dernier, 45 filleuls ont trouvé un CDI, 30 un CDD, la plupart à temps "
            "plein. L'inscription est ouverte.",
        ),
        (
            "Mentoring für Studentinnen",
            "Berufstätige begleiten Studentinnen ein Jahr lang als Mentorinnen im Tandem. Reichen "
            "Sie Ihre aussagekräftigen Bewerbungsunterlagen ein. Ihr Profil: ab drittem Semester. "
            "Mentorinnen (m/w/d) bringen eine halbe Stunde, nicht viele Wochenstunden mit.",
        ),
        (
            "Staff mentoring programme",
            "We match new staff with an experienced colleague as mentor; they meet monthly for a "
            "year. Your mentor is not your line manager; talk to your line manager and apply. "
            "Key responsibilities of mentors: to listen. The budget is £900 per annum.",
        ),
        (
            "Mentorproject voor nieuwkomers",
            "Mentoren begeleiden nieuwkomers naar werk en spreken zes maanden lang elke week af. "
            "Wat is een arbeidsovereenkomst, wat zijn arbeidsvoorwaarden? Veertig mentees vonden "
            "een dienstverband. Meld je aan.",
        ),
        (
            "Mentoría para el empleo",
            "Mentor y mentorado se reúnen cada semana durante seis meses, buscan juntos cada "
            "oferta de empleo y comparan tipo de contrato y jornada completa. Apúntate al "
            "programa.",
        ),
        (
            "Mentorprogram för nyanlända",
            "Mentorer träffar nyanlända varannan vecka i nio månader. Tjugo adepter fick en "
            "tillsvidareanställning. Vi söker dig som vill bli mentor: anmäl dig här.",
        ),
        (
            "Mentorprogram for innvandrerkvinner",
            "Mentorer møter kvinner hver måned i ett år. Tjue adepter fikk fast stilling, ti en "
            "høyere stillingsprosent. Meld deg på programmet.",
        ),
        (
            "Mentoring dla uchodźców",
            "Mentorzy spotykają się z uchodźcami co tydzień przez pół roku i tłumaczą, czym "
            "jest umowa o pracę i czy oferta pracy jest uczciwa. Zapisz się do programu.",
        ),
        # What founders learn is what firms write; nobody of these sells.
        (
            "Mentoring for migrant founders",
            "Each founder is matched with an experienced entrepreneur as mentor; pairs meet "
            "monthly for nine months. Business mentoring covers finding clients, VAT, invoices, "
            "and terms and conditions. Your business grows with you. Apply by May.",
        ),
        (
            "Mentorat d'entrepreneurs réfugiés",
            "Des mentors bénévoles accompagnent des réfugiés qui créent leur activité. Le binôme "
            "se voit chaque mois : trouver des clients, fixer ses tarifs, établir une facture. Un "
            "coaching de dirigeants complète le programme.",
        ),
        (
            "Women in leadership mentoring",
            "Mentees are matched with a senior leader as mentor for a year and meet monthly. The "
            "programme includes executive coaching and two days of leadership coaching. Fees are "
            "paid by your employer. Apply now.",
        ),
        (
            "Mentoring for refugee women",
            "Volunteer executives mentor refugee women; pairs meet monthly for nine months. An "
            "executive coach gives her time as well. There are no fees, no invoices; clients of "
            "our house may join. Apply here.",
        ),
    ],
)
def test_words_of_employers_and_sellers_in_a_programme(title: str, text: str) -> None:
    found = screen(page(title, text))
    assert found.verdict == "programme", found.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Mentoring Coordinator",
            "We seek a coordinator for a programme that matches young people with mentors. Salary "
            "£28,000 per annum. Key responsibilities: to train mentors and match pairs.",
        ),
        (
            "Koordination Mentoring (m/w/d)",
            "Für unser Programm, das Mentoren und Jugendliche in Tandems zusammenbringt, suchen "
            "wir Sie: 20 Wochenstunden, unbefristete Anstellung. Ihr Profil: Studium.",
        ),
        (
            "Chargée de développement mentorat",
            "L'association met en relation des mentors et des jeunes. CDI à temps plein. Vous "
            "formez les mentors et suivez les binômes.",
        ),
        (
            "Samordnare till mentorprogram",
            "Vi söker dig som vill samordna ett program där mentorer möter unga. Du matchar "
            "mentorer och adepter. Tillsvidareanställning på heltid.",
        ),
    ],
)
def test_a_post_in_the_title_and_what_employers_write(title: str, text: str) -> None:
    found = screen(page(title, text))
    assert found.verdict == "other"
    assert "vacancy" in found.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Mentoring officer (part time)",
            "We run a mentoring scheme that matches young people and volunteer mentors. Salary "
            "range 26,000 to 29,000, pro rata. Key responsibilities: you recruit mentors, match "
            "them with mentees and meet both every month. The successful candidate drives.",
        ),
        (
            "Koordination Mentoringprogramm (m/w/d)",
            "Unser Mentoring bringt Mentorinnen und Mentees zusammen. Sie gewinnen Mentorinnen und "
            "begleiten die Tandems. Ihr Profil: Studium der Pädagogik. Vergütung nach TVöD, "
            "30 Wochenstunden.",
        ),
        (
            "Chargé de mission mentorat",
            "Le programme met en relation des mentors et des jeunes. Vous recrutez les mentors et "
            "formez les binômes. Profil recherché : deux ans d'expérience. Type de contrat : durée "
            "déterminée, temps plein.",
        ),
        (
            "Coördinator mentorproject",
            "Je koppelt mentoren aan nieuwkomers en begeleidt de koppels van het project. "
            "Functie-eisen: hbo. Dienstverband van 24 uur, bruto per maand volgens cao.",
        ),
        (
            "Koordynator programu mentoringowego",
            "Program łączy mentorów i młodzież; pary spotykają się co miesiąc. Zakres obowiązków: "
            "nabór mentorów i dobór par. Umowa o pracę od września.",
        ),
    ],
)
def test_a_vacancy_in_a_programme_is_not_the_programme(title: str, text: str) -> None:
    found = screen(page(title, text))
    assert found.verdict == "other"
    assert "vacancy" in found.reason


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Mentors read a CV and a cover letter, explain job descriptions, and practise."),
        ("en", "Your line manager at work gives you the time. Executive coaches are among us."),
        ("en", "Our clients are refugees; some clients come every day, others per session."),
        (
            "en",
            "Business mentors, each a volunteer, stand by founders; business mentoring is free.",
        ),
        ("en", "Write to our coordinator Kim, or to the officer for volunteers, Bo."),
        (
            "de",
            "Business Mentoring für Gründerinnen ist ein Teil davon, auch Business Mentoring II.",
        ),
        ("de", "Mentorinnen helfen bei Bewerbungsunterlagen. Klienten der Beratung kommen auch."),
        ("fr", "Le mentor relit la lettre de motivation, et explique le profil recherché."),
        ("nl", "Mentoren leggen uit wat arbeidsvoorwaarden zijn. Cliënten van het huis doen mee."),
        ("sv", "En mentor är ofta certifierad coach. Våra kunder på kaféet är välkomna."),
        ("it", "I mentori spiegano il tipo di contratto. Tra loro c'è un coach certificato."),
    ],
)
def test_a_programme_stays_one_though_it_helps_to_find_work(language: str, told: str) -> None:
    title, text = OFFERS[language]
    assert screen(page(title, f"{text} {told}")).verdict == "programme"
