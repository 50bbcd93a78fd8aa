"""Practices side by side: differences first, every cell with its words."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from practices_db.exports import neutralise, plain
from practices_db.view import State
from search.compare.side_by_side import FEWEST, MOST, Comparison, Row, cell_words, compare
from search.web.ask import Ask
from search.web.errors import BadRequest
from search.web.pages.shared import ask_of, site_of
from search.web.rendering import page

router = APIRouter()


@router.get("/compare", response_class=HTMLResponse)
def show(request: Request) -> Response:
    """Show the comparison; with one practice, go and choose others."""
    ask = ask_of(request)
    if not ask.picks:  # ticked nowhere in a list that must not be lost
        raise BadRequest(
            "No programme was chosen to compare.",
            advice=f"Go back and tick {FEWEST} to {MOST} of them.",
        )
    if len(ask.picks) < FEWEST:
        return RedirectResponse(ask.address("/practices"), 303)
    found = _compare(request, ask)
    different, alike, unknown = sort_rows(found)
    silent = [row for row in unknown if all(c.state == State.NOT_STATED for c in row.cells)]
    only = Ask(picks=ask.picks)
    return page(
        "compare.html",
        columns=found.columns,
        parts=(
            {"title": "Where they differ", "rows": different},
            {"title": "Where they agree", "rows": alike},
            {"title": "Not known of any", "rows": [row for row in unknown if row not in silent]},
        ),
        silent=[row.label for row in silent],
        back=ask.address("/practices"),
        csv=only.address("/compare.csv"),
        json=only.address("/compare.json"),
    )


@router.get("/compare.csv")
def as_csv(request: Request) -> Response:
    """One line a facet, one column a practice, then remarks; the unknown is spelled out."""
    found = _compare(request, ask_of(request))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["facet", *(neutralise(column.name) for column in found.columns), "remarks"])
    for row in found.rows:
        words = [neutralise(cell_words(row.facet, cell)) for cell in row.cells]
        writer.writerow([row.label, *words, " ".join(row.remarks)])
    return Response(out.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8")


@router.get("/compare.json")
def as_json(request: Request) -> JSONResponse:
    """The comparison with all quotes."""
    return JSONResponse(comparison_record(_compare(request, ask_of(request))))


def comparison_record(found: Comparison) -> dict[str, Any]:
    """A comparison as plain values."""
    record: dict[str, Any] = plain(asdict(found))
    return record


def sort_rows(found: Comparison) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows in which the practices differ, in which they agree, and of which nothing is known."""
    different, alike, silent = [], [], []
    for row in found.rows:
        sets = {cell.told for cell in row.cells}
        if sets == {()}:
            silent.append(row)
        elif len(sets) == 1 and not row.unlike:
            alike.append(row)
        else:
            different.append(row)
    return different, alike, silent


def _compare(request: Request, ask: Ask) -> Comparison:
    site = site_of(request)
    slugs = [site.entry(slug).slug for slug in ask.picks]
    with site.session() as session:
        return compare(session, slugs)
