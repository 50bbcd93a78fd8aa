"""What search is measured against: BM25 alone and vectors as the encoder gives them.

Nothing here is used by a search; it reads an index only to rank the very same passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Engine

from practices_db.engine import catalogue_session
from search.index.encoding import Floats, TextEncoder
from search.index.packed import PackedIndex
from search.index.postings import Postings, PostingsBuilder
from search.index.snapshot import read_passage_texts, read_passages
from search.index.store import read_vectors
from search.index.terms import split_words, stem
from search.query.channels import best_of_each


@dataclass(frozen=True, slots=True)
class Baselines:
    """The same passages under two plain rankings."""

    index: PackedIndex
    words: Postings
    vectors: Floats

    def rank_by_words(self, query: str, language: str) -> Floats:
        """BM25 over all languages at once, every word stemmed in its own language."""
        terms = {stem(word, language): 1.0 for word in split_words(query)}
        return best_of_each(self.index, self.words.score(terms))

    def rank_by_vector(self, vector: Floats) -> Floats:
        """Cosine with the vectors as they come from the encoder."""
        return best_of_each(self.index, self.vectors @ vector)


def open_baselines(engine: Engine, index: PackedIndex, encoder: TextEncoder) -> Baselines:
    """Build both over the passages of an index that has just been made."""
    with catalogue_session(engine) as session:
        rows = read_passages(session)
        texts = list(read_passage_texts(session, rows))
    languages = [row.language for row in rows]
    words = _plain_bm25(
        [[stem(w, code) for w in split_words(t)] for t, code in zip(texts, languages, strict=True)]
    )
    return Baselines(index, words, read_vectors(engine, [row.hash for row in rows], encoder))


def _plain_bm25(texts: Sequence[Sequence[str]]) -> Postings:
    builder = PostingsBuilder()
    for words in texts:
        builder.add(words)
    lengths = np.array([len(words) for words in texts], dtype=np.float32)
    return builder.build(lengths / max(float(lengths.mean()), 1.0), lambda _: len(texts), 1.0)
