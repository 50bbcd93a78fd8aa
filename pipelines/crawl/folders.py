"""Sources that are files on this machine: a folder of pages, or one data file."""

from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipelines.crawl import sniff
from pipelines.crawl.exchange import PAGE_TYPES, Ask
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Validators
from pipelines.crawl.policy import Policy
from pipelines.crawl.reasons import Reason, Stopped

Known = Callable[[str], Validators | None]


def read_folder(
    folder: Path, slug: str, known: Known, policy: Policy, revisit: Collection[str] = ()
) -> Iterator[Fetched]:
    """Every file below a folder, in the order of its path; hidden files are left out.

    Files are known as `folder:<slug>/<path>`, so that the catalogue is the same on every machine.
    Links that lead out of the folder are refused. Those of `revisit` that are no longer there are
    missing, unless the whole folder is empty, as a disk that is not mounted looks.
    """
    if not folder.is_dir():
        ask = Ask(f"folder:{slug}/", Purpose.PAGE)
        yield ask.ended(Reason.UNREADABLE, f"{folder} is no folder")
        return
    root, met = folder.resolve(), set()
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inner.parts):
            ask = Ask(f"folder:{slug}/{quote_path(inner)}", Purpose.PAGE)
            ask = replace(ask, validators=known(ask.url))
            met.add(ask.url)
            if path.resolve().is_relative_to(root):
                yield read_file(path, ask, policy)
            else:
                yield ask.ended(Reason.OUT_OF_SCOPE, "a link that leads out of the folder")
    for url in sorted(set(revisit) - met) if met else []:
        yield Ask(url).ended(Reason.MISSING, "it was there the last time")


def quote_path(path: PurePath) -> str:
    """A path as part of an address; names that are no UTF-8 by the bytes that they are made of."""
    return quote(os.fsencode(path.as_posix()))


def read_file(path: Path, ask: Ask, policy: Policy) -> Fetched:
    """One file as if it had been fetched; UNCHANGED where its content is the one known.

    A folder stands for the CSV tables in it.
    """
    started = time.monotonic()
    try:
        answer = _read(path, ask, policy.body_limit(ask.purpose))
    except Stopped as stop:
        answer = ask.ended(stop.reason, stop.detail)
    except OSError as error:
        answer = ask.ended(Reason.UNREADABLE, error.strerror or str(error))
    return replace(answer, elapsed_ms=round((time.monotonic() - started) * 1000))


def _read(path: Path, ask: Ask, limit: int) -> Fetched:
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files)
    if size > limit:
        raise Stopped(Reason.SIZE, f"{size} bytes, {limit} taken at most")
    data = _packed(files) if path.is_dir() else path.read_bytes()
    if not data:
        raise Stopped(Reason.EMPTY, "an empty file")
    kind = _kind(path, data, ask.purpose)
    digest = hashlib.sha256(data).hexdigest()
    same = ask.validators is not None and ask.validators.sha256 == digest
    return replace(
        ask.ended(Reason.EMPTY, ""),
        outcome=Outcome.UNCHANGED if same else Outcome.STORED,
        reason=None,
        body=None if same else data,
        content_type=kind,
        size=len(data),
        sha256=digest,
    )


def _packed(tables: list[Path]) -> bytes:
    """A folder of tables as one zip; the same tables make the same bytes."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for table in tables:
            archive.writestr(ZipInfo(table.name), table.read_bytes(), ZIP_DEFLATED)
    return packed.getvalue() if tables else b""


def _kind(path: Path, data: bytes, purpose: Purpose) -> str:
    declared = {".csv": sniff.CSV, ".json": sniff.JSON, ".jsonl": sniff.JSON, ".xml": sniff.XML}
    kind = sniff.sniff_type(data[: sniff.SNIFFED_BYTES], declared.get(path.suffix.lower()))
    kind = sniff.sniff_zip(data) if kind == sniff.ZIP else kind
    if kind not in (PAGE_TYPES if purpose is Purpose.PAGE else sniff.READABLE):
        raise Stopped(Reason.TYPE, f"the content is {kind}")
    return kind
