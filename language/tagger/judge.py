"""How probable each concept is, from the phrases of a text and the meaning of its sentences.

Numbers in, numbers out: which stretch is quoted is chosen in `learned.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from language.tagger.artefact import FacetModel, Floats, Linear, TagModel
from language.tagger.features import Matrix, describe_concepts
from language.tagger.figures import FACET
from language.tagger.levels import favour_carried
from language.tagger.mentions import Mention
from language.tagger.values import SILENT
from practices_db.vocabulary import load_vocabulary

Rules = Mapping[tuple[str, str], float]
"""The rules' confidence by facet and code."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules see in a text: its phrases, how sure of what, the signs of its evidence."""

    mentions: Sequence[Mention]
    rules: Rules
    levels: Matrix

    def as_learned(self, codes: Mapping[str, Collection[str]]) -> Seen:
        """What a classifier of these codes reads, by facet: phrases of concepts that it has not
        learned tell it nothing of the others.
        """
        known = [one for one in self.mentions if one.code in codes.get(one.facet, (one.code,))]
        return replace(self, mentions=known)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of one facet: `confidence` [codes] in 0..1, accepted from 0.5 on; `scores` says how much
    each sentence speaks for each concept, [sentences, codes].
    """

    codes: tuple[str, ...]
    confidence: Matrix
    scores: Matrix


def judge_facet(model: FacetModel, facet: str, vectors: Floats, seen: Seen) -> Judgement:
    """Judge every concept of a facet; `vectors` are centred, [sentences, dimension]."""
    scores = apply_linear(model.sentence, vectors)
    meaning = weigh_meaning(scores, apply_linear(model.document, sum_up(vectors)))
    learned = model.forest.predict(rows_of(facet, model.codes, meaning, seen)).reshape(-1)
    trusted = np.array([seen.rules.get((facet, code), 0.0) for code in model.codes])
    found = only_supported(facet, model.codes, blend(learned, trusted, model.trust), seen.mentions)
    single = load_vocabulary().facet(facet).single
    shown = choose_one(found) if single else stretch(found, model.threshold)
    return Judgement(model.codes, shown, scores)


def only_supported(
    facet: str, codes: Sequence[str], found: Matrix, mentions: Sequence[Mention]
) -> Matrix:
    """Rule out the levels of evidence that no phrase can carry, however likely they are.

    A value needs a quote that supports it, and a figure or a study is nothing that a whole text
    breathes: without a number no count, without somebody who looked no evaluation.
    """
    if facet != FACET:
        return found
    carried = {one.code for one in mentions if one.facet == facet and not one.denied} | {SILENT}
    possible = np.where([code in carried for code in codes], found, 0.0)
    return favour_carried(codes, possible, mentions)


def weigh_meaning(scores: Matrix, whole: Matrix) -> Matrix:
    """What the sentences and the whole text say of each concept by their meaning, [codes, 8].

    `scores` are those of the sentences, [sentences, codes]; `whole` that of the text, [codes].
    """
    ranked = np.sort(scores, axis=0)[::-1]
    best = ranked[0]
    columns = (
        best,
        ranked[min(1, len(ranked) - 1)],
        ranked[:3].mean(axis=0),
        scores.mean(axis=0),
        whole,
        best - best.max(),
        whole - whole.max(),
        (best[None, :] > best[:, None]).sum(axis=1),
    )
    return np.stack(columns, axis=1)


def rows_of(facet: str, codes: Sequence[str], meaning: Matrix, seen: Seen) -> Matrix:
    """What the forest reads of a text: one row for each concept, or one for all the levels.

    A concept's row holds meaning, phrases and which concept it is.
    """
    if facet == FACET:
        return np.concatenate([meaning.reshape(-1), seen.levels])[None, :]
    trusted = {code: seen.rules.get((facet, code), 0.0) for code in codes}
    own = [one for one in seen.mentions if one.facet == facet]
    return np.hstack([meaning, describe_concepts(codes, own, trusted), np.eye(len(codes))])


def blend(learned: Matrix, rules: Matrix, trust: float) -> Matrix:
    """Mix the forest's probability with the rules' confidence."""
    return np.asarray((1 - trust) * learned + trust * rules)


def choose_one(probability: Matrix) -> Matrix:
    """Of a facet with one value: the likeliest against the runner-up, all others below a half."""
    first, second = np.sort(probability)[::-1][:2]
    shown = np.minimum(probability, 0.45)
    shown[int(probability.argmax())] = first / max(first + second, 1e-9)
    return np.asarray(shown)


def stretch(probability: Matrix, threshold: float) -> Matrix:
    """Move probabilities so that the threshold comes to lie at one half, in two straight lines.

    The threshold is where most is right in sum, which is below one half; straight lines keep what
    is shown nearer to the share that is right than a shift of the odds.
    """
    bounded = np.clip(probability, 0.01, 0.99)
    above = 0.5 + 0.5 * (bounded - threshold) / (1 - threshold)
    return np.asarray(np.where(bounded >= threshold, above, 0.5 * bounded / threshold))


def centre(vectors: Floats, language: str, means: Mapping[str, Floats]) -> Floats:
    """Take a language's mean out of sentence vectors and scale them to length one."""
    return scale(vectors - means.get(language, means[""]))


def sum_up(vectors: Floats) -> Floats:
    """One vector for a text: the mean of its sentences, scaled to length one."""
    return scale(vectors.mean(axis=0))


def scale(vectors: NDArray[np.float32]) -> Floats:
    """Scale vectors to length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def apply_linear(linear: Linear, vectors: Floats) -> Matrix:
    """Scores [.., concepts] of vectors [.., dimension]."""
    return np.asarray(vectors @ linear.weights + linear.bias, dtype=np.float64)


def judge(model: TagModel, language: str, vectors: Floats, seen: Seen) -> dict[str, Judgement]:
    """Judge every learned facet of one text by its raw sentence vectors (at least one)."""
    centred = centre(vectors, language, model.means)
    return {facet: judge_facet(part, facet, centred, seen) for facet, part in model.facets.items()}
