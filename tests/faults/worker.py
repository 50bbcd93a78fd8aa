"""Reads sources in a process of its own, to be killed: `python -m ...worker [--replay] [SLUG ...]`.

Crawl and reading only, so that a test can afford many of them; the demonstration site where none
is named. `PUBLISHED` names the folder of the service of `published.py`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipelines.installation import open_installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db.errors import PracticesError
from practices_db.settings import load_settings
from tests.faults.published import HOST

PUBLISHED = "PUBLISHED"


def main(slugs: list[str], replay: bool) -> None:
    """As the command line does it: an expected error is one sentence and exit code 1."""
    folder = os.environ.get(PUBLISHED)
    served = {HOST: Path(folder)} if folder else {}
    try:
        installation = open_installation(load_settings(), replay=replay, served=served)
        print("ready", flush=True)
        for slug in slugs:
            fetch_pages(installation, slug)
            describe_documents(installation, slug)
    except PracticesError as error:
        print(f"Error: {error}")
        sys.exit(1)


if __name__ == "__main__":
    words = sys.argv[1:]
    main([one for one in words if one != "--replay"] or ["demo"], "--replay" in words)
