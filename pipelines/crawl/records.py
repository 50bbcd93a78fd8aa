"""One request as a WARC record, and back: what is kept of it, in which form.

An answer is a `response` record, a file of this machine a `resource`, and a request that brought
nothing `metadata`. How it ended stands in header fields of our own (`Crawl-...`), so that the
archive alone tells the whole story. Files and folders are the business of `archive.py`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from gzip import compress
from http import HTTPStatus

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.crawl.exchange import canonical_or_same
from pipelines.crawl.outcome import Fetched, Outcome, Purpose
from pipelines.crawl.reasons import Reason

KEPT = frozenset({"response", "resource", "metadata"})
_LEVEL = 6  # warcio's own writer packs at 9, twice as slow for 1 % less
_OURS = "Crawl-"
_TOLD = (
    "outcome",
    "reason",
    "detail",
    "purpose",
    "status",
    "found_on",
    "redirected_to",
    "content_type",
    "elapsed_ms",
    "size",
    "sha256",
)
# The body is kept as unpacked and joined, so these no longer tell the truth about it.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_RENAMED = "x-archive-orig-"


def pack_info(name: str) -> bytes:
    """The record that heads every file."""
    return _pack(_writer().create_warcinfo_record(name, _INFO))


def pack_fetched(fetched: Fetched) -> bytes:
    """The record of one request, as one gzip member."""
    return _pack(_record_of(fetched))


def read_fetched(record: ArcWarcRecord, file: str, offset: int) -> Fetched:
    """The request that a record of one of the KEPT types tells of, with its place."""
    told = _told_by(record)
    http = record.http_headers
    headers = {_own_name(name): value for name, value in http.headers} if http else {}
    outcome = Outcome(told.get("outcome", Outcome.STORED))
    body = record.raw_stream.read() if record.rec_type != "metadata" else b""
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Fetched(
        url=url,
        canonical_url=canonical_or_same(url),
        requested_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        outcome=outcome,
        reason=Reason(told["reason"]) if "reason" in told else None,
        detail=told.get("detail", ""),
        purpose=Purpose(told.get("purpose", Purpose.PAGE)),
        found_on=told.get("found_on"),
        status=_number(told.get("status")),
        headers=headers,
        body=body or None,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        content_type=told.get("content_type"),
        size=_number(told.get("size")),
        sha256=told.get("sha256"),
        redirected_to=told.get("redirected_to"),
        elapsed_ms=_number(told.get("elapsed_ms")) or 0,
        archive_file=file,
        archive_offset=offset,
    )


_INFO = {"software": "mentoring-practices", "format": "WARC"}


def _writer() -> WARCWriter:
    return WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")


def _pack(record: ArcWarcRecord) -> bytes:
    plain = io.BytesIO()
    WARCWriter(plain, gzip=False, warc_version="WARC/1.1").write_record(record)
    return compress(plain.getvalue(), _LEVEL, mtime=0)


def _record_of(fetched: Fetched) -> ArcWarcRecord:
    fields = _fields(fetched)
    when = {"WARC-Date": fetched.requested_at.isoformat().replace("+00:00", "Z")}
    when |= {_field_name(name): value for name, value in fields.items()}
    payload = io.BytesIO(fetched.body or b"")
    if fetched.body is None and (fetched.status is None or fetched.reason is not None):
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return _writer().create_warc_record(
            fetched.url, "metadata", payload=io.BytesIO(lines.encode()),
            warc_headers_dict=when, warc_content_type="application/warc-fields",
        )  # fmt: skip
    if fetched.status is None:
        return _writer().create_warc_record(
            fetched.url, "resource", payload=payload,
            warc_headers_dict=when, warc_content_type=fetched.content_type or "",
        )  # fmt: skip
    http = StatusAndHeaders(_status_line(fetched.status), _http_headers(fetched), "HTTP/1.1")
    return _writer().create_warc_record(
        fetched.url, "response", payload=payload, http_headers=http, warc_headers_dict=when
    )


def _fields(fetched: Fetched) -> dict[str, str]:
    told = {name: getattr(fetched, name) for name in _TOLD}
    return {name: _one_line(str(value)) for name, value in told.items() if value not in {None, ""}}


def _told_by(record: ArcWarcRecord) -> Mapping[str, str]:
    found = {name: record.rec_headers.get_header(_field_name(name)) for name in _TOLD}
    return {name: value for name, value in found.items() if value is not None}


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _field_name(name: str) -> str:
    return _OURS + name.replace("_", "-").title()


def _http_headers(fetched: Fetched) -> list[tuple[str, str]]:
    kept = [
        (f"{_RENAMED}{name}" if name in _WIRE_HEADERS else name, _one_line(value))
        for name, value in fetched.headers.items()
    ]
    return [*kept, ("content-length", str(len(fetched.body or b"")))]


def _own_name(name: str) -> str:
    return name.lower().removeprefix(_RENAMED)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"
