"""An encoder that a person named in the settings: any sentence-transformers model.

The model brings its own prompts, length and dimension; nothing is assumed of it here. The
packaged default is run by packaged.py.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from language.encoder.batches import FloatMatrix, Progress
from language.imports import IMPORTING
from practices_db.errors import PracticesError

CHUNK = 256  # texts between two reports of progress


class ModelNotLoaded(PracticesError):
    """The model named in the settings cannot be loaded."""


class NamedEncoder:
    """A sentence-transformers model behind the encoder's interface."""

    def __init__(self, model: str) -> None:
        """`model` is a local path or a model's name; raises ModelNotLoaded."""
        self._model = _load(model)
        self.name = f"{Path(model).name}@{_fingerprint(self._model)}"
        self.dimension = len(self._model.encode_query("length"))
        self.most_tokens = int(self._model.max_seq_length or 512)

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        return self._encode(self._model.encode_query, texts)

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> FloatMatrix:
        return self._encode(self._model.encode_document, texts, progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        prompt = self._model.prompts.get("document", "")
        return [len(self._model.tokenizer.encode(prompt + text)) for text in texts]

    def _encode(
        self,
        encode: Callable[..., FloatMatrix],
        texts: Sequence[str],
        progress: Progress | None = None,
    ) -> FloatMatrix:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), CHUNK):
            chunk = list(texts[start : start + CHUNK])
            vectors[start : start + CHUNK] = encode(
                chunk, normalize_embeddings=True, show_progress_bar=False
            )
            if progress:
                progress(len(chunk))
        return vectors


def _load(model: str) -> Any:
    try:
        # 5 s to import: only those pay who named a model.
        with IMPORTING:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

        # Of the loading; that of the encoding is ours.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs
        # Never from the network: a search must not wait for it, nor tell anyone that it was made.
        return SentenceTransformer(model, local_files_only=True)
    except (OSError, ValueError, RuntimeError, ImportError, KeyError) as reason:
        raise ModelNotLoaded(
            f"The encoder {model} cannot be loaded: {str(reason).splitlines()[0]}",
            advice="PRACTICES_ENCODER must be the folder of a sentence-transformers model, or the "
            "name of one that was downloaded before (hf download NAME).",
        ) from reason


def _fingerprint(model: Any) -> str:
    """Eight letters that change with the weights or the prompts, so that vectors never mix."""
    digest = hashlib.sha256(json.dumps(model.prompts, sort_keys=True).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().float().numpy().tobytes())
    return digest.hexdigest()[:8]
