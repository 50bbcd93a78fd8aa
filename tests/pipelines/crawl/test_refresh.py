"""A page that sends its readers elsewhere is understood in one way by the crawl and the reading."""

from __future__ import annotations

import pytest

from pipelines.crawl.links import read_links
from pipelines.describe import Description, describe

URL = "https://example.org/en/mentors"
TEXT = "<p>Volunteers accompany young refugees for a year; each pair meets every week.</p>"
LEADS = {
    "0; url=/new": "https://example.org/new",
    "0;URL='/new page'": "https://example.org/new%20page",
    '0; url="/new"; x': "https://example.org/new",
    "0; url=/it's": "https://example.org/it's",
    ".5; url=next": "https://example.org/en/next",
    "3,/new": "https://example.org/new",
    "0 /new": "https://example.org/new",
    "11; url=/new": None,
    "5": None,
    "0; url=mentors?utm_source=letter#top": None,
    "0; url=javascript:go()": None,
    "soon; url=/new": None,
}


@pytest.mark.parametrize("content", LEADS)
def test_where_a_refresh_leads(content: str) -> None:
    told = content.replace('"', "&quot;")
    page = (
        f'<title>Mentors</title><meta http-equiv="Refresh" content="{told}"><h1>Mentors</h1>{TEXT}'
    )
    found = describe(page.encode(), "text/html", URL, {})
    assert isinstance(found, Description)
    assert (read_links(page.encode(), URL).refresh, found.links_to_stub) == (LEADS[content],) * 2
