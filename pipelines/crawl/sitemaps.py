"""Lists of pages: sitemaps (also packed, as text, or with broken namespaces), RSS and Atom.

Only addresses are taken out of them, by the local names of their elements, so that a wrong or
missing namespace does no harm. Entities are never expanded and nothing outside is loaded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from pipelines.crawl.addresses import join_url
from pipelines.crawl.policy import MEGABYTE
from pipelines.crawl.reasons import Reason, Stopped

UNPACKED_BYTES = 52 * MEGABYTE  # the protocol allows 50 MiB
MOST_ENTRIES = 50_000  # the protocol's limit for one sitemap
_INDEX_ROOTS = frozenset({"urlset", "sitemapindex", "rss", "RDF", "feed"})
_ENTRIES = frozenset({"url", "sitemap", "item", "entry"})
_PAGED = frozenset({"next", "prev-archive"})  # RFC 5005: where a feed goes on
_DATES = frozenset({"lastmod", "updated", "pubDate", "date"})
_GZIP = b"\x1f\x8b"
_MOST_NOISE = 20_000
_MOST_MEMBERS = 10_000  # those who pack by blocks take 64 KB and more for each
_PIECE = 65_536
_MOST_WRAPPINGS = 3  # packed as a file, and once more by a server that packs all files
# An ampersand that opens no entity; the parser would mend it by leaving out what follows it.
# A CDATA section that never ends is one to the end, else each of many would be looked through.
_BARE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:#\d{1,9}|#x[0-9a-f]{1,9}|[a-z][a-z0-9]{0,31});)",
    re.I | re.S,
)
_ROOT = re.compile(rb"<(?:urlset|sitemapindex|rss|rdf:RDF|feed)\b", re.I)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in a list: its absolute address, when it changed as written, its other languages."""

    url: str
    changed: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageList:
    """What a sitemap or feed lists: pages, further sitemaps where it is an index, and `next`, where
    a feed in pages goes on.
    """

    pages: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    cut: bool = False
    next: str | None = None


def read_page_list(body: bytes, url: str) -> PageList:
    """The addresses in a sitemap or feed fetched from `url`, in their order, none twice.

    At most 50,000 (`cut` says whether there were more). Raises Stopped (malformed, size, decode)
    for a body that is none of these.
    """
    for _ in range(_MOST_WRAPPINGS):
        body = _gunzip(body) if body.startswith(_GZIP) else body
    if not _is_xml(body):
        return _read_text(body, url)
    body = _escaped(_from_its_start(body))
    pages: dict[str, Entry] = {}
    sitemaps: dict[str, Entry] = {}
    following = None
    for name, entry in _entries(body, url):
        if name == "link":
            following = following or entry.url
            continue
        found = sitemaps if name == "sitemap" else pages
        found.setdefault(entry.url, entry)
        if len(pages) + len(sitemaps) > MOST_ENTRIES:
            break
    cut = len(pages) + len(sitemaps) > MOST_ENTRIES
    return PageList(tuple(pages.values()), tuple(sitemaps.values()), cut, following)


def _is_xml(body: bytes) -> bool:
    head = body[:200]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\x00", b"").lstrip().startswith(b"<")


def _from_its_start(body: bytes) -> bytes:
    """The list without the warnings that a server's programs print before it."""
    start = body.find(b"<?xml", 0, _MOST_NOISE)
    # In a list without a declaration of its own these letters may stand in an entry.
    return body[start:] if start > 0 and not _ROOT.search(body, 0, start) else body


def _escaped(body: bytes) -> bytes:
    if b"\x00" in body:  # UTF-16: one letter more would put all others out of step
        return body
    return _BARE.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], body)


def _entries(body: bytes, url: str) -> Iterator[tuple[str, Entry]]:
    """(local name, entry) of each entry; elements are dropped as they are read."""
    events = etree.iterparse(
        BytesIO(body.lstrip()),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        first = next(iter(events), None)
        if first is None or _local(first[1]) not in _INDEX_ROOTS:
            raise Stopped(Reason.MALFORMED, "neither a sitemap nor a feed")
        found = False
        for event, element in events:
            if event == "end" and _local(element) in _ENTRIES:
                if entry := _entry(element, url):
                    found = True
                    yield _local(element), entry
                element.clear()
            elif event == "end" and (following := _following(element, url)):
                yield "link", Entry(following)
        # The parser mends what it can; where nothing came of it, that is worth telling.
        if not found and (errors := list(events.error_log)):
            raise Stopped(Reason.MALFORMED, f"broken XML: {errors[0].message}"[:300])
    except etree.LxmlError as error:
        raise Stopped(Reason.MALFORMED, f"broken XML: {error}"[:300]) from None


def _following(element: etree._Element, base: str) -> str | None:
    """Where a feed goes on, if this is its own link that says so."""
    parent = element.getparent()
    if _local(element) != "link" or element.get("rel") not in _PAGED or parent is None:
        return None
    own = _local(parent) in {"feed", "channel"}
    return join_url(_base_of(element, base), element.get("href", "")) if own else None


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _entry(element: etree._Element, base: str) -> Entry | None:
    children = [(_local(child), child) for child in element]
    href, inner = _link(children) or (_own_text(element), element)
    address = join_url(_base_of(inner, base), href) if href else None
    if address is None:
        return None
    changed = next((_text(child) for name, child in children if name in _DATES), None)
    others = [
        (child.get("hreflang"), join_url(base, child.get("href", "")))
        for name, child in children
        if name == "link" and child.get("hreflang")
    ]
    return Entry(address, changed, tuple((lang, url) for lang, url in others if url))


def _base_of(element: etree._Element, url: str) -> str:
    """What a relative address there is relative to: `xml:base`, of its parents too."""
    return (join_url(url, element.base) if element.base else None) or url


def _link(children: list[tuple[str, etree._Element]]) -> tuple[str, etree._Element] | None:
    """The entry's address and where it stands: `loc`, or the `link` that is the page itself, or a
    guid that is one.
    """
    for name, child in children:
        if name == "loc" and _text(child):
            return _text(child), child
    for name, child in children:
        is_own = child.get("rel", "alternate") == "alternate" and not child.get("hreflang")
        if name == "link" and is_own and (found := child.get("href") or _text(child)):
            return str(found), child
    for name, child in children:
        if name == "guid" and _text(child).startswith(("http://", "https://")):
            return _text(child), child
    return None


def _own_text(element: etree._Element) -> str | None:
    """An address written without `loc`, as some generators of sitemap indexes do."""
    text = (element.text or "").strip()
    return text if text.startswith(("http://", "https://")) else None


def _text(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


def _read_text(body: bytes, url: str) -> PageList:
    """A text sitemap: one address a line, nothing else."""
    encoding = "utf-16" if body.startswith(_BOMS[1:]) else "utf-8-sig"
    lines = [line.strip() for line in body.decode(encoding, errors="replace").splitlines()]
    lines = [line for line in lines if line]
    found = dict.fromkeys(
        address
        for line in lines
        if line.startswith(("http://", "https://")) and (address := join_url(url, line))
    )
    if not found:
        raise Stopped(Reason.MALFORMED, "neither a sitemap nor a feed nor a list of addresses")
    pages = tuple(Entry(address) for address in found)
    return PageList(pages[:MOST_ENTRIES], cut=len(pages) > MOST_ENTRIES)


def _gunzip(body: bytes) -> bytes:
    """All that is packed, also in several members one after the other."""
    data = bytearray()
    at = members = 0
    while body.startswith(_GZIP, at):
        if (members := members + 1) > _MOST_MEMBERS:
            raise Stopped(Reason.SIZE, f"more than {_MOST_MEMBERS} packed parts")
        at = _inflate(body, at, data)
    return bytes(data)


def _inflate(body: bytes, at: int, data: bytearray) -> int:
    """Add to `data` what is packed in the member at that place; the place behind it.

    Piece by piece: what zlib leaves over it copies, and of many members it would be all the rest.
    """
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    while at < len(body) and not inflater.eof:
        piece = body[at : at + _PIECE]
        try:
            data += inflater.decompress(piece, UNPACKED_BYTES - len(data) + 1)
        except zlib.error as error:
            raise Stopped(Reason.DECODE, f"gzip: {error}") from None
        if len(data) > UNPACKED_BYTES:
            raise Stopped(Reason.SIZE, f"more than {UNPACKED_BYTES} bytes after decompression")
        at += len(piece) - len(inflater.unused_data)
    return at
