"""The default encoder: multilingual-e5-small, converted once, run by the engine that suits.

Here the parts meet: the folder from store.py, a tokenizer, an engine. Models that a person names
in the settings are run by named.py instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from language.encoder.batches import Engine, FloatMatrix, Progress, encode_in_batches
from language.encoder.directory import PASSAGE_PREFIX, QUERY_PREFIX
from language.encoder.onnx_model import QUERY_GRAPH_FILE, OnnxEngine
from language.encoder.store import NAME, open_model
from language.encoder.tokenizer import (
    MOST_TOKENS,
    QuickTokenizer,
    TextTokenizer,
    WholeTokenizer,
)
from language.encoder.torch_model import TorchEngine, has_fast_torch

# What torch saves on so many tokens (about 300 passages) is what it takes to import.
MANY_TOKENS = 50_000
_CHECKED: set[Path] = set()
"""Folders of models whose every byte was checked by this process: half a gigabyte each time."""


class PackagedEncoder:
    """multilingual-e5-small with the prefixes that it was trained with."""

    name = NAME
    dimension = 384
    most_tokens = MOST_TOKENS

    def __init__(self, tokenizer: TextTokenizer, engine_for: Callable[[int], Engine]) -> None:
        """`engine_for` is given the number of tokens to be encoded."""
        self._tokenizer = tokenizer
        self._engine_for = engine_for

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
        engine = self._engine_for(sum(map(len, ids)))
        return encode_in_batches(ids, self.dimension, engine, progress)


def open_for_queries(models_dir: Path) -> PackagedEncoder:
    """Ready in about half a second once the model is built; loads no torch."""
    folder = open_model(models_dir)
    engine = OnnxEngine(folder, QUERY_GRAPH_FILE)
    return PackagedEncoder(QuickTokenizer(folder), lambda _: engine)


def open_for_bulk(models_dir: Path) -> PackagedEncoder:
    """For many texts; every byte of the model is checked first, once in a process, and engines
    are loaded when needed.
    """
    folder = open_model(models_dir, thorough=models_dir not in _CHECKED)
    _CHECKED.add(models_dir)
    return PackagedEncoder(WholeTokenizer(folder), EngineForSize(folder))


class EngineForSize:
    """ONNX Runtime for little work, torch for much and, once it is loaded, for all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[type[OnnxEngine | TorchEngine], Engine] = {}

    def __call__(self, tokens: int) -> Engine:
        much = TorchEngine in self._loaded or (tokens > MANY_TOKENS and has_fast_torch())
        kind = TorchEngine if much else OnnxEngine
        if kind not in self._loaded:
            self._loaded[kind] = kind(self._folder)
        return self._loaded[kind]
