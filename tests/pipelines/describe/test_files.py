"""PDF, Word and plain text files."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fpdf import FPDF

from pipelines.describe import Description, Unreadable, describe

URL = "https://example.org/report.pdf"


def read(body: bytes, content_type: str | None = None) -> Description | Unreadable:
    return describe(body, content_type, URL, {})


def make_pdf(pages: list[str], locked: bool = False) -> bytes:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    pdf.set_title("Evaluation of the Bridge mentoring programme")
    pdf.set_creation_date(datetime(2022, 5, 6, tzinfo=UTC))
    for number, text in enumerate(pages, 1):
        pdf.add_page()
        pdf.multi_cell(0, 8, "Harbour Trust annual review", new_x="LMARGIN", new_y="NEXT")
        pdf.multi_cell(0, 8, text, new_x="LMARGIN", new_y="NEXT")
        pdf.multi_cell(0, 8, f"Page {number} of {len(pages)}", new_x="LMARGIN", new_y="NEXT")
    if locked:
        key = "open sesame"
        pdf.set_encryption(owner_password=key, user_password=key)
    return bytes(pdf.output())


def test_pdf_pages_hyphens_and_running_heads() -> None:
    texts = [
        "The mentors are retired pro-\nfessionals who meet refugees weekly.",
        "In 2021 there were 41 pairs and most of them",
        "met for a whole year. Write to jane@example.org for the data.",
        "The city pays for half of it.",
        "A foundation pays for the rest.",
    ]
    found = read(make_pdf(texts))
    assert isinstance(found, Description)
    assert found.kind == "pdf"
    assert "retired professionals who meet" in found.text
    assert "most of them met for a whole year" in found.text
    assert "Harbour Trust annual review" not in found.text
    assert "Page 3 of 5" not in found.text
    assert "jane@" not in found.text
    assert found.title == "Evaluation of the Bridge mentoring programme"
    assert found.published_on == date(2022, 5, 6)
    assert len(found.sections) == 5
    page = found.sections[3]
    assert found.text[page.start : page.end] == "The city pays for half of it."


def test_locked_pdf_says_so() -> None:
    found = read(make_pdf(["Mentoring for refugees in our town."], locked=True))
    assert isinstance(found, Unreadable)
    assert found.reason == "encrypted"


def test_truncated_pdf_is_damaged_or_read_in_part() -> None:
    whole = make_pdf(["Mentoring for refugees in our town."] * 3)
    for share in (0.2, 0.5, 0.9):
        found = read(whole[: int(len(whole) * share)])
        assert isinstance(found, Unreadable) or found.text


def test_scan_holds_no_text() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    found = read(bytes(pdf.output()))
    assert isinstance(found, Unreadable)
    assert found.reason == "no text"


def test_real_pdf(shared: Path) -> None:
    body = next((shared / "sites/chayn-be/site/static").glob("*.pdf")).read_bytes()
    found = read(body, "application/pdf")
    assert isinstance(found, Description)
    assert found.language == "fr"
    assert found.metadata["pages"] == 39
    assert len(found.sections) == 38, "one page holds no text"


def make_docx(xml: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_docx_headings_and_items() -> None:
    body = make_docx(
        f"<w:document {W}><w:body>"
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Bridge</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Retired engineers </w:t></w:r><w:r><w:t>mentor refugees.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one hour a week</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    found = read(body)
    assert isinstance(found, Description)
    assert found.text == "Bridge\n\nRetired engineers mentor refugees.\n\n- one hour a week"
    assert found.sections[0].level == 2


COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_docx_says_nothing_twice_and_nothing_that_was_struck_out() -> None:
    def words(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    box = f"<w:txbxContent><w:p>{words('A box.')}</w:p></w:txbxContent>"
    found = read(
        make_docx(
            f"<w:document {W} {COMPATIBLE}><w:body>"
            f"<w:p><w:moveFrom>{words('It was moved.')}</w:moveFrom></w:p>"
            f"<w:p>{words('Pairs ')}<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            f"<w:ins>{words('always ')}</w:ins>{words('meet one')}<w:r><w:noBreakHyphen/></w:r>"
            f"{words('to')}<w:r><w:noBreakHyphen/></w:r>{words('one.')}</w:p>"
            f"<w:p><w:moveTo>{words('It was moved.')}</w:moveTo></w:p>"
            f"<w:p>{words('Beside it. ')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
            "</w:body></w:document>"
        )
    )
    assert isinstance(found, Description)
    assert found.text.split("\n\n") == [
        "Pairs always meet one-to-one.",
        "It was moved.",
        "Beside it.",
        "A box.",
    ]


@pytest.mark.parametrize("newer", ["", "<mc:Choice><w:drawing/></mc:Choice>"])
def test_docx_words_that_only_older_programs_show_are_read(newer: str) -> None:
    box = "<w:p><w:r><w:t>Mentors meet</w:t><w:cr/><w:t>one young person.</w:t></w:r></w:p>"
    found = read(
        make_docx(
            f"<w:document {W} {COMPATIBLE}><w:body><w:p><w:r><mc:AlternateContent>{newer}"
            f"<mc:Fallback><w:txbxContent>{box}</w:txbxContent></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p></w:body></w:document>"
        )
    )
    assert isinstance(found, Description)
    assert found.text == "Mentors meet one young person."


def test_docx_entity_bomb_is_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(9))
    body = make_docx(
        f"<!DOCTYPE x [{entities}]><w:document {W}><w:body><w:p><w:r><w:t>&e8;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    found = read(body)
    assert isinstance(found, Unreadable) or len(found.text) < 1_000


def test_plain_text_paragraphs() -> None:
    found = read(
        b"Bridge\n\nRetired engineers\nmentor refugees.\n\n- weekly\n- in pairs\n", "text/plain"
    )
    assert isinstance(found, Description)
    assert found.kind == "text"
    assert found.text == "Bridge\n\nRetired engineers mentor refugees.\n\n- weekly\n- in pairs"


LEFT = [
    "The mentors of the association",
    "meet their mentees every week",
    "and look for a job together with",
    "them. Most of them are pension-",
    "ers who have worked for many",
    "years in the trade that the young",
    "people would like to learn soon.",
]
RIGHT = [
    "A pair stays together for twelve",
    "months. In the year 2023 the as-",
    "sociation matched eighty pairs",
    "and trained one hundred mentors",
    "in two weekends. The city and a",
    "foundation pay for the training,",
    "and the mentors work for free.",
]


@pytest.mark.parametrize("by_rows", [True, False])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    """However the file stores them: line by line across both, or column by column."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=16)
    pdf.text(20, 20, "Annual report of the association Bridge")
    pdf.set_font("helvetica", size=11)
    lines = [(20, 40 + 6 * row, text) for row, text in enumerate(LEFT)]
    lines += [(110, 40 + 6 * row, text) for row, text in enumerate(RIGHT)]
    for x, y, text in sorted(lines, key=lambda line: (line[1], line[0])) if by_rows else lines:
        pdf.text(x, y, text)
    pdf.text(20, 100, "This line runs over the whole width of the page and closes the report now.")
    found = describe(bytes(pdf.output()), "application/pdf", URL, {})
    assert isinstance(found, Description)
    assert "Most of them are pensioners who have worked for many years in the trade" in found.text
    assert "In the year 2023 the association matched eighty pairs and trained" in found.text
    assert found.text.index("learn soon") < found.text.index("A pair stays")
    assert found.text.endswith("closes the report now.")
    assert found.text.startswith("Annual report of the association Bridge")


def test_a_table_of_labels_is_read_row_by_row() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for row, (label, value) in enumerate(
        [("Place", "Ghent"), ("Since", "2014"), ("Pairs", "312"), ("Mentors", "290"),
         ("Cost of a pair", "740 euros"), ("Paid by", "the city of Ghent")]
    ):  # fmt: skip
        pdf.text(20, 40 + 6 * row, label)
        pdf.text(110, 40 + 6 * row, value)
    found = describe(bytes(pdf.output()), "application/pdf", URL, {})
    assert isinstance(found, Description)
    assert "Cost of a pair 740 euros" in found.text
