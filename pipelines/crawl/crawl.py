"""From a source's declaration to all that its publisher shows: every request, in a fixed order.

No database here: the caller writes what is yielded. How the web is walked is told by `walk.py`,
what was known before by `memory.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePath

from pipelines.crawl.archive import Archive
from pipelines.crawl.declared import Declared
from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.folders import quote_path, read_file, read_folder
from pipelines.crawl.memory import Memory
from pipelines.crawl.outcome import Fetched, Purpose, Validators
from pipelines.crawl.walk import Walk

_NONE: Mapping[str, datetime] = {}


def crawl_source(
    declaration: Declared,
    known: Mapping[str, Validators],
    fetcher: Fetcher,
    archive: Archive,
    revisit: Collection[str] = (),
    resting: Mapping[str, datetime] = _NONE,
) -> Iterator[Fetched]:
    """Yield every request that the source costs, refused ones and robots.txt included.

    `known` holds, by canonical URL, what the last run left; pages that answer 304 are followed by
    the links of their archived body. `revisit` are canonical URLs of pages that were there the last
    time: those that nothing led to any more are asked for at the end. `resting` are canonical URLs
    of pages that need not be asked for now, with when they were last seen: their links are read
    from the archive, and they are asked for all the same where a sitemap says that they changed
    since. Each record is archived before it is yielded. The order is the same for the same world;
    no canonical URL is asked for twice. Raises ArchiveError alone.
    """
    path = declaration.local_path()
    if path is None:
        requests = Walk(declaration, fetcher, Memory(known, resting, archive)).run(revisit)
    else:
        requests = _read_local(declaration, path, known, fetcher, revisit)
    for fetched in requests:
        yield archive.append(fetched)


def _read_local(
    declaration: Declared,
    path: Path,
    known: Mapping[str, Validators],
    fetcher: Fetcher,
    revisit: Collection[str],
) -> Iterator[Fetched]:
    if declaration.kind == "folder":
        yield from read_folder(path, declaration.slug, known.get, fetcher.policy, revisit)
        return
    url = f"folder:{declaration.slug}/{quote_path(PurePath(path.name))}"
    yield read_file(path, Ask(url, Purpose.FILE, validators=known.get(url)), fetcher.policy)
