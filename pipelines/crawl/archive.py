"""Raw responses on disk, as WARC: what was said to us, so that a run can be replayed and proved.

One gzip file a source, day and writer. Each record is one gzip member, so that it can be read alone
from its offset, and a half-written last one can be cut off.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date
from heapq import merge
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from filelock import FileLock, Timeout
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from pipelines.crawl.outcome import Fetched, now
from pipelines.crawl.records import KEPT, pack_fetched, pack_info, read_fetched
from practices_db.errors import PracticesError

_CHUNK = 1 << 20
_MOST_WRITERS = 100


class ArchiveError(PracticesError):
    """The archive cannot be written or read."""


class Archive:
    """Appends the responses of one source to today's file. Not shared between threads.

    A second writer for the same source and day gets a file of its own.
    """

    def __init__(self, directory: Path, source: str, day: date | None = None) -> None:
        self.directory = directory
        try:
            self._lock, self._path, self._size = _claim_file(
                directory / source, day or now().date()
            )
            self._file: BinaryIO = self._path.open("ab")
            # What follows the last whole record is what a killed run leaves.
            self._file.truncate(self._size)
            if self._size == 0:
                self._write(pack_info(self._path.name))
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
        self._write(pack_fetched(fetched))
        name = self._path.relative_to(self.directory).as_posix()
        return replace(fetched, archive_file=name, archive_offset=offset)

    def read(self, file: str, offset: int) -> Fetched:
        """A response archived earlier, by its place (also in another day's file)."""
        return read_response(self.directory / file, offset)

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
            body: bytes = _record_at(file, offset).raw_stream.read()
            return body
    except (OSError, StopIteration, ValueError, zlib.error, ArchiveLoadFailed) as error:
        raise _unreadable(f"{path.name} holds no response at {offset}.") from error


def read_response(path: Path, offset: int) -> Fetched:
    """The whole answer at that byte offset, with its headers. Raises ArchiveError without one."""
    try:
        with path.open("rb") as file:
            return read_fetched(_record_at(file, offset), path.name, offset)
    except (OSError, StopIteration, ValueError, zlib.error, ArchiveLoadFailed) as error:
        raise _unreadable(f"{path.name} holds no response at {offset}.") from error


def _record_at(file: BinaryIO, offset: int) -> ArcWarcRecord:
    file.seek(offset)
    record = next(iter(ArchiveIterator(file)))
    # Chance bytes may pass for a record of the older ARC format, which has no check of its own.
    if record.format != "warc":
        raise ValueError(record.format)
    return record


def read_requests(directory: Path, source: str) -> Generator[Fetched]:
    """Every request of a source that the archive tells of, in the order in which they were made.

    A half-written last record, as a killed run leaves it, is passed over. Raises ArchiveError.
    """
    days: dict[str, list[Path]] = {}
    for path in sorted((directory / source).glob(f"{source}-*.warc.gz")):
        days.setdefault(path.name.rsplit("-", 1)[0], []).append(path)
    for files in days.values():
        # Two runs of one day wrote to files of their own at the same time.
        told = (_read_file(path, directory) for path in files)
        yield from merge(*told, key=lambda one: one.requested_at)


def _read_file(path: Path, directory: Path) -> Iterator[Fetched]:
    name = path.relative_to(directory).as_posix()
    try:
        whole, sound = _measure(path)
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            while records.offset < whole:
                record, offset = next(records), records.offset
                if record.rec_type in KEPT:
                    yield read_fetched(record, name, offset)
                records.read_to_end()
    except (OSError, StopIteration, ValueError, zlib.error, ArchiveLoadFailed) as error:
        raise _unreadable(f"{path.name} cannot be read ({type(error).__name__}).") from error
    if not sound:
        raise _unreadable(f"{path.name} is damaged after {whole} bytes.")


def _claim_file(folder: Path, day: date) -> tuple[FileLock, Path, int]:
    """The first sound file of the day that no other writer holds, locked (the lock dies with us),
    and where its last whole record ends.

    A damaged one is left as it is, for whoever can mend it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, _MOST_WRITERS):
        path = folder / f"{folder.name}-{day:%Y%m%d}-{number:02}.warc.gz"
        lock = FileLock(folder / f".{path.name}.lock", blocking=False)
        try:
            lock.acquire()
        except Timeout:
            continue
        path.touch()
        whole, sound = _measure(path)
        if sound:
            return lock, path, whole
        lock.release()
    raise OSError(f"{_MOST_WRITERS} writers hold the files of {folder.name}")


def _measure(path: Path) -> tuple[int, bool]:
    """Where the last complete gzip member ends, and whether what follows may be cut off.

    It may where it is the beginning of one, as a killed run leaves it; other bytes are damage.
    """
    whole = position = 0
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            position += len(piece)
            while piece:
                try:
                    # Bounded, and thrown away: a megabyte of zeros may stand for a gigabyte.
                    inflater.decompress(piece, _CHUNK)
                except zlib.error:
                    return whole, False
                piece = inflater.unconsumed_tail or inflater.unused_data
                if inflater.eof:
                    whole = position - len(piece)
                    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    return whole, True


def _unwritable(directory: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"The archive {directory} cannot be written: {error.strerror or error}.",
        advice="Free disk space or correct the folder's permissions, then run again; "
        "what was fetched before is kept.",
    )


def _unreadable(message: str) -> ArchiveError:
    advice = "Restore the archive from a back-up, or crawl the source again."
    return ArchiveError(message, advice=advice)
