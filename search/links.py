"""Making text and addresses from the web safe to show: nothing that runs, nothing that deceives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of what follows."""
LONGEST_SHOWN = 90


def clean(text: object) -> str:
    """Text without control and direction characters."""
    return CONTROL.sub("", str(text))


def brief(text: object, most: int = 120) -> str:
    """Clean text, cut at a word when it is so long that it would drown what stands beside it."""
    whole = clean(text)
    if len(whole) <= most:
        return whole
    space = whole.rfind(" ", most // 2, most)
    return f"{whole[: space if space > 0 else most - 1].rstrip()}…"


def tight(text: str) -> str:
    """Text with at most one line break at a time: what surrounds a quote need not keep its gaps."""
    return re.sub(r"[ \t]*\n\s*", "\n", text)


def one_line(text: str) -> str:
    """Text without line breaks; where a heading or an entry of a list ended stands a dot."""
    return re.sub(r"\s*\n\s*", " ", re.sub(r"(?<=[^\s.!?…:;,])[ \t]*\n\s*(?=\S)", " · ", text))


def web_address(url: str) -> str:
    """The address when it is http(s) to a host, else nothing: other schemes can run code."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    sound = parts.scheme in {"http", "https"} and parts.hostname and not CONTROL.search(url)
    return url.strip() if sound and not parts.username else ""


def shown_address(url: str, most: int = LONGEST_SHOWN) -> str:
    """An address short enough to read: without scheme, a long one cut at its end."""
    short = re.sub(r"^(https?://(www\.)?|folder:|package:)", "", clean(url)).rstrip("/")
    return short if len(short) <= most else f"{short[: most - 1]}…"


def marked(text: str, spans: Iterable[tuple[int, int]], most: int = 320) -> Markup:
    """Text on one line, its spans in `<mark>`, cut to some `most` characters round the first."""
    ordered = sorted(spans)
    start = max(0, min(ordered[0][0] - most // 3, len(text) - most)) if ordered else 0
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + most)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + most // 2)
    parts = [Markup("… ")] if start else []
    at = start
    for first, last in ordered:
        if first >= at and last <= end:
            parts += [escape(clean(text[at:first])), Markup("<mark>")]
            parts += [escape(clean(text[first:last])), Markup("</mark>")]
            at = last
    parts.append(escape(clean(text[at:end])))
    whole = Markup("").join(parts) + (Markup(" …") if end < len(text) else Markup(""))
    return Markup(one_line(whole))  # noqa: S704 - all of it was escaped above
