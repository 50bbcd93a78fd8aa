"""Which of a concept's mentions a person quotes, learned from the coder's quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from language.tagger.artefact import FacetModel, Floats
from language.tagger.features import Matrix
from language.tagger.judge import apply_linear
from language.tagger.quotes import rank_features
from language.tagger.training.examples import Ready


def with_rankers(facets: Mapping[str, FacetModel], ready: Sequence[Ready]) -> dict[str, FacetModel]:
    """Learn which mention the coder quotes; facets coded without quotes use that of all others."""
    examples = {facet: list(_ranked(facet, part, ready)) for facet, part in facets.items()}
    every = [one for found in examples.values() for one in found]
    return {
        facet: replace(part, quote=_rank(examples[facet] or every))
        for facet, part in facets.items()
    }


def _ranked(
    facet: str, part: FacetModel, ready: Sequence[Ready]
) -> Iterator[tuple[Matrix, list[bool]]]:
    """Yield, for each quoted concept of each record, its mentions and which of them are quoted."""
    for one in ready:
        gold = one.example.gold
        scores = apply_linear(part.sentence, one.vectors)
        for at, code in enumerate(part.codes):
            own = [m for m in one.example.mentions if (m.facet, m.code) == (facet, code)]
            quote = gold.quotes.get((facet, code))
            if own and quote:
                start = gold.text.find(quote)
                right = [m.start < start + len(quote) and start < m.end for m in own]
                yield rank_features(own, scores[:, at]), right


def _rank(examples: Sequence[tuple[Matrix, list[bool]]]) -> Floats:
    from sklearn.linear_model import LogisticRegression  # takes seconds: only training needs it

    rows = np.vstack([found for found, _ in examples])
    right = np.concatenate([said for _, said in examples])
    spread = rows.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=0.1, max_iter=400).fit((rows - rows.mean(axis=0)) / spread, right)
    return np.asarray(fitted.coef_[0] / spread, dtype=np.float32)
