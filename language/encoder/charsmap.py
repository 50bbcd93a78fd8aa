"""Compiles a map of characters into the form that SentencePiece and `tokenizers` read.

That form is a double-array trie (as in the darts-clone library) followed by the texts that it
points to. Only the map is compiled here; which characters are rewritten stands in the weights
file, and how the result is used is the tokenizer's matter.

Why the map of the model and not plain NFKC: NFKC also puts the marks of Arabic, Hebrew and
Burmese into another order, after which 52 pieces of the vocabulary could never be found again.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any

# `tokenizers` looks a group of characters up as a whole only when it is shorter than 6 bytes.
LONGEST_GROUP = 5

LEAF = 1 << 31
HAS_LEAF = 1 << 8
BLOCK = 256
END = 0  # stands for the end of a key, where no byte can: keys hold no NUL

_Node = dict[int, Any]  # byte -> node; END -> place of the text


def compile_charsmap(forms: Mapping[str, str]) -> bytes:
    """The map from short texts to their normal form, for `tokenizers.normalizers.Precompiled`.

    That normaliser takes the shortest key with which a group of characters begins, and drops the
    rest of the group: no key should be the beginning of another.
    """
    texts = bytearray()
    trie: _Node = {}
    places: dict[str, int] = {}
    for source, target in sorted(forms.items()):
        if target not in places:
            places[target] = len(texts)
            texts += target.encode() + b"\0"
        _insert(trie, source.encode(), places[target])
    units = _lay_out(trie)
    array = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(array)) + array + bytes(texts)


def join_marks(length: int) -> dict[str, str]:
    """Each way to write a letter as so many characters (letter and marks), and the one letter.

    The model's own normaliser joins them; the packaged list of single characters cannot say so.
    """
    joined = {}
    for code in range(0x80, 0x30000):
        letter = chr(code)
        apart = unicodedata.normalize("NFD", letter)
        if apart == letter or unicodedata.normalize("NFC", letter) != letter:
            continue
        for spelling in _spellings(apart):
            fits = len(spelling) == length and len(spelling.encode()) <= LONGEST_GROUP
            if fits and unicodedata.normalize("NFC", spelling) == letter:
                joined[spelling] = letter
    return joined


def _spellings(apart: str) -> Iterator[str]:
    """A letter's marks in every order, all apart or the first of them joined to the letter."""
    for marks in permutations(apart[1:]):
        yield apart[0] + "".join(marks)
        yield unicodedata.normalize("NFC", apart[0] + marks[0]) + "".join(marks[1:])


def _insert(trie: _Node, key: bytes, place: int) -> None:
    node = trie
    for byte in key:
        node = node.setdefault(byte, {})
    node[END] = place


def _lay_out(trie: _Node) -> list[int]:
    """The trie as units of 32 bits: a node's children lie at its base XOR their byte."""
    units = _Units()
    units.place(trie, at=0, byte=0)
    return units.units


class _Units:
    """The growing array, with the positions at which nothing lies yet, in their order."""

    def __init__(self) -> None:
        self.units = [0] * BLOCK
        self.free = dict.fromkeys(range(1, BLOCK))  # the root lies at 0
        self.bases: set[int] = set()

    def place(self, node: _Node, at: int, byte: int) -> None:
        base = self._find_base(list(node))
        self.bases.add(base)
        for child in node:
            del self.free[base ^ child]
        self.units[at] = (at ^ base) << 10 | (HAS_LEAF if END in node else 0) | byte
        for child, below in node.items():
            if child == END:
                self.units[base] = LEAF | below
            else:
                self.place(below, base ^ child, child)

    def _find_base(self, children: list[int]) -> int:
        """First base, not in use by another node, at which the units of all children are free."""
        first, *others = children
        for position in self.free:
            base = position ^ first
            if base not in self.bases and all(base ^ child in self.free for child in others):
                return base
        return self._new_block()

    def _new_block(self) -> int:
        start = len(self.units)
        self.units += [0] * BLOCK
        self.free.update(dict.fromkeys(range(start, start + BLOCK)))
        return start
