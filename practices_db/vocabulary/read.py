"""Reading facets and roles from a folder of YAML files.

A facet is one file named after it; the words of no facet are in `roles.yml`. Everything is
checked while it is read, so that a wrong file stops at its line instead of tagging wrongly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

from practices_db.vocabulary.model import Concept, Facet, Roles, Vocabulary, Words
from practices_db.vocabulary.nodes import YamlFile

ROLES_FILE = "roles.yml"
KINDS = frozenset({"concept", "literal"})
DATATYPES = frozenset(
    {"country", "integer", "money", "number", "percentage", "place", "range", "year"}
)
MATCHES = frozenset({"exact", "close"})
ROLES = frozenset(
    {
        "mentor",
        "mentee",
        "mentoring",
        "negation",
        "paying",
        "statistic",
        "plan",
        "prize",
        "evaluation",
    }
)

_HERE = Path(__file__).parent
_FACET_KEYS = frozenset(
    {"facet", "label", "note", "single", "kind", "datatype", "unit", "concepts", "words"}
)
_CONCEPT_KEYS = frozenset({"label", "note", "broader", "match", "words"})
_NO_WORDS: Words = MappingProxyType({})


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Give the vocabulary of this package, read once per process.

    Raises `VocabularyError` (file:line: what is wrong) on a malformed file.
    """
    return read_vocabulary(_HERE)


@lru_cache(maxsize=1)
def load_roles() -> Roles:
    """Give the words for mentors, mentees, negation and the like, read once per process."""
    return read_roles(_HERE / ROLES_FILE)


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read every facet file of a folder; raises `VocabularyError` on a malformed one."""
    paths = sorted(path for path in folder.glob("*.yml") if path.name != ROLES_FILE)
    facets = [_read_facet(path) for path in paths]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return Vocabulary(
        facets=MappingProxyType({facet.key: facet for facet in facets}),
        version=digest.hexdigest()[:12],
    )


def read_roles(path: Path) -> Roles:
    """Read a roles file: role, language, patterns."""
    file = YamlFile(path)
    root = file.compose()
    roles = {
        role: file.words(node, role, short_words=True)
        for role, _, node in file.items(root, "the file", ROLES)
    }
    if missing := ROLES - roles.keys():
        raise file.error(root, f"no words for {', '.join(sorted(missing))}", "add them")
    return MappingProxyType(roles)


def _read_facet(path: Path) -> Facet:
    file = YamlFile(path)
    root = file.compose()
    parts = {key: node for key, _, node in file.items(root, "the facet", _FACET_KEYS)}
    for needed in ("facet", "label", "note", "single", "kind"):
        if needed not in parts:
            raise file.error(root, f"the facet has no {needed!r}", "add it")
    key = file.text(parts["facet"], "facet")
    if key != path.stem:
        raise file.error(parts["facet"], f"facet {key!r} lies in {path.name}", "rename one")
    kind = file.choice(parts["kind"], "kind", KINDS)
    if ("datatype" in parts) != (kind == "literal"):
        advice = "give `datatype` to literal facets and to no other"
        raise file.error(parts["kind"], f"kind {kind} does not fit `datatype`", advice)
    if kind == "concept" and "concepts" not in parts:
        raise file.error(root, "the facet has no concepts", "add them or make it literal")
    datatype = file.choice(parts["datatype"], "datatype", DATATYPES) if kind == "literal" else None
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


def _read_concepts(file: YamlFile, facet: str, node: yaml.Node) -> Mapping[str, Concept]:
    concepts: dict[str, Concept] = {}
    broader: list[tuple[str, yaml.Node]] = []
    owners: dict[tuple[str, str], str] = {}
    for code, code_node, value in file.items(node, "concepts"):
        parts = {key: part for key, _, part in file.items(value, code, _CONCEPT_KEYS)}
        if missing := {"label", "note"} - parts.keys():
            raise file.error(code_node, f"{code} has no {sorted(missing)[0]}", "add it")
        if "broader" in parts:
            broader.append((file.text(parts["broader"], "broader"), parts["broader"]))
        concepts[code] = _read_concept(file, facet, code, parts)
        if "words" in parts:
            _refuse_shared_words(file, concepts[code], parts["words"], owners)
    for parent, at in broader:
        if parent not in concepts:
            known = ", ".join(sorted(concepts))
            raise file.error(at, f"no concept {parent!r} to be broader", f"use one of: {known}")
    return MappingProxyType(concepts)


def _read_concept(file: YamlFile, facet: str, code: str, parts: dict[str, yaml.Node]) -> Concept:
    matches = (
        {
            kind: tuple(iri for iri, _ in file.texts(node, kind))
            for kind, _, node in file.items(parts["match"], "match", MATCHES)
        }
        if "match" in parts
        else {}
    )
    return Concept(
        facet=facet,
        code=code,
        labels=file.labels(parts["label"], f"label of {code}"),
        note=file.text(parts["note"], f"note of {code}"),
        broader=file.text(parts["broader"], "broader") if "broader" in parts else None,
        matches=MappingProxyType(matches),
        words=file.words(parts["words"], f"words of {code}") if "words" in parts else _NO_WORDS,
    )


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
                raise file.error(at, problem, "leave it where it is safe by itself")
