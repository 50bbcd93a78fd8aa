"""Text that a page holds where it shows after a click, or by scripts: read, or told of."""

from __future__ import annotations

from html import escape

import pytest

from pipelines.describe import Description, Section, describe, folded
from pipelines.describe.tree import parse

TOLD = (
    "Our volunteers accompany young refugees for twelve months on their way into work, and each"
    " pair of mentor and mentee meets every week in the library."
)
OWN = "".join(
    f"<p>Our house in Almstadt was opened in {year} by neighbours. Everybody is welcome here, and"
    " there is tea from nine to five.</p>"
    for year in range(2001, 2009)
)
OPENS = "<p><button data-bs-target='#more'>Read more</button></p>"
QUOTED = escape(TOLD, quote=True)


def read(part: str, own: str = OWN) -> Description:
    page = f"<title>House</title><body><main><h1>House</h1>{own}{part}</main></body>"
    found = describe(page.encode(), "text/html", "https://house.example/", {})
    assert isinstance(found, Description)
    return found


FOLDED = {
    "dialog": f"{OPENS}<dialog id=more><p>{TOLD}</p></dialog>",
    "modal": f"{OPENS}<div id=more class='modal fade' role=dialog aria-hidden=true>"
    f"<div class=modal-dialog><div class=modal-content><p>{TOLD}</p></div></div></div>",
    "popup by a link": f"<a href='#more'>More</a><div id=more class=popup><p>{TOLD}</p></div>",
    "hidden part": f"<button aria-controls=more>More</button><div hidden id=more>{TOLD}</div>",
    "tab": f"<button role=tab>Tandem</button><div role=tabpanel hidden><p>{TOLD}</p></div>",
    "card that is a button": f"<button class=card><h3>Tandem</h3><p>{TOLD}</p></button>",
    "part of a component": "<x-card><template shadowrootmode=open>"
    f"<p>{TOLD}</p></template></x-card>",
}


@pytest.mark.parametrize("way", FOLDED)
def test_what_a_click_opens_is_read(way: str) -> None:
    found = read(FOLDED[way])
    assert (TOLD in found.text, found.text.count(TOLD), found.cut) == (True, 1, "")


def test_the_heading_of_an_accordion_is_one_though_it_is_a_button() -> None:
    button = "<h3 class=accordion-header><button aria-expanded=false>Who meets?</button></h3>"
    found = read(f"{button}<div class='accordion-collapse collapse'><p>{TOLD}</p></div>")
    assert [section.heading for section in found.sections if TOLD[:40] in _of(found, section)] == [
        "Who meets?"
    ]


def _of(found: Description, section: Section) -> str:
    return found.text[section.start : section.end]


def test_a_window_at_the_end_of_the_source_stands_behind_what_opens_it() -> None:
    page = (
        f"<title>House</title><body><main><h1>House</h1><h2>Tandem</h2>{OPENS}{OWN}</main>"
        f"<div class=modal id=more><p>{TOLD}</p></div> Imprint</body>"
    )
    found = describe(page.encode(), "text/html", "https://house.example/", {})
    assert isinstance(found, Description)
    assert found.text.index("Tandem") < found.text.index(TOLD) < found.text.index("in 2001")


STAYS_OUT = {
    "cookies": f"{OPENS}<dialog id=more class=cookie-consent><p>{TOLD}</p></dialog>",
    "form": f"{OPENS}<dialog id=more><p>{TOLD}</p><input name=mail></dialog>",
    "nothing opens it": f"<div class=popup><p>{TOLD}</p></div>",
    "few words": f"{OPENS}<dialog id=more><p>Sure?</p></dialog>",
}


@pytest.mark.parametrize("what", STAYS_OUT)
def test_windows_that_say_nothing_of_the_page_stay_out(what: str) -> None:
    assert read(STAYS_OUT[what]).text == read("").text


JSON = '<script type="application/json">{"%s": {"pageProps": {"body": "<p>%s</p>"}}}</script>'
UNSHOWN = {
    "data of the page": JSON % ("props", TOLD),
    "state": f'<div id=root></div><script>window.__INITIAL_STATE__ = {{"a": ["{TOLD}"]}};</script>',
    "attribute": f'<div data-content="{QUOTED}"></div>',
    "attribute of a component": f"""<rich-text :content='"<p>{QUOTED}</p>"'></rich-text>""",
    "frame": f'<iframe srcdoc="<p>{QUOTED}</p>"></iframe>',
    "textarea": f"<textarea>{TOLD}</textarea>",
    "noscript": f"<noscript><p>{TOLD}</p></noscript>",
    "template": f"<template><p>{TOLD}</p></template>",
}


@pytest.mark.parametrize("way", UNSHOWN)
def test_what_scripts_show_is_read_where_there_is_hardly_anything_else(way: str) -> None:
    found = read(UNSHOWN[way], own="")
    assert (found.text, found.cut) == (f"House\n\n{TOLD}", "")


@pytest.mark.parametrize("way", UNSHOWN)
def test_and_told_of_where_the_page_has_a_text_of_its_own(way: str) -> None:
    found = read(UNSHOWN[way])
    assert found.text == read("").text
    assert TOLD[:40] in found.cut


SHOWN = {
    "data of what is shown": f"<p>{TOLD}</p>{JSON % ('props', TOLD)}",
    "words of the whole site": JSON % ("messages", TOLD),
    "code": "<template>" + "<p>{{ item.title }} = {{ item.text }};</p>" * 20 + "</template>",
    "a word for those without scripts": "<noscript>You need to enable JavaScript to see all that"
    " this page has to show you, as it is built in your browser by scripts.</noscript>",
    "styles": "<div style='" + "color: red and blue of course; " * 10 + "'>x</div>",
}


@pytest.mark.parametrize("what", SHOWN)
def test_nothing_is_told_of_what_says_nothing_more(what: str) -> None:
    assert read(SHOWN[what]).cut == ""


def test_a_thousand_parts_in_one_another_are_not_all_looked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = []
    monkeypatch.setattr(folded, "_open", lambda part, _: opened.append(part))
    told = "Mentors and mentees meet every week for half a year, and talk about plans for work."
    root = parse(f"<body><main>{f'<div role=tabpanel>{told}' * 1_000}</main></body>")
    folded.unfold(root)
    assert 2 <= len(opened) <= 10
