"""Any exported file back into an empty catalogue: which of the forms it is, and who reads it."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy.orm import Session

from search.export.bundle import BadBundle, parse_lines, read_bundle
from search.export.records_back import read_records, take_in
from search.words import counted

SQLITE = b"SQLite format 3\x00"


def take_in_file(session: Session, path: Path) -> str:
    """Fill the catalogue; returns what came, in words. Raises BadBundle, leaving nothing behind."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise BadBundle(f"{path} cannot be read ({error.strerror}).") from error
    if start.startswith(SQLITE):
        return _practices(take_in(session, *read_records(path)))
    if not start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
        raise BadBundle(
            f"{path.name} is no file that can be taken in.",
            advice="Take a bundle, practices.jsonl or catalogue.sqlite. CSV and Excel files leave "
            "out too much.",
        )
    with path.open(encoding="utf-8-sig") as lines:
        try:
            if _is_bundle(lines.readline()):
                lines.seek(0)
                return counted(read_bundle(session, lines), "row")
            lines.seek(0)
            return _practices(take_in(session, list(parse_lines(lines))))
        except UnicodeDecodeError as error:
            raise BadBundle(f"{path.name} is not UTF-8 text.") from error


def _practices(number: int) -> str:
    return counted(number, "practice")


def _is_bundle(line: str) -> bool:
    try:
        found = json.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and "format" in found
