"""Programmes given on the command line: read as a crawled page would be, refused like one."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pipelines.cli.evaluating import read_input
from pipelines.cli.given import MOST_LETTERS, read_address, read_document
from practices_db.errors import PracticesError
from practices_db.settings import Settings

WORDS = "Retired engineers accompany young refugees on their way to an apprenticeship. " * 8
PAGE = f"<html><body><nav>Menu</nav><main><h1>Tandem</h1><p>{WORDS}</p></main></body></html>"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /closed\n", encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_the_main_text_of_a_page_is_read(server: str, settings: Settings) -> None:
    text = read_address(f"{server}/page.html", settings, frozenset({"127.0.0.1"}))
    assert "Retired engineers" in text
    assert "Menu" not in text


@pytest.mark.parametrize("path", ["/closed/page.html", "/gone.html"])
def test_what_a_site_refuses_is_said_in_one_sentence(
    server: str, settings: Settings, path: str
) -> None:
    with pytest.raises(PracticesError, match="was not fetched"):
        read_address(f"{server}{path}", settings, frozenset({"127.0.0.1"}))


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "file:///etc/passwd", "no address"])
def test_inner_addresses_are_refused(url: str, settings: Settings) -> None:
    with pytest.raises(PracticesError, match="was not fetched"):
        read_address(url, settings)


def test_files_of_several_kinds_are_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    plain = tmp_path / "plain.txt"
    plain.write_text(WORDS, encoding="utf-8")
    assert "Retired engineers" in read_document(str(page))
    assert read_document(str(plain)).startswith("Retired engineers")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    binary = tmp_path / "noise"
    binary.write_bytes(bytes(range(256)) * 40)
    for path in (str(binary), str(tmp_path / "absent")):
        with pytest.raises(PracticesError, match="cannot be read"):
            read_document(path)


@pytest.mark.parametrize("path", ["/closed/page.html", "/gone.html", "/picture", "/empty.html"])
def test_advice_is_for_who_gives_an_address_and_declares_no_source(
    server: str, settings: Settings, tmp_path: Path, path: str
) -> None:
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "empty.html").write_bytes(b"")
    with pytest.raises(PracticesError) as refused:
        read_address(f"{server}{path}", settings, frozenset({"127.0.0.1"}))
    assert "--file" in refused.value.advice
    for setting in ("exclude", "allow_private", "delay_seconds", "declar", "scope", "source"):
        assert setting not in refused.value.advice


@pytest.mark.parametrize("url", ["www.example.org/mentoring", "", "ftp://www.example.org/"])
def test_half_an_address_is_told_what_a_whole_one_is(url: str, settings: Settings) -> None:
    with pytest.raises(PracticesError) as refused:
        read_address(url, settings)
    assert "https://" in refused.value.advice


def test_of_a_very_long_text_the_beginning_is_read_and_this_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / "book.txt"
    long.write_text("\n\n".join([WORDS] * (MOST_LETTERS // len(WORDS) + 2)), encoding="utf-8")
    assert len(read_document(str(long))) == MOST_LETTERS
    assert f"the first {MOST_LETTERS:,} are read" in capsys.readouterr().err


def _pipe(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    # As Python opens standard input where the locale is that of C.
    piped = io.TextIOWrapper(io.BytesIO(body), encoding="utf-8", errors="surrogateescape")
    monkeypatch.setattr(sys, "stdin", piped)


def test_what_comes_in_by_a_pipe_is_read_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe(monkeypatch, PAGE.encode())
    assert "Menu" not in read_document("-")
    _pipe(monkeypatch, bytes(range(256)) * 40)
    with pytest.raises(PracticesError, match="The input cannot be read"):
        read_document("-")
    _pipe(monkeypatch, b"Mentoren f\xfcr Gefl\xfcchtete")
    with pytest.raises(PracticesError, match="The input is not UTF-8"):
        read_input("-")
