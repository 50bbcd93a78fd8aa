"""Pages for tests of screening: as described, as published, and programmes in many languages."""

from __future__ import annotations

from pipelines.describe import Description, Section, describe
from pipelines.describe.model import Shape

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


def page(title: str, text: str, path: str = "bridge", shape: Shape | None = None) -> Description:
    whole = f"{title}\n\n{text}"
    sections = (Section(0, len(whole), 1, title),)
    url = f"https://example.org/{path}"
    return Description("html", title, whole, sections, url=url, shape=shape or Shape())


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
