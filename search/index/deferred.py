"""An encoder that is named now and opened when the first text has to be encoded.

Opening one for bulk reads and checks half a gigabyte; a refresh that has nothing to embed must not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from practices_db.settings import Settings
from search.index.encoding import Floats, TextEncoder


@dataclass(slots=True)
class DeferredEncoder:
    """Knows model and dimension; everything else is left to the encoder that `opener` gives."""

    name: str
    dimension: int
    opener: Callable[[], TextEncoder]
    _opened: TextEncoder | None = field(default=None, init=False)

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        return self._open().encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        return self._open().encode_passages(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._open().count_tokens(texts)

    def _open(self) -> TextEncoder:
        if self._opened is None:
            self._opened = self.opener()
        return self._opened


def bulk_encoder(settings: Settings) -> TextEncoder:
    """The encoder that `settings` name, for many texts.

    The packaged model is known without being opened. One that a person named is opened at once,
    because only its weights tell whether it is still the same.
    """
    # Imports the tokenizers library: only for those who make an index.
    from language.encoder import open_encoder
    from language.encoder.packaged import PackagedEncoder

    def opener() -> TextEncoder:
        return open_encoder(settings, "bulk")

    if settings.encoder:
        return opener()
    return DeferredEncoder(PackagedEncoder.name, PackagedEncoder.dimension, opener)
