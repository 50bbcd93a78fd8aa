"""Word files (DOCX) into text: headings by style, paragraphs, list items.

Only the main document part is read: no headers, footers, comments or embedded files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from language.detect import detect_language
from pipelines.describe.blocks import Block
from pipelines.describe.compose import compose
from pipelines.describe.contacts import mask_block
from pipelines.describe.letters import tidy_letters
from pipelines.describe.model import Description, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_MOST_XML = 40_000_000
_STYLE_LEVEL = re.compile(r"(?:heading|berschrift|titre|kop|rubrik|overskrift)\s*(\d)", re.I)


def describe_docx(body: bytes, url: str) -> Description | Unreadable:
    """What a Word file says, or why it cannot be read."""
    import lxml.etree

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > _MOST_XML:
                return Unreadable("too large", f"{part.file_size:,} bytes when unpacked.")
            # read(n) also bounds a part whose stated size is a lie.
            with archive.open(part) as stream:
                xml = stream.read(_MOST_XML)
        root = lxml.etree.fromstring(xml, parser=_safe_parser())
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, lxml.etree.LxmlError) as fault:
        return Unreadable("damaged", f"The Word file is broken: {str(fault)[:200]}")
    blocks = [kept for block in _blocks(root) if (kept := mask_block(block)) is not None]
    if not blocks:
        return Unreadable("no text", "The Word file holds no text.")
    stored, sections = compose(blocks)
    return Description(
        kind="docx",
        title=blocks[0].text.splitlines()[0][:200],
        text=stored,
        sections=sections,
        url=url,
        language=detect_language(stored).language,
        canonical_url=url,
    )


def _safe_parser() -> Any:
    import lxml.etree

    # No entities and no network: a document must not pull in files or grow when read.
    return lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _drop_copies(root: Any) -> None:
    """Takes out what stands a second time in the file: where a passage was before it was moved, and
    a box as older programs draw it, unless only they have its words.
    """
    for copy in list(root.iter(f"{_W}moveFrom", f"{_COMPATIBLE}Fallback")):
        around = copy.getparent()
        newer = around.iterfind(f"{_COMPATIBLE}Choice//{_W}t")
        if copy.tag == f"{_W}moveFrom" or next(newer, None) is not None:
            around.remove(copy)


def _blocks(root: Any) -> Iterator[Block]:
    _drop_copies(root)
    for paragraph in root.iter(f"{_W}p"):
        text = tidy_letters("".join(_words(paragraph))).strip()
        if not text:
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val") or "" if style is not None else ""
        level = _STYLE_LEVEL.search(name)
        if name.lower() in {"title", "titel", "titre"} or level:
            yield Block(text, "heading", int(level[1]) or 1 if level else 1)
        elif paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
            yield Block(text, "item")
        else:
            yield Block(text)


def _words(paragraph: Any) -> Iterator[str]:
    """The words of a paragraph itself; a box that hangs on it has paragraphs of its own."""
    for node in paragraph.iter(f"{_W}t", *_SIGNS):
        if next(node.iterancestors(f"{_W}p")) is paragraph:
            yield _SIGNS.get(node.tag) or node.text or ""
