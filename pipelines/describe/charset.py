"""Bytes into text: which encoding a page is really in.

Belongs here: byte order marks, declared and guessed encodings. The bytes outrank the labels, since
servers label by default and pages by copied templates.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_IN_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_PRESCAN = 4_096
_GUESS_FROM = 32_768
_CUT = "unexpected end of data"  # as Python calls it
_BEFORE = 200  # plain bytes before the first letter that is not, which tell of the language
_TOLERATED = 0.001
_SOUND = 4  # letters of several bytes for each broken one; of other encodings hardly any is sound

# The web reads these labels as their Windows supersets (WHATWG Encoding Standard, section 4.2).
_WEB_MEANING = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_CONTROL = re.compile("[\x80-\x9f]")
_BEYOND = re.compile(rb"[\x80-\xff]+")
_SOUND_LETTER = re.compile(r"[^\x00-\x7f\ufffd]")
_MOST_IN_A_ROW = 3
_NOT_ASCII_BASED = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "punycode", "idna"}


def decode(body: bytes, content_type: str | None) -> str:
    """The text of a page's bytes: by mark, by proof of UTF-8, by label, by guess, in that order.

    Never fails: a byte that fits no reading becomes U+FFFD. Null characters are dropped.
    """
    text = _marked(body) or _as_utf16(body) or _as_utf8(body, content_type)
    if text is None:
        text = _labelled(body, content_type)
    if text is None:
        text = _guessed(body)
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _marked(body: bytes) -> str | None:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    return None


def _as_utf16(body: bytes) -> str | None:
    head = body[:_PRESCAN]
    if head.count(0) <= len(head) // 3:
        return None
    little = head[1::2].count(0) >= head[::2].count(0)
    return body.decode("utf-16-le" if little else "utf-16-be", errors="replace")


def _as_utf8(body: bytes, content_type: str | None) -> str | None:
    if b"\x1b" in body and any("2022" in label for label in labels(body, content_type)):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        text = body.decode("utf-8", errors="replace")
        if error.reason == _CUT and not body[: error.start].isascii():
            return text  # whoever cuts a page off at some byte may do so within a letter
        # Few broken bytes among many sound letters are damage to a UTF-8 page, not another
        # encoding, however short the page.
        sound = len(_SOUND_LETTER.findall(text))
        return text if sound >= _SOUND * text.count("\ufffd") else None


def labels(body: bytes, content_type: str | None) -> list[str]:
    """The encodings that the header, the XML line and the page's head claim, as Python names."""
    claims = [found[1] for found in [_IN_HEADER.search(content_type or "")] if found]
    head = body[:_PRESCAN]
    for pattern in (_IN_XML, _IN_META):
        if found_bytes := pattern.search(head):
            claims.append(found_bytes[1].decode("ascii"))
    return [name for claim in claims if (name := _python_name(claim))]


def _python_name(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = _WEB_MEANING.get(name, name)
    # Codecs such as "rot13" or "base64" are no character sets: `decode` would refuse them.
    text_codec = getattr(codecs.lookup(name), "_is_text_encoding", True)
    return name if text_codec and name not in _NOT_ASCII_BASED else None


def _labelled(body: bytes, content_type: str | None) -> str | None:
    for name in labels(body, content_type):
        if name == "utf-8":
            continue  # already disproved
        text = body.decode(name, errors="replace")
        if text.count("\ufffd") <= _TOLERATED * len(text):
            # Letters of a Windows encoding under the label of its ISO sister.
            return _guessed(body) if _CONTROL.search(text) else _as_meant(body, name, text)
    return None


def _as_meant(body: bytes, label: str, text: str) -> str:
    """The text as labelled, unless another reading of its bytes is much more of a text."""
    from pipelines.describe.alphabets import meant_by  # for few pages, a model

    name = meant_by(_telling(body), label)
    return body.decode(name, errors="replace") if name else text


def _guessed(body: bytes) -> str:
    """By script, then by the letters of languages, else by statistics."""
    from pipelines.describe.alphabets import LATIN, OTHERS, best_reading  # for few pages, a model

    head = _telling(body)
    latin = _is_latin(head)
    name = best_reading(head, LATIN if latin else OTHERS)
    name = name or ("cp1252" if latin else _by_statistics(head))
    return body.decode(name, errors="replace")


def _telling(body: bytes) -> bytes:
    """The bytes that tell of the encoding: styles and scripts at the beginning are plain."""
    first = _BEYOND.search(body)
    start = max(0, (first.start() if first else 0) - _BEFORE)
    return body[start : start + _GUESS_FROM]


def _is_latin(head: bytes) -> bool:
    """Whether words are plain letters with an accent here and there: other scripts have whole
    words beyond ASCII."""
    beyond = sum(map(len, _BEYOND.findall(head)))
    return sum(len(run) for run in _BEYOND.findall(head) if len(run) > _MOST_IN_A_ROW) <= beyond / 5


def _by_statistics(head: bytes) -> str:
    from charset_normalizer import from_bytes  # loaded for as few

    best = from_bytes(head).best()
    return best.encoding if best else "cp1252"
