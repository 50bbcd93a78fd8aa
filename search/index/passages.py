"""Cutting a document's prose into the passages that are indexed.

Only text in, offsets out: nothing here knows the database, the encoder or its tokenizer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

SHORTEST, USUAL, LONGEST = 120, 180, 270
"""Length of a passage in estimated tokens, which are about 1.2 of a real one in prose."""

LONGEST_WORD = 40
"""Letters; what is longer is no word (a key, an encoded file) and may be a token a letter."""

# A paragraph ends at a line break; a sentence at its mark, closing quotes and white space.
_BREAK = re.compile(r"\s*\n\s*|(?<=[.!?…;:。！？؟])[\"'»”’)\]]*(?:\s+|(?<=[。！？]))")
_TOKEN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f]+|\d+|[^\W\d_]+|\S")
_DENSE_SCRIPT = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A stretch `content[start:end]` to index, under the heading that it stands beneath."""

    position: int
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    tokens: int
    heading: str
    run: int
    opens_section: bool


def cut_passages(content: str, sections: Sequence[Mapping[str, Any]]) -> list[PassageSpan]:
    """Passages of the sections of role `body`, in order; [] where there is no prose.

    Short neighbouring sections share a passage; a section of another role is never crossed.
    Offsets are code points into `content`; no passage is empty or starts or ends with a space.
    """
    pieces = _pieces(content, sections)
    runs = groupby(pieces, key=lambda piece: piece.run)
    packed = [group for _, run in runs for group in _pack(list(run))]
    return [
        PassageSpan(position, group[0].heading, group[0].start, group[-1].end)
        for position, group in enumerate(packed)
    ]


def estimate_tokens(text: str) -> int:
    """About how many tokens a multilingual subword model makes of `text`; rather too many.

    A token for each 4 letters of a plain Latin word, 2 of another alphabet, 2 digits; one for
    each sign and each letter of a script without spaces.
    """
    return sum(_run_tokens(match.group()) for match in _TOKEN_RUN.finditer(text))


def _run_tokens(run: str) -> int:
    if len(run) > LONGEST_WORD:
        return len(run)
    if run[0].isascii() and run[0].isalpha():
        return -(-len(run) // 4)
    if _DENSE_SCRIPT.match(run):
        return len(run)
    return -(-len(run) // 2)


def _pieces(content: str, sections: Iterable[Mapping[str, Any]]) -> Iterator[_Piece]:
    run = 0
    for section in sorted(sections, key=lambda section: int(section["start"])):
        if section["role"] != "body":
            run += 1
            continue
        opens = True
        for start, end in _sentences(content, int(section["start"]), int(section["end"])):
            tokens = estimate_tokens(content[start:end])
            yield _Piece(start, end, tokens, str(section["heading"]), run, opens)
            opens = False


def _sentences(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    marks = [start, *(match.end() for match in _BREAK.finditer(content, start, end)), end]
    for left, right in pairwise(marks):
        yield from _trim(content, left, right)


def _trim(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without outer white space, in parts where it is longer than a passage may be."""
    text = content[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    while text:
        part = _first_part(text)
        yield start, start + len(part)
        rest = text[len(part) :].lstrip()
        start += len(text) - len(rest)
        text = rest


def _first_part(text: str) -> str:
    tokens = 0
    for match in _TOKEN_RUN.finditer(text):
        tokens += _run_tokens(match.group())
        if tokens > LONGEST:
            # A single word longer than a passage (no word of any language) is cut by letters.
            return text[: match.start()].rstrip() or text[:LONGEST]
    return text


def _pack(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    for block in _blocks(pieces):
        yield from _split_evenly(block)


def _blocks(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Whole sections, small neighbours together until they fill a passage."""
    blocks: list[list[_Piece]] = []
    for piece in pieces:
        if not blocks or (piece.opens_section and _size(blocks[-1]) >= SHORTEST):
            blocks.append([])
        blocks[-1].append(piece)
    if len(blocks) > 1 and _size(blocks[-1]) < SHORTEST // 2:
        last = blocks.pop()
        blocks[-1].extend(last)
    return blocks


def _split_evenly(block: list[_Piece]) -> Iterator[list[_Piece]]:
    """As many passages as come nearest to the usual length, of about the same length each."""
    parts = max(1, round(_size(block) / USUAL))
    wished = _size(block) / parts
    done, part = 0, 1
    group: list[_Piece] = []
    for piece in block:
        crosses = done + piece.tokens / 2 > part * wished
        if group and (crosses or _size(group) + piece.tokens > LONGEST):
            yield group
            group = []
        part += crosses
        group.append(piece)
        done += piece.tokens
    if group:
        yield group


def _size(pieces: Sequence[_Piece]) -> int:
    return sum(piece.tokens for piece in pieces)
