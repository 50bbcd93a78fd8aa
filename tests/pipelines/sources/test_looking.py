"""`sources add` with a look at the address: what answers there decides the kind and the fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.policy import Policy
from pipelines.crawl.serve import serve_folder
from pipelines.sources.looking import fields_of, look_at
from pipelines.sources.reading import load_declaration
from pipelines.sources.writing import write_declaration

HOST = "www.mentoring.dk"
PAGE = (
    "<html lang='en'><head><title>Mentornetværk | Foreningen</title>"
    "<meta property='og:site_name' content='Foreningen'></head><body><main>"
    "<h1>Mentornetværk</h1><p>Frivillige mentorer støtter kvinder, der er flygtet til Danmark, og"
    " de mødes hver anden uge i et halvt år.</p></main></body></html>"
)


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(PAGE)
    (site / "all").write_text("<urlset><url><loc>https://www.mentoring.dk/</loc></url></urlset>")
    (site / "new").write_text("<rss><channel><item><link>/</link></item></channel></rss>")
    (site / "list.json").write_text(json.dumps([{"Title": "A", "website": "https://a.example"}]))
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /intern\n")
    (site / "intern").write_text(PAGE)
    (site / "_redirects").write_text("/old / 301\n")
    with serve_folder(site, HOST) as route:
        policy = Policy("mentoring-practices-test", delay_seconds=0)
        with Fetcher(policy, {HOST: route}) as fetcher:
            yield fetcher


@pytest.mark.parametrize(
    ("path", "kind"),
    [("", "website"), ("all", "sitemap"), ("new", "feed"), ("list.json", "dataset")],
)
def test_what_answers_decides_the_kind(
    fetcher: Fetcher, tmp_path: Path, path: str, kind: str
) -> None:
    url = f"https://{HOST}/{path}"
    seen = look_at(url, fetcher)
    source = load_declaration(write_declaration(url, tmp_path / "new", {}, seen.fields))
    assert source.kind == kind
    assert source.countries == ("DK",)


def test_a_page_tells_its_title_publisher_and_own_language(
    fetcher: Fetcher, tmp_path: Path
) -> None:
    url = f"https://{HOST}/old"
    written = write_declaration(url, tmp_path / "new", {}, look_at(url, fetcher).fields)
    source = load_declaration(written)
    assert (source.title, source.publisher) == ("Mentornetværk", "Foreningen")
    assert source.languages == ("da",)
    assert source.url == f"https://{HOST}/"
    assert len(written.read_text().splitlines()) <= 15


def test_a_dataset_is_given_its_fields(fetcher: Fetcher, tmp_path: Path) -> None:
    url = f"https://{HOST}/list.json"
    written = write_declaration(url, tmp_path / "new", {}, look_at(url, fetcher).fields)
    assert load_declaration(written).fields == {"name": "Title", "url": "website"}


@pytest.mark.parametrize("path", ["intern", "nothing-there"])
def test_no_answer_is_told_and_the_address_decides(
    fetcher: Fetcher, tmp_path: Path, path: str
) -> None:
    url = f"https://{HOST}/{path}"
    seen = look_at(url, fetcher)
    assert seen.told
    written = write_declaration(url, tmp_path / "new", {"title": "Mine"}, seen.fields)
    assert load_declaration(written).title == "Mine"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (
            "360giving/abcharitabletrust.json",
            {"id": "id", "name": "title", "text": "description",
             "organisation": "recipientOrganization.0.name",
             "url": "recipientOrganization.0.url"},
        ),
        (
            "360giving/original-abct.xlsx",
            {"id": "Identifier", "name": "Title", "text": "Description",
             "organisation": "Recipient Org:Name", "url": "Recipient Org:Web Address"},
        ),
        (
            "hsds/spec-examples/service_full.json",
            {"id": "id", "name": "name", "text": "description",
             "organisation": "organization.name", "url": "url"},
        ),
        ("hsds/ohana-smc/services.csv", {"id": "id", "name": "name", "text": "description"}),
    ],
)  # fmt: skip
def test_the_usual_names_are_known(shared: Path, path: str, fields: dict[str, str]) -> None:
    file = shared / "datasets" / path
    assert fields_of(file.read_bytes(), file.name) | fields == fields_of(
        file.read_bytes(), file.name
    )


def test_a_row_that_is_too_wide_does_not_hide_the_names() -> None:
    rows = b"id,name,description\n1,One,Mentors meet pupils\n2,Two, or three,Pairs meet\n"
    assert fields_of(rows, "data.csv")["id"] == "id"
