"""The codebook: what every column of the CSV files holds, which values it takes, how silence looks.

For the person who opens a file in a statistics program a year later, without us and our pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practices_db.exports import PRACTICE_COLUMNS, SILENCE, STATEMENT_COLUMNS, facet_column
from practices_db.view import STRONGEST_ONLY, State
from practices_db.vocabulary import load_vocabulary
from practices_db.vocabulary.model import Facet
from search.export.terms import KEYS, term_column, term_facets
from search.told import DENOMINATORS

COLUMNS = ("file", "column", "label", "meaning", "values", "unit", "unknown")
MEANINGS = {
    "slug": "Lasting name of the programme; the entry is at /practices/SLUG",
    "practice": "Slug of the programme, as in practices.csv",
    "name": "Name of the programme",
    "organisation": "Who runs it",
    "country": "Where it is delivered, ISO 3166-1 alpha-2, as a source records it",
    "city": "Town, as a source records it",
    "status": "Whether it runs, as a source records it: running, planned, paused or ended",
    "unit": "What a number counts: months, EUR, percent, people",
    "basis": "What it is counted by or of, such as week, per_year or found_work",
    "window": "Months after which, or within which, a percentage was measured, as the words say",
    "denominator": "Of whom it is a percentage, as the words say: " + ", ".join(DENOMINATORS),
    "definition": "What a percentage counts as one: work_or_study is work, training or study",
    "year": "Year, or years from and to, that the words say an outcome or a cost is of",
    "url": "A page that describes it; in statements.csv the page or record that says the value",
    "summary": "A description that a source gives under that name",
    "first_seen": "When it was first read",
    "last_seen": "When it was last read",
    "gone_on": "Since when no source publishes it any more",
    "facet": "Which facet the value is of",
    "value": "Code of the term, or the number as it was read",
    "quote": "The words that say it, letter by letter as in the stored text",
    "source": "Slug of the source that the page is of",
    "language": "Language of the words, ISO 639-1",
    "origin": "Who read it: declared by the publisher, a rule, a model or a person",
    "confidence": "How sure the reading is, 0 to 1; under 0.5 only where a reviewer accepted it",
    "method": "Rule or model that read it",
    "claimed_on": "Date that the page bears",
    "statement": "Lasting id of the statement; the quote is at /quotes/STATEMENT",
    "release": "Name of the catalogue's content that the row was taken from",
}
UNKNOWN = {"status": "unknown"}
"""How the columns look that are not empty where a value is not known."""
SEVERAL = "; several are joined by “; ”"
EMPTY = "empty"
WEAKER = ", and at levels under the strongest that is stated"


def codebook_rows() -> Iterator[dict[str, Any]]:
    """A row for each column of practices.csv, statements.csv and terms.csv, in their order."""
    for column in PRACTICE_COLUMNS:
        yield _plain("practices.csv", column)
    for facet in load_vocabulary().facets.values():
        yield _facet(facet)
    yield _plain("practices.csv", "release")
    for column in (*STATEMENT_COLUMNS, "release"):
        yield _plain("statements.csv", column)
    for column in KEYS:
        yield _plain("terms.csv", column)
    for facet in term_facets():
        for code in facet.values():
            yield _term(facet, code, facet.concepts[code].label(), facet.concepts[code].note)
        yield _term(facet, State.NOT_STATED.value, "not stated", "No term of the facet is stated")
    yield _plain("terms.csv", "release")


def _plain(file: str, column: str) -> dict[str, Any]:
    label = column.replace("_", " ").capitalize()
    told = {"file": file, "column": column, "label": label, "meaning": MEANINGS[column]}
    return {**told, "values": "", "unit": "", "unknown": UNKNOWN.get(column, EMPTY)}


def _term(facet: Facet, code: str, label: str, meaning: str) -> dict[str, Any]:
    return {
        "file": "terms.csv",
        "column": term_column(facet.key, code),
        "label": f"{facet.label()}: {label}",
        "meaning": meaning,
        "values": "1 stated, 0 read and not stated",
        "unit": "",
        "unknown": f"{EMPTY} where not assessed" + (WEAKER if facet.key in STRONGEST_ONLY else ""),
    }


def _facet(facet: Facet) -> dict[str, Any]:
    codes = ", ".join(facet.values()) if facet.kind == "concept" else facet.datatype or "text"
    return {
        "file": "practices.csv",
        "column": facet_column(facet.key),
        "label": facet.label(),
        "meaning": facet.note,
        "values": codes + ("" if facet.single else SEVERAL),
        "unit": "see statements.csv" if facet.datatype == "money" else facet.unit or "",
        "unknown": ", ".join(SILENCE.values()),
    }
