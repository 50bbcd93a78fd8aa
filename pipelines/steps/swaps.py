"""Pages that changed addresses with one another, without a redirect: documents follow their texts.

A system that numbers its pages anew does so, and whoever swaps two pages. Statements, reviews and
slugs hang on the document: without this, one programme would go on under the name of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.describe import Description
from pipelines.screen.duplicates import shingles_of
from pipelines.steps.described import Described
from practices_db.documents import hash_text, mark_gone, read_text
from practices_db.fetches import departed_since
from practices_db.models import Document, Fetch, Run
from practices_db.moves import move
from practices_db.unread import is_held

_PAGES = frozenset({"html", "pdf", "docx"})
_EDITED = 0.5  # of the runs of words of two texts, when one is the other edited


def follow_texts(
    session: Session,
    source_id: int,
    waiting: Iterable[Fetch],
    stored: Mapping[str, Fetch],
    described: Described,
    at: datetime,
) -> Collection[str]:
    """Let the documents stand where their texts are shown now; the addresses where they came to.

    A page whose place was taken goes on where one was left if that shows it edited. If that shows
    another one, it is gone, and stands beside its last address as no two may stand at it.
    `waiting` are the answers to read, `stored` the last ones by canonical address.
    """
    new = [
        one
        for one in waiting
        if (one.described_by is None or is_held(one)) and stored[one.canonical_url].id == one.id
    ]
    documents, others = _documents(session, source_id, {one.canonical_url for one in new})
    new = [one for one in new if one.canonical_url not in others]
    if not any(one.canonical_url in documents for one in new):
        return ()
    told = {one.canonical_url: _text(described.look(one)) for one in new}
    shown = {url: hash_text(text) if text else "" for url, text in told.items()}
    gone = {
        url for url, one in stored.items() if url in documents and _left(session, one, documents)
    }
    texts = {url: one.text_hash for url, one in documents.items()}
    said = {*shown.values()}
    elsewhere = {url for url in told if url in texts and texts[url] in said}
    edited = {url for url in elsewhere if _alike(read_text(session, texts[url]).content, told[url])}
    ways = find_ways(texts, shown, gone, edited)
    aside = {
        url: f"{url}#left-{documents[url].id}"
        for url, where in ways.items()
        if told.get(where) and shown[where] != texts[url]
        if not _alike(read_text(session, texts[url]).content, told[where])
    }
    ways |= aside
    left = {*gone, *aside.values()}
    _move(session, documents, ways, at)
    mark_gone(session, source_id, [where for where in ways.values() if where in left], at)
    return ways.values()


def find_ways(
    texts: Mapping[str, str],
    shown: Mapping[str, str],
    gone: Collection[str],
    edited: Collection[str] = (),
) -> dict[str, str]:
    """Where the text of each address is shown now, for those that went elsewhere.

    `texts` are hashes by address as they were, `shown` as they are where that changed, "" for what
    cannot be told; `gone` are addresses that show nothing, `edited` those that show much the same
    as before. A text that stood or stands at several addresses is followed nowhere, and one whose
    page goes on edited not to an address that is new: that is a copy for the archive.
    Whose place was taken takes the one that was left.
    """
    left = {*shown, *gone}
    once = {digest for digest, count in Counter(texts.values()).items() if count == 1}
    places = Counter(shown.values())
    where = {digest: url for url, digest in shown.items() if digest and places[digest] == 1}
    ways = {
        url: where[digest]
        for url, digest in texts.items()
        if digest in once and url in left and where.get(digest, url) != url
    }
    for url in {*edited, *gone}:  # where the old address shows nothing, reading finds it itself
        if ways.get(url) not in texts and shown.get(url, "") not in once:
            ways.pop(url, None)
    came = {where: url for url, where in ways.items()}
    taken = [url for url in came if url in texts and url not in ways]
    return ways | {url: _left_place(came, url) for url in taken}


def _left_place(came: Mapping[str, str], taken: str) -> str:
    """The address at the beginning of the chain that ends at `taken`: nobody went there."""
    at = taken
    while at in came:
        at = came[at]
    return at


def _documents(
    session: Session, source_id: int, shown: Collection[str]
) -> tuple[dict[str, Document], set[str]]:
    """The pages of a source that are there, or were until the last run, or whose address shows
    something again, by address; and the addresses of its other documents, which move nowhere and
    make room for none."""
    began = session.scalar(select(func.max(Run.started_at)).where(Run.source_id == source_id))
    pages, others = {}, set()
    for one in session.scalars(select(Document).where(Document.source_id == source_id)):
        url, gone = one.canonical_url, one.gone_on
        recent = gone is None or (began is not None and gone >= began)
        if one.kind not in _PAGES or one.verdict == "list":
            others.add(url)
        elif recent or url in shown:
            pages[url] = one
    return pages, others


def _text(found: object) -> str:
    """A text that is long enough to be told from others."""
    return found.text if isinstance(found, Description) and shingles_of(found.text) else ""


def _alike(one: str, other: str) -> bool:
    first, second = shingles_of(one), shingles_of(other)
    return len(first & second) >= _EDITED * len(first | second)


def _left(session: Session, fetch: Fetch, documents: Mapping[str, Document]) -> bool:
    gone = documents[fetch.canonical_url].gone_on is not None
    return gone and departed_since(session, fetch) is not None


def _move(
    session: Session, documents: Mapping[str, Document], ways: Mapping[str, str], at: datetime
) -> None:
    """All of them at once: no two documents of a source may stand at one address meanwhile."""
    going: Sequence[tuple[Document, str]] = [(documents[url], ways[url]) for url in sorted(ways)]
    left = [document.canonical_url for document, _ in going]
    for document, _ in going:
        document.canonical_url = f"{document.canonical_url}#moving-{document.id}"
    session.flush()
    for (document, where), url in zip(going, left, strict=True):
        document.canonical_url = url
        move(document, where, at)
    session.flush()
