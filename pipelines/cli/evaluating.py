"""Measuring: `practices evaluate tags`, `practices evaluate search`, and `practices tag`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, errors, print_json, print_table, quoted, say
from practices_db.errors import PracticesError
from practices_db.settings import load_settings

if TYPE_CHECKING:
    from search.measure.evaluate import Evaluation

ALL, SAME, CROSS = "all", "same language", "across languages"
app = typer.Typer(no_args_is_help=True, help="Measure tagging and search on known answers.")
STARTER = Path(__file__).resolve().parents[1] / "starter"


@app.command("tags")
def evaluate_tags(
    gold: Annotated[
        Path, typer.Option("--gold", help="Programmes in the starter catalogue's format.")
    ] = STARTER / "programmes.jsonl",
    baselines: Annotated[
        bool, typer.Option("--baselines/--no-baselines", help="Nearest label by embedding too.")
    ] = True,
    wordless: Annotated[
        bool, typer.Option("--wordless", help="As if nobody had words for their languages.")
    ] = False,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", help="A CSV to write: a row a value, tagger beside coder."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tag the descriptions, hide the codes that people gave them, and compare.

    Examples:

      practices evaluate tags --gold my-records.jsonl

      practices evaluate tags --answers answers.csv
    """
    from language.evaluate_tags import evaluate_tags as evaluate
    from language.evaluate_tags import print_report, read_gold, without_language, write_answers

    records = read_gold(gold)
    told = [without_language(one) for one in records] if wordless else records
    report = evaluate(told, load_settings(), baselines=baselines)
    if as_json:
        print_json(report.as_dict())
    else:
        sys.stdout.write(print_report(report) + "\n")
    if answers is not None:
        with answers.open("w", encoding="utf-8-sig", newline="") as out:
            write_answers(report.answers, out)
        line = f"Wrote {quoted(answers)} with {len(report.answers)} values, tagger beside coder."
        errors.print(line, soft_wrap=True)


@app.command("search")
def evaluate_search(
    programmes: Annotated[
        Path, typer.Option(help="Programmes in the starter catalogue's format.")
    ] = STARTER / "programmes.jsonl",
    queries: Annotated[
        Path, typer.Option(help="Queries with the programmes that each looks for.")
    ] = STARTER / "queries.jsonl",
    as_json: AsJson = False,
) -> None:
    """Ask queries with known answers of a throw-away index, beside BM25 and dense alone.

    Example: practices evaluate search --programmes mine.jsonl --queries asked.jsonl
    """
    from dataclasses import asdict

    from search.measure.evaluate import evaluate_search as evaluate

    found = evaluate(programmes, queries, load_settings())
    if as_json:
        print_json(asdict(found))
        return
    say(f"{found.queries} queries, {found.programmes} programmes, {found.model}, {found.tags}")
    _print_systems(found)
    _print_pairs(found)


def _print_systems(found: Evaluation) -> None:
    for group in (SAME, CROSS, ALL):
        rows = [
            (name, f"{q.mrr:.3f}", f"{q.recall_at_10:.3f}", f"{q.ndcg_at_10:.3f}", q.queries)
            for name, quality in found.systems.items()
            if (q := quality.get(group)) and q.queries
        ]
        if rows:
            print_table(group, ["system", "MRR", "Recall@10", "nDCG@10", "queries"], rows)


def _print_pairs(found: Evaluation) -> None:
    """MRR by the language of the query and of the programme it looks for."""
    pairs = [group for group in found.systems[ALL] if group not in {SAME, CROSS, ALL}]
    rows = [
        (
            pair,
            found.systems[ALL][pair].queries,
            *(f"{quality[pair].mrr:.2f}" for quality in found.systems.values()),
        )
        for pair in pairs
    ]
    print_table("MRR by languages", ["pair", "queries", *found.systems], rows)


def tag(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="ISO 639-1; default: detected.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print what a text states, each value with its quote and its place in the text.

    Example: practices tag our-programme.txt
    """
    from dataclasses import asdict

    from pipelines.cli.tagging import tag_soon
    from practices_db.vocabulary import load_vocabulary

    text = read_input(file)
    if not any(map(str.isalpha, text)):
        # Not a word was read, so nothing can be called "not stated".
        raise PracticesError(
            f"{'The input' if file == '-' else file} holds no words.",
            advice="Give a text that describes a programme.",
        )
    tagging = tag_soon(load_settings(), "exact")(text, language)
    said = {found.facet for found in tagging.tags}
    silent = [facet for facet in tagging.read if facet not in said]
    unread = [facet for facet in load_vocabulary().facets if facet not in tagging.read]
    if as_json:
        tags = [asdict(found) for found in tagging.tags]
        print_json({"tags": tags, "not_stated": silent, "not_assessed": unread})
        return
    rows = [
        (t.facet, t.value, f"{t.confidence:.2f}", t.quote, t.start, t.end) for t in tagging.tags
    ]
    print_table("", ["facet", "value", "confidence", "quote", "start", "end"], rows)
    if silent:
        say(f"[bold]Not stated:[/] {', '.join(silent)}")
    if unread:
        say(
            f"[bold]Not assessed:[/] {', '.join(unread)} (no words are known of this language, "
            "so that its silence says nothing)"
        )


def train(
    records: Annotated[
        Path, typer.Option("--records", help="Coded programmes in the starter catalogue's format.")
    ] = STARTER / "programmes.jsonl",
    output: Annotated[
        Path | None, typer.Option("--output", help="Default: the model that the package ships.")
    ] = None,
    wordless: Annotated[
        bool,
        typer.Option(
            "--wordless", help="Only what judges languages without words; the rest stays as it is."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Train the tagger's classifier anew; the same records give the same file. Some minutes.

    Example: practices train
    """
    from language.tagger.artefact import SHIPPED, SHIPPED_FOLDS
    from language.tagger.training import train as train_all
    from language.tagger.training import train_wordless

    out = output or SHIPPED
    folds = output.with_suffix(".folds") if output else SHIPPED_FOLDS
    model = (train_wordless if wordless else train_all)(records, load_settings(), out, folds)
    if as_json:
        print_json({"written": str(out), "facets": sorted(model.facets)})
    else:
        say(f"Wrote {out} with {len(model.facets)} facets. `practices evaluate tags` measures it.")


def read_input(file: str) -> str:
    """The text of a file, or of standard input for `-`. Raises PracticesError."""
    try:
        # Standard input by its bytes: as text it would let pass what is none.
        body = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return body.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise PracticesError(
            f"{'The input' if file == '-' else file} is not UTF-8 text.",
            advice="Save it as plain text in UTF-8.",
        ) from error
    except OSError as error:
        raise PracticesError(
            f"{file} cannot be read ({error.strerror}).", advice="Name a text file, or - for input."
        ) from error
