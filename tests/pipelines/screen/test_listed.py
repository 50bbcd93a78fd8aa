"""List pages as sites build them: each yields its programmes, named, cut and led on."""

from __future__ import annotations

import pytest

from pipelines.describe import Description, describe
from pipelines.screen import screen
from pipelines.screen.listed import Listed, listed_programmes

PROJECTS = {
    "Lotsen für Neue": "Studierende begleiten Jugendliche als Mentoren, jede Woche zwei Stunden.",
    "Patenzeit": "Seniorinnen und Senioren treffen Zugewanderte und üben mit ihnen jede Woche.",
    "Starthilfe": "Mentorinnen und Mentees bilden ein Tandem und treffen sich zweimal im Monat.",
}
SHAPES = {
    "linked headings": "<h3><a href='{to}'>{name}</a></h3><p>{text}</p>",
    "numbered headings": "<h3><a href='{to}'>2. {name} »</a></h3><p>{text}</p>",
    "a button in a card": "<div><h3>{name}</h3><p>{text}</p><a href='{to}'>Mehr erfahren</a></div>",
    "a button after the text": "<h3>{name}</h3><p>{text}</p><p><a href='{to}'>Mehr</a></p>",
    "a card that is a link": "<a href='{to}'><h3>{name}</h3><p>{text}</p></a>",
    "a linked picture": "<div><a href='{to}'><img alt='x'></a><h3>{name}</h3><p>{text}</p></div>",
    "a part to unfold": "<details><summary>{name}</summary>{text}<a href='{to}'>Mehr</a></details>",
    "bold names": "<p><strong><a href='{to}'>{name}</a></strong><br>{text}</p>",
    "items": "<li><a href='{to}'>{name}</a>: {text}</li>",
    "terms": "<dt><a href='{to}'>{name}</a></dt><dd>{text}</dd>",
    "rows": "<tr><td><a href='{to}'>{name}</a></td><td>{text}</td><td>Bonn</td></tr>",
}
AROUND = {
    "items": "<ul>{}</ul>",
    "terms": "<dl>{}</dl>",
    "rows": "<table><tr><th>Name</th><th>Was</th><th>Wo</th></tr>{}</table>",
}


def list_page(shape: str) -> Description:
    cards = "".join(
        SHAPES[shape].format(name=name, text=text, to=f"/projekte/{position}")
        for position, (name, text) in enumerate(PROJECTS.items())
    )
    html = (
        "<html lang='de'><title>Unsere Mentoring-Projekte</title><body><main>"
        "<h1>Unsere Mentoring-Projekte</h1><p>Hier stehen unsere Projekte.</p>"
        f"{AROUND.get(shape, '{}').format(cards)}</main></body></html>"
    )
    page = describe(html.encode(), "text/html", "https://www.example.org/projekte/", {})
    assert isinstance(page, Description)
    return page


def found(page: Description) -> list[Listed]:
    assert screen(page).verdict == "list"
    return listed_programmes(page)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_programme_is_an_entry_of_its_own(shape: str) -> None:
    page = list_page(shape)
    entries = [one.description for one in found(page)]
    assert [entry.title for entry in entries] == list(PROJECTS)
    for position, (entry, text) in enumerate(zip(entries, PROJECTS.values(), strict=True)):
        assert entry.metadata["url"] == f"https://www.example.org/projekte/{position}"
        assert text in entry.text
        start = int(entry.metadata["starts"])
        assert page.text[start : start + len(entry.text)] == entry.text
        assert not any(other in entry.text for other in PROJECTS.values() if other != text)


def test_what_leads_nowhere_is_taken_by_its_own_words_only() -> None:
    extra = "<h3>Café</h3><p>Kaffee und Kuchen jeden Dienstag im Gemeindehaus, für alle offen.</p>"
    cards = "".join(f"<h3>{name}</h3><p>{text}</p>" for name, text in PROJECTS.items()) + extra
    html = f"<title>Unsere Mentoring-Projekte</title><main><h1>Unsere Projekte</h1>{cards}</main>"
    page = describe(html.encode(), "text/html", "https://www.example.org/projekte/", {})
    assert isinstance(page, Description)
    entries = [one.description for one in found(page)]
    assert [entry.title for entry in entries] == list(PROJECTS)
    assert all("url" not in entry.metadata for entry in entries)


def test_an_address_that_all_cards_share_is_nobodys() -> None:
    cards = "".join(
        f"<h3>{name}</h3><p>{text}</p><a href='/apply'>Anmelden</a>"
        for name, text in PROJECTS.items()
    )
    html = f"<title>Unsere Mentoring-Projekte</title><main><h1>Unsere Projekte</h1>{cards}</main>"
    page = describe(html.encode(), "text/html", "https://www.example.org/projekte/", {})
    assert isinstance(page, Description)
    assert all("url" not in one.description.metadata for one in found(page))


def test_a_heading_of_a_programme_page_leads_nowhere_else() -> None:
    """Cards give their names to links; a page's own title never leads to what its text links."""
    html = (
        "<title>Bridge</title><main><h1>Bridge</h1><p>Mentors meet mentees, thanks to "
        "<a href='https://funder.example/'>a fund</a>.</p><h2>Who pays</h2><p>A fund.</p></main>"
    )
    page = describe(html.encode(), "text/html", "https://www.example.org/bridge", {})
    assert isinstance(page, Description)
    assert "url" not in page.metadata
