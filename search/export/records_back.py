"""Exported entries made rows of a catalogue again: the way back from JSON Lines and SQLite.

Such a file has quotes but no texts, for texts belong to their publishers. So each document comes
back as a text that is blank except where it is quoted, and every quote passes the same check as
before. What was taken in must come out equal, or nothing is taken in.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from practices_db.exports import PRACTICE_COLUMNS, plain
from practices_db.models import Base
from search.export.blank_texts import BlankText, place_quote
from search.export.bundle import BadBundle, fill_catalogue, typed_row
from search.export.records import entry_record
from search.holdings import read_holdings

Record = Mapping[str, Any]
Key = tuple[str, str]
BY_IMPORT = "import"
"""Method and coder of what a file says only in sum: what was read, what a person accepted."""
DISPUTED = "disputed"
UNSAID = {"region": "", "seat_country": "", "seat_city": "", "merged_into": None}
STATEMENT = (
    *("quote", "start", "end", "language", "origin", "confidence", "method", "detail"),
    *("claimed_on", "first_seen", "last_seen"),
)


def take_in(session: Session, records: Iterable[Record], sources: Iterable[Record] = ()) -> int:
    """Fill an empty catalogue; returns the practices. Raises BadBundle, leaving nothing behind."""
    given = list(records)
    try:
        rows = _Rows({source["slug"]: source for source in sources})
        for number, record in enumerate(given, 1):
            rows.add(number, record)
        fill_catalogue(session, rows.tables())
    except (KeyError, TypeError, ValueError, AttributeError, StatementError) as error:
        raise BadBundle(
            f"A record is not as it was exported ({type(error).__name__}: {str(error)[:80]}).",
            advice="Take practices.jsonl or catalogue.sqlite as it came from /export.",
        ) from error
    _refuse_if_changed(session, given)
    return len(given)


def read_records(path: Path) -> tuple[list[Record], list[Record]]:
    """The entries and the sources of a `catalogue.sqlite`. Raises BadBundle."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            records = database.execute("SELECT json FROM record ORDER BY slug").fetchall()
            sources = database.execute("SELECT * FROM source").fetchall()
            return [json.loads(row["json"]) for row in records], [dict(row) for row in sources]
    except (sqlite3.Error, ValueError) as error:
        raise BadBundle(
            f"{path.name} is no exported catalogue ({error}).",
            advice="Take catalogue.sqlite as it came from /export. A whole data folder moves by "
            "`practices backup` and `practices restore`.",
        ) from error


def _refuse_if_changed(session: Session, given: list[Record]) -> None:
    now = read_holdings(session).entries
    for record in given:
        entry = now.get(record["slug"])
        if entry is None or plain(entry_record(entry)) != record:
            raise BadBundle(
                f"{record['slug']} would not come back as it was exported.",
                advice="The file was changed, or made by another version of the vocabulary.",
            )


class _Rows:
    """The rows of all tables, gathered from records that name each other by address and slug."""

    def __init__(self, sources: Mapping[str, Record]) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.said_of_sources = sources
        self.sources: dict[str, int] = {}
        self.documents: dict[Key, dict[str, Any]] = {}
        self.texts: dict[Key, list[BlankText]] = {}
        self.quoted: list[tuple[dict[str, Any], BlankText]] = []
        self.read: dict[tuple[int, str], str] = {}
        self.former: list[dict[str, Any]] = []

    def add(self, number: int, record: Record) -> None:
        """Add a practice with its documents and statements."""
        own = {name: record[name] for name in PRACTICE_COLUMNS}
        self.rows["practice"].append({**own, **UNSAID, "id": number})
        # A slug that was merged away comes back without documents: it only leads on.
        for slug in record["former_slugs"]:
            led = {"slug": slug, "merged_into": record["slug"]}
            self.former.append({**own, **UNSAID, **led})
        for page in record["documents"]:
            self._link(number, page)
        for facet, found in record["facets"].items():
            for waits, values in ((False, found["values"]), (True, found["pending"])):
                for value in values:
                    for support in value["supports"]:
                        self._statement(number, facet, value, support, waits)
            if found["state"] != "not_assessed" and record["documents"]:
                first = self._document(record["documents"][0])
                self.read[first["id"], facet] = record["last_seen"]

    def tables(self) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
        """All rows, parents first, with dates as dates."""
        self._finish_texts()
        first = len(self.rows["practice"]) + 1
        self.rows["practice"] += [{**row, "id": first + at} for at, row in enumerate(self.former)]
        for table in Base.metadata.sorted_tables:
            if self.rows[table.name]:
                yield table, [typed_row(table, row) for row in self.rows[table.name]]

    def _link(self, number: int, page: Record) -> None:
        document = self._document(page)
        same = {name: page[name] for name in ("role", "reason")}
        link = {"practice_id": number, "document_id": document["id"], "score": 1.0, **same}
        self.rows["practice_document"].append(link)
        # A page says more of its document than a quote from it does, and may come after it.
        known = ("kind", "published_on", "modified_on", "verdict", "verdict_reason")
        document.update({name: page[name] for name in known})

    def _document(self, page: Record) -> dict[str, Any]:
        key = (page["source"], page["url"])
        if key not in self.documents:
            same = ("title", "language", "first_seen", "last_seen", "gone_on")
            self.documents[key] = {
                **{name: page[name] for name in same},
                "id": len(self.documents) + 1,
                "source_id": self._source(page["source"], page["last_seen"]),
                "canonical_url": page["url"],
                "kind": "record",
                **dict.fromkeys(("published_on", "modified_on")),
                "about": {},
                **{"verdict": "other", "verdict_score": 1.0, "verdict_reason": ""},
            }
            self.texts[key] = [BlankText()]
        return self.documents[key]

    def _source(self, slug: str, seen: str) -> int:
        if slug not in self.sources:
            number = self.sources[slug] = len(self.sources) + 1
            said = self.said_of_sources.get(slug, {})
            names = ("title", "publisher", "url", "licence", "cadence")
            row = {name: said.get(name) or "" for name in names}
            row["title"] = row["title"] or slug
            lists: dict[str, list[str]] = {"languages": [], "countries": []}
            bounds = dict.fromkeys(("expected_min", "expected_max", "retired_on"))
            kind = {"id": number, "slug": slug, "kind": "dataset", "group": BY_IMPORT}
            self.rows["source"].append({**row, **lists, **bounds, **kind})
            when = said.get("last_success") or seen
            run = {"source_id": number, "started_at": when, "ended_at": when}
            self.rows["run"].append({**run, "outcome": "complete", "counts": {}})
        return self.sources[slug]

    def _statement(
        self, number: int, facet: str, value: Record, support: Record, waits: bool
    ) -> None:
        document = self._document(support)
        about = {"practice_id": number, "facet": facet, "value": value["value"]}
        row = {name: support[name] for name in STATEMENT} | about
        row |= {"id": support["statement"], "document_id": document["id"]}
        row |= {"kind": value["kind"], "retracted_on": None}
        self.rows["statement"].append(row)
        texts = self.texts[support["source"], support["url"]]
        # What a person read waits only when the text has changed since, or people disagree.
        former = waits and support["origin"] == "person" and support["verdict"] != DISPUTED
        place = place_quote(texts, support["start"], support["quote"], former)
        self.quoted.append((row, place))
        ids = {"statement_id": row["id"], "made_at": support["last_seen"], "note": ""}
        for coder, verdict in self._coders(support["verdict"]):
            self.rows["review"].append({**about, **ids, "coder": coder, "verdict": verdict})

    @staticmethod
    def _coders(verdict: str | None) -> list[tuple[str, str]]:
        """Coders who together come to this verdict."""
        if verdict == DISPUTED:
            return [(f"{BY_IMPORT} 1", "accept"), (f"{BY_IMPORT} 2", "reject")]
        return [(BY_IMPORT, verdict)] if verdict else []

    def _finish_texts(self) -> None:
        """Now that all quotes are in place, the texts have their hashes."""
        rows: dict[int, dict[str, Any]] = {}
        for key, document in self.documents.items():
            rows |= {id(text): text.row(document["language"]) for text in self.texts[key]}
            document["text_hash"] = rows[id(self.texts[key][0])]["hash"]
            span = {name: document[name] for name in ("first_seen", "last_seen", "text_hash")}
            self.rows["revision"].append({**span, "document_id": document["id"]})
        for statement, text in self.quoted:
            statement["text_hash"] = rows[id(text)]["hash"]
        self.rows["document"] = list(self.documents.values())
        self.rows["document_text"] = list({row["hash"]: row for row in rows.values()}.values())
        hashes = {document["id"]: document["text_hash"] for document in self.rows["document"]}
        self.rows["reading"] = [
            {
                **{"document_id": document, "facet": facet, "text_hash": hashes[document]},
                **{"reader": "machine", "method": BY_IMPORT, "read_at": at},
            }
            for (document, facet), at in self.read.items()
        ]
