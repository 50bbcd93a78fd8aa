"""Passages embedded while the next pages are still being asked for and read.

A crawl is mostly waiting and reading keeps one core busy: the encoder has the rest. Whatever is
not embedded when the index is made is embedded then, so nothing depends on this but time.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import Empty, Full, Queue
from threading import Event, Thread

from sqlalchemy import Engine, select

from pipelines.describe import Description
from pipelines.installation import Installation
from practices_db.engine import catalogue_session
from practices_db.models import Document
from practices_db.settings import Settings

_MOST_WAITING = 10_000
"""Texts, some 20 MB; what comes when so many wait is left to the index."""
_TOGETHER = 16
"""Passages that are encoded in one go: who stops by hand waits for no more than these."""
_MOST_UNKEPT = 64
"""As many times these are encoded while a long transaction of others keeps them from being written:
1.5 MB of vectors."""

Passages = Mapping[str, str]
"""What is indexed of a text's passages, by their hashes."""

logger = logging.getLogger(__name__)


class EmbeddingAhead:
    """Takes texts while they are read and embeds them in a thread of its own, which begins with
    the first, or before it where the catalogue is empty: a run that finds nothing new opens no
    encoder.
    """

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.before: set[str] | None = None
        """The hashes that had vectors before this run; None as long as no text was taken."""
        self._engine, self._settings = engine, settings
        self._waiting: Queue[Passages | None] = Queue(_MOST_WAITING)
        self._stopping = Event()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Open the encoder and wait for texts, unless that has begun."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="embed-ahead", daemon=True)
            self._thread.start()

    def take(self, read: Description) -> None:
        """Embed what has been read when there is time."""
        from search.index.store import indexed_passages

        self.begin()
        sections = [section.as_dict() for section in read.sections]
        with suppress(Full):
            self._waiting.put_nowait(indexed_passages(read.text, sections))

    def stop(self) -> None:
        """Leave all that waits; comes back when the passages under way are kept."""
        if self._thread is None:
            return
        self._stopping.set()
        with suppress(Full):  # then it is not waiting for more
            self._waiting.put_nowait(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._embed_all()
        except Exception:  # whatever it is, the index meets it again and says so to whoever runs
            logger.info("embedding ahead has ended early", exc_info=True)

    def _embed_all(self) -> None:
        from search.index.deferred import bulk_encoder
        from search.index.store import keep_vectors, read_known

        encoder = bulk_encoder(self._settings)
        encoder.count_tokens([""])  # opens it, which takes a second
        known = read_known(self._engine, encoder.name)
        self.before = set(known)
        unkept: deque[Future[None]] = deque()
        # In a thread of its own: a dataset is read in one transaction, for which this would wait.
        with ThreadPoolExecutor(1, thread_name_prefix="keep-vectors") as keeper:
            for part in self._parts(known):
                vectors = encoder.encode_passages(list(part.values()))
                unkept.append(
                    keeper.submit(keep_vectors, self._engine, list(part), vectors, encoder.name)
                )
                if len(unkept) > _MOST_UNKEPT:
                    unkept.popleft().result()
        for kept in unkept:
            kept.result()

    def _parts(self, known: set[str]) -> Iterator[Passages]:
        """What is to be encoded in one go, until told to stop; added to what is known."""
        while passages := self._next():
            fresh = [pair for pair in passages.items() if pair[0] not in known]
            for start in range(0, len(fresh), _TOGETHER):
                if self._stopping.is_set():  # a long report has hundreds
                    return
                part = dict(fresh[start : start + _TOGETHER])
                yield part
                known |= part.keys()

    def _next(self) -> Passages:
        """The passages of one text, of more where they are short; none when it is to stop."""
        together: dict[str, str] = {}
        while len(together) < _TOGETHER and not self._stopping.is_set():
            try:
                one = self._waiting.get(block=not together)
            except Empty:
                break
            together |= one or {}
        return {} if self._stopping.is_set() else together


@contextmanager
def embedding_ahead(installation: Installation) -> Iterator[Installation]:
    """The installation with somebody who embeds what is read, until the block ends."""
    embedder = EmbeddingAhead(installation.engine, installation.settings)
    with catalogue_session(installation.engine) as session:
        if session.scalar(select(Document.id).limit(1)) is None:
            embedder.begin()
    try:
        yield replace(installation, embedder=embedder)
    finally:
        embedder.stop()
