"""Kinds of pages that look alike: lists without links, rules, guides, and sellers of mentoring."""

from __future__ import annotations

import pytest

from pipelines.describe import Description, describe
from pipelines.screen import screen
from pipelines.screen.listed import listed_programmes
from pipelines.screen.parts import is_name


def read(title: str, *parts: tuple[str, str] | str, path: str = "page") -> Description:
    """A page of paragraphs, and of headings with a paragraph each."""
    body = "".join(
        f"<p>{part}</p>" if isinstance(part, str) else f"<h2>{part[0]}</h2><p>{part[1]}</p>"
        for part in parts
    )
    html = f"<title>{title}</title><main><h1>{title}</h1>{body}</main>"
    page = describe(html.encode(), "text/html", f"https://www.example.org/{path}", {})
    assert isinstance(page, Description)
    return page


LISTS = {
    "en": (
        "Mentoring programmes in our county",
        ("River Friends", "Volunteers befriend newcomers and meet them once a week, for a year."),
        ("First Step", "Mentors from local firms are matched with young people who seek work."),
        ("Hand in Hand", "Students mentor pupils at their school, two hours a week, one to one."),
    ),
    "de": (
        "Mentoringprojekte in der Region",
        ("Flussfreunde", "Freiwillige begleiten Geflüchtete im Tandem und treffen sie "
        "wöchentlich."),
        ("Anlauf", "Mentorinnen aus Betrieben begleiten Jugendliche auf dem Weg in die Lehre."),
        ("Seite an Seite", "Studierende sind Mentoren für Kinder, zwei Stunden in der Woche."),
    ),
    "fr": (
        "Programmes de mentorat dans la région",
        ("Les Deux Rives", "Des mentors bénévoles accompagnent des réfugiés, une fois par "
        "semaine."),
        ("Premier Pas", "Des salariés sont mentors de jeunes en binôme, pendant une année "
        "entière."),
        ("Main Tendue", "Des étudiants sont mentors de collégiens, deux heures par semaine "
        "à l'école."),
    ),
    "es": (
        "Programas de mentoría en la provincia",
        ("Dos Orillas", "Voluntarios acompañan como mentores a personas refugiadas cada semana."),
        ("Primer Paso", "Mentores de empresas acompañan a jóvenes que buscan trabajo, un año."),
        ("Codo a Codo", "Estudiantes son mentores de alumnos, dos horas a la semana en la "
        "escuela."),
    ),
    "nl": (
        "Mentorprojecten in de streek",
        ("Twee Oevers", "Vrijwilligers zijn mentor van nieuwkomers en zien hen elke week, "
        "een jaar."),
        ("Eerste Stap", "Mentoren uit bedrijven worden gekoppeld aan jongeren die werk zoeken."),
        ("Hand in Hand", "Studenten zijn mentor van leerlingen, twee uur per week, op hun school."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LISTS)
def test_headings_with_a_paragraph_each_are_a_list(language: str) -> None:
    title, *parts = LISTS[language]
    page = read(title, *parts)
    assert screen(page).verdict == "list"
    listed = [one.description for one in listed_programmes(page)]
    assert [one.title for one in listed] == [name for name, _ in parts]
    assert all("url" not in one.metadata for one in listed)
    for one in listed:
        start = int(one.metadata["starts"])
        assert page.text[start : start + len(one.text)] == one.text


@pytest.mark.parametrize("path", ["articles/2021/03/programmes", "publications/overview"])
def test_the_address_of_a_list_says_nothing_of_entries_without_one(path: str) -> None:
    page = read(*LISTS["en"], path=path)
    assert len(listed_programmes(page)) == 3


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        (
            "The River mentoring programme",
            [
                ("For mentors", "You meet your mentee once a week for a year, one to one."),
                ("For mentees", "Your mentor helps you to find work. Sign up, it is free."),
                ("The meetings", "Mentor and mentee meet in the library, two hours a week."),
            ],
        ),
        (
            "Mentoring am Fluss",
            [
                ("Für wen", "Geflüchtete Frauen, die Arbeit suchen, finden hier eine Mentorin."),
                ("So funktioniert es", "Mentorin und Mentee bilden ein Tandem, zwei Stunden "
                "im Monat."),
                ("Wer zahlt", "Eine Stiftung fördert das Mentoring und die Ausbildung der "
                "Mentorinnen."),
            ],
        ),
        (
            "Programas de mentoría: el nuestro",
            [
                ("Requisitos", "Los mentores acompañan a jóvenes cada semana, durante un "
                "año entero."),
                ("¿Cómo participar?", "Los mentores se inscriben aquí; la formación es gratuita."),
                ("Duración", "Mentor y mentorado se ven dos horas a la semana, durante "
                "nueve meses."),
            ],
        ),
    ],
)  # fmt: skip
def test_the_parts_of_one_programme_are_no_list(title: str, parts: list[tuple[str, str]]) -> None:
    assert screen(read(title, *parts)).verdict == "programme"


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("River Friends", True),
        ("Mentoring am Fluss", True),
        ("Ankommenspatenschaften", True),
        ("Mentors", False),
        ("Die Mentorinnen", False),
        ("How it works", False),
        ("Pour qui", False),
        ("Wie melde ich mich?", False),
        ("Partners", False),
    ],
)
def test_names_of_things_and_headings_of_parts(heading: str, named: bool) -> None:
    assert is_name(heading) is named


OWN = {
    "en": (
        "About us",
        "We match refugees with volunteer mentors. Mentor and mentee meet once a week for six "
        "months. Anyone with ten years of work behind them can apply; mentees sign up here.",
    ),
    "de": (
        "Über uns",
        "Unser Mentoring bringt Geflüchtete und Ehrenamtliche zusammen. Mentorin und Mentee "
        "treffen "
        "sich jede Woche, ein Jahr lang. Wer mitmachen will, kann sich hier anmelden.",
    ),
    "it": (
        "Regolamento",
        "Il programma abbina a ogni mentee un mentore volontario. Mentore e mentee si "
        "incontrano una "
        "volta al mese per un anno. Possono iscriversi gli studenti; la partecipazione è gratuita.",
    ),
    "pl": (
        "Regulamin programu",
        "Mentor i mentee spotykają się indywidualnie raz w miesiącu przez rok. Mentoring jest "
        "bezpłatny. W programie mogą wziąć udział studentki; zgłoszenia przyjmuje biuro programu.",
    ),
    "sv": (
        "Om oss",
        "Vårt mentorprogram för samman nyanlända och yrkesverksamma. Mentor och adept träffas en "
        "gång i månaden under ett år. Programmet är gratis och du kan anmäla dig här.",
    ),
    "es": (
        "Quiénes somos",
        "Nuestro programa empareja a jóvenes con mentores voluntarios. Mentor y mentorado se ven "
        "una vez a la semana durante un año. Es gratuito: inscríbete para participar.",
    ),
}


@pytest.mark.parametrize("language", OWN)
def test_a_programme_whose_page_is_headed_so_is_one(language: str) -> None:
    title, text = OWN[language]
    for path in ("page", "about-us", "ueber-uns"):
        assert screen(read(title, text, path=path)).verdict == "programme"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Our concept", OWN["en"][1]),
        ("Unser Konzept", OWN["de"][1]),
        ("Il nostro progetto", OWN["it"][1]),
        ("Zasady", OWN["pl"][1]),
        ("Vårt projekt", OWN["sv"][1]),
        ("Nuestro proyecto", OWN["es"][1]),
    ],
)
def test_a_title_that_says_little_hides_no_programme(title: str, text: str) -> None:
    assert screen(read(title, text)).verdict == "programme"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "About us",
            "The association speaks for mentoring in politics and the press. It was founded in "
            "1998 and has a board of seven. Mentoring needs friends, and the board finds them.",
        ),
        (
            "Über uns",
            "Der Verband vertritt das Mentoring gegenüber der Politik. Der Vorstand wird von der "
            "Mitgliederversammlung gewählt; die Geschäftsstelle liegt am Markt.",
        ),
        (
            "Chi siamo",
            "L'associazione rappresenta il mentoring presso le istituzioni. Il consiglio direttivo "
            "è eletto dall'assemblea; la sede legale è in piazza.",
        ),
        (
            "Regulamin",
            "Regulamin określa, jak korzystać ze strony o mentoringu. Dane osobowe i pliki cookies "
            "są chronione; administratorem danych osobowych jest stowarzyszenie.",
        ),
    ],
)
def test_an_organisation_that_offers_none_stays_out(title: str, text: str) -> None:
    assert screen(read(title, text)).verdict == "other"


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
