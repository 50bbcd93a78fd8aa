"""Gold records in the starter's format: the text, the blind coder's codes and the declared ones.

Reading only; no score is computed here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from practices_db.errors import PracticesError

FACETS = (
    "target_group",
    "mentor_type",
    "funding_model",
    "goal",
    "format",
    "stakeholder",
    "evidence_level",
    "scale",
)
SINGLE = {"evidence_level": "none_stated", "scale": ""}
"""Facets with one value, and the value that stands for "the text does not say"."""

Codes = Mapping[str, frozenset[str]]


class GoldError(PracticesError):
    """A gold file that is not in the starter's format."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One record: `quoted` from the text alone, `declared` from all pages seen.

    `quotes` maps facet and code to the stretch that the coder quoted. A facet that nobody coded
    is missing from the mapping; one that was coded without a value is an empty set.
    """

    id: str
    text: str
    language: str
    quoted: Codes
    declared: Codes
    quotes: Mapping[tuple[str, str], str]


UNCODED = "mis"
"""A language that has no code of its own, in ISO 639-2."""


def without_language(gold: Gold) -> Gold:
    """The same record, to be read as if nobody had words for its language."""
    return replace(gold, language=UNCODED)


def read_gold(path: Path) -> list[Gold]:
    """Read a file of one JSON record a line; raises `GoldError` naming the line at fault."""
    records = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                records.append(gold_of(json.loads(line)))
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise GoldError(
                    f"{path.name}:{number}: {error!r}",
                    advice="a record needs id, language and description, as in the starter",
                ) from error
    return records


def gold_of(record: Mapping[str, Any]) -> Gold:
    """Turn one record of the starter's format into gold."""
    quoted = record.get("quoted") or {}
    return Gold(
        id=str(record["id"]),
        text=str(record["description"]),
        language=str(record["language"]),
        quoted={facet: _codes(quoted[facet]) for facet in FACETS if facet in quoted},
        declared={
            facet: _codes(record[key]) for facet in FACETS for key in _keys(facet) if key in record
        },
        quotes={
            (facet, entry["code"]): entry["quote"]
            for facet, entries in quoted.items()
            if isinstance(entries, list)
            for entry in entries
            if isinstance(entry, Mapping)
        },
    )


def _keys(facet: str) -> Iterable[str]:
    return (facet,) if facet in SINGLE else (f"{facet}s",)


def _codes(value: Any) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(entry["code"] if isinstance(entry, Mapping) else str(entry) for entry in value)


def stated(facet: str, codes: frozenset[str]) -> frozenset[str]:
    """A facet with one value always has one: "none stated" where no tag was made."""
    if facet not in SINGLE:
        return codes
    return codes or frozenset({SINGLE[facet]})
