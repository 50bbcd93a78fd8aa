"""Reading one archived answer into documents: a page and what it lists, or a dataset's rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipelines.crawl.archive import ArchiveError
from pipelines.describe import Description, Unreadable
from pipelines.screen import screen, tells_who_helps
from pipelines.stand_ins import stands_in
from pipelines.steps.crowds import is_waited_for
from pipelines.steps.dataset_rows import read_dataset
from pipelines.steps.listed import keep_listed
from pipelines.steps.masks import Masks
from pipelines.steps.reader import Reader
from practices_db.documents import Change, find_document, mark_gone
from practices_db.fetches import departed_since
from practices_db.models import Fetch, Run
from practices_db.unread import hold_back, read_as

COSMETIC = "cosmetic"
_INSTEAD = (
    "The page shows {} in place of its text. What was known of it stays; look at the address."
)


def read_answer(reader: Reader, fetch: Fetch, method: str) -> list[str]:
    """What came of one archived answer, and of the addresses that left with it."""
    session, source_id = reader.session, reader.source_id
    read = read_dataset if reader.declared.kind == "dataset" else _read_page
    left = departed_since(session, fetch)
    kept = left is not None and _is_kept(reader, fetch.canonical_url)
    try:
        came = [] if _stands_elsewhere(reader, fetch, left) else list(read(reader, fetch))
    except ArchiveError as error:
        return [reader.trouble(fetch.canonical_url, "archive", str(error))]
    # Not on `fetch`: that is the old state.
    row = session.get_one(Fetch, fetch.id)
    row.described_by = read_as(method, reader.left_to, aside=reader.aside)
    if reader.held:
        row.described_by = hold_back(method)
    if left and not kept:
        mark_gone(session, source_id, [fetch.canonical_url], left)
    return came


def _is_kept(reader: Reader, url: str) -> bool:
    """Whether a page that left still counts as present, since most of its site left with it."""
    if not is_waited_for(reader.session, reader.source_id, reader.at):
        return False
    document = find_document(reader.session, reader.source_id, url)
    return document is not None and document.gone_on is None


def pass_over(reader: Reader, fetch: Fetch, method: str, masks: Masks) -> str:
    """What becomes of an answer that shows the text of many pages: it is looked at again in the
    next run, or in the end its page counts as gone. One that no longer stands tells nothing."""
    row = reader.session.get_one(Fetch, fetch.id)
    if masks.patient and fetch.id in masks.standing:
        row.described_by = hold_back(method)
        return "held_back"
    row.described_by = read_as(method, aside=True)
    if fetch.id not in masks.standing:
        return "passed_over"
    gone = mark_gone(reader.session, reader.source_id, [fetch.canonical_url], reader.at)
    return "gone" if gone else "passed_over"


def _stands_elsewhere(reader: Reader, fetch: Fetch, left: datetime | None) -> bool:
    """Whether the document that this answer made stands elsewhere: read once more, it would be
    two. A domain that was left tells so in a run that failed, so in none that counts."""
    url = fetch.canonical_url
    run = reader.session.get_one(Run, fetch.run_id)
    if fetch.described_by is None or not (left or reader.moves.took_along(url, run.started_at)):
        return False
    return find_document(reader.session, reader.source_id, url) is None


def _read_page(reader: Reader, fetch: Fetch) -> Iterator[str]:
    """One answer is one document, and one for each programme that it lists; none where it only
    points elsewhere or cannot be read."""
    url = fetch.canonical_url
    found = reader.describe(fetch)
    if isinstance(found, Unreadable):
        reader.aside = True
        if found.reason == "missing":
            yield from ["gone"] * mark_gone(reader.session, reader.source_id, [url], reader.at)
        yield reader.trouble(url, found.reason, found.detail)
    elif (shown := _instead(found)) and not tells_who_helps(found):
        reader.aside = True
        yield reader.trouble(url, "stand-in", _INSTEAD.format(shown))
    elif found.links_to_stub:
        reader.aside = True
        yield "stub"
    elif found.noindex:
        reader.aside = True
        yield reader.trouble(url, "noindex", "The page asks not to be kept in any index.")
    elif original := reader.originals.find(reader.session, url, found):
        reader.left_to = original.id
        yield "duplicate"
    elif reader.originals.is_visit(reader.session, url, found):
        reader.aside = True
        yield "duplicate"
    else:
        verdict = screen(found)
        change = reader.keep(url, found, (verdict.verdict, verdict.score, verdict.reason))
        reader.originals.hold(url, found)
        yield _for_a_page(change, fetch)
        yield from keep_listed(reader, url, found, verdict.verdict)


def _instead(found: Description) -> str:
    """What the page shows in place of its text, as its heading, its head or its opening say."""
    return stands_in(found.title, found.text) or stands_in(found.head, found.text)


def _for_a_page(change: str, fetch: Fetch) -> str:
    """The same text under another menu is a cosmetic change; read once more, it is none."""
    if change != Change.UNCHANGED:
        return change
    return COSMETIC if fetch.described_by is None else "read_again"
