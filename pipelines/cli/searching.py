"""Commands that ask the index: search, compare, and making the index anew."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipelines.cli.output import AsJson, errors, print_json, quoted, say
from practices_db.errors import NotFound, PracticesError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from practices_db.settings import Settings
    from search.compare.peers import Quoted, TagText
    from search.query.searcher import Searcher

Filter = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        "-f",
        help="facet=value; repeat for any of several, facet=a+b for both at once, facet=-a for "
        "all that do not state a; ages, months and years as ranges, mentee_age=18..25.",
    ),
]


def search(
    text: Annotated[
        str,
        typer.Argument(help="What you look for, in any language; without it, all by evidence."),
    ] = "",
    only: Filter = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100)] = 5,
    sort: Annotated[Literal["relevance", "evidence", "recency"], typer.Option()] = "relevance",
    as_json: AsJson = False,
) -> None:
    """Find practices by meaning, words and concepts, across languages.

    Examples:

      practices search "retired professionals mentoring refugees"

      practices search "mentorat par des étudiants" --filter funding_model=not_stated

      practices search --filter country=BE --filter mentor_type=students

      practices search --filter city=Gent --filter mentee_age=18..25 --filter mentee_age=not_stated
    """
    from dataclasses import asdict

    from practices_db.engine import open_engine
    from practices_db.settings import load_settings

    settings = load_settings()
    engine = open_engine(settings.database_url)
    result = open_searcher(engine, settings).search(text, read_filters(only or []), limit, sort)
    if as_json:
        print_json(asdict(result))
        return
    from pipelines.cli.results import print_found

    print_found(engine, result, asked=bool(text.strip()))


def compare(
    slugs: Annotated[list[str], typer.Argument(help="Two to six practices.")],
    as_json: AsJson = False,
) -> None:
    """Put two to six practices side by side, each value with its quote.

    Example: practices compare be-duo-for-a-job de-schuelerpaten-berlin
    """
    from dataclasses import asdict

    from practices_db.engine import catalogue_session, open_engine
    from practices_db.practices import require_practices
    from practices_db.settings import load_settings
    from search.compare.side_by_side import compare as compare_practices

    engine = open_engine(load_settings().database_url)
    with catalogue_session(engine) as session:
        require_practices(session)
        comparison = compare_practices(session, slugs)
    if as_json:
        print_json(asdict(comparison))
        return
    from pipelines.cli.comparison import print_comparison

    print_comparison(comparison)


def index(as_json: AsJson = False) -> None:
    """Make the search index anew from the catalogue; only missing vectors are computed.

    Run it after PRACTICES_ENCODER was changed. It may be interrupted and goes on where it was.

    Example: practices index
    """
    from dataclasses import asdict

    from pipelines.cli.bars import Bars
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from search.index.refresh import refresh_index

    settings = load_settings()
    with Bars(errors.is_terminal and not as_json) as progress:
        report = refresh_index(open_catalogue(settings.database_url), settings, progress)
    if as_json:
        print_json(asdict(report))
    else:
        say(
            f"{report.passages} passages of {report.practices} practices; {report.embedded} "
            f"embedded now by {quoted(report.model)}, {report.reused} as before."
        )


def open_searcher(engine: Engine, settings: Settings) -> Searcher:
    """The index, for a command that says nothing of an empty one. Raises EmptyCatalogue."""
    from practices_db.engine import catalogue_session
    from practices_db.practices import require_practices
    from search.query.searcher import Searcher

    with catalogue_session(engine) as session:
        require_practices(session)
    return Searcher.open(engine, settings)


def read_filters(pairs: list[str]) -> dict[str, set[str]]:
    """`facet=value` pairs as the values wanted by facet. Raises PracticesError."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        facet, equals, value = pair.partition("=")
        if not equals or not facet or not value:
            raise PracticesError(
                f"--filter {pair} is not facet=value.",
                advice="For example: --filter mentor_type=students.",
            )
        wanted[facet].add(value)
    return wanted


def peers(
    like: Annotated[str | None, typer.Argument(help="A practice of the catalogue.")] = None,
    file: Annotated[
        str | None,
        typer.Option("--file", help="Text, page, PDF or Word file of your own, or - for input."),
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", help="Address of a page that describes a programme.")
    ] = None,
    only: Filter = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=50)] = 5,
    as_json: AsJson = False,
) -> None:
    """Find the programmes nearest to yours, with what is the same and what differs.

    Examples:

      practices peers --file our-programme.txt

      practices peers --url https://www.example.org/mentoring

      practices peers be-duo-for-a-job --filter country=DE
    """
    from dataclasses import asdict

    from practices_db.engine import open_engine
    from practices_db.settings import load_settings
    from search.compare.peers import find_peers, find_similar

    settings = load_settings()
    searcher = open_searcher(open_engine(settings.database_url), settings)
    if [like, file, url].count(None) != 2:
        raise PracticesError(
            "Name a practice, a file or an address: one of them.",
            advice="practices peers --file our-programme.txt",
        )
    read: dict[str, list[Quoted]] = {}
    if like is not None:
        try:
            found = find_similar(searcher, like, limit, read_filters(only or []))
        except NotFound:
            _refuse_own(like)
            raise
    else:
        text = _read_given(file, url, settings)
        tag = _tag_into(read, settings)
        found = find_peers(searcher, text, tag, limit, read_filters(only or []))
    if as_json:
        print_json([asdict(peer) for peer in found])
        return
    from pipelines.cli.results import print_peers, print_read

    if like is None:
        print_read(read)
    print_peers(found)


def _refuse_own(like: str) -> None:
    """A file or an address of one's own is no practice of the catalogue: say how it is given."""
    import os.path

    # Unlike Path.is_file, it takes a name of any length.
    option = "--url" if "://" in like else "--file" if os.path.isfile(like) else ""  # noqa: PTH113 - see above
    if option:
        raise PracticesError(
            f"{like} is no practice of the catalogue.", advice=f"practices peers {option} {like}"
        )


def _read_given(file: str | None, url: str | None, settings: Settings) -> str:
    from pipelines.cli.given import read_address, read_document

    return read_document(file or "") if url is None else read_address(url, settings)


def _tag_into(read: dict[str, list[Quoted]], settings: Settings) -> TagText:
    """The tagger as peers want it; what it read is kept in `read`, to be shown."""
    from language.detect import detect_language
    from pipelines.cli.tagging import tag_soon
    from search.compare.given_text import read_tags

    tag_one = tag_soon(settings, "query")

    def tag(text: str) -> dict[str, list[Quoted]]:
        language = detect_language(text).language
        read.update(read_tags(tag_one(text, language), language))
        return read

    return tag
