"""Letters that nobody sees, that are written in two ways, or that no database takes."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from pipelines.describe import Description, Unreadable, describe
from pipelines.describe.rows import read_rows

URL = "https://example.org/page"
TEXT = (
    "Volunteers in the mentoring programme meet their mentee every week in our caf\u00e9 at noon."
)


def read(body: bytes, content_type: str) -> Description:
    found = describe(body, content_type, URL, {})
    assert isinstance(found, Description)
    return found


@pytest.mark.parametrize(
    ("letters", "written"),
    [
        ("mentoring", "men&shy;tor&#173;ing"),
        ("mentoring", "men&#x200B;tor&ZeroWidthSpace;ing"),
        ("mentoring", "men\u00adtor\u200bing"),
        ("caf\u00e9", "cafe\u0301"),
        ("caf\u00e9", "caf&eacute;"),
    ],
)
def test_a_page_is_read_as_it_is_seen(letters: str, written: str) -> None:
    text = TEXT.replace(letters, written)
    page = f"<html><title>{written}</title><main><h1>Tandem</h1><p>{text}</p></main></html>"
    assert read(page.encode(), "text/html").text == f"Tandem\n\n{TEXT}"


def test_a_text_file_is_read_as_it_is_seen() -> None:
    assert read(TEXT.replace("\u00e9", "e\u0301").encode(), "text/plain").text == TEXT


def _pdf(codes: bytes, text: bytes, day: str) -> bytes:
    """A PDF whose font says which letters its codes mean."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    told, shown = StreamObject(), StreamObject()
    told.set_data(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfchar " + codes + b" endbfchar endcmap"
    )
    shown.set_data(b"BT /F1 12 Tf 50 700 Td (" + text + b") Tj ET")
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    font[NameObject("/Encoding")] = NameObject("/WinAnsiEncoding")
    font[NameObject("/ToUnicode")] = writer._add_object(told)
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(shown)
    writer.add_metadata({"/CreationDate": f"D:{day}120000Z", "/Title": "Tandem\x00 in the harbour"})
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def test_a_pdf_of_half_pairs_and_nulls_can_be_kept() -> None:
    shown = b"#Mentors meet young people@ every week for a whole year."
    found = read(_pdf(b"<23> <D800> <40> <0000>", shown, "20240102"), "application/pdf")
    assert found.text == "Mentors meet young people every week for a whole year."
    assert found.title == "Tandem in the harbour"
    assert found.published_on == date(2024, 1, 2)


def test_a_pdf_of_a_day_to_come_has_no_day() -> None:
    shown = b"Mentors meet young people every week for a whole year."
    found = read(_pdf(b"<23> <0041> <40> <0042>", shown, "20990102"), "application/pdf")
    assert found.published_on is None


def test_a_row_too_deep_to_be_read_costs_that_row_alone() -> None:
    deep = "[" * 700 + "]" * 700
    body = f'{{"grants": [{{"title": {deep}}}, {{"title": "Tandem"}}]}}'.encode()
    broken, sound = read_rows(body, "https://x.example/rows.json")
    assert isinstance(broken, Unreadable)
    assert sound == {"title": "Tandem"}
