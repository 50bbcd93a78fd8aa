"""The website of a practice is a page that describes it where one was read."""

from __future__ import annotations

import pytest

from pipelines.steps.website import by_address, website
from practices_db.models import Document
from tests.conftest import NOW

OWN, NEWS = "https://own.example/mentors", "https://paper.example/nieuws/mentors-gezocht"
PLAIN = "https://paper.example/2016/some-piece"


def _document(
    page: str, /, verdict: str = "programme", kind: str = "html", **about: object
) -> Document:
    return Document(
        id=1, canonical_url=page, verdict=verdict, kind=kind, about=about, last_seen=NOW
    )


def _record(url: str) -> Document:
    return _document("folder:records#1", kind="record", url=url)


@pytest.mark.parametrize(
    ("given", "pages", "shown"),
    [
        (NEWS, [_document(OWN)], OWN),  # not read, its path names news
        (PLAIN, [_document(PLAIN, "news"), _document(OWN)], OWN),  # read, and found to be news
        (PLAIN, [_document(PLAIN, "report"), _document(OWN)], OWN),
        (PLAIN, [_document(OWN)], PLAIN),  # nothing says that it is news
        (NEWS, [_document(NEWS), _document(OWN)], NEWS),  # read: it describes the programme
        (NEWS, [_document(PLAIN, "news")], NEWS),  # nothing better was read
        (NEWS, [], NEWS),
        ("http://www.own.example/mentors/", [_document(OWN)], "http://www.own.example/mentors/"),
    ],
)
def test_a_page_that_describes_goes_before_an_article(
    given: str, pages: list[Document], shown: str
) -> None:
    record = _record(given)
    assert website(record, [record, *pages], by_address([record, *pages])) == shown


def test_what_a_page_leads_to_stays_its_website() -> None:
    entry = _document("https://list.example/all#one", kind="entry", url=OWN)
    assert website(entry, [entry], by_address([entry])) == OWN
    assert website(_document(OWN), [_document(OWN)], by_address([_document(OWN)])) == OWN


@pytest.mark.parametrize("turn", [1, -1])
def test_of_two_readings_of_one_page_the_one_that_stands_speaks(turn: int) -> None:
    """Whatever order the database gives them in."""
    gone, stands = _document(PLAIN.replace("https", "http")), _document(PLAIN, "news")
    gone.gone_on = NOW
    record = _record(PLAIN)
    read = by_address([gone, stands][::turn])
    assert website(record, [record, stands, _document(OWN)], read) == OWN
