"""Reading one facet file: which keys a facet and a concept have, and what must hold for them.

Everything is checked while it is read, so that a wrong file stops at its line instead of tagging
wrongly. Finding the files is in `read.py`, YAML itself in `nodes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

from practices_db.vocabulary.model import Concept, Facet, Words
from practices_db.vocabulary.nodes import YamlFile

KINDS = frozenset({"concept", "literal"})
DATATYPES = frozenset(
    {"country", "integer", "money", "number", "percentage", "place", "range", "year"}
)
MATCHES = frozenset({"exact", "close", "broad"})

_FACET_KEYS = frozenset(
    {"facet", "label", "note", "single", "kind", "datatype", "unit", "concepts", "words"}
)
_CONCEPT_KEYS = frozenset({"label", "note", "broader", "match", "words"})
_NO_WORDS: Words = MappingProxyType({})
_CODE = re.compile(r"[a-z][a-z0-9_]*")


def read_facet(path: Path) -> Facet:
    """Read a facet file; raises `VocabularyError` (file:line: what is wrong) on a malformed one."""
    file = YamlFile(path)
    parts = _read_facet_parts(file)
    kind = file.choice(parts["kind"], "kind", KINDS)
    if ("datatype" in parts) != (kind == "literal"):
        advice = "Give `datatype` to literal facets and to no other."
        raise file.error(parts["kind"], f"kind {kind} does not fit `datatype`", advice)
    if kind == "concept" and "concepts" not in parts:
        raise file.error(parts["kind"], "there are no concepts", "Add them or make it literal.")
    datatype = file.choice(parts["datatype"], "datatype", DATATYPES) if kind == "literal" else None
    key = path.stem
    return Facet(
        key=key,
        labels=file.labels(parts["label"], "label"),
        note=file.text(parts["note"], "note"),
        single=file.flag(parts["single"], "single"),
        kind=kind,
        datatype=datatype,
        unit=file.text(parts["unit"], "unit") if "unit" in parts else None,
        concepts=_read_concepts(file, key, parts["concepts"]) if "concepts" in parts else {},
        words=file.words(parts["words"], "words") if "words" in parts else _NO_WORDS,
    )


def _read_facet_parts(file: YamlFile) -> dict[str, yaml.Node]:
    root = file.compose()
    parts = {key: node for key, _, node in file.items(root, "the facet", _FACET_KEYS)}
    for needed in ("facet", "label", "note", "single", "kind"):
        if needed not in parts:
            raise file.error(root, f"the facet has no {needed!r}", "Add it.")
    key = file.text(parts["facet"], "facet")
    if key != file.path.stem:
        problem = f"facet {key!r} lies in {file.path.name}"
        raise file.error(parts["facet"], problem, "Name file and facet alike.")
    return parts


def _read_concepts(file: YamlFile, facet: str, node: yaml.Node) -> Mapping[str, Concept]:
    concepts: dict[str, Concept] = {}
    broader: dict[str, yaml.Node] = {}
    owners: dict[tuple[str, str], str] = {}
    for code, code_node, value in file.items(node, "concepts"):
        if not _CODE.fullmatch(code):
            advice = "Use small letters, digits and '_': codes are parts of addresses."
            raise file.error(code_node, f"{code!r} cannot be a code", advice)
        parts = {key: part for key, _, part in file.items(value, code, _CONCEPT_KEYS)}
        if missing := {"label", "note"} - parts.keys():
            raise file.error(code_node, f"{code} has no {sorted(missing)[0]}", "Add it.")
        concepts[code] = _read_concept(file, facet, code, parts)
        if "broader" in parts:
            broader[code] = parts["broader"]
        if "words" in parts:
            _refuse_shared_words(file, concepts[code], parts["words"], owners)
    _check_broader(file, concepts, broader)
    return MappingProxyType(concepts)


def _check_broader(
    file: YamlFile, concepts: Mapping[str, Concept], nodes: Mapping[str, yaml.Node]
) -> None:
    for code, at in nodes.items():
        passed = [code]
        while (parent := concepts[passed[-1]].broader) is not None:
            if parent not in concepts:
                known = ", ".join(sorted(concepts))
                raise file.error(
                    at, f"there is no {parent!r} to be broader", f"Use one of {known}."
                )
            if parent in passed:
                raise file.error(at, f"{code} is broader than itself", "Break the circle.")
            passed.append(parent)


def _read_concept(file: YamlFile, facet: str, code: str, parts: dict[str, yaml.Node]) -> Concept:
    return Concept(
        facet=facet,
        code=code,
        labels=file.labels(parts["label"], f"label of {code}"),
        note=file.text(parts["note"], f"note of {code}"),
        broader=file.text(parts["broader"], "broader") if "broader" in parts else None,
        matches=_read_matches(file, parts["match"]) if "match" in parts else _NO_WORDS,
        words=file.words(parts["words"], f"words of {code}") if "words" in parts else _NO_WORDS,
    )


def _read_matches(file: YamlFile, node: yaml.Node) -> Mapping[str, tuple[str, ...]]:
    matches: dict[str, tuple[str, ...]] = {}
    for kind, _, listed in file.items(node, "match", MATCHES):
        iris = file.texts(listed, kind)
        for iri, at in iris:
            if not iri.startswith(("https://", "http://")):
                raise file.error(at, f"{iri!r} is no full address", "Start it with https://.")
        matches[kind] = tuple(iri for iri, _ in iris)
    return MappingProxyType(matches)


def _refuse_shared_words(
    file: YamlFile, concept: Concept, node: yaml.Node, owners: dict[tuple[str, str], str]
) -> None:
    """A word in two concepts of a facet would tag both: it says neither."""
    for lang, patterns in concept.words.items():
        for pattern in patterns:
            owner = owners.setdefault((lang, pattern.lower()), concept.code)
            if owner != concept.code:
                at = file.find_word(node, lang, pattern)
                problem = f"{lang} word {pattern!r} belongs to {owner} already"
                raise file.error(at, problem, "Leave it where it is safe by itself.")
