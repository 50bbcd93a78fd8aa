"""Bytes into letters: the bytes outrank wrong labels."""

from __future__ import annotations

import pytest

from pipelines.describe.charset import decode

TEXT = "Für Geflüchtete: „Mentoren“ und Mentorinnen üben Größe – täglich."


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/html"),
        (TEXT.encode(), "text/html; charset=ISO-8859-1"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=latin1"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-le"), None),
        (TEXT.encode("utf-16-be"), "text/html; charset=utf-16"),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("cp1252"), "text/html; charset=utf-8"),
    ],
)
def test_reads_the_text_whatever_the_label(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type).lstrip("\ufeff") == TEXT


def test_label_in_the_page() -> None:
    page = "<meta charset='windows-1251'><p>Наставництво для біженців"
    assert "Наставництво" in decode(page.encode("cp1251"), None)
    page = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-7"><p>Μέντορας'
    assert "Μέντορας" in decode(page.encode("iso8859-7"), "text/html")


def test_japanese_escape_encoding_is_not_taken_for_ascii() -> None:
    page = "メンターを探す"
    assert decode(page.encode("iso2022_jp"), "text/html; charset=iso-2022-jp") == page


@pytest.mark.parametrize("label", ["rot13", "base64", "utf-7", "nonsense", "x" * 500])
def test_labels_that_are_no_character_set(label: str) -> None:
    assert decode(b"caf\xe9 avec un mentor", f"text/html; charset={label}").startswith("caf")


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    body = (TEXT * 50).encode().replace(b"\xc3\xbc", b"\xc3", 1)
    assert decode(body, "text/html; charset=latin1").count("Größe") == 50
