"""Commands that read the catalogue as it stands: show, facets; and back-ups of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, print_json, print_table, quoted, say

if TYPE_CHECKING:
    from practices_db.backup import Backup


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
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from practices_db.view import State, current_views
    from practices_db.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    chosen = [vocabulary.facet(facet).key] if facet else list(vocabulary.facets)
    counts: dict[str, Counter[str]] = {key: Counter() for key in chosen}
    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        views = current_views(session)
    for view in views.values():
        for key in chosen:
            found = view[key]
            if found.state is State.STATED:
                counts[key].update({value.value for value in found.values})
            else:
                counts[key][str(found.state)] += 1
    if as_json:
        print_json({"practices": len(views), "facets": counts})
        return
    say(f"{len(views)} practices; one practice may count in several rows of a facet.")
    for key in chosen:
        rows = [(value.replace("_", " "), count) for value, count in counts[key].most_common(25)]
        print_table(vocabulary.facet(key).label(), ["value", "practices"], rows)


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
