"""PDF reports and leaflets into text: pages joined, words mended, running heads taken out.

Columns are read one after the other (`columns.py`). Scans hold no text and are reported.
"""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from language.detect import detect_language
from pipelines.describe.columns import read_page
from pipelines.describe.compose import TextBuilder
from pipelines.describe.contacts import mask_text
from pipelines.describe.dates import sound_day
from pipelines.describe.letters import tidy_letters
from pipelines.describe.model import Description, Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 400
_MOST_SECONDS = 60.0
_FEWEST_CHARS = 40
# A line at a page's edge on this share of the pages is a running head or foot.
_REPEATED = 0.4
_EDGE = 2
_HYPHEN = re.compile(r"([^\W\d_])[-\u00ad\u2010]\n([a-zà-ÿ])")
_NUMBERED = re.compile(r"\d+")
_ITEM = re.compile(r"^\s*[•▪●‣–-]\s+")
_ENDS = (".", "!", "?", ":", ";", "”", '"', "»")


def describe_pdf(body: bytes, url: str) -> Description | Unreadable:
    """What a PDF says, one section a page; why not, where it is locked, broken or a scan."""
    # Half a second to load, and most runs meet no PDF.
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Unreadable("encrypted", "The PDF is locked with a password.")
        pages, cut = _pages(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError) as fault:
        return Unreadable("damaged", f"The PDF is broken: {str(fault)[:200]}")
    if sum(len(page.strip()) for page in pages) < _FEWEST_CHARS:
        return Unreadable("no text", "The PDF holds no text; it may be a scan.")
    stored, builder = _compose(_without_running_heads(pages))
    return Description(
        kind="pdf",
        title=_title(reader, stored),
        text=stored,
        sections=tuple(builder.sections),
        url=url,
        language=detect_language(stored).language,
        published_on=_day(reader, "creation_date"),
        modified_on=_day(reader, "modification_date"),
        canonical_url=url,
        metadata={"pages": len(reader.pages)},
        cut=cut,
    )


def _pages(reader: PdfReader) -> tuple[list[str], str]:
    """The text of each page, and what was left unread: a hostile page must not hold up the run."""
    pages: list[str] = []
    broken: list[int] = []
    until = time.monotonic() + _MOST_SECONDS
    count = len(reader.pages)
    for number in range(min(count, _MOST_PAGES)):
        if time.monotonic() > until:
            return pages, f"Pages after {number} of {count}: reading took over a minute."
        try:
            pages.append(read_page(reader.pages[number]))
        except Exception:
            # pypdf raises whatever a page's operators provoke; the other pages are still good.
            pages.append("")
            broken.append(number + 1)
    if count > _MOST_PAGES:
        return pages, f"Pages after {_MOST_PAGES} of {count}."
    named = ", ".join(map(str, broken[:20]))
    return pages, f"Pages that could not be read: {named}." if broken else ""


def _without_running_heads(pages: list[str]) -> list[list[str]]:
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    if len(pages) < 4:
        return lines
    seen: Counter[str] = Counter()
    for page in lines:
        seen.update({_shape(line) for line in _edges(page)})
    running = {shape for shape, count in seen.items() if count >= max(3, _REPEATED * len(pages))}
    return [_trimmed(page, running) for page in lines]


def _edges(lines: list[str]) -> list[str]:
    full = [line for line in lines if line]
    return full[:_EDGE] + full[-_EDGE:]


def _shape(line: str) -> str:
    return _NUMBERED.sub("#", line)


def _trimmed(lines: list[str], running: set[str]) -> list[str]:
    edges = {line for line in _edges(lines) if _shape(line) in running}
    return [line for line in lines if line not in edges]


def _compose(pages: Iterable[list[str]]) -> tuple[str, TextBuilder]:
    builder = TextBuilder()
    for lines in pages:
        builder.close_section()
        runs_on = builder.length > 0 and not builder.parts[-1].endswith(_ENDS)
        for paragraph, is_item in _paragraphs(lines):
            text = mask_text(tidy_letters(paragraph))
            # A sentence that crosses the page's end is one sentence in the stored text.
            gap = " " if runs_on and not is_item and text[:1].islower() else "\n\n"
            builder.add(f"- {text}" if is_item else text, gap)
            runs_on = False
    text, _ = builder.finish()
    return text, builder


def _paragraphs(lines: list[str]) -> list[tuple[str, bool]]:
    """Lines joined into paragraphs: parted by empty lines, bullets, and short lines that end."""
    widest = max((len(line) for line in lines), default=0)
    found: list[tuple[str, bool]] = []
    current: list[str] = []
    for line in [*lines, ""]:
        starts_item = bool(_ITEM.match(line))
        if current and (not line or starts_item or _ends_paragraph(current[-1], widest)):
            whole = _HYPHEN.sub(r"\1\2", "\n".join(current)).replace("\n", " ")
            item = bool(_ITEM.match(whole))
            found.append((" ".join(_ITEM.sub("", whole).split()), item))
            current = []
        if line:
            current.append(line)
    return [(text, item) for text, item in found if text]


def _ends_paragraph(line: str, widest: int) -> bool:
    return len(line) < 0.7 * widest and line.endswith(_ENDS)


def _title(reader: PdfReader, text: str) -> str:
    told = _info(reader, "title")
    title = " ".join(tidy_letters(str(told)).split()) if told else ""
    # Word processors leave their file name as the title.
    if len(title) < 6 or re.search(r"\.(?:docx?|indd|pptx?|pdf)$|^microsoft word", title, re.I):
        title = text.split("\n", 1)[0][:200]
    return mask_text(title)


def _day(reader: PdfReader, key: str) -> date | None:
    stamp = _info(reader, key)
    return sound_day(stamp.year, stamp.month, stamp.day) if isinstance(stamp, datetime) else None


def _info(reader: PdfReader, key: str) -> Any:
    try:
        return getattr(reader.metadata, key, None)
    except Exception:
        # The info dictionary of a damaged file raises anything; the text is worth having alone.
        return None
