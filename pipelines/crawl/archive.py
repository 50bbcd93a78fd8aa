"""Raw responses on disk, as WARC: what was said to us, so that a run can be replayed and proved.

One gzip file a source, day and writer. Each record is one gzip member, so that it can be read alone
from its offset, and a half-written last one can be cut off.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from gzip import compress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from filelock import FileLock, Timeout
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.crawl.outcome import Fetched, now
from practices_db.errors import PracticesError

_LEVEL = 6  # warcio's own writer packs at 9, twice as slow for 1 % less
_CHUNK = 1 << 20
_MOST_WRITERS = 100
# The body is kept as unpacked and joined, so these no longer tell the truth about it.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class ArchiveError(PracticesError):
    """The archive cannot be written or read."""


@dataclass(frozen=True, slots=True)
class ArchivedRecord:
    """One record read back: what was asked for, when, the answer's status, headers and body.

    `kind` is "response", or "metadata" for a request that brought no answer, whose body then tells
    the outcome.
    """

    kind: str
    url: str
    requested_at: datetime
    status: int | None
    headers: dict[str, str]
    body: bytes


class Archive:
    """Appends the responses of one source to today's file. Not shared between threads.

    A second writer for the same source and day gets a file of its own.
    """

    def __init__(self, directory: Path, source: str, day: date | None = None) -> None:
        self.directory = directory
        try:
            self._lock, self._path = _claim_file(directory / source, day or now().date())
            self._file: BinaryIO = self._path.open("ab")
            self._size = _cut_half_record(self._path, self._file)
            if self._size == 0:
                self._write(_pack(_info_record(self._path.name)))
        except OSError as error:
            raise _unwritable(directory, error) from error

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(self, fetched: Fetched) -> Fetched:
        """The same record, with the place where its response now lies.

        Refused and failed requests are kept too, as metadata. Raises ArchiveError when the disk is
        full or read-only; the file then ends with the last whole record.
        """
        offset = self._size
        self._write(_pack(_record_of(fetched)))
        name = self._path.relative_to(self.directory).as_posix()
        return replace(fetched, archive_file=name, archive_offset=offset)

    def read_body(self, file: str, offset: int) -> bytes:
        """The body of a response archived earlier, by its place (also in another day's file)."""
        return read_archived(self.directory / file, offset)

    def close(self) -> None:
        """Bring everything to the disk and let others write to the file."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()
            self._lock.release()

    def _write(self, packed: bytes) -> None:
        try:
            self._file.write(packed)
            self._file.flush()
        except OSError as error:
            os.truncate(self._path, self._size)
            raise _unwritable(self.directory, error) from error
        self._size += len(packed)


def read_archived(path: Path, offset: int) -> bytes:
    """The body of the response at that byte offset. Raises ArchiveError where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return next(_records(file)).body
    except (OSError, StopIteration, ValueError, zlib.error, ArchiveLoadFailed) as error:
        message = f"{path.name} holds no response at {offset}."
        advice = "Restore the archive from a back-up, or crawl the source again."
        raise ArchiveError(message, advice=advice) from error


def read_records(path: Path) -> Iterator[ArchivedRecord]:
    """All records of a file in the order in which they were written, for a replay."""
    with path.open("rb") as file:
        yield from _records(file)


def _records(file: BinaryIO) -> Iterator[ArchivedRecord]:
    for record in ArchiveIterator(file):
        if record.rec_type in {"response", "metadata"}:
            yield _read_record(record)


def _read_record(record: ArcWarcRecord) -> ArchivedRecord:
    http = record.http_headers
    return ArchivedRecord(
        kind=record.rec_type,
        url=record.rec_headers.get_header("WARC-Target-URI"),
        requested_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        status=int(http.get_statuscode()) if http else None,
        headers={name.lower(): value for name, value in http.headers} if http else {},
        body=record.raw_stream.read(),
    )


def _record_of(fetched: Fetched) -> ArcWarcRecord:
    when = {"WARC-Date": fetched.requested_at.isoformat().replace("+00:00", "Z")}
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")
    if fetched.status is None or (fetched.body is None and fetched.reason is not None):
        return writer.create_warc_record(
            fetched.url, "metadata", payload=io.BytesIO(_outcome_lines(fetched)),
            warc_headers_dict=when, warc_content_type="application/warc-fields",
        )  # fmt: skip
    return writer.create_warc_record(
        fetched.url,
        "response",
        payload=io.BytesIO(fetched.body or b""),
        http_headers=StatusAndHeaders(_status_line(fetched.status), _headers(fetched), "HTTP/1.1"),
        warc_headers_dict=when,
    )


def _headers(fetched: Fetched) -> list[tuple[str, str]]:
    kept = [
        (f"x-archive-orig-{name}" if name in _WIRE_HEADERS else name, _one_line(value))
        for name, value in fetched.headers.items()
    ]
    return [*kept, ("content-length", str(len(fetched.body or b"")))]


def _outcome_lines(fetched: Fetched) -> bytes:
    fields = {
        "outcome": fetched.outcome,
        "reason": fetched.reason or "",
        "status": "" if fetched.status is None else str(fetched.status),
        "detail": fetched.detail,
    }
    return "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields.items()).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _info_record(name: str) -> ArcWarcRecord:
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")
    return writer.create_warcinfo_record(
        name, {"software": "mentoring-practices", "format": "WARC"}
    )


def _pack(record: ArcWarcRecord) -> bytes:
    plain = io.BytesIO()
    WARCWriter(plain, gzip=False, warc_version="WARC/1.1").write_record(record)
    return compress(plain.getvalue(), _LEVEL, mtime=0)


def _claim_file(folder: Path, day: date) -> tuple[FileLock, Path]:
    """The first file of the day that no other writer holds, locked (the lock dies with us)."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, _MOST_WRITERS):
        path = folder / f"{folder.name}-{day:%Y%m%d}-{number:02}.warc.gz"
        lock = FileLock(folder / f".{path.name}.lock", blocking=False)
        try:
            lock.acquire()
        except Timeout:
            continue
        return lock, path
    raise OSError(f"{_MOST_WRITERS} writers hold the files of {folder.name}")


def _cut_half_record(path: Path, file: BinaryIO) -> int:
    """Cut what follows the last whole record, as a killed run leaves it; the size that remains."""
    whole = _whole_bytes(path)
    if whole < path.stat().st_size:
        file.truncate(whole)
    return whole


def _whole_bytes(path: Path) -> int:
    """Where the last complete gzip member of a file ends."""
    whole = position = 0
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            position += len(piece)
            while piece:
                try:
                    inflater.decompress(piece)
                except zlib.error:
                    return whole
                piece = inflater.unused_data
                if inflater.eof:
                    whole = position - len(piece)
                    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    return whole


def _unwritable(directory: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"The archive {directory} cannot be written: {error.strerror or error}.",
        advice="Free disk space or correct the folder's permissions, then run again; "
        "what was fetched before is kept.",
    )
