"""The archive keeps what was said, survives a kill, and says so when it cannot write."""

from __future__ import annotations

import hashlib
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.crawl.archive import Archive, ArchiveError, read_archived, read_requests
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Reason

DAY = date(2026, 1, 2)


def _fetched(number: int, body: bytes | None = None) -> Fetched:
    data = body if body is not None else f"<p>page {number}</p>".encode() * 50
    return Fetched(
        url=f"https://x.org/{number}",
        canonical_url=f"https://x.org/{number}",
        requested_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
        outcome=Outcome.STORED,
        status=200,
        headers={"content-type": "text/html", "content-encoding": "gzip", "x-odd": "a\r\nb: é"},
        body=data,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _append(directory: Path, count: int) -> tuple[Path, list[Fetched]]:
    with Archive(directory, "s", DAY) as archive:
        kept = [archive.append(_fetched(number)) for number in range(count)]
    return directory / str(kept[0].archive_file), kept


def test_bodies_come_back_from_their_place(tmp_path: Path) -> None:
    path, kept = _append(tmp_path, 5)
    assert path.name == "s-20260102-01.warc.gz"
    for one in reversed(kept):
        assert read_archived(path, one.archive_offset or 0) == one.body


def test_other_tools_can_read_it(tmp_path: Path) -> None:
    path, kept = _append(tmp_path, 3)
    records = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            url = record.rec_headers.get_header("WARC-Target-URI")
            records.append((record.rec_type, url, record.content_stream().read()))
    assert records[0][0] == "warcinfo"
    assert records[1:] == [("response", one.url, one.body) for one in kept]


KINDS = [
    _fetched(1),
    replace(_fetched(2), body=None, status=304, outcome=Outcome.UNCHANGED, sha256=None),
    replace(
        _fetched(3),
        body=None,
        sha256=None,
        outcome=Outcome.REDIRECTED,
        redirected_to="https://x.org/é",
        detail="meta refresh",
    ),
    replace(_fetched(4), outcome=Outcome.FAILED, reason=Reason.MALFORMED, purpose=Purpose.FEED),
    replace(
        _fetched(5),
        body=None,
        sha256=None,
        outcome=Outcome.REFUSED,
        reason=Reason.META_NOINDEX,
        headers={},
        found_on="https://x.org/",
    ),
    Fetched(
        "folder:s/a.csv",
        "folder:s/a.csv",
        datetime(2026, 1, 2, 3, tzinfo=UTC),
        Outcome.STORED,
        purpose=Purpose.FILE,
        content_type="text/csv",
        body=b"a,b\r\n",
        size=5,
        sha256=hashlib.sha256(b"a,b\r\n").hexdigest(),
    ),
    Fetched(
        "https://x.org/6",
        "https://x.org/6",
        datetime(2026, 1, 2, tzinfo=UTC),
        Outcome.FAILED,
        Reason.TIMEOUT,
        "late WARC/1.1",
    ),
]


@pytest.mark.parametrize("fetched", KINDS, ids=lambda one: one.url)
def test_every_kind_of_outcome_is_read_back_as_it_was(tmp_path: Path, fetched: Fetched) -> None:
    with Archive(tmp_path, "s", DAY) as archive:
        kept = archive.append(fetched)
        if fetched.body is not None:
            assert archive.read(str(kept.archive_file), kept.archive_offset or 0).body == kept.body
    (read,) = read_requests(tmp_path, "s")
    assert replace(read, headers={}) == replace(kept, headers={})
    assert read.headers.get("content-type") == kept.headers.get("content-type")


def test_requests_come_in_the_order_of_time(tmp_path: Path) -> None:
    """Also where two runs wrote at the same time, and over days."""
    with Archive(tmp_path, "s", DAY) as one, Archive(tmp_path, "s", DAY) as other:
        for number in range(6):
            late = _fetched(0).requested_at + timedelta(seconds=number)
            (one, other)[number % 2].append(replace(_fetched(number), requested_at=late))
    with Archive(tmp_path, "s", DAY - timedelta(1)) as before:
        before.append(_fetched(9))
    read = [int(request.url[-1]) for request in read_requests(tmp_path, "s")]
    assert read == [9, 0, 1, 2, 3, 4, 5]
    assert list(read_requests(tmp_path, "absent")) == []


def test_damage_in_the_middle_is_told_and_nothing_is_cut(tmp_path: Path) -> None:
    path, kept = _append(tmp_path, 4)
    data = bytearray(path.read_bytes())
    middle = (kept[2].archive_offset or 0) + 20
    data[middle : middle + 200] = b"x" * 200
    path.write_bytes(data)
    read = []
    with pytest.raises(ArchiveError, match="is damaged after"):
        for one in read_requests(tmp_path, "s"):
            read.append(one.url)
    assert read == [kept[0].url, kept[1].url]
    with Archive(tmp_path, "s", DAY) as archive:
        assert archive.append(_fetched(9)).archive_file == "s/s-20260102-02.warc.gz"
    assert path.read_bytes() == bytes(data)


@pytest.mark.parametrize("kept_bytes", [1, 10, 30, 100, -1])
def test_half_written_record_is_cut_off(tmp_path: Path, kept_bytes: int) -> None:
    path, kept = _append(tmp_path, 4)
    last = kept[-1].archive_offset or 0
    whole = path.read_bytes()
    path.write_bytes(whole[: last + kept_bytes] if kept_bytes > 0 else whole[:kept_bytes])
    with Archive(tmp_path, "s", DAY) as archive:
        again = archive.append(_fetched(9))
    assert again.archive_offset == last
    assert [one.url for one in read_requests(tmp_path, "s")] == [
        f"https://x.org/{number}" for number in (0, 1, 2, 9)
    ]


def test_second_writer_has_a_file_of_its_own(tmp_path: Path) -> None:
    with Archive(tmp_path, "s", DAY) as one, Archive(tmp_path, "s", DAY) as other:
        files = {one.append(_fetched(1)).archive_file, other.append(_fetched(2)).archive_file}
    assert files == {"s/s-20260102-01.warc.gz", "s/s-20260102-02.warc.gz"}
    _, kept = _append(tmp_path, 1)
    assert kept[0].archive_file == "s/s-20260102-01.warc.gz"


def test_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(ArchiveError, match=r"cannot be written.*run again"):
        Archive(tmp_path / "archive", "s", DAY)


def test_full_disk_keeps_the_whole_records(tmp_path: Path) -> None:
    """/dev/full refuses every write as a full disk does."""
    with Archive(tmp_path, "s", DAY) as archive:
        archive.append(_fetched(1))
        file, archive._file = archive._file, open("/dev/full", "wb", buffering=0)  # noqa: SIM115, PTH123 - unbuffered
        with pytest.raises(ArchiveError, match="No space left"):
            archive.append(_fetched(2))
        archive._file.close()
        archive._file = file
        archive.append(_fetched(3))
    assert [one.url for one in read_requests(tmp_path, "s")] == [
        "https://x.org/1",
        "https://x.org/3",
    ]


def test_place_that_holds_nothing_says_so(tmp_path: Path) -> None:
    path, _ = _append(tmp_path, 1)
    with pytest.raises(ArchiveError, match="holds no response at 7"):
        read_archived(path, 7)
    with pytest.raises(ArchiveError):
        read_archived(tmp_path / "absent.warc.gz", 0)


def test_opening_takes_little_memory_whatever_a_record_unpacks_to(tmp_path: Path) -> None:
    with Archive(tmp_path, "s", DAY) as archive:
        archive.append(replace(_fetched(1), body=bytes(50_000_000)))
        archive.append(_fetched(2))
    tracemalloc.start()
    with Archive(tmp_path, "s", DAY) as archive:
        kept = archive.append(_fetched(3))
        _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept.archive_file == "s/s-20260102-01.warc.gz"
    assert most < 10_000_000
