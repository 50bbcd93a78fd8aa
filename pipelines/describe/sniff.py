"""What kind of document some bytes are. Decoding and reading are elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Readable = Literal["html", "pdf", "docx", "text"]

_HEAD = 2_048
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|main|article|section|div|"
    rb"p|h[1-6]|table|ul|a)\b",
    re.I,
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")


def sniff(body: bytes, content_type: str | None) -> Readable | None:
    """The kind of a body, by its bytes first: servers often send the wrong type. None: no text."""
    if b"%PDF-" in body[:1_024]:
        return "pdf"
    if body.startswith(b"PK\x03\x04"):
        return "docx" if _is_word(body) else None
    if _is_binary(body):
        return None
    told = (content_type or "").split(";")[0].strip().lower()
    # The web's own rule: a guide that shows `<p>` in plain text is not a page.
    marked_up = told != "text/plain" and _MARKUP.search(body[: _HEAD * 2].replace(b"\x00", b""))
    if marked_up or "html" in told:
        return "html"
    return "text" if told.startswith("text/") or not told else None


def _is_binary(body: bytes) -> bool:
    head = body[:_HEAD]
    if head.startswith(_UTF16):
        return False
    strange = len(head) - len(head.translate(None, _CONTROL))
    # UTF-16 without a mark is half zero bytes; its letters still make it text.
    nulls = head.count(0)
    if nulls > len(head) // 3 and strange == nulls:
        return False
    return strange > len(head) // 20


def _is_word(body: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
