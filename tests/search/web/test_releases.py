"""Frozen releases on the site: listed, explained, downloaded as they were frozen, and no more."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from pipelines.releases.freezing import Frozen, freeze
from pipelines.releases.verifying import verify
from pipelines.sources.registry import Registry
from search.export.frozen import read_sums
from search.web import Options
from tests.conftest import NOW
from tests.search.web.conftest import Shown, make_shown
from tests.search.web.hostile import SCRIPT


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site that was open before anything was frozen."""
    options = Options(rate=10_000, burst=10_000, fresh_seconds=0)
    shown = make_shown(tmp_path_factory.mktemp("kept"), options)
    yield shown
    shown.engine.dispose()


@pytest.fixture(scope="module")
def client(kept: Shown) -> Iterator[TestClient]:
    with TestClient(kept.app, base_url="http://catalogue.example") as client:
        assert "No release was frozen yet" in client.get("/releases").text
        assert client.get("/api/releases").json() == []
        yield client


@pytest.fixture(scope="module")
def done(kept: Shown, client: TestClient) -> Frozen:
    """Frozen where the site looks, under a title that means harm."""
    folder = kept.settings.releases_dir
    return freeze(kept.engine, Registry(()), f"Title {SCRIPT}", folder, lambda: NOW)


def test_releases_are_listed_and_explained(client: TestClient, done: Frozen) -> None:
    for address in ("/releases", f"/releases/{done.name}"):
        text = client.get(address).text
        assert f"Mentoring practices, release {done.name}, frozen {NOW:%Y-%m-%d}" in text
        assert "CC BY 4.0" in text and SCRIPT not in text
        assert "window.harmed" not in "".join(
            script.text for script in BeautifulSoup(text, "lxml").select("script")
        )
    assert "What was not searched" in text and "4 practices" in text
    assert 'href="/releases"' in client.get("/export").text
    assert client.head(f"/releases/{done.name}").status_code == 200


def test_every_file_comes_as_it_was_frozen(client: TestClient, done: Frozen) -> None:
    told = client.get(f"/api/releases/{done.name}").json()
    assert told["current"] and told["counts"]["practices"] == 4
    assert told["protocol"]["release"] == done.name
    assert {one["name"] for one in told["files"]} == {p.name for p in done.folder.iterdir()}
    for one in told["files"]:
        answer = client.get(one["url"])
        assert hashlib.sha256(answer.content).hexdigest() == one["sha256"]
        assert answer.content == (done.folder / one["name"]).read_bytes()
        assert answer.headers["content-disposition"].startswith("attachment")
        again = client.get(one["url"], headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304
    (listed,) = client.get("/api/releases").json()
    assert listed["citation"] == told["citation"] and "files" not in listed


def test_the_zip_holds_a_release_that_verifies(
    client: TestClient, done: Frozen, tmp_path: Path
) -> None:
    address = client.get(f"/api/releases/{done.name}").json()["archive"]
    first = client.get(address).content
    assert first == client.get(address).content
    ZipFile(io.BytesIO(first)).extractall(tmp_path)
    assert verify(tmp_path / done.name).sound


@pytest.mark.parametrize(
    "name",
    [
        "%2e%2e",
        "%2e%2e%2f%2e%2e%2fcatalogue.sqlite",
        "..%5c..",
        "none",
        "%00",
        "a" * 300,
        "%3Cscript%3E",
        "HERE%20",
        "HER",
        "",
    ],
)
@pytest.mark.parametrize("rest", ["", ".zip", "/practices.csv"])
def test_a_hostile_name_leads_nowhere(
    client: TestClient, done: Frozen, name: str, rest: str
) -> None:
    asked = name.replace("HERE", done.name).replace("HER", done.name[:11])
    if not asked and not rest:
        return  # the list itself
    for start in ("/releases/", "/api/releases/"):
        answer = client.get(f"{start}{asked}{rest}", follow_redirects=False)
        assert answer.status_code in {307, 404, 400, 422}, answer.text
        assert "<script>" not in answer.text.partition("</head>")[2]


@pytest.mark.parametrize(
    "file", ["..%2f..%2fcatalogue.sqlite", "%2e%2e", "none.csv", "%2fetc%2fpasswd", "practices.CSV"]
)
def test_a_hostile_file_leads_nowhere(client: TestClient, done: Frozen, file: str) -> None:
    assert client.get(f"/releases/{done.name}/{file}").status_code == 404


def test_what_is_not_as_it_was_frozen_is_not_passed_on(
    client: TestClient, kept: Shown, done: Frozen
) -> None:
    csv = done.folder / "practices.csv"
    sound = csv.read_bytes()
    secret = kept.settings.data_dir / "secret.txt"
    secret.write_bytes(b"secret")
    for spoilt in ("changed", "missing", "a link"):
        csv.unlink()
        if spoilt == "changed":
            csv.write_bytes(sound + b"x")
        elif spoilt == "a link":
            csv.symlink_to(secret)
        assert client.get(f"/releases/{done.name}/practices.csv").status_code == 404
        assert client.get(f"/releases/{done.name}.zip").status_code == 404
        assert "not whole" in client.get(f"/releases/{done.name}").text
        assert client.get(f"/api/releases/{done.name}").json()["files"] == []
        csv.unlink(missing_ok=True)
        csv.write_bytes(sound)
    assert client.get(f"/releases/{done.name}/practices.csv").content == sound


@pytest.mark.parametrize("address", ["/api/releases", "/api/releases/{}"])
def test_the_api_answers_a_head_as_elsewhere(
    client: TestClient, done: Frozen, address: str
) -> None:
    answer = client.head(address.format(done.name))
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "name", ['a"b.csv', "naïve.csv", "..", "a/b", ".hidden", "a\\b", "a b", ""]
)
def test_a_manifest_of_odd_names_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="2"):
        read_sums(f"{'0' * 64}  practices.csv\n{'0' * 64}  {name}\n")
