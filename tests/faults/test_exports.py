"""A dataset whose export is cut short or broken: no row of it counts as gone before its time, and
health says what is the matter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import select

from practices_db.engine import catalogue_session
from practices_db.health import source_health
from practices_db.models import Document
from tests.faults.living import NAMES, Site, Told, Year, living, paragraphs, slug_of
from tests.pipelines.steps.conftest import HOST, Install, declare

Record = dict[str, str]
FILES = {"csv": "text/csv", "json": "application/json", "jsonl": "application/x-ndjson"}
RECORDS: Sequence[Record] = [
    {"id": slug_of(name), "title": name, "description": " ".join(paragraphs(language, at))}
    for language, names in NAMES.items()
    for at, name in enumerate(names)
]
NEW: Sequence[Record] = [{**one, "id": f"{one['id']}-2"} for one in RECORDS]


def _csv(records: Sequence[Record]) -> str:
    lines = [
        "id,title,description",
        *(",".join(f'"{cell}"' for cell in r.values()) for r in records),
    ]
    return "\n".join(lines) + "\n"


def _jsonl(records: Sequence[Record]) -> str:
    return "\n".join(map(json.dumps, records))


WRITTEN: dict[str, Callable[[Sequence[Record]], str]] = {
    "csv": _csv,
    "json": lambda records: json.dumps({"grants": records}),
    "jsonl": _jsonl,
}


def shows(body: str, kind: str = "csv", at: str = "") -> Callable[[str], Told | None]:
    """The file, and nothing else."""
    path = at or f"/programmes.{kind}"
    told = 200, {"Content-Type": FILES[kind]}, body
    return lambda target: told if target == path else (404, {}, "")


@pytest.fixture(params=FILES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def year(install: Install, monkeypatch: pytest.MonkeyPatch, kind: str) -> Iterator[Year]:
    """A year of the dataset in one of its forms."""
    source = declare(kind="dataset", url=f"https://{HOST}/programmes.{kind}")
    first = Site(instead=shows(WRITTEN[kind](RECORDS), kind))
    with living(monkeypatch, install(source), first) as begun:
        assert _present(begun) == (15, 15, "well")
        yield begun


def _present(year: Year) -> tuple[int, int, str]:
    return len(year.documents()), len(year.practices()), year.state()


def _told(year: Year) -> str:
    with catalogue_session(year.installation.engine) as session:
        (health,) = source_health(session, year.at)
    return health.told


def test_an_export_that_is_cut_short_is_waited_for(year: Year, kind: str) -> None:
    """Also where the short file is not sent again: it has not changed since."""
    for _ in range(3):
        counts = year.week(instead=shows(WRITTEN[kind](RECORDS[:4]), kind))
        assert (counts["held_back"], counts["gone"], counts["practices_gone"]) == (11, 0, 0)
        assert _present(year) == (15, 15, "emptied")
        assert year.issues() == {"most_pages_gone": 1}
    assert "or rows, were not found" in _told(year)
    for _ in range(2):
        counts = year.week(instead=shows(WRITTEN[kind](RECORDS), kind))
        assert (counts["held_back"], counts["new"], counts["back"]) == (0, 0, 0)
        assert _present(year) == (15, 15, "well")
        assert year.issues() == {}


def test_what_a_short_file_does_not_show_was_not_seen(year: Year, kind: str) -> None:
    for _ in range(3):
        year.week(instead=shows(WRITTEN[kind](RECORDS[:4]), kind))
    with catalogue_session(year.installation.engine) as session:
        query = select(Document.last_seen).order_by(Document.id)
        days = [(year.at - seen).days for seen in session.scalars(query)]
    assert days == [0] * 4 + [21] * 11


def test_rows_that_stay_away_are_gone_in_the_end(year: Year, kind: str) -> None:
    """As pages are; then the dataset is well, and what it loses later is waited for anew."""
    short = shows(WRITTEN[kind](RECORDS[:8]), kind)
    year.week(instead=short)  # fewer than half of them left: these are gone
    assert _present(year) == (8, 8, "well")
    shorter = shows(WRITTEN[kind](RECORDS[:3]), kind)
    states = [year.week(instead=shorter) and _present(year) for _ in range(7)]
    assert states == [(8, 8, "emptied")] * 5 + [(3, 3, "emptied"), (3, 3, "well")]
    assert year.issues() == {}
    year.week(instead=shows(WRITTEN[kind](RECORDS[3:4]), kind))
    assert _present(year) == (4, 4, "emptied")
    counts = year.week(instead=shows(WRITTEN[kind](RECORDS), kind))
    assert (counts["new"], _present(year)) == (0, (15, 15, "well"))


def test_a_dataset_that_is_published_anew_under_other_ids(year: Year, kind: str) -> None:
    counts = year.week(instead=shows(WRITTEN[kind](NEW), kind))
    assert (counts["held_back"], year.state(), len(year.documents())) == (0, "well", 15)
    assert len(year.practices()) == 15


def test_a_file_that_moved_and_is_cut_short(year: Year, kind: str) -> None:
    """The rows that it has yet moved with it, and are no new ones in place of the others."""
    file = f"/files/all.{kind}"
    shown = shows(WRITTEN[kind](RECORDS[:6]), kind, file)
    year.week(
        instead=lambda path: None if path == f"/programmes.{kind}" else shown(path),
        redirect=lambda _host, path: file,
    )
    assert _present(year) == (15, 15, "emptied")


BROKEN = {
    "csv": _csv(RECORDS)[:900],  # ends within a cell
    "json": WRITTEN["json"](RECORDS)[:900],
    "jsonl": _jsonl(RECORDS)[:900],
}


UNREAD: dict[str, Callable[[str], str]] = {
    "broken": lambda kind: BROKEN[kind],
    "no rows": lambda kind: WRITTEN[kind]([]) or "\n",
    "a web page": lambda _kind: "<html><p>Please log in</p></html>",
}


@pytest.mark.parametrize("instead", UNREAD)
def test_a_file_that_cannot_be_read_takes_nothing_away_for_however_long(
    year: Year, kind: str, instead: str
) -> None:
    for _ in range(8):
        counts = year.week(instead=shows(UNREAD[instead](kind), kind))
        assert (counts["gone"], counts["practices_gone"]) == (0, 0)
        assert _present(year)[:2] == (15, 15)
        assert year.state() == "emptied"
    # The patience begins with the first file that can be read.
    year.week(instead=shows(WRITTEN[kind](RECORDS[:4]), kind))
    assert _present(year) == (15, 15, "emptied")
    year.week(instead=shows(WRITTEN[kind](RECORDS), kind))
    assert (_present(year), year.issues()) == ((15, 15, "well"), {})
