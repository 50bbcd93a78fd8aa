"""The words of all languages, made ready for queries once and kept as a file.

To read tens of thousands of patterns from the vocabulary takes a process two seconds, to read this
file a hundredth of that: it is grouped by how words begin, and only groups that stand in a query
are taken apart. What is found is what a `PhraseFinder` of all entries finds without accents, and
what only a query says by a word (`lexicon/asked.yml`).
"""

from __future__ import annotations

import hashlib
import json
import logging
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import practices_db.vocabulary
from language.tagger.context import all_entries, asked_entries
from language.tagger.finder import (
    Entry,
    Hit,
    Matcher,
    in_order,
    split_pattern,
    verify,
)
from language.tagger.folding import Folded, fold_plainly, fold_word, strip_accents
from practices_db.vocabulary.read import hash_files

_BEGINNING = 4
"""Letters by which words are grouped; a shorter word is a group of its own."""
_INSIDE = "*"
"""Stands before the beginning of words that may begin inside another."""
_NAME = "query-words-"
_HERE = Path(__file__).parent
_SOURCES = (_HERE, _HERE / "lexicon", Path(practices_db.vocabulary.__file__).parent)
"""What the words depend on: the files of vocabulary and lexicon, and the code that reads them."""

_Group: TypeAlias = Mapping[int, Mapping[str, list[Matcher]]]
"""By the length of their literal beginning, then by that: how each pattern goes on."""

log = logging.getLogger(__name__)


class QueryWords:
    """Finds every pattern of the vocabulary in a short text."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        inside = {one: words for one, words in lines.items() if one.startswith(_INSIDE)}
        self._at_starts = _Groups({one: lines[one] for one in lines.keys() - inside.keys()})
        self._anywhere = _Groups({one[1:]: words for one, words in inside.items()})

    def find(self, text: str) -> list[Hit]:
        """List all hits in order of start, longest first; accents may be missing in the text."""
        return sorted(set(self._found(fold_plainly(text))), key=in_order)

    def _found(self, folded: Folded) -> Iterator[Hit]:
        inside = False
        for start, sign in enumerate(folded.text):
            if not inside:
                yield from self._at_starts.found(folded, start)
            yield from self._anywhere.found(folded, start)
            inside = sign.isalnum()


class _Groups:
    """Words by how they begin; a group is taken apart when a text first has its beginning."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._lengths = sorted({len(one) for one in lines})
        self._parsed: dict[str, _Group] = {}

    def found(self, folded: Folded, start: int) -> Iterator[Hit]:
        """What stands at this place of a text."""
        text = folded.text
        for length in self._lengths:
            beginning = text[start : start + length]
            if beginning not in self._lines:
                continue
            for letters, literals in self._group(beginning).items():
                end = start + letters
                if matchers := literals.get(text[start:end]):
                    yield from verify(folded, start, end, matchers)

    def _group(self, beginning: str) -> _Group:
        if beginning not in self._parsed:
            self._parsed[beginning] = _parse(self._lines[beginning])
        return self._parsed[beginning]


@lru_cache(maxsize=4)
def open_query_words(folder: Path | None = None) -> QueryWords:
    """Open the words that are kept in `folder`, made and written now if they are not there.

    Without a folder, or where nothing can be written, they are made for this process alone.
    """
    if folder is None:
        return QueryWords(_make_lines())
    path = folder / f"{_NAME}{_version()}.tsv"
    lines = _read(path)
    if lines is None:
        lines = _make_lines()
        _keep(path, lines)
    return QueryWords(lines)


def _make_lines() -> dict[str, str]:
    grouped: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for entry in (*all_entries(), *asked_entries()):
        literal, matcher = split_pattern(entry, strip_accents(fold_word(entry.pattern)))
        told = [*entry[:3], sorted(entry.language_codes), matcher.open_left, matcher.rest]
        group = (_INSIDE if matcher.open_left else "") + literal[:_BEGINNING]
        grouped[group][literal].append(told)
    return {one: json.dumps(words, ensure_ascii=False) for one, words in grouped.items()}


def _parse(line: str) -> _Group:
    group: dict[int, dict[str, list[Matcher]]] = defaultdict(dict)
    for literal, told in json.loads(line).items():
        group[len(literal)][literal] = [
            Matcher(Entry(facet, code, pattern, frozenset(codes)), open_left, rest)
            for facet, code, pattern, codes, open_left, rest in told
        ]
    return group


def _read(path: Path) -> dict[str, str] | None:
    """None where the file is not there or is not what was written."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        log.warning("%s is damaged; it is made anew", path)
        return None
    lines = (line.partition("\t") for line in body.decode().split("\n"))
    return {beginning: words for beginning, _, words in lines}


def _keep(path: Path, lines: Mapping[str, str]) -> None:
    """Write the file by one rename and remove those of other versions, which nobody reads twice."""
    body = "\n".join(f"{beginning}\t{words}" for beginning, words in lines.items()).encode()
    digest = hashlib.sha256(body).hexdigest().encode()
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(digest + b"\n" + body)
        draft.replace(path)
        for old in (*path.parent.glob(f"{_NAME}*"), *path.parent.glob(f".{_NAME}*")):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError as reason:
        log.info("words for queries cannot be kept in %s: %s", path.parent, reason)
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@cache
def _version() -> str:
    files = (path for folder in _SOURCES for path in folder.iterdir())
    return hash_files(sorted(path for path in files if path.suffix in {".py", ".yml"}))
