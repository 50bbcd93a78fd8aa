"""Pages written to break a reader: each ends as a text or as a reason, in bounded time."""

from __future__ import annotations

import io
import os
import time
import tracemalloc
import zlib
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pipelines.describe import Description, Unreadable, describe
from pipelines.describe.rows import read_rows

URL = "https://example.org/x"
PROSE = b"<p>Volunteers from partner firms mentor young refugees in pairs for one school year.</p>"


def read(body: bytes, content_type: str | None = "text/html") -> Description | Unreadable:
    return describe(body, content_type, URL, {})


@pytest.mark.parametrize("depth", [300, 3_000, 10_000, 100_000])
@pytest.mark.parametrize("tag", [b"div", b"span", b"blockquote", b"table"])
def test_depth(depth: int, tag: bytes) -> None:
    body = b"<body>" + b"<%s>" % tag * depth + PROSE + b"</%s>" % tag * depth + PROSE
    found = read(body)
    assert isinstance(found, Description)
    assert "mentor young refugees" in found.text


def test_unclosed_everything_ends_in_bounded_time() -> None:
    started = time.monotonic()
    read(b"<a href='x'><b><i><ul><li><table><tr><td>" * 30_000)
    assert time.monotonic() - started < 60


def test_null_bytes_and_control_characters() -> None:
    found = read(b"<body><h1>Bri\x00dge\x07</h1>" + PROSE)
    assert isinstance(found, Description)
    assert found.text.startswith("Bridge\n\n")


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "empty"),
        (b"\x00\x00 \n", None, "empty"),
        (b"<p>" + b"x" * 9_000_000, "text/html", "too large"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "text/html", "not text"),
        (b'{"a": 1}', "application/json", "not text"),
        (b"PK\x03\x04 not a zip at all", "application/zip", "not text"),
        (b"%PDF-1.7\nnothing of use", "application/pdf", "damaged"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "text/html", "no text"),
    ],
)
def test_reasons(body: bytes, content_type: str | None, reason: str) -> None:
    found = read(body, content_type)
    assert isinstance(found, Unreadable)
    assert found.reason == reason
    assert found.detail


def test_html_named_pdf_is_read_as_html() -> None:
    found = read(b"<!doctype html><body>" + PROSE, "application/pdf")
    assert isinstance(found, Description)
    assert found.kind == "html"


def test_hostile_json_ld() -> None:
    nested = b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>"
    found = read(b"<head>" + nested + b"</head><body>" + PROSE)
    assert isinstance(found, Description)


@pytest.mark.parametrize(
    "href", ["http://[", "https://exa mple.org:x/", "javascript:alert(1)", "//"]
)
def test_hostile_addresses_are_ignored(href: str) -> None:
    head = f'<head><link rel="canonical" href="{href}"><base href="{href}"></head><body>'
    found = read(head.encode() + PROSE)
    assert isinstance(found, Description)
    assert found.canonical_url == URL


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/plain; charset=utf-7"]))
def test_any_bytes_yield_a_result(body: bytes, content_type: str | None) -> None:
    for prefix in (b"", b"<html><body><p>", b"%PDF-1.4\n"):
        assert isinstance(read(prefix + body, content_type), Description | Unreadable)


def test_random_megabyte() -> None:
    assert isinstance(read(b"<html>" + os.urandom(1_000_000)), Description | Unreadable)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefghij"))
    + "]>"
)


def workbook(**parts: str) -> bytes:
    """A spreadsheet of one cell, with some of its parts replaced."""
    plain, packed = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.active.append(["name"])
    book.active.append(["One programme"])
    book.save(plain)
    with ZipFile(plain) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in [*old.namelist(), "xl/sharedStrings.xml"]:
            stem = name.rsplit("/", 1)[-1].partition(".")[0]
            if stem in parts or name in old.namelist():
                new.writestr(name, parts.get(stem) or old.read(name))
    return packed.getvalue()


def test_a_spreadsheet_with_a_billion_laughs_stays_small() -> None:
    rest = '<x xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&j;</x>'
    for part in ("sharedStrings", "sheet1", "workbook", "styles"):
        tracemalloc.start()
        rows = list(read_rows(workbook(**{part: LAUGHS + rest}), "x.xlsx"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 50_000_000
        assert not any(isinstance(row, dict) and len(str(row)) > 10_000 for row in rows)


def test_a_spreadsheet_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.describe.rows.MOST_UNPACKED", 1_000_000)
    (told,) = read_rows(workbook(sharedStrings="<x>" + " " * 2_000_000 + "</x>"), "x.xlsx")
    assert isinstance(told, Unreadable)
    assert told.reason == "too large"


def most_memory(body: bytes) -> tuple[bool, int]:
    """Whether a PDF could not be read, and the most kB that this process has ever held."""
    found = describe(body, "application/pdf", "https://x.example/a.pdf", {})
    # Not `getrusage`: its figure begins with what the process held that started this one.
    status = Path("/proc/self/status").read_text("ascii")
    return isinstance(found, Unreadable), int(status.split("VmHWM:")[1].split()[0])


def test_a_pdf_whose_stream_unpacks_to_gigabytes_ends() -> None:
    """Ten pages that share one stream of 1 GB of zeros, packed to a megabyte."""
    squeezed = zlib.compressobj(9)
    packed = b"".join(squeezed.compress(b"\x00" * 10_000_000) for _ in range(100))
    packed += squeezed.flush()
    kids = " ".join(f"{number} 0 R" for number in range(4, 14))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count 10 >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
        *[b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /MediaBox [0 0 9 9] >>"] * 10,
    ]
    body = b"%PDF-1.4\n"
    for number, part in enumerate(objects, 1):
        body += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    body += b"trailer << /Root 1 0 R >>\n%%EOF"
    started = time.monotonic()
    # In a process of its own: this one holds whatever earlier tests have read.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        unreadable, kilobytes = apart.submit(most_memory, body).result()
    assert unreadable
    assert time.monotonic() - started < 60
    assert kilobytes < 2_000_000
