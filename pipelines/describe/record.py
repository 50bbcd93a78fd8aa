"""Records of a dataset into descriptions: the publisher's own words, fields and codes.

Belongs here: which field of a record means what, and where in the composed text each code stands.
Not here: reading files of records (crawl) or writing statements (practices_db).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from language.detect import UNDETERMINED, detect_language
from pipelines.describe.compose import TextBuilder
from pipelines.describe.contacts import mask_text
from pipelines.describe.model import Declared, Description, Unreadable
from practices_db.errors import PracticesError
from practices_db.vocabulary import load_vocabulary

_PLAIN = ("organisation", "country", "city", "status", "start_year")
_KNOWN = {"id", "name", "url", "language", "text", "summary", "facts", "addresses",
          "quoted", *_PLAIN}  # fmt: skip


class BadFieldMap(PracticesError):
    """A source's field map that names something unknown or leaves out what every record needs."""


def _coded_facets() -> frozenset[str]:
    facets = load_vocabulary().facets.items()
    return frozenset(key for key, facet in facets if facet.kind == "concept") - set(_PLAIN)


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which key of a record holds what. `plain`: our word to the record's key; `codes`: the
    record's key to our facet. A key with dots goes into nested records and lists: `a.0.b`.
    """

    plain: Mapping[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_declaration(cls, fields: Mapping[str, str]) -> FieldMap:
        """The map that a source's YAML declares under `fields`: our word to the record's key.

        A word that is a facet of the vocabulary names a field of codes. Raises BadFieldMap.
        """
        facets = {word: key for word, key in fields.items() if word in _coded_facets()}
        strange = sorted(set(fields) - _KNOWN - set(facets))
        if strange:
            raise BadFieldMap(
                f"The field map names {', '.join(strange)}, which no record is read for.",
                advice=f"Use some of: {', '.join(sorted(_KNOWN))}, or a facet of concepts.",
            )
        if "name" not in fields:
            raise BadFieldMap(
                "The field map must say which field holds the `name`.",
                advice="See the starter catalogue's declaration for an example.",
            )
        plain = {word: key for word, key in fields.items() if word not in facets}
        return cls(plain, {key: facet for facet, key in facets.items()})

    def of(self, record: Mapping[str, Any], word: str) -> Any:
        """What the record holds for one of our words, or None."""
        key = self.plain.get(word)
        return lookup(record, key) if key else None

    def missing(self, records: Iterable[Mapping[str, Any]]) -> list[str]:
        """Keys without which records cannot be told apart and none of these holds: the columns
        of the file are no longer those of the declaration.
        """
        told = list(records)
        keys = (self.plain[word] for word in ("id", "name") if word in self.plain)
        return [key for key in keys if all(lookup(one, key) is None for one in told)]


def lookup(record: Any, key: str) -> Any:
    """The value under a key, which may go into nested records and lists by dots; else None."""
    if isinstance(record, Mapping) and key in record:
        return record[key]
    for step in key.split("."):
        if isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(record, list) and step.isdigit() and int(step) < len(record):
            record = record[int(step)]
        else:
            return None
    return record


def describe_record(
    record: Mapping[str, Any], fields: FieldMap, url: str
) -> Description | Unreadable:
    """A record as a text in which every coded value can be quoted.

    The name heads the one "body" section with the record's own description; summary, facts, plain
    fields and codes follow as lines of a "fields" section. A declared code is quoted by the words
    that a second reader marked in the description, where there are any, else by its own line.
    """
    name = _one_line(fields.of(record, "name"))
    prose = _prose(fields.of(record, "text"))
    if not name and not prose:
        return Unreadable("no text", "The record has neither a name nor a description.")
    builder = TextBuilder()
    if name:
        builder.open_section(name, 1)
    start = builder.add(prose) if prose else builder.length
    builder.close_section()
    spans = _add_fields(builder, record, fields)
    text, sections = builder.finish()
    declared = tuple(_declared(record, fields, spans, prose, start))
    told = fields.of(record, "language")
    return Description(
        kind="record",
        title=name or prose[:120],
        text=text,
        sections=sections,
        url=url,
        language=_language(prose or name, told),
        canonical_url=url,
        metadata=_metadata(record, fields, name),
        declared=declared,
        not_stated=_not_stated(record, fields),
    )


Spans = dict[tuple[str, str], tuple[int, int]]


def _add_fields(builder: TextBuilder, record: Mapping[str, Any], fields: FieldMap) -> Spans:
    lines: list[tuple[str, list[str], str]] = []
    for word in ("summary", "facts", *_PLAIN, "addresses"):
        key = fields.plain.get(word)
        if key:
            values = [mask_text(v) if word in {"summary", "facts"} else v
                      for v in values_of(lookup(record, key))]  # fmt: skip
            lines += [(key, [v], "") for v in values] if word == "facts" else [(key, values, "")]
    lines += [(key, values_of(lookup(record, key)), facet) for key, facet in fields.codes.items()]
    spans: Spans = {}
    opened = False
    for key, values, facet in lines:
        if values:
            # The first line is no heading of its own: the section has none.
            start = builder.add(f"{key}: {', '.join(values)}", "\n" if opened else "\n\n")
            if not opened:
                builder.begin(start, "fields")
            opened = True
            _mark(spans, facet, values, start + len(key) + 2)
    return spans


def _mark(spans: Spans, facet: str, values: list[str], start: int) -> None:
    for value in values if facet else []:
        spans[facet, value] = (start, start + len(value))
        start += len(value) + 2


def _declared(
    record: Mapping[str, Any], fields: FieldMap, spans: Spans, prose: str, start: int
) -> Iterable[Declared]:
    quoted = fields.of(record, "quoted")
    quotes = _quotes(quoted if isinstance(quoted, Mapping) else {})
    for (facet, value), span in spans.items():
        found = [
            (start + at, start + at + len(quote))
            for quote in quotes.get((facet, value), [])
            if (at := prose.find(quote)) >= 0
        ]
        yield Declared(facet, value, *(found[0] if found else span))


def _quotes(quoted: Mapping[str, Any]) -> dict[tuple[str, str], list[str]]:
    quotes: dict[tuple[str, str], list[str]] = {}
    for facet, entries in quoted.items():
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, Mapping) and entry.get("quote"):
                quotes.setdefault((facet, str(entry.get("code"))), []).append(str(entry["quote"]))
    return quotes


def values_of(value: Any) -> list[str]:
    """A field's values as lines of text: of a list each, of nothing none."""
    items = value if isinstance(value, list) else [value]
    return [line for item in items if item is not None and (line := _one_line(item))]


def _one_line(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _prose(value: Any) -> str:
    paragraphs = str(value).replace("\r\n", "\n").split("\n\n") if isinstance(value, str) else []
    tidy = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return mask_text("\n\n".join(paragraph for paragraph in tidy if paragraph))


def _language(prose: str, told: Any) -> str:
    found = detect_language(prose).language
    if found == UNDETERMINED and isinstance(told, str) and len(told) == 2:
        return told.lower()
    return found


def _metadata(record: Mapping[str, Any], fields: FieldMap, name: str) -> dict[str, Any]:
    plain = {word: _one_line(fields.of(record, word)) for word in ("id", "url", *_PLAIN)}
    kept: dict[str, Any] = {word: value for word, value in plain.items() if value}
    addresses = values_of(fields.of(record, "addresses"))
    return {"name": name} | kept | ({"addresses": addresses} if addresses else {})


def _not_stated(record: Mapping[str, Any], fields: FieldMap) -> tuple[str, ...]:
    empty = (facet for key, facet in fields.codes.items() if not values_of(lookup(record, key)))
    return tuple(empty)
