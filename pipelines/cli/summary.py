"""What a run came to, in words: what was read, what it yielded, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from pipelines.cli.output import print_error, quoted, say
from pipelines.crawl.reasons import Reason
from pipelines.defs.run import CATALOGUE, Part
from pipelines.installation import Installation
from practices_db.engine import catalogue_session
from practices_db.errors import CatalogueUnavailable
from practices_db.models import Fetch, Issue, Practice, Run, Source

REQUESTS = ("fetched", "unchanged", "left_alone", "redirected", "refused", "failed")
CHANGES = ("new", "changed", "cosmetic", "moved", "gone", "out_of_scope", "back", "held_back")
MOST_SHOWN = 5
TAGS_SHOWN = 8
EXAMPLE = 'practices search "retired professionals mentoring refugees"'
TROUBLED = "practices sources health"
OFFLINE = 3
"""From as many sources on that nobody answered, it may be this machine that is cut off."""
UNREACHED = frozenset(
    {
        Reason.DNS,
        Reason.CONNECTION,
        Reason.TIMEOUT,
        Reason.HOST_DOWN,
        Reason.ROBOTS_UNREACHABLE,
    }
)


def as_record(parts: Sequence[Part], seconds: float) -> dict[str, Any]:
    """The run as plain values for --json."""
    return {
        "well": all(part.well for part in parts),
        "seconds": round(seconds, 1),
        "parts": [
            {"name": p.name, "well": p.well, "failure": p.failure, "counts": p.counts}
            for p in parts
        ],
    }


def print_summary(installation: Installation, parts: Sequence[Part], seconds: float) -> None:
    """The closing lines of a run, for people.

    What failed is told also where the catalogue can no longer be asked; that raises afterwards.
    """
    read = [part for part in parts if part.name != CATALOGUE]
    catalogue = next(part.counts for part in parts if part.name == CATALOGUE)
    failed = [part for part in read if not part.well]
    _line("Sources", f"{len(read) - len(failed)} read, {len(failed)} failed")
    try:
        practices, troubles = _practices(installation), _troubles(installation, read)
    except CatalogueUnavailable:
        _print_failures(failed)
        raise
    _line("Documents", _listed({name: _total(read, name) for name in REQUESTS}) or "none asked for")
    _line("Changes", _listed({name: _total(read, name) for name in CHANGES}) or "none")
    _line("Screening", _listed(_verdicts(read)) or "nothing to screen")
    _line("Practices", _counted(*practices, catalogue))
    _line("Tags", _listed(_tags(catalogue)) or "none")
    _line("Index", _index(catalogue))
    _line("Time", f"{seconds:.0f} s")
    _print_failures([part for part in parts if not part.well])
    _print_offline(installation, failed)
    _print_troubles(troubles)
    _print_budgets([part.name for part in read if part.counts.get("over_budget")])
    _print_held_back([part.name for part in read if part.counts.get("held_back")])
    _print_unchanged(read, catalogue)
    _line("Next", EXAMPLE if practices[0] else TROUBLED)


def _print_failures(failed: Sequence[Part]) -> None:
    for part in failed[:MOST_SHOWN]:
        failure = part.failure.removeprefix(f"{part.name}: ") or "a check did not pass"
        print_error(f"{part.name}: {failure}")
    if len(failed) > MOST_SHOWN:
        more = len(failed) - MOST_SHOWN
        print_error(f"{more} more failed too.", f"`{TROUBLED}` shows them all.")


def _print_offline(installation: Installation, failed: Sequence[Part]) -> None:
    if len(failed) < OFFLINE:
        return
    reasons = _reasons(installation, failed)
    if reasons and reasons <= UNREACHED:  # none: they failed before anything was asked for
        print_error(
            f"None of the {len(failed)} that failed could be reached: it may be this machine.",
            "See whether it is connected, then run again; nothing was lost.",
        )


def _reasons(installation: Installation, parts: Sequence[Part]) -> set[str | None]:
    """How what their last runs asked for ended; None where it was answered."""
    last = (
        select(func.max(Run.id))
        .join(Source, Source.id == Run.source_id)
        .where(Source.slug.in_([part.name for part in parts]))
        .group_by(Run.source_id)
    )
    with catalogue_session(installation.engine) as session:
        return set(session.scalars(select(Fetch.reason).where(Fetch.run_id.in_(last)).distinct()))


def _line(label: str, text: str) -> None:
    say(f"[bold]{label:<10}[/] {quoted(text)}")


def _total(parts: Sequence[Part], name: str) -> int:
    return sum(int(part.counts.get(name, 0)) for part in parts)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count)


def _verdicts(read: Sequence[Part]) -> dict[str, int]:
    names = sorted({n for part in read for n in part.counts if n.startswith("screened_")})
    return {name.removeprefix("screened_"): _total(read, name) for name in names}


def _tags(catalogue: dict[str, Any]) -> dict[str, int]:
    found = {
        n.removeprefix("tags_"): count for n, count in catalogue.items() if n.startswith("tags_")
    }
    ordered = sorted(found.items(), key=lambda item: -item[1])
    rest = sum(count for _, count in ordered[TAGS_SHOWN:])
    return {**dict(ordered[:TAGS_SHOWN]), "of other facets": rest}


def _practices(installation: Installation) -> tuple[int, int]:
    """How many there are, and in how many countries."""
    with catalogue_session(installation.engine) as session:
        total, countries = session.execute(
            select(func.count(), func.count(func.nullif(Practice.country, "").distinct())).where(
                Practice.gone_on.is_(None), Practice.merged_into.is_(None)
            )
        ).one()
    return total, countries


def _counted(total: int, countries: int, catalogue: dict[str, Any]) -> str:
    new = catalogue.get("practices_new", 0)
    return f"{total} in {countries} countries, {new} new"


def _index(catalogue: dict[str, Any]) -> str:
    if "passages" not in catalogue:
        return "not built"
    embedded, model = catalogue["embedded"], catalogue["model"]
    return f"{catalogue['passages']} passages, {embedded} embedded now by {model}"


def _troubles(installation: Installation, read: Sequence[Part]) -> Sequence[tuple[str, int, str]]:
    """Reason, how often, and one address, of all open issues of the sources that were read."""
    query = (
        select(Issue.reason, func.count(), func.min(Issue.url))
        .join(Source, Source.id == Issue.source_id)
        .where(Source.slug.in_([part.name for part in read]), Issue.resolved_on.is_(None))
        .group_by(Issue.reason)
        .order_by(func.count().desc(), Issue.reason)
    )
    with catalogue_session(installation.engine) as session:
        return [(reason, count, url) for reason, count, url in session.execute(query)]


def _print_troubles(troubles: Sequence[tuple[str, int, str]]) -> None:
    if troubles:
        say("[bold]Left out[/]   (each is kept as an issue with its reason)")
    for reason, count, url in troubles[:12]:
        say(f"  {count:>3} {quoted(reason.replace('_', ' '))}, such as {quoted(url)}")


def _print_budgets(names: Sequence[str]) -> None:
    _print_named("Not whole", names, "raise `pages`, or narrow `scope`")


def _print_held_back(names: Sequence[str]) -> None:
    why = "one text in place of all pages, or most of them gone at once: look at the site"
    _print_named("Held back", names, why)


def _print_named(label: str, names: Sequence[str], advice: str) -> None:
    if names:
        told = ", ".join(names[:MOST_SHOWN]) + (", ..." if len(names) > MOST_SHOWN else "")
        say(f"[bold]{label:<10}[/] {quoted(told)} ({advice})")


def _print_unchanged(read: Sequence[Part], catalogue: dict[str, Any]) -> None:
    changed = _total(read, "fetched") or catalogue.get("tagged") or catalogue.get("embedded")
    if read and not changed and all(part.well for part in read):
        say("Nothing has changed since the last run.")
