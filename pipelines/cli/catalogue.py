"""Commands that read the catalogue as it stands: show, facets; and back-ups of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, print_json, print_table, quoted, say

if TYPE_CHECKING:
    from practices_db.backup import Backup
    from search.entries import Entry


MOST_VALUES = 25
"""So many values of a facet are printed."""
STATES = ("not_stated", "not_assessed")


def show(
    slug: Annotated[str, typer.Argument(help="The practice, as `practices search` names it.")],
    as_json: AsJson = False,
) -> None:
    """Show a practice with every statement, its quote and its address.

    Example: practices show at-sindbad
    """
    from practices_db.engine import catalogue_session
    from practices_db.exports import practice_record
    from practices_db.practices import documents_of, find_practice
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from practices_db.view import current_views

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        practice = find_practice(session, slug)
        record = practice_record(practice, current_views(session, [practice.id])[practice.id])
        record["documents"] = [
            {
                "url": document.canonical_url,
                "title": document.title,
                "role": role,
                "reason": reason,
                "language": document.language,
                "first_seen": document.first_seen,
                "gone_on": document.gone_on,
            }
            for document, role, reason in documents_of(session, practice.id)
        ]
    if as_json:
        print_json(record)
    else:
        from pipelines.cli.card import print_card

        print_card(record)


def facets(
    facet: Annotated[str | None, typer.Argument(help="One facet, such as target_group.")] = None,
    as_json: AsJson = False,
) -> None:
    """Count practices by value of each facet; the unknown is always counted too.

    Example: practices facets mentor_type
    """
    from practices_db.engine import catalogue_session
    from practices_db.practices import require_practices
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from practices_db.vocabulary import load_vocabulary
    from search.holdings import read_holdings

    vocabulary = load_vocabulary()
    chosen = [vocabulary.facet(facet).key] if facet else list(vocabulary.facets)
    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        require_practices(session)
        present = read_holdings(session).present
    counts = {key: _count(present, key) for key in chosen}
    if as_json:
        print_json({"practices": len(present), "facets": counts})
        return
    say(f"{len(present)} practices; one practice may count in several rows of a facet.")
    for key in chosen:
        _print_counts(key, counts[key])


def _count(entries: Iterable[Entry], key: str) -> dict[str, int]:
    """How many have each value, the most frequent first; of equals the first by its code."""
    counts = Counter(value for entry in entries for value in _values(entry, key))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _values(entry: Entry, key: str) -> set[str]:
    """Each value once; a number with what it counts: 30000 of two currencies are two values."""
    from practices_db.vocabulary import load_vocabulary
    from search.words import value_label

    found = entry.facet(key).values
    if found and load_vocabulary().facet(key).unit:
        return {value_label(key, value) for value in found}
    return {*entry.searched(key)}


def _print_counts(key: str, counts: Mapping[str, int]) -> None:
    """The most frequent values by name and code, then always the unknown."""
    from search.words import UNKNOWN, facet_label, label

    told = [code for code in counts if code not in UNKNOWN]
    # A number with its unit is no code.
    rows: list[tuple[object, ...]] = [
        (label(key, code), "" if " " in code else code, counts[code]) for code in told[:MOST_VALUES]
    ]
    if told[MOST_VALUES:]:
        rows.append((f"{len(told) - MOST_VALUES} more values: --json has all", "", ""))
    rows += [(label(key, state), state, counts.get(state, 0)) for state in STATES]
    print_table(facet_label(key), ["value", "code", "practices"], rows)


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, such as practices.tar.")],
    as_json: AsJson = False,
) -> None:
    """Copy the catalogue and its archive into one file, also while others read and write.

    Example: practices backup practices-2026-11.tar
    """
    from practices_db.backup import write_backup
    from practices_db.settings import load_settings

    _tell(write_backup(load_settings(), target), as_json)


def restore(
    source: Annotated[Path, typer.Argument(help="A file that `practices backup` wrote.")],
    as_json: AsJson = False,
) -> None:
    """Put a back-up into an empty data folder. Every file is checked before anything is written.

    Example: PRACTICES_DATA=trial practices restore practices-2026-11.tar
    """
    from practices_db.backup import restore_backup
    from practices_db.settings import load_settings

    _tell(restore_backup(load_settings(), source), as_json)


def _tell(done: Backup, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        print_json(asdict(done))
    else:
        say(quoted(", ".join(f"{name}: {value}" for name, value in asdict(done).items())))
