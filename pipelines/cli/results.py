"""Search results and comparisons as text."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Engine, select

from pipelines.cli.output import place, quoted, say
from practices_db.engine import catalogue_session
from practices_db.models import Practice
from practices_db.view import PracticeView, State, Value, current_views, is_recorded
from practices_db.vocabulary import load_vocabulary
from search.compare.peers import FacetMatch, Peer, Quoted
from search.figures import is_figure
from search.groups import reading_order
from search.links import one_line
from search.query.found import BestPassage, Found, SearchResult
from search.words import UNKNOWN, UNTOLD, inline, language, recorded_as

SHOWN_FACETS = ("target_group", "mentor_type", "funding_model")
AROUND = 110
"""Letters of a passage shown before and after its first highlighted word."""


def print_found(engine: Engine, result: SearchResult, asked: bool = True) -> None:
    """Each practice with its best passage, the reasons, and its main values with quotes.

    Without a question (`asked`) nothing was found by anything: filters alone chose.
    """
    if not result.practices:
        say("Nothing passes these filters; leave one out, or look for not_stated as well.")
        return
    views = _views(engine, [found.slug for found in result.practices])
    for number, found in enumerate(result.practices, 1):
        _print_practice(number, found, views[found.slug], asked)
    say(f"[dim]{len(result.practices)} of {result.total} practices.[/]")
    if result.notice:
        say(f"[yellow]{quoted(result.notice)}[/]")
    if result.denied:
        without = _as_options((facet, f"-{code}") for facet, code in result.denied)
        say(f"[dim]{quoted(without)} leaves them out.[/]")
    measured = [term for term in result.understood if is_figure(term[0])]
    if measured and asked:
        say(f"[dim]{quoted(_as_options(measured))} keeps only those.[/]")
    say(f"[bold]Next[/]  practices show {quoted(result.practices[0].slug)}")


def _as_options(terms: Iterable[tuple[str, str]]) -> str:
    """Filters as a shell takes them."""
    return " ".join(f"--filter {shlex.quote(f'{facet}={code}')}" for facet, code in terms)


def print_read(read: Mapping[str, Sequence[Quoted]]) -> None:
    """What was read in a text of one's own, on which the comparison rests, and what was not."""
    say("[bold]What was read in your text[/]")
    order = reading_order()
    silent = []
    for facet in sorted(read, key=lambda key: order[key]):
        name = load_vocabulary().facet(facet)
        values = (
            f"[green]{quoted(_label(facet, one.value))}[/] {_words(one)}" for one in read[facet]
        )
        if read[facet]:
            say(f"   {quoted(name.label())}: {'; '.join(values)}")
        elif name.kind == "concept":
            silent.append(inline(name.label()))
    if silent:
        say(f"   [italic]not found in it:[/] {quoted(', '.join(silent))}")
    say("   [italic]not compared:[/] numbers (ages, months, years, money)")
    say("")


def print_peers(peers: Sequence[Peer]) -> None:
    """Each peer with what it shares and where it differs, in the words of both."""
    if not peers:
        say("No programme passes these filters; leave one out.")
    order = reading_order()
    for number, peer in enumerate(peers, 1):
        country = quoted(peer.country or "country not stated")
        say(f"[bold]{number}. {quoted(peer.name)}[/] [dim]({country})  {quoted(peer.slug)}[/]")
        if peer.url:
            say(f"   [dim]{place(peer.url)}[/]")
        for match in sorted(peer.facets, key=lambda one: order[one.facet]):
            _print_match(match)
        say("")


def _print_match(match: FacetMatch) -> None:
    label = quoted(load_vocabulary().facet(match.facet).label())
    for ours, theirs in match.same:
        value = quoted(_label(match.facet, ours.value))
        say(f"   [green]same[/]   {label}: {value} {_words(ours)} / {_words(theirs)}")
    for whose, only in (("ours", match.only_ours), ("theirs", match.only_theirs)):
        for said in only:
            value = quoted(_label(match.facet, said.value))
            say(f"   [yellow]{whose:<6}[/] {label}: {value} {_words(said)}")
    if match.only_ours and match.theirs_state is not State.STATED:
        say(f"   [yellow]theirs[/] {label}: [italic]{UNKNOWN[match.theirs_state.value]}[/]")


def spoken(codes: Iterable[str]) -> str:
    """Codes of languages for people; the unknown is no code."""
    return " ".join(language(code) if code in UNTOLD else code for code in codes)


def quote_of(value: str, quote: str, origin: str) -> str:
    """The words of a statement in quotation marks; a record's bare value as what it is."""
    if is_recorded(value, quote, origin):
        return f"[dim]{quoted(recorded_as(value))}[/]"
    return f"“{quoted(quote)}”"


def first_quote(value: Value) -> str:
    """The first quote of a value."""
    first = value.supports[0]
    return quote_of(value.value, first.quote, first.origin)


def _words(said: Quoted) -> str:
    return quote_of(said.value, said.quote, "declared" if said.recorded else "")


def _label(facet: str, value: str) -> str:
    concept = load_vocabulary().facet(facet).concepts.get(value)
    return concept.label() if concept else value


def _print_practice(number: int, found: Found, view: PracticeView, asked: bool) -> None:
    where = f"{found.country or 'country not stated'}, {spoken(found.languages)}"
    say(f"[bold]{number}. {quoted(found.name)}[/] [dim]({quoted(where)})  {quoted(found.slug)}[/]")
    if found.passage:
        say(f"   {_excerpt(found.passage)}")
        say(f"   [dim]{place(found.passage.url)}[/]")
    for facet in SHOWN_FACETS:
        say(f"   {_values(facet, view)}")
    reasons = "; ".join(f"{why.channel} ({why.detail})" for why in found.why)
    say(f"   [dim]found by {quoted(reasons or 'nearness alone')}[/]\n" if asked else "")


def _excerpt(passage: BestPassage) -> str:
    """The passage around its first highlight, with the highlighted words in bold."""
    first = passage.spans[0][0] if passage.spans else 0
    start, end = max(0, first - AROUND), min(len(passage.text), first + 2 * AROUND)
    at, pieces = start, []
    for begin, stop in passage.spans:
        if begin >= at and stop <= end:
            word = f"[bold]{quoted(passage.text[begin:stop])}[/]"
            pieces += [quoted(passage.text[at:begin]), word]
            at = stop
    text = one_line("".join([*pieces, quoted(passage.text[at:end])]))
    return f"{'…' if start else ''}{text}{'…' if end < len(passage.text) else ''}"


def _values(facet: str, view: PracticeView) -> str:
    known = load_vocabulary().facet(facet)
    found = view[facet]
    if not found.values:
        return f"{quoted(known.label())}: [italic]{found.state.replace('_', ' ')}[/]"
    said = [
        f"[green]{quoted(_label(facet, value.value))}[/] {first_quote(value)}"
        for value in found.values
    ]
    return f"{quoted(known.label())}: {'; '.join(said)}"


def _views(engine: Engine, slugs: list[str]) -> Mapping[str, PracticeView]:
    with catalogue_session(engine) as session:
        query = select(Practice.id, Practice.slug).where(Practice.slug.in_(slugs))
        ids = {row.id: row.slug for row in session.execute(query)}
        return {ids[key]: view for key, view in current_views(session, list(ids)).items()}
