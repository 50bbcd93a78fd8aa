"""The folder of a release: the files of the catalogue, protocol, citation, licences, and sums.

The sums are in the form of `sha256sum`, under the name that BagIt gives them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from practices_db.errors import PracticesError
from practices_db.settings import HOMEPAGE
from practices_db.vocabulary import load_vocabulary, serialise_skos
from search.export.cite_release import release_bibtex, release_cff
from search.export.files import FILES, Wanted
from search.export.frozen import MANIFEST
from search.export.paper_markdown import paper_markdown
from search.export.release_paper import licences_paper, protocol_paper
from search.holdings import Holdings

PROTOCOL = "protocol.json"
RECORDS = "practices.jsonl"


def write_folder(folder: Path, holdings: Holdings, protocol: Mapping[str, Any]) -> int:
    """Write all files of the release; returns how many. The folder appears whole or not at all.

    Raises PracticesError where there is something already.
    """
    if folder.exists():
        raise PracticesError(
            f"{folder} is there already.",
            advice=f"`practices release verify {folder}` looks whether it is whole; --folder "
            "writes elsewhere.",
        )
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)  # of a freezing that was interrupted
    part.mkdir(parents=True)
    sums = []
    for name, data in _files(holdings, protocol):
        (part / name).write_bytes(data)
        sums.append((name, hashlib.sha256(data).hexdigest()))
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums))
    (part / MANIFEST).write_text(lines, encoding="utf-8", newline="\n")
    part.rename(folder)
    return len(sums) + 1


def _files(holdings: Holdings, protocol: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    # Also practices that are gone, with the day: what was published once is not lost.
    wanted = Wanted([*holdings.entries.values()], holdings, HOMEPAGE)
    for file in FILES.values():
        yield file.name, file.write(wanted)
    yield "vocabulary.ttl", serialise_skos(load_vocabulary(), "turtle").encode()
    told = json.dumps(protocol, ensure_ascii=False, indent=2, sort_keys=True)
    yield PROTOCOL, f"{told}\n".encode()
    yield "protocol.md", paper_markdown(protocol_paper(protocol)).encode()
    yield "LICENCES.md", paper_markdown(licences_paper(protocol)).encode()
    yield "CITATION.cff", release_cff(protocol).encode()
    yield "CITATION.bib", release_bibtex(protocol).encode()
