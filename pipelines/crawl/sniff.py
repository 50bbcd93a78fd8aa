"""What a body is, by its first bytes: servers say "HTML" of PDFs and the other way round.

The patterns are those of the WHATWG MIME sniffing standard that matter for text and documents.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

HTML, XHTML, PDF = "text/html", "application/xhtml+xml", "application/pdf"
XML, JSON, TEXT, CSV = "application/xml", "application/json", "text/plain", "text/csv"
GZIP, BINARY = "application/gzip", "application/octet-stream"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

SNIFFED_BYTES = 1445  # the standard's length of a resource header
READABLE = frozenset({HTML, XHTML, PDF, DOCX, TEXT, CSV, XML, JSON, XLSX, ZIP})

_MAGIC = (
    (b"%PDF-", PDF),
    (b"\x1f\x8b\x08", GZIP),
    (b"PK\x03\x04", ZIP),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_HTML_START = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|h1"
    rb"|div|font|table|a|style|title|b|br|p|meta|link|main|article|section|ul|header|nav)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff_type(head: bytes, declared: str | None = None) -> str:
    """The type of a body from its first bytes, with the declared type where they leave it open.

    A zip is told apart as DOCX or XLSX only when `head` is the whole file; see `sniff_zip`.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head[:4] == b"RIFF" and head[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "image/webp" if head[8:12] == b"WEBP" else "video/avi"
    return _sniff_text(head, essence(declared))


def _sniff_text(head: bytes, declared: str) -> str:
    marked = head.startswith(_BOMS)
    text = head.replace(b"\x00", b"") if marked else head
    text = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x0c")
    if declared == XHTML:
        return XHTML
    if _HTML_START.match(text):
        return HTML
    if text.startswith(b"<?xml") or (text.startswith(b"<") and declared.endswith("xml")):
        return XML
    if declared in {HTML, CSV} or declared.endswith("json"):
        return JSON if declared.endswith("json") else declared
    if _CONTROL.search(head) and not marked:
        return BINARY
    return JSON if text[:1] in {b"{", b"["} else TEXT


def sniff_zip(body: bytes) -> str:
    """DOCX or XLSX where the zip is an office file, else plain zip."""
    try:
        with ZipFile(BytesIO(body)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return ZIP
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else ZIP


def essence(content_type: str | None) -> str:
    """The type without its parameters, lower case: `text/html` of `Text/HTML; charset=x`."""
    return (content_type or "").partition(";")[0].strip().lower()
