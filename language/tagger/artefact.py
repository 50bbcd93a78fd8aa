"""The trained classifier as a file: numpy arrays and plain text, never a pickle.

Reading and writing only; `judge.py` uses it, `train.py` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from language.tagger.forest import Forest
from practices_db.errors import PracticesError

FORMAT = 3
SHIPPED = Path(__file__).parent / "model" / "tags.npz"
SHIPPED_FOLDS = SHIPPED.parent / "folds"
"""Models of the cross-validation, which measure on records that they have not seen."""

Floats = NDArray[np.float32]


class ModelUnfit(PracticesError):
    """A trained tagger that this version cannot use."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A score for each concept: `vectors @ weights + bias`, weights [dimension, concepts]."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class FacetModel:
    """What was learned for one facet.

    `trust` is the share of the rules' own confidence in what is shown, the forest has the rest;
    `threshold` is what counts as one half.
    """

    codes: tuple[str, ...]
    document: Linear
    sentence: Linear
    forest: Forest
    threshold: float
    trust: float


@dataclass(frozen=True, slots=True)
class Wordless:
    """What judges a facet in a language that has no words: trees that never saw a phrase.

    A tag is shown from the probability `threshold` on.
    """

    forest: Forest
    threshold: float


@dataclass(frozen=True, slots=True)
class TagModel:
    """A trained tagger: the encoder it needs, mean vectors by language, one model a facet.

    `means[""]` stands for languages that training did not see; `quote` ranks the mentions of a
    concept; `records` are the ids of the records that it has seen, which it must not be measured
    on. `wordless` has the facets that meaning alone tells well enough.
    """

    encoder: str
    records: frozenset[str]
    means: Mapping[str, Floats]
    facets: Mapping[str, FacetModel]
    quote: Forest
    wordless: Mapping[str, Wordless] = field(default_factory=dict)


def write_model(model: TagModel, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    head = {
        "format": FORMAT,
        "encoder": model.encoder,
        "records": sorted(model.records),
        "languages": list(model.means),
        "facets": {
            key: {"codes": facet.codes, "threshold": facet.threshold, "trust": facet.trust}
            for key, facet in model.facets.items()
        },
        "wordless": {key: part.threshold for key, part in model.wordless.items()},
    }
    arrays: dict[str, NDArray[Any]] = {
        "head": np.frombuffer(json.dumps(head).encode(), dtype=np.uint8),
        "means": np.stack(list(model.means.values())).astype(np.float16),
    }
    for key, facet in model.facets.items():
        for name in ("document", "sentence"):
            linear: Linear = getattr(facet, name)
            arrays[f"{key}.{name}.weights"] = linear.weights.astype(np.float16)
            arrays[f"{key}.{name}.bias"] = linear.bias
        arrays |= _flat(f"{key}.forest", facet.forest)
    for key, part in model.wordless.items():
        arrays |= _flat(f"{key}.wordless", part.forest)
    arrays |= _flat("quote", model.quote)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:  # given a name, numpy would put an end of its own behind it
        np.savez_compressed(file, allow_pickle=False, **arrays)


def read_model(path: Path) -> TagModel:
    """Read a model; raises `ModelUnfit` when the file is damaged or of another format."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            head = json.loads(arrays["head"].tobytes())
            if head["format"] != FORMAT:
                raise ModelUnfit(
                    f"{path.name} has format {head['format']}, this version reads {FORMAT}",
                    advice="train it again: practices train",
                )
            means = dict(zip(head["languages"], arrays["means"].astype(np.float32), strict=True))
            facets = {key: _facet(key, part, arrays) for key, part in head["facets"].items()}
            wordless = {
                key: Wordless(_forest(f"{key}.wordless", arrays), float(threshold))
                for key, threshold in head.get("wordless", {}).items()
            }
            return TagModel(
                head["encoder"],
                frozenset(head["records"]),
                means,
                facets,
                _forest("quote", arrays),
                wordless,
            )
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ModelUnfit(
            f"{path.name} is no trained tagger: {error}", advice="train it: practices train"
        ) from error


def _facet(key: str, part: Mapping[str, Any], arrays: Any) -> FacetModel:
    def linear(name: str) -> Linear:
        weights = arrays[f"{key}.{name}.weights"].astype(np.float32)
        return Linear(weights, arrays[f"{key}.{name}.bias"])

    return FacetModel(
        codes=tuple(part["codes"]),
        document=linear("document"),
        sentence=linear("sentence"),
        forest=_forest(f"{key}.forest", arrays),
        threshold=float(part["threshold"]),
        trust=float(part["trust"]),
    )


def _flat(key: str, forest: Forest) -> dict[str, NDArray[Any]]:
    return {f"{key}.{field.name}": getattr(forest, field.name) for field in fields(Forest)}


def _forest(key: str, arrays: Any) -> Forest:
    return Forest(*(arrays[f"{key}.{field.name}"] for field in fields(Forest)))
