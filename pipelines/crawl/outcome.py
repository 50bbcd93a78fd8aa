"""What one request came to: the record that the crawler hands on. Data only, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from pipelines.crawl.reasons import Outcome, Reason

__all__ = ["Fetched", "Outcome", "Purpose", "Reason", "Validators", "now"]


class Purpose(StrEnum):
    """What an address was fetched for. Only PAGE and FILE can become documents."""

    PAGE = "page"
    FILE = "file"
    LISTING = "listing"
    SITEMAP = "sitemap"
    FEED = "feed"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class Validators:
    """What is known of a canonical URL from the last time, for a conditional request.

    `archive_file` and `archive_offset` say where the last body lies: links of a page that answers
    304 are read from there. `sha256` (hex) is compared for files on disk.
    """

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """One request and how it ended; refused ones are recorded like all others.

    `url` is what was asked for, `canonical_url` the identity of the page; `headers` have lower-case
    names. `content_type` is sniffed from the body, without parameters. `size` is in bytes after
    decompression and `sha256` the hex digest of that body; `elapsed_ms` counts the last attempt.
    `archive_file` (relative to the archive's folder) and `archive_offset` (bytes) say where the
    response lies, once it is archived. `cookies` are those that the answer set: kept nowhere.
    """

    url: str
    canonical_url: str
    requested_at: datetime
    outcome: Outcome
    reason: Reason | None = None
    detail: str = ""
    purpose: Purpose = Purpose.PAGE
    found_on: str | None = None
    depth: int = 0
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    size: int | None = None
    sha256: str | None = None
    redirected_to: str | None = None
    elapsed_ms: int = 0
    archive_file: str | None = None
    archive_offset: int | None = None
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


def now() -> datetime:
    """The current time in UTC, aware of its zone."""
    return datetime.now(UTC)
