"""The list of sub-commands and what they say of themselves."""

from __future__ import annotations

import typer

from pipelines.cli import (
    catalogue,
    dev,
    doctor,
    evaluating,
    files,
    gaps,
    grouping,
    mcp,
    pack,
    releasing,
    run,
    searching,
    serve,
    sources,
    worksheets,
)

app = typer.Typer(
    name="practices",
    help="Published mentoring programme pages in; quoted, dated, comparable entries out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.add_typer(sources.app, name="sources")
app.command("search")(searching.search)
app.command("index")(searching.index)
app.command("show")(catalogue.show)
app.command("compare")(searching.compare)
app.command("peers")(searching.peers)
app.command("gaps")(gaps.gaps)
app.command("pack")(pack.pack)
app.command("facets")(catalogue.facets)
app.command("export")(files.export)
app.command("import")(files.take_in)
app.add_typer(grouping.app, name="group")
app.add_typer(worksheets.review, name="review")
app.add_typer(releasing.app, name="release")
app.command("tag")(evaluating.tag)
app.command("train")(evaluating.train)
app.add_typer(evaluating.app, name="evaluate")
app.command("backup")(catalogue.backup)
app.command("restore")(catalogue.restore)
app.command("serve")(serve.serve)
app.command("mcp")(mcp.mcp)
app.command("dev")(dev.dev)
app.command("doctor")(doctor.doctor)
