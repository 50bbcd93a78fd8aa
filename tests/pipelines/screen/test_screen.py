"""Screening: the kind of page, with a reason in words, in several languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.describe import Declared, Description, Section
from pipelines.describe.model import Shape
from pipelines.screen import screen, screen_row

OFFERS = {
    "en": (
        "Bridge mentoring",
        "We match refugees with volunteer mentors. Mentor and mentee meet once a week for six "
        "months and look for work together. Anyone with ten years of work behind them can apply.",
    ),
    "de": (
        "Brücke: Mentoring für Geflüchtete",
        "Ehrenamtliche Mentorinnen und Mentoren begleiten Geflüchtete im Tandem. Sie treffen sich "
        "zwei Stunden pro Woche, ein Jahr lang. Wer mitmachen will, meldet sich hier an.",
    ),
    "fr": (
        "Le Pont, mentorat pour réfugiés",
        "Des mentors bénévoles accompagnent en binôme des personnes réfugiées, deux heures par "
        "semaine pendant six mois. Le programme est gratuit ; on peut s'inscrire toute l'année.",
    ),
    "nl": (
        "Mentorproject De Brug",
        "Vrijwillige mentoren worden gekoppeld aan nieuwkomers en spreken twee uur per week af, "
        "zes maanden lang. Wil je mentor worden? Meld je aan voor het project.",
    ),
    "sv": (
        "Mentorprogrammet Bron",
        "En mentor och en adept matchas och träffas två timmar i veckan i sex månader. Programmet "
        "är gratis och du kan anmäla dig när du vill.",
    ),
    "it": (
        "Il Ponte, mentoring per giovani migranti",
        "Il programma abbina mentori volontari e giovani migranti, due ore alla settimana per sei "
        "mesi. Chi vuole diventare mentore può iscriversi qui.",
    ),
}


def page(title: str, text: str, path: str = "bridge", shape: Shape | None = None) -> Description:
    whole = f"{title}\n\n{text}"
    sections = (Section(0, len(whole), 1, title),)
    url = f"https://example.org/{path}"
    return Description("html", title, whole, sections, url=url, shape=shape or Shape())


@pytest.mark.parametrize("language", OFFERS)
def test_an_offer_is_a_programme(language: str) -> None:
    found = screen(page(*OFFERS[language]))
    assert found.verdict == "programme"
    assert found.score > 0.7
    assert "mentoring" in found.reason


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


def test_a_study_is_a_report() -> None:
    text = (
        "This report evaluates a mentoring scheme for refugees. The methodology was a survey; of "
        "120 respondents 80 had a mentor. Findings and references follow. " * 3
    )
    found = screen(page("Evaluation of the Bridge mentoring scheme: final report", text))
    assert found.verdict == "report"


def test_a_directory_is_a_list() -> None:
    entries = [f"Entry {n}\n\nHelp with forms, beds and bread in town {n}." for n in range(12)]
    entries[4] = "Entry 4\n\nVolunteer mentors meet refugees once a week for six months."
    text = "\n\n".join(entries)
    sections = []
    at = 0
    for entry in entries:
        sections.append(Section(at, at + len(entry), 2, entry.split("\n")[0]))
        at += len(entry) + 2
    directory = Description(
        "html",
        "Directory of projects",
        text,
        tuple(sections),
        url="https://example.org/topics/work/",
        shape=Shape(0.3, 12, 12),
    )
    assert screen(directory).verdict == "list"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Opening hours",
            "The library is open from nine to five, and free for all who live here. " * 3,
        ),
        ("Bread", "Bread is baked every week in our kitchen. Sign up, it is free of charge. " * 3),
        (
            "Mentorschap",
            "De mentor wordt door de kantonrechter benoemd. Het mentorschap is aangevraagd door de "
            "betrokkene; bewindvoering en curatele zijn andere vormen. " * 2,
        ),
        (
            "Honoraria policy",
            "This policy says how mentors and mentees are refunded. Mentors receive an honorarium "
            "for each call with a mentee. Apply by form within six months. " * 2,
        ),
    ],
)
def test_other_pages(title: str, text: str) -> None:
    assert screen(page(title, text)).verdict == "other"


BONDS = {
    "en": "Every week retired volunteers sit down with refugees and talk English with them.",
    "de": "Studierende begleiten geflüchtete Jugendliche ein Jahr und treffen sie wöchentlich.",
    "fr": "Des retraités bénévoles accompagnent des réfugiés et les rencontrent chaque semaine.",
    "nl": "Elke week helpen studenten kinderen van vluchtelingen, gekoppeld voor een schooljaar.",
    "sv": "Pensionärer träffar nyanlända en gång i veckan och hjälper dem in i samhället.",
}


@pytest.mark.parametrize("language", BONDS)
def test_a_programme_that_never_says_mentor(language: str) -> None:
    heads = {
        "en": "Who pays", "de": "Wer zahlt", "fr": "Qui finance", "nl": "Wie betaalt",
        "sv": "Vem betalar",
    }  # fmt: skip
    offer = page("Bridge", BONDS[language])
    at = len(offer.text) + 2
    text = f"{offer.text}\n\n{heads[language]}\n\nA foundation."
    found = screen(
        replace(
            offer,
            text=text,
            sections=(*offer.sections, Section(at, len(text), 2, heads[language])),
        )
    )
    assert found.verdict == "programme"
    assert "who stands by whom" in found.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "About the network",
            "The network collects portraits of mentoring programmes. It does not match mentors "
            "with mentees. The board, the office and the working groups meet twice a year.",
        ),
        (
            "Impressum",
            "Verein Mentoring Brücke. Vorstand und Geschäftsstelle sind im Vereinsregister "
            "eingetragen. Haftung: Das Mentoring und die Tandems sind ein Angebot des Vereins.",
        ),
        (
            "Mentions légales",
            "Ce site du mentorat Le Pont est édité par l'association. Données personnelles et "
            "cookies : les mentors et les binômes peuvent demander leur suppression.",
        ),
        (
            "Over ons",
            "Wij verzamelen portretten van mentorprogramma's. Het bestuur en het secretariaat van "
            "de vereniging werken zonder loon; de statuten liggen ter inzage.",
        ),
    ],
)
def test_pages_of_the_organisation_are_no_programmes(title: str, text: str) -> None:
    assert screen(page(title, text, "page")).verdict == "other"


def test_no_word_of_mentoring_scores_low_and_says_so() -> None:
    found = screen(page("Bread", "Bread is baked every week in our kitchen for the whole town."))
    assert found.score < 0.1
    assert "no mentor" in found.reason


def test_a_stub_and_an_empty_page_are_other() -> None:
    stub = replace(page(*OFFERS["en"]), links_to_stub="https://example.org/new")
    assert screen(stub).verdict == "other"
    assert screen(page("Mentoring", "Soon.")).verdict == "other"


def test_a_record_coded_by_its_publisher_is_a_programme() -> None:
    prose = "Seniors stand by young people who are new in town, two hours a week for a year."
    record = replace(
        page("Bridge", prose), kind="record", declared=(Declared("mentor_type", "students", 0, 3),)
    )
    assert screen(record).verdict == "programme"


def test_fields_of_a_record_are_not_read_as_prose() -> None:
    prose = page("Bread", "Bread is baked every week in our kitchen for the whole town.")
    fields = "mentor_types: mentor mentor mentor mentee mentoring apply weekly programme"
    start = len(prose.text) + 2
    record = replace(
        prose,
        text=f"{prose.text}\n\n{fields}",
        sections=(*prose.sections, Section(start, start + len(fields), 0, "", "fields")),
    )
    assert screen(record).verdict == "other"


def test_screening_is_repeatable() -> None:
    assert screen(page(*OFFERS["en"])) == screen(page(*OFFERS["en"]))


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


def test_an_address_with_a_date_and_a_number_is_that_of_a_paper() -> None:
    text = (
        "The town has matched its first forty mentors with young newcomers. The councillor said "
        "that each mentor meets the mentee every week."
    )
    path = "region/town-matches-first-mentors-20240311102640.html"
    assert screen(page("Town matches first mentors", text, path)).verdict == "news"


def test_a_front_page_that_leads_on_is_not_the_programme() -> None:
    text = (
        "Our mentors and mentees meet every week. Apply now. Mentoring for schools. Mentoring for "
        "firms. News. Our people."
    )
    leads = page("Learning together", text, "", Shape(link_share=0.6, linked_items=3))
    assert screen(leads).verdict == "other"
    own = page("Learning together", text, "", Shape(link_share=0.1))
    assert screen(own).verdict == "programme"


def test_a_row_of_a_dataset_of_all_sorts_must_name_mentoring() -> None:
    helps = "Volunteers visit refugees once a week and help them with letters; anyone can apply."
    mentors = "Volunteers mentor refugees once a week and help them with letters; anyone can apply."
    assert screen_row(page("A grant to A House", helps)).verdict == "other"
    assert screen_row(page("A grant to A House", mentors)).verdict == "programme"


TOGETHER = {
    "en": "The project brings newcomers and townspeople together. Our mentors are kind.",
    "de": "Das Mentoring bringt Zugewanderte mit gut vernetzten Einheimischen zusammen.",
    "nl": "Het mentorproject brengt nieuwkomers en inwoners samen.",
    "sv": "Mentorskapet för samman nyanlända och yrkesverksamma.",
    "da": "Mentorordningen bringer nye og gamle naboer sammen.",
    "fr": "Le mentorat met en relation des étudiants et des retraités.",
    "es": "La mentoría pone en contacto a jóvenes y jubilados.",
    "pl": "Mentoring łączy studentów i seniorów.",
}


@pytest.mark.parametrize("language", TOGETHER)
def test_what_brings_two_kinds_of_people_together_is_an_offer(language: str) -> None:
    text = TOGETHER[language] + " Mentor, mentee: 2 x 20."
    assert screen(page("Mentoring Bridge", text)).verdict == "programme"


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
