"""A practice as a page of text: each value with the words that support it."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from pipelines.cli.output import place, quoted, say
from pipelines.cli.results import quote_of, spoken
from practices_db.recorded import recorded_value
from practices_db.vocabulary import load_vocabulary
from search.words import RECORDED, facet_label, label

SILENCE = {"not_stated": "not stated", "not_assessed": "not assessed"}


def print_card(record: Mapping[str, Any]) -> None:
    """Name and place, the facets with their quotes, what is unknown, the documents."""
    _print_head(record)
    silent: dict[str, list[str]] = {state: [] for state in SILENCE}
    for key, found in record["facets"].items():
        if found["values"]:
            _print_facet(key, found["values"])
        elif recorded := recorded_value(SimpleNamespace(**record), key):
            say(f"\n[bold]{quoted(facet_label(key))}[/]")
            say(f"  {quoted(label(key, recorded))} [dim]({RECORDED})[/]")
        else:
            silent[found["state"]].append(load_vocabulary().facet(key).label().lower())
    for state, labels in silent.items():
        if labels:
            say(f"\n[bold]{SILENCE[state].capitalize()}:[/] {quoted(', '.join(labels))}")
    _print_pending(record)
    say("\n[bold]Documents[/]")
    for document in record["documents"]:
        languages = spoken([document["language"]])
        gone = f", gone since {document['gone_on']:%Y-%m-%d}" if document["gone_on"] else ""
        say(
            f"  {quoted(document['title'])} [dim]({quoted(document['role'].replace('_', ' '))}, "
            f"{languages}, first seen {document['first_seen']:%Y-%m-%d}{gone})[/]\n"
            f"    {place(document['url'])}\n    [dim]{quoted(document['reason'])}[/]"
        )


def _print_head(record: Mapping[str, Any]) -> None:
    place = ", ".join(part for part in (record["city"], record["country"]) if part)
    say(f"[bold]{quoted(record['name'])}[/]  [dim]{quoted(record['slug'])}[/]")
    say(f"{quoted(record['organisation'] or 'organisation not stated')} · {quoted(place)}")
    say(quoted(record["url"]))
    if record["summary"]:
        say(quoted(record["summary"]))


def _print_facet(key: str, values: list[dict[str, Any]]) -> None:
    facet = load_vocabulary().facet(key)
    say(f"\n[bold]{quoted(facet.label())}[/]")
    for value in values:
        concept = facet.concepts.get(value["value"])
        label = concept.label() if concept and value["kind"] == "concept" else value["value"]
        say(f"  [green]{quoted(label)}[/]")
        for support in value["supports"]:
            said = quote_of(value["value"], support["quote"], support["origin"])
            say(
                f"    {said} [dim]{quoted(support['origin'])} "
                f"{support['confidence']:.2f} · {place(support['url'])} · "
                f"{support['statement'][:8]}[/]"
            )


def _print_pending(record: Mapping[str, Any]) -> None:
    waiting = [
        f"{key} = {value['value']} (“{value['supports'][0]['quote']}”, "
        f"{value['supports'][0]['statement'][:8]})"
        for key, found in record["facets"].items()
        for value in found["pending"]
    ]
    if waiting:
        say(f"\n[bold]Waiting for review:[/] {quoted('; '.join(waiting))}")
