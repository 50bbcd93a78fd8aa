"""Reads the demonstration site in a process of its own, to be killed: `python -m ...worker`.

Crawl and reading only, so that a test can afford many of them.
"""

from __future__ import annotations

import sys

from pipelines.installation import open_installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db.errors import PracticesError
from practices_db.settings import load_settings


def main(replay: bool) -> None:
    """As the command line does it: an expected error is one sentence and exit code 1."""
    try:
        installation = open_installation(load_settings(), replay=replay)
        print("ready", flush=True)
        fetch_pages(installation, "demo")
        describe_documents(installation, "demo")
    except PracticesError as error:
        print(f"Error: {error}")
        sys.exit(1)


if __name__ == "__main__":
    main("--replay" in sys.argv)
