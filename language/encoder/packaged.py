"""The default encoder: multilingual-e5-small, converted once, run in the form that suits.

Here the parts meet: the folder from store.py, a tokenizer, an engine. Models that a person names
in the settings are run by named.py instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from language.encoder.batches import Engine, FloatMatrix, Progress, encode_in_batches
from language.encoder.directory import PASSAGE_PREFIX, QUERY_PREFIX
from language.encoder.openvino_model import OpenVinoEngine, has_bf16
from language.encoder.store import NAME, open_model
from language.encoder.tokenizer import (
    MOST_TOKENS,
    TextTokenizer,
)

_CHECKED: set[Path] = set()
"""Folders of models whose every byte was checked by this process: half a gigabyte each time."""


class PackagedEncoder:
    """multilingual-e5-small with the prefixes that it was trained with."""

    name = NAME
    dimension = 384
    most_tokens = MOST_TOKENS

    def __init__(self, tokenizer: TextTokenizer, engine: Engine) -> None:
        self._tokenizer = tokenizer
        self._engine = engine

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        return self._encode(QUERY_PREFIX, texts)

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> FloatMatrix:
        return self._encode(PASSAGE_PREFIX, texts, progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._tokenizer.count([PASSAGE_PREFIX + text for text in texts])

    def _encode(
        self, prefix: str, texts: Sequence[str], progress: Progress | None = None
    ) -> FloatMatrix:
        ids = self._tokenizer.token_ids([prefix + text for text in texts])
        return encode_in_batches(ids, self.dimension, self._engine, progress)


def open_for_queries(models_dir: Path) -> PackagedEncoder:
    """Ready in about half a second once the model is built; loads no torch."""
    folder = open_model(models_dir)
    return PackagedEncoder(_open_tokenizer(folder), OpenVinoEngine.for_queries(folder))


def open_for_bulk(models_dir: Path, *, exact: bool = False) -> PackagedEncoder:
    """For many texts, ready in about a second; every byte of the model is checked first, once
    in a process.
    """
    folder = open_model(models_dir, thorough=models_dir not in _CHECKED)
    _CHECKED.add(models_dir)
    return PackagedEncoder(_open_tokenizer(folder), _bulk_engine(folder, exact or not has_bf16()))


@lru_cache(maxsize=2)
def _bulk_engine(folder: Path, exact: bool) -> OpenVinoEngine:
    """A run asks thrice (tags, likeness, index), and to compile it takes most of a second."""
    return OpenVinoEngine.for_bulk(folder, exact=exact)


# A run encodes sentences exactly and passages quickly: two engines, but the same words.
_open_tokenizer = lru_cache(1)(TextTokenizer)
