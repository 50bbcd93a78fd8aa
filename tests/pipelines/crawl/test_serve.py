"""The loopback server behaves like the static hosts that real sites live on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from pipelines.crawl.serve import serve_folder


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    site = tmp_path / "site"
    (site / "sub").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "sub" / "index.html").write_text("sub")
    (site / "about.html").write_text("about")
    (site / "404.html").write_text("lost")
    (site / "_redirects").write_text("# old pages\n/old /about\n/gone-away https://x.org/ 302\n")
    (tmp_path / "secret").write_text("secret")
    with serve_folder(site, "site.example") as route:
        yield f"http://{route.address}:{route.port}"


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, "home"),
        ("//", 200, "home"),
        ("/sub/", 200, "sub"),
        ("//sub/index.html", 200, "sub"),
        ("/about", 200, "about"),
        ("/about.html?x=1", 200, "about"),
        ("/absent", 404, "lost"),
        ("/_redirects", 404, "lost"),
        ("/%2e%2e/secret", 404, "lost"),
        ("/..%2fsecret", 404, "lost"),
        ("/a%00b", 404, "lost"),
    ],
)
def test_paths(address: str, path: str, status: int, text: str) -> None:
    answer = requests.get(address + path, timeout=5)
    assert (answer.status_code, answer.text) == (status, text)


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("/sub", 301, "/sub/"),
        ("/old", 301, "/about"),
        ("/gone-away", 302, "https://x.org/"),
    ],
)
def test_redirects(address: str, path: str, status: int, target: str) -> None:
    answer = requests.get(address + path, timeout=5, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (status, target)


def test_validators(address: str) -> None:
    first = requests.get(f"{address}/about", timeout=5).headers
    for asked in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        assert requests.get(f"{address}/about", headers=asked, timeout=5).status_code == 304
    other = requests.get(f"{address}/about", headers={"If-None-Match": '"x"'}, timeout=5)
    assert other.status_code == 200
