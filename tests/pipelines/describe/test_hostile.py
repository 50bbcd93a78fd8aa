"""Pages written to break a reader: each ends as a text or as a reason, in bounded time."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.describe import Description, Unreadable, describe

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
