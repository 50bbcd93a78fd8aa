"""A first declaration for an address, for a person to complete. What a look at it shows goes
before what the address looks like; fetching is in `looking.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import yaml

from pipelines.sources.declaration import is_web_address
from pipelines.sources.reading import InvalidDeclaration, check_record
from practices_db.errors import PracticesError

_KIND_BY_SUFFIX = {
    ".csv": "dataset",
    ".json": "dataset",
    ".jsonl": "dataset",
    ".tsv": "dataset",
    ".xlsx": "dataset",
    ".zip": "dataset",
    ".rss": "feed",
    ".atom": "feed",
}
_PAGES = {".html", ".htm", ".pdf", ".docx", ".txt"}


class DeclarationExists(PracticesError):
    """There is a file of that name already; it is never written over."""


class NotAnAddress(PracticesError):
    """What should become a source is neither a web address nor a file or folder here."""


def write_declaration(
    url: str, folder: Path, given: Mapping[str, object], seen: Mapping[str, object] | None = None
) -> Path:
    """Write `<slug>.yml` for a web address, a file or a folder; what is not given is guessed.

    `given` holds fields of a declaration that the person named; None counts as not given. `seen`
    are those that a look at the address showed; a value there that cannot be used is left out.
    All else is guessed from the address, and `licence` is `unknown`: complete both by hand.
    Returns the file. Raises NotAnAddress, DeclarationExists, or InvalidDeclaration where a
    value given cannot be used (nothing is written then).
    """
    url = _settled(url)
    record: dict[str, object] = {
        "slug": guess_slug(url),
        "kind": guess_kind(url),
        "title": guess_title(url),
        "publisher": guess_title(url),
        "url": url,
        "licence": "unknown",
    }
    for key, value in (seen or {}).items():
        if value and not check_record({**record, key: value}, folder):
            record[key] = value
    record |= {key: value for key, value in given.items() if value is not None}
    return _write_new(folder / f"{record['slug']}.yml", record)


def guess_slug(url: str) -> str:
    """Host and last word of the path: `https://www.seet.ch/de/ueber` -> `seet-ch-ueber`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    last = PurePosixPath(parts.path).stem
    words = re.findall(r"[a-z0-9]+", f"{host} {last}".lower())
    return "-".join(words)[:60].strip("-") or "source"


def guess_kind(url: str) -> str:
    """The kind that an address looks like; `website` where nothing tells."""
    if not is_web_address(url) and Path(url).is_dir():
        kinds = {file.suffix.lower() for file in Path(url).iterdir() if file.is_file()}
        return "dataset" if ".csv" in kinds and not kinds & _PAGES else "folder"
    path = PurePosixPath(urlsplit(url).path.lower())
    if path.suffix in _KIND_BY_SUFFIX:
        return _KIND_BY_SUFFIX[path.suffix]
    if path.name.startswith("sitemap") and path.suffix in {".xml", ".gz", ".txt"}:
        return "sitemap"
    return "feed" if path.name in {"feed", "rss", "feed.xml", "rss.xml", "atom.xml"} else "website"


def guess_title(url: str) -> str:
    """The host of an address, or the name of a file or folder."""
    return (urlsplit(url).hostname or Path(url).stem).removeprefix("www.")


def _settled(url: str) -> str:
    if is_web_address(url):
        return url
    here = Path(url).expanduser()
    if here.exists():
        return str(here.resolve())
    raise NotAnAddress(
        f"`{url}` is neither a web address nor a file or folder here.",
        advice="Write all of the address, such as https://example.org/mentoring.",
    )


def _write_new(path: Path, record: dict[str, object]) -> Path:
    problems = check_record(record, path)
    if problems:
        raise InvalidDeclaration(problems)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(_line(key, value) for key, value in record.items())
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise DeclarationExists(
            f"{path} exists already.", advice="Edit it, or give another name with --slug."
        ) from None
    return path


def _line(key: str, value: object) -> str:
    flow = None if isinstance(value, list | tuple | dict) else False
    return yaml.safe_dump(
        {key: value}, default_flow_style=flow, allow_unicode=True, width=1000, sort_keys=False
    )
