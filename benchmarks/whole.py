"""`python -m benchmarks.whole`: a whole run, beside its encoding alone, and the same run again.

`practices run` reads the demonstration site and the starter catalogue into an empty data folder.
Then a process of its own encodes every text that the run had to encode (the sentences that were
tagged, the passages that are searched), each once and all together, and does nothing else: no run
could be faster. Then `practices run` again, twice: nothing has changed, and that should cost
little.

`python -m benchmarks.whole HOSTS PAGES` does so with made sites instead, of which several thousand
pages take a while.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.costs import Cost, run_and_measure
from benchmarks.made_sites import make_sites
from pipelines.steps.untagged import TAGGED
from practices_db.models import Document, DocumentText
from practices_db.settings import load_settings

RUN = [str(Path(sys.executable).parent / "practices"), "run"]
MADE = ["--sources", "made-*"]


def measure(command: list[str], data: Path, sources: Path) -> Cost:
    """Run a command on a data folder to its end, with the declarations in the folder `sources`."""
    own = {
        "PRACTICES_DATA": str(data),
        "PRACTICES_SOURCES": str(sources),
        "PRACTICES_MODELS": str(load_settings().models_dir),
    }
    return run_and_measure(command, {**os.environ, **own})


def encode_alone() -> None:
    """Encode every sentence and passage of the catalogue, each once, and keep nothing."""
    from language.encoder import open_encoder
    from practices_db.engine import catalogue_session, open_engine
    from search.index.deferred import bulk_encoder
    from search.index.snapshot import read_passage_texts, read_passages

    settings = load_settings()
    with catalogue_session(open_engine(settings.database_url)) as session:
        rows = {row.hash: row for row in read_passages(session)}
        passages = list(read_passage_texts(session, list(rows.values())))
        sentences = list(_sentences(session))
    bulk_encoder(settings).encode_passages(list(dict.fromkeys(passages)))
    open_encoder(settings, "exact").encode_passages(list(dict.fromkeys(sentences)))


def _sentences(session: Session) -> Iterator[str]:
    """What the tagger encodes; the clauses that it encodes where it quotes a meaning are few."""
    from language.sentences import split_sentences

    query = select(Document.language, DocumentText)
    query = query.join(DocumentText, DocumentText.hash == Document.text_hash)
    for language, text in session.execute(query.where(Document.verdict.in_(TAGGED))):
        for part in text.sections:
            if part["role"] == "body":
                body = text.content[part["start"] : part["end"]]
                yield from (body[one.start : one.end] for one in split_sentences(body, language))


def _made(sources: Path, hosts: int = 0, pages: int = 0) -> list[str]:
    """Make sites, if any are asked for; how to name them to the command."""
    sources.mkdir()
    return MADE if make_sites(sources, hosts, pages) else []


def main() -> None:
    """Print the three costs and how they stand to one another."""
    if sys.argv[1:] == ["encode"]:
        encode_alone()
        return
    with tempfile.TemporaryDirectory() as folder:
        data, sources = Path(folder) / "data", Path(folder) / "sources"
        run = [*RUN, *_made(sources, *map(int, sys.argv[1:]))]
        first = measure(run, data, sources)
        encode = [sys.executable, "-m", "benchmarks.whole", "encode"]
        alone = measure(encode, data, sources)
        again = min((measure(run, data, sources) for _ in range(2)), key=lambda cost: cost.seconds)
    print(f"load {os.getloadavg()[0]:.1f}")
    for name, cost in (("first run", first), ("encoding alone", alone), ("second run", again)):
        print(f"{name:<16} {cost.seconds:6.1f} s {cost.cpu:6.1f} CPU s {cost.megabytes:6.0f} MB")
    print(f"first run / encoding alone: {first.seconds / alone.seconds:.2f}")
    print(f"second run: {again.beside(first)}")


if __name__ == "__main__":
    main()
