"""Texts to vectors, in one space for all languages: the one interface to every encoder.

Belongs here: choosing and running the model. Not here: cutting texts into passages, keeping
vectors, searching them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from language.encoder.batches import FloatMatrix, Progress
from practices_db.settings import Settings

__all__ = ["Encoder", "FloatMatrix", "Progress", "Purpose", "open_encoder"]


class Encoder(Protocol):
    """Turns texts into vectors whose dot product says how alike their meaning is."""

    @property
    def name(self) -> str:
        """Model and version, kept with every vector: vectors of two names never mix."""
        ...

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        ...

    @property
    def most_tokens(self) -> int:
        """What a passage may hold by `count_tokens`; the rest of a longer one is not read."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Vectors of questions, float32 [texts, dimension], each of length one."""
        ...

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> FloatMatrix:
        """Vectors of passages, as above; `progress` is told how many texts were just finished."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a passage, prefix and marks of begin and end included."""
        ...


Purpose: TypeAlias = Literal["query", "bulk", "exact"]


def open_encoder(settings: Settings, purpose: Purpose) -> Encoder:
    """The encoder of this installation; all purposes give the same vectors (cosine >= 0.999).

    "query" is quickest for one short text, "bulk" for many; "exact" is "bulk" in float32, the same
    on any processor. The packaged model is converted when
    it is first needed (about 4 s, 0.5 GB in `settings.models_dir`). Raises
    PracticesError when a model is missing or damaged.
    """
    if settings.encoder:
        from language.encoder.named import NamedEncoder

        return NamedEncoder(settings.encoder)
    # OpenVINO's and the tokenizer's imports are not for those who only name the interface.
    from language.encoder.packaged import open_for_bulk, open_for_queries

    if purpose == "query":
        return open_for_queries(settings.models_dir)
    return open_for_bulk(settings.models_dir, exact=purpose == "exact")
