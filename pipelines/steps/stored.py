"""Answers of before, out of the archive: as they came, and as pages read once more."""

from __future__ import annotations

from pathlib import Path

from pipelines.crawl.archive import ArchiveError, read_response
from pipelines.crawl.outcome import Fetched
from pipelines.describe import Description, Unreadable, describe
from practices_db.models import Fetch


def read_stored(archive: Path, fetch: Fetch) -> Fetched:
    """The answer of a fetch with body and headers. Raises ArchiveError where it is not there."""
    return read_response(archive / (fetch.archive_file or ""), fetch.archive_offset or 0)


def describe_stored(archive: Path, fetch: Fetch) -> Description | Unreadable | None:
    """What the answer of a fetch says; None where the archive does not give it back."""
    try:
        answer = read_stored(archive, fetch)
    except ArchiveError:
        return None
    return describe(answer.body or b"", fetch.content_type, fetch.canonical_url, answer.headers)
