"""Reading web pages: main text, headings, offsets, and what the page's head claims."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.describe import Description, Unreadable, describe

URL = "https://example.org/en/mentoring/"
PROSE = (
    "Retired engineers meet newly arrived colleagues every second week for a year and help them "
    "to understand how firms in the region recruit, pay and promote."
)
PAGE = f"""<!doctype html><html lang="fr"><head><title>Bridge mentoring | Harbour Trust</title>
<link rel="canonical" href="/en/bridge/"><link rel="alternate" hreflang="nl" href="/nl/brug/">
<meta property="og:site_name" content="Harbour Trust">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[
 {{"@type":"Service","name":"Bridge","provider":{{"@type":"NGO","name":"Harbour Trust e.V."}},
 "datePublished":"2021-03-04T10:00:00Z","dateModified":"2023-05-06"}}]}}</script></head><body>
<header><a href="/">Harbour Trust</a><nav><ul><li><a href="/a">About our work</a></li></ul></nav>
</header><div class="cookie-banner"><p>We use cookies to make this site better for you.</p></div>
<main><nav class="breadcrumb"><a href="/">Home</a> &gt; <a href="/en">Programmes</a></nav>
<h1>Bridge mentoring</h1><p>{PROSE}</p><h2>Who can take part</h2><ul>
<li>refugees with a degree</li><li>their partners</li></ul>
<p>Write to <a href="mailto:jane.doe@example.org">Jane Doe</a> or to us.</p>
<aside class="related"><h3>Related</h3><p>Another programme for pensioners in another town.</p>
</aside></main><footer><p>Harbour Trust, registered charity, all rights reserved.</p></footer>
</body></html>"""


def read(page: str, url: str = URL, headers: dict[str, str] | None = None) -> Description:
    found = describe(page.encode(), "text/html", url, headers or {})
    assert isinstance(found, Description), found
    return found


def test_main_text_without_furniture() -> None:
    assert read(PAGE).text == (
        f"Bridge mentoring\n\n{PROSE}\n\nWho can take part\n\n- refugees with a degree\n"
        "- their partners\n\nWrite to [name] or to us."
    )


def test_sections_carry_offsets_of_the_stored_text() -> None:
    page = read(PAGE)
    assert [(s.level, s.heading, s.role) for s in page.sections] == [
        (1, "Bridge mentoring", "body"),
        (2, "Who can take part", "body"),
    ]
    for section in page.sections:
        assert page.text[section.start : section.end].startswith(section.heading)
    assert page.sections[-1].end == len(page.text)


def test_claims_of_the_head() -> None:
    page = read(PAGE)
    assert page.title == "Bridge mentoring"
    assert page.canonical_url == "https://example.org/en/bridge/"
    assert page.alternates == {"nl": "https://example.org/nl/brug/"}
    assert page.metadata["name"] == "Bridge"
    assert page.metadata["organisation"] == "Harbour Trust e.V."
    assert page.metadata["types"] == ["Service"]
    assert (page.published_on, page.modified_on) == (date(2021, 3, 4), date(2023, 5, 6))
    assert not page.noindex
    assert page.links_to_stub is None


def test_language_is_the_texts_not_the_attributes() -> None:
    assert read(PAGE).language == "en"


def test_noindex_from_meta_and_header() -> None:
    assert read(
        PAGE.replace("</head>", '<meta name="robots" content="NoIndex,follow"></head>')
    ).noindex
    assert read(PAGE, headers={"X-Robots-Tag": "unavailable_after: 2030-01-01, noindex"}).noindex


def test_a_refresh_stub_names_its_target() -> None:
    page = read(
        '<html><head><meta http-equiv="Refresh" content="0; URL=\'../new/\'"></head>'
        "<body><a href='../new/'>Click here</a></body></html>"
    )
    assert page.links_to_stub == "https://example.org/en/new/"


@pytest.mark.parametrize(
    "to", ["300", "5; /en/mentoring/", "5; url=", "5; url=#a", "5; ?utm_source=x"]
)
def test_a_page_that_reloads_itself_is_no_stub(to: str) -> None:
    page = read(PAGE.replace("</head>", f'<meta http-equiv="refresh" content="{to}"></head>'))
    assert page.links_to_stub is None


def test_without_main_the_prose_is_found() -> None:
    page = read(
        PAGE.replace("<main>", "<div class='nav-open has-sidebar'>").replace("</main>", "</div>")
    )
    assert PROSE in page.text
    assert "- their partners" in page.text
    assert "registered charity" not in page.text
    assert "cookies" not in page.text


def test_a_wrapper_called_menu_is_not_thrown_away() -> None:
    page = read(f"<body><div id='menu-layout'><h1>Bridge</h1><p>{PROSE}</p></div></body>")
    assert PROSE in page.text


def test_many_parts_of_one_furniture_name_are_the_text() -> None:
    parts = "".join(f"<div class='toc'><p>{PROSE} Part {n}.</p></div>" for n in range(9))
    assert "Part 8." in read(f"<body><h1>Bridge</h1>{parts}</body>").text


def test_a_list_page_keeps_its_linked_entries() -> None:
    items = "".join(
        f"<li><a href='/p/{n}'>Mentoring programme number {n}</a></li>" for n in range(9)
    )
    page = read(f"<body><main><h1>Programmes</h1><ul>{items}</ul></main></body>")
    assert page.text.count("- Mentoring programme") == 9
    assert page.shape.linked_items == 9


def test_rows_of_a_table_are_lines() -> None:
    table = "<table><tr><th>Cohort</th><th>Pairs</th></tr><tr><td>2022</td><td>41</td></tr></table>"
    page = read(f"<body><main><h1>Bridge</h1><p>{PROSE}</p>{table}</main></body>")
    assert page.text.endswith("Cohort | Pairs\n\n2022 | 41")


def test_lists_of_people_are_left_out_but_sentences_stay() -> None:
    cards = "".join(
        f"<h3>{name}</h3><p>Mentor since 2020</p>"
        for name in ("Ada Lund", "Bo Ek", "Cy van Dam", "Di Mora", "Ed Noor")
    )
    names = ("Academic Guidance", "Job Shadowing", "Career Advice", "Language Practice")
    goals = "<ul>" + "".join(f"<li>{name}</li>" for name in names) + "</ul>"
    text = f"<h1>Bridge</h1><p>{PROSE}</p>{goals}<h2>Our mentors</h2>{cards}"
    page = read(f"<body><main>{text}</main></body>")
    assert "Lund" not in page.text
    assert "- Job Shadowing" in page.text


def test_script_built_page_is_reported() -> None:
    body = b"<html><body><div id='root'></div><script>x()</script></body></html>"
    found = describe(body, None, URL, {})
    assert getattr(found, "reason", "") == "no text"


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<div id=root></div><script src=x.js></script>", True),
        ("<noscript>You need to enable JavaScript.</noscript><div>Loading</div><script>", True),
        ("<noscript>Bitte aktivieren Sie JavaScript</noscript><p>Wird geladen …</p><script>", True),
        ("<app-root>Chargement</app-root><script src=x.js></script>", True),
        (
            "<a href=/>Home</a> <a href=/about>About</a><div id=content></div><script src=x.js>"
            "</script><footer>Harbour Foundation, Quay Street. All rights reserved.</footer>",
            True,
        ),
        ("<img src=x.jpg>", False),
    ],
)
def test_a_page_that_scripts_would_build_says_so(inner: str, told: bool) -> None:
    found = describe(f"<title>Us</title><body>{inner}".encode(), "text/html", URL, {})
    assert getattr(found, "reason", "") == "no text"
    assert ("built by scripts in the reader's browser" in getattr(found, "detail", "")) is told


@pytest.mark.parametrize(
    "page",
    [
        "<h1>Programmes</h1><ul><li><a href=/a>Bridge</a><li><a href=/b>Tandem</a></ul>{}",
        "<ul><li><a href=/a>Bridge</a><li><a href=/b>Tandem</a></ul>",
        "<p>We meet on Monday.</p>{}",
    ],
)
def test_a_short_page_beside_an_empty_part_is_read(page: str) -> None:
    empty = "<div id=map></div><script src=map.js></script>"
    assert read(f"<title>Us</title><body><main>{page.format(empty)}</main>").text


def test_a_page_that_is_built_on_the_server_is_read() -> None:
    whole = f"<noscript>JavaScript is off.</noscript><div id=root><main><h1>Bridge</h1><p>{PROSE}"
    assert PROSE[:40] in read(f"<body>{whole}</main></div><script>x()</script></body>").text


@pytest.mark.parametrize(
    "title",
    [
        "404", "Error 404", "404 - Not Found | Bridge", "Page not found", "Page introuvable",
        "Seite nicht gefunden", "Pagina niet gevonden", "Página no encontrada",
        "Pagina non trovata",
        "Sidan kunde inte hittas", "Siden blev ikke fundet", "Sivua ei löytynyt",
        "Nie znaleziono strony", "Stránka nenalezena", "Η σελίδα δεν βρέθηκε",
    ],
)  # fmt: skip
def test_a_page_that_says_it_is_not_there(title: str) -> None:
    body = f"<title>{title}</title><main><h1>{title}</h1><p>Go home, or search.</p></main>"
    found = describe(body.encode(), "text/html; charset=utf-8", URL, {})
    assert isinstance(found, Unreadable)
    assert found.reason == "missing"


@pytest.mark.parametrize("title", ["Mentors not found by chance", "Room 404", "Lost and found"])
def test_a_page_that_only_sounds_so(title: str) -> None:
    body = f"<title>{title}</title><main><h1>{title}</h1><p>Mentors meet here.</p></main>"
    assert isinstance(describe(body.encode(), "text/html", URL, {}), Description)


LONG = "Mentors and mentees of the Bridge meet every week for six months and look for work. "


@pytest.mark.parametrize(
    "heading", ["You may also like", "Das könnte Sie auch interessieren", "Lire aussi", "Lees ook"]
)
def test_what_a_site_advertises_below_the_text_is_left_out(heading: str) -> None:
    body = (
        f"<main><h1>The Bridge</h1><p>{LONG * 4}</p><p>{LONG * 3}</p><h3>{heading}</h3>"
        "<div>Another thing altogether</div><p>Somebody opened a shop in the street.</p></main>"
    )
    found = describe(body.encode(), "text/html; charset=utf-8", URL, {})
    assert isinstance(found, Description)
    assert found.text.endswith(LONG.strip())


def test_a_heading_of_that_kind_amid_the_text_cuts_nothing() -> None:
    body = (
        f"<main><h1>The Bridge</h1><p>{LONG}</p><h3>More about our mentors</h3>"
        f"<p>{LONG * 4}</p><p>Tags: mentoring, work</p></main>"
    )
    found = describe(body.encode(), "text/html; charset=utf-8", URL, {})
    assert isinstance(found, Description)
    assert "More about our mentors" in found.text
    assert LONG * 3 in found.text
    assert "Tags:" not in found.text
