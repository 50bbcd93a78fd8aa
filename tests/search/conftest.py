"""A small catalogue of real programmes, indexed once by the real model, for all search tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine

from language.encoder import Encoder, open_encoder
from practices_db.settings import Settings, load_settings
from search.index.refresh import refresh_index
from search.measure.throwaway import fill_catalogue, read_lines
from search.query.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Indexed:
    """An indexed catalogue. Tests only read it."""

    settings: Settings
    engine: Engine
    searcher: Searcher
    programmes: list[dict[str, Any]]


@pytest.fixture(scope="session")
def programmes(shared: Path) -> list[dict[str, Any]]:
    """Every fifth of the starter's programmes: thirty, in several languages."""
    return read_lines(shared / "starter" / "programmes.jsonl")[::5]


@pytest.fixture(scope="session")
def indexed(
    programmes: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Indexed]:
    """Thirty real programmes, tagged and indexed."""
    folder = tmp_path_factory.mktemp("indexed")
    settings = Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'catalogue.sqlite'}",
        models=load_settings().models_dir,
    )
    engine = fill_catalogue(settings, programmes, tagged=True)
    refresh_index(engine, settings)
    yield Indexed(settings, engine, Searcher.open(engine, settings), programmes)
    engine.dispose()


class Counting:
    """The real encoder; notes what it was asked, and can be interrupted after some batches."""

    def __init__(self, real: Encoder, batches: int = 10_000) -> None:
        self.real, self.batches, self.asked = real, batches, 0
        self.name, self.dimension = real.name, real.dimension

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        return self.real.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        if self.batches == 0:
            raise KeyboardInterrupt
        self.batches -= 1
        self.asked += len(texts)
        return self.real.encode_passages(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self.real.count_tokens(texts)


@pytest.fixture
def encoder(settings: Settings) -> Counting:
    return Counting(open_encoder(settings, "query"))
