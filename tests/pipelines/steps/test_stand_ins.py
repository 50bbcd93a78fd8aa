"""Small sites whose pages are hidden for a while by what speaks of their server."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.installation import Installation
from pipelines.stand_ins import markup_stands_in, stands_in
from practices_db.engine import catalogue_session
from practices_db.models import Issue
from tests.pipelines.steps.conftest import Install, link, page, programme
from tests.pipelines.steps.running import document_at, run_both

CHECK = (
    "<html><head><title>Making sure you&#39;re not a bot!</title>"
    "<meta name='robots' content='noindex,nofollow'></head><body><h1>Making sure you&#39;re not a "
    "bot!</h1><p>Loading...</p><p>The people who look after this site have put a guard before it, "
    "since too many programs read it.</p><script>prove()</script></body></html>"
)
ERROR = "<html><title>Oops</title><h1>Error establishing a database connection</h1></html>"
SOLD = (
    "<html><title>tandem.example</title><p>The domain is for sale. Make an offer today.</p>"
    "<ul><li>Loans<li>Mentoring courses</ul></html>"
)


# The heading is no more than the site's name: the head and the text tell.
GUARDED = "<html><head><title>{}</title></head><h1>tandem.example</h1><p>{}</p></html>"
HUMAN = (
    "Es wird überprüft, dass Sie ein Mensch sind. Das dauert einen Augenblick.",
    "Vérification que vous êtes humain, pendant quelques secondes.",
    "Verificando que usted es un ser humano.",
    "Controleren of u een mens bent.",
    "Weryfikowanie, czy jesteś człowiekiem.",
    "Проверяем, человек ли вы.",
    "Sorry, you have been blocked. You cannot see tandem.example.",
)


def _open_issues(installation: Installation) -> dict[str, str]:
    with catalogue_session(installation.engine) as session:
        query = select(Issue.url, Issue.reason).where(Issue.resolved_on.is_(None))
        return {url.rpartition("/")[2]: reason for url, reason in session.execute(query)}


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (CHECK, "door"),
        (ERROR, "stand-in"),
        (SOLD, "stand-in"),
        (GUARDED.format("Just a moment...", "A few seconds, and on it goes."), "stand-in"),
        *((GUARDED.format("tandem.example", text), "stand-in") for text in HUMAN),
    ],
)
def test_a_page_of_the_server_takes_no_page_away(
    site: Path, install: Install, shown: str, reason: str
) -> None:
    link(site, "tandem.html")
    page(site, "tandem.html", programme("Tandem"))
    installation = install()
    run_both(installation)
    before, text = document_at(installation, "tandem.html")
    page(site, "tandem.html", shown)
    counts = run_both(installation)
    after, kept = document_at(installation, "tandem.html")
    assert (after.gone_on, after.verdict, kept) == (None, before.verdict, text)
    assert "gone" not in counts
    assert _open_issues(installation) == {"tandem.html": reason}
    page(site, "tandem.html", programme("Tandem", 3))
    assert run_both(installation).get("changed") == 1
    assert _open_issues(installation) == {}


def test_a_page_that_was_never_seen_is_told(site: Path, install: Install) -> None:
    link(site, "tandem.html")
    page(site, "tandem.html", ERROR)
    installation = install()
    assert run_both(installation)["new"] == 1  # the front page
    assert _open_issues(installation) == {"tandem.html": "stand-in"}


@pytest.mark.parametrize(
    "said",
    [
        "Fill in the form and complete the captcha to apply.",
        "Our new website is coming soon!",
        "They restore old houses by performing maintenance together.",
    ],
)
def test_a_short_programme_that_says_such_words_is_read(
    site: Path, install: Install, said: str
) -> None:
    link(site, "tandem.html")
    told = f"<h1>Tandem</h1><p>{said} Volunteers mentor young refugees every week for a year.</p>"
    page(site, "tandem.html", f"<html><title>Tandem</title>{told}</html>")
    installation = install()
    assert run_both(installation)["new"] == 2  # the front page too
    assert _open_issues(installation) == {}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment", "Just a moment of your time each week helps a young person. " * 30),
        ("Under construction: young builders", "Mentors from building firms meet apprentices."),
        ("Maintenance of hope", "A mentoring programme for young people in care."),
        ("Please wait for me", "Older pupils accompany younger ones on their way to school."),
        ("500 mentors", "500 mentors meet 500 pupils."),
        ("For sale", "Our shop sells what mentors and pupils made; it pays for the programme."),
        ("Coming soon", "Our programme starts in May: ten mentors accompany ten newcomers."),
    ],
)
def test_pages_of_their_own_are_none(title: str, text: str) -> None:
    assert stands_in(title, f"{title}\n\n{text}") == ""


@pytest.mark.parametrize("unclosed", ["<script>", "<!--", "<style ", "<title>", "<a "])
def test_markup_that_is_never_closed_takes_no_longer(unclosed: str) -> None:
    started = time.monotonic()
    assert markup_stands_in((unclosed * 40_000).encode()) == ""
    assert time.monotonic() - started < 2
