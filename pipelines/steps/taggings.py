"""Texts tagged one after another while the sentences of the next ones are encoded.

Only the order of the work belongs here; what becomes of a tagging is the business of practices.py.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from language.tagger import Prepared, Tagger, Tagging, open_tagger, prepare_texts
from pipelines.installation import Installation
from pipelines.steps.untagged import read_untagged
from practices_db.engine import catalogue_session

_TOGETHER = 16
"""Documents whose sentences are encoded in one go: fuller batches."""
_FIRST = 2
"""As many are in the first group, so that the encoder soon has something to do; each has twice as
many as the one before it."""
_AHEAD = 3
"""Groups that are read before their turn, so that the encoder never waits for words."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was read in one document, and in which of its texts."""

    document: int
    text_hash: str
    tagging: Tagging


@dataclass(frozen=True, slots=True)
class _Group:
    """Documents that were read and whose sentences are being encoded."""

    documents: Sequence[int]
    hashes: Sequence[str]
    prepared: Prepared
    tagger: Future[Tagger]


def tag_ahead(installation: Installation, waiting: Sequence[int]) -> Generator[Tagged]:
    """Tag the documents in their order; the next ones are read and encoded meanwhile."""
    if not waiting:
        return
    # One thread that encodes and one for what Python does: more would take its lock from one
    # another at every small step.
    pool = ThreadPoolExecutor(1, thread_name_prefix="encode")
    opening = pool.submit(open_tagger, installation.settings)

    def encode(prepared: Prepared) -> Tagger:
        tagger = opening.result()
        tagger.encode(prepared)
        return tagger

    def read(documents: Sequence[int]) -> _Group:
        with catalogue_session(installation.engine) as session:
            hashes, texts = zip(*read_untagged(session, documents), strict=True)
        prepared = prepare_texts(texts)
        return _Group(documents, hashes, prepared, pool.submit(encode, prepared))

    groups = map(read, _grouped(waiting))
    try:
        ahead = deque(islice(groups, _AHEAD))
        while ahead:
            group = ahead.popleft()
            ahead.extend(islice(groups, 1))
            taggings = group.tagger.result().tag_prepared(group.prepared)
            together = zip(group.documents, group.hashes, taggings, strict=True)
            yield from (Tagged(*one) for one in together)
    finally:
        pool.shutdown(cancel_futures=True)


def _grouped(waiting: Sequence[int]) -> Iterator[Sequence[int]]:
    at, size = 0, _FIRST
    while at < len(waiting):
        yield waiting[at : at + size]
        at, size = at + size, min(2 * size, _TOGETHER)
