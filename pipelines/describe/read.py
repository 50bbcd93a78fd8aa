"""The way in: which reader a body needs. No reader's own rules belong here."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from pipelines.describe.charset import decode
from pipelines.describe.docx import describe_docx
from pipelines.describe.html import describe_html
from pipelines.describe.model import Description, Unreadable
from pipelines.describe.pdf import describe_pdf
from pipelines.describe.plain import describe_plain
from pipelines.describe.sniff import sniff
from pipelines.logs import reading

logger = logging.getLogger(__name__)

# Beyond these a page is a data dump or an attack; reading it would hold up all others.
_MOST_BYTES = {"html": 8_000_000, "text": 4_000_000, "pdf": 64_000_000, "docx": 32_000_000}

_FROM_BYTES = {"pdf": describe_pdf, "docx": describe_docx}


def describe(
    body: bytes,
    content_type: str | None,
    url: str,
    headers: Mapping[str, str],
) -> Description | Unreadable:
    """What a fetched body says, or why it cannot be read. Never raises on what a page contains.

    `content_type` is the HTTP header's value or None; the bytes decide where the two disagree.
    """
    try:
        with reading(url):
            return _describe(body, content_type, url, headers)
    except (MemoryError, RecursionError) as fault:
        return Unreadable("too large", f"Reading it took too much memory ({type(fault).__name__}).")
    except Exception as fault:
        # Parsers meet the open web here: a page that breaks one must cost that page only.
        logger.warning("could not read %s", url, exc_info=True)
        return Unreadable("damaged", f"{type(fault).__name__}: {str(fault)[:200]}")


def _describe(
    body: bytes, content_type: str | None, url: str, headers: Mapping[str, str]
) -> Description | Unreadable:
    if not body.strip(b"\x00 \t\r\n"):
        return Unreadable("empty", "The body is empty.")
    kind = sniff(body, content_type)
    if kind is None:
        return Unreadable("not text", f"Neither a page nor a document: {content_type or 'unknown'}")
    if len(body) > _MOST_BYTES[kind]:
        return Unreadable("too large", f"{len(body):,} bytes; {_MOST_BYTES[kind]:,} are read.")
    if kind in _FROM_BYTES:
        return _FROM_BYTES[kind](body, url)
    text = decode(body, content_type)
    return describe_plain(text, url) if kind == "text" else describe_html(text, url, headers)
