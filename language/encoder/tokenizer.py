"""Turns text into token ids exactly as multilingual-e5-small was trained to read it.

No word's ids depend on another's, so they are looked up word by word and remembered: that opens at
once, where all 250,002 pieces in one tokenizer take a second and, in the end, save no time.
Not here: prefixes, cutting texts into passages.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from language.encoder.charsmap import compile_charsmap, join_marks
from language.encoder.weights import BEGIN, END, UNKNOWN, Vocabulary

MOST_TOKENS = 512

# Taken literally, these pieces would let a web page end its own text or hide a word of it.
SPECIAL = "</?s>|<pad>|<unk>|<mask>"

WHOLE_FILE = "tokenizer.json"
RULES_FILE = "tokenizer_rules.json"
PIECES_FILE = "tokenizer_pieces.npy"
LONGEST_PIECE = 16
# MOST_TOKENS pieces are at most 8,192 characters; the rest is room for white space. A page of
# 50 MB is then no more work than a long one.
LONGEST_TEXT = 20_000
MOST_KNOWN = 50_000
"""Words whose ids are remembered, if they are no longer than LONGEST_KNOWN: some 10 MB."""
LONGEST_KNOWN = 64
PIECE = np.dtype([("piece", "S48"), ("score", "<f8"), ("id", "<i4")])


def write_tokenizers(vocabulary: Vocabulary, folder: Path) -> None:
    """Write tokenizer.json (all there is, for any library) and the two files that are read here."""
    pieces = list(zip(vocabulary.pieces, map(float, vocabulary.scores), strict=True))
    tokenizer = _assemble(pieces[: UNKNOWN + 1], vocabulary.normal_forms)
    (folder / RULES_FILE).write_text(tokenizer.to_str(), encoding="utf-8")
    tokenizer.model = models.Unigram(pieces, UNKNOWN, byte_fallback=False)
    (folder / WHOLE_FILE).write_text(tokenizer.to_str(), encoding="utf-8")
    rows = [(piece.encode(), score, number) for number, (piece, score) in enumerate(pieces)]
    np.save(folder / PIECES_FILE, np.array(sorted(rows), PIECE))


def _assemble(pieces: list[tuple[str, float]], normal_forms: dict[str, str]) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(pieces, UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            # Letters with two marks before those with one, with which they begin.
            normalizers.Precompiled(compile_charsmap(join_marks(3))),
            normalizers.Precompiled(compile_charsmap({**join_marks(2), **normal_forms})),
            # Last, because the map turns look-alikes such as "＜/s＞" into the pieces themselves.
            normalizers.Replace(Regex(SPECIAL), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", BEGIN), ("</s>", END)]
    )
    return tokenizer


class TextTokenizer:
    """Opens in milliseconds: pieces are looked up in a sorted array, and words remembered.

    Half surrogate pairs are read as "?".
    """

    def __init__(self, folder: Path) -> None:
        self._rules = Tokenizer.from_file(str(folder / RULES_FILE))
        table = np.load(folder / PIECES_FILE)
        self._pieces = np.ascontiguousarray(table["piece"])
        self._scores, self._ids = table["score"], table["id"]
        self._unlikeliest = int(self._scores.argmin())
        self._known: dict[str, list[int]] = {}

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text with the marks of begin and end, at most MOST_TOKENS of them."""
        beginnings = [_begin(text) for text in texts]
        return [_cut([BEGIN, *ids, END]) for ids in self._bare_ids(beginnings)]

    def count(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut, with the marks of begin and end."""
        return [len(ids) + 2 for ids in self._bare_ids(texts)]

    def _bare_ids(self, texts: Sequence[str]) -> list[list[int]]:
        words = [self._words(_readable(text)) for text in texts]
        known = self._known
        met = self._look_up(sorted({one for text in words for one in text if one not in known}))
        # In place, and never emptied: another thread may be reading it.
        known.update((one, ids) for one, ids in met.items() if len(one) <= LONGEST_KNOWN)
        if len(known) > MOST_KNOWN:
            self._known = {}
        told = ChainMap(met, known)
        return [list(chain.from_iterable(told[one] for one in text)) for text in words]

    def _look_up(self, words: list[str]) -> dict[str, list[int]]:
        if not words:
            return {}
        rows = self._rows_of({part for word in words for part in _parts(word)})
        names = ["<unk>", *(piece.decode() for piece in self._pieces[rows].tolist())]
        scores = [0.0, *self._scores[rows].tolist()]
        ids = np.append(UNKNOWN, self._ids[rows])
        tokenizer = Tokenizer(models.Unigram(list(zip(names, scores, strict=True)), 0, False))
        found = tokenizer.encode_batch_fast(words)
        return {word: ids[one.ids].tolist() for word, one in zip(words, found, strict=True)}

    def _words(self, text: str) -> list[str]:
        normal = self._rules.normalizer.normalize_str(text)
        return [word for word, _ in self._rules.pre_tokenizer.pre_tokenize_str(normal)]

    def _rows_of(self, parts: set[str]) -> list[int]:
        """Rows of those parts that are pieces; always with the unlikeliest piece of all, because
        the cost of an unknown character is reckoned from it."""
        wanted = np.array([part.encode() for part in parts], self._pieces.dtype)
        rows = np.searchsorted(self._pieces, wanted).clip(max=len(self._pieces) - 1)
        return sorted({*rows[self._pieces[rows] == wanted].tolist(), self._unlikeliest})


def _readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _begin(text: str) -> str:
    return text[:LONGEST_TEXT]


def _parts(word: str) -> Iterable[str]:
    for start in range(len(word)):
        for end in range(start + 1, min(start + LONGEST_PIECE, len(word)) + 1):
            yield word[start:end]


def _cut(ids: list[int]) -> list[int]:
    return ids if len(ids) <= MOST_TOKENS else [*ids[: MOST_TOKENS - 1], END]
