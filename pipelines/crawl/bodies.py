"""Reading a response's body within limits: on the wire, after decompression and by its type."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from urllib3 import BaseHTTPResponse

from pipelines.crawl import sniff
from pipelines.crawl.reasons import Reason, Stopped

_CHUNK = 65_536
_MOST_DIGITS = 18
_FOREIGN = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "bzip2", "xz"})
_MOST_PACKINGS = 2
_WBITS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


@dataclass(frozen=True, slots=True)
class Body:
    """A whole body after decompression, and what it was found to be."""

    data: bytes
    content_type: str


def read_body(
    raw: BaseHTTPResponse, limit: int, accepted: frozenset[str] | None, *, cut: bool = False
) -> Body:
    """The body of an open response, at most `limit` bytes on the wire and as many unpacked.

    `accepted` are the sniffed types that are taken (None: all); a wrong one is noticed in the first
    bytes, so that no film is fetched to the end. With `cut`, a longer body is not refused but cut
    (robots.txt). Raises Stopped (size, type, decode, truncated), or urllib3's errors.
    """
    declared = raw.headers.get("content-type")
    if not cut:
        _refuse_announced(raw, limit)
    data = bytearray()
    for piece in _unpacked(raw, limit):
        checked = len(data) >= sniff.SNIFFED_BYTES
        data += piece
        if not checked and len(data) >= sniff.SNIFFED_BYTES:
            _refuse_early(bytes(data[: sniff.SNIFFED_BYTES]), declared, accepted)
        if len(data) > limit:
            if cut:
                return Body(bytes(data[:limit]), sniff.TEXT)
            raise Stopped(Reason.SIZE, f"more than {limit} bytes after decompression")
    kind = sniff.sniff_type(bytes(data[: sniff.SNIFFED_BYTES]), declared)
    if kind == sniff.ZIP:
        kind = sniff.sniff_zip(bytes(data))
    _refuse_type(kind, accepted)
    return Body(bytes(data), kind)


def _refuse_announced(raw: BaseHTTPResponse, limit: int) -> None:
    announced = announced_bytes(raw)
    if announced is not None and announced > limit:
        raise Stopped(Reason.SIZE, f"{announced} bytes announced, {limit} taken at most")


def announced_bytes(raw: BaseHTTPResponse) -> int | None:
    """The length that the answer announces, None where that is no number."""
    written = raw.headers.get("content-length", "").strip()[:_MOST_DIGITS]
    return int(written) if written.isascii() and written.isdigit() else None


def _refuse_early(head: bytes, declared: str | None, accepted: frozenset[str] | None) -> None:
    kind = sniff.sniff_type(head, declared)
    if kind != sniff.ZIP:  # what a zip holds is written at its end
        _refuse_type(kind, accepted)


def _refuse_type(kind: str, accepted: frozenset[str] | None) -> None:
    if accepted is not None and kind not in accepted:
        raise Stopped(Reason.TYPE, f"the content is {kind}")


def _unpacked(raw: BaseHTTPResponse, limit: int) -> Iterator[bytes]:
    pieces = _wire_pieces(raw, limit)
    for encoding in reversed(_packings(raw.headers.get("content-encoding", ""))):
        pieces = _bounded(_inflated(pieces, encoding), limit)
    return pieces


def _packings(header: str) -> list[str]:
    """How a body was packed, in that order. What is no packing (`utf-8`, `aws-chunked`) is passed
    over, as browsers do.
    """
    named = [name.strip(' "').lower() for name in header.split(",")]
    found = [name for name in named if name in _WBITS]
    foreign = [name for name in named if name in _FOREIGN]
    if foreign or len(found) > _MOST_PACKINGS:
        raise Stopped(Reason.DECODE, f"unknown Content-Encoding `{header[:40]}`")
    return found


def _bounded(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """What is packed twice may be a bomb within."""
    taken = 0
    for piece in pieces:
        taken += len(piece)
        yield piece
        if taken > limit:
            raise Stopped(Reason.SIZE, f"more than {limit} bytes after decompression")


def _wire_pieces(raw: BaseHTTPResponse, limit: int) -> Iterator[bytes]:
    taken = 0
    # read1 returns what one receive brought: read would wait for a whole chunk of a dripping body.
    while piece := raw.read1(_CHUNK, decode_content=False):
        taken += len(piece)
        yield piece
        if taken > limit:
            raise Stopped(Reason.SIZE, f"more than {limit} bytes on the wire")


def _inflated(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Unpacked pieces of at most _CHUNK bytes, so that a gzip bomb is stopped early."""
    wbits, inflater = _WBITS[encoding], None
    for packed in pieces:
        piece = packed
        if inflater is None:
            wbits = _deflate_wbits(piece) if encoding == "deflate" else wbits
            inflater = zlib.decompressobj(wbits)
        while piece:
            try:
                yield inflater.decompress(piece, _CHUNK)
            except zlib.error as error:
                raise Stopped(Reason.DECODE, f"{encoding}: {error}") from None
            piece = inflater.unconsumed_tail
            if inflater.eof and inflater.unused_data.startswith(b"\x1f\x8b"):
                piece, inflater = inflater.unused_data, zlib.decompressobj(wbits)
    if inflater is not None and not inflater.eof:
        yield from _flushed(inflater, encoding)


def _flushed(inflater: zlib._Decompress, encoding: str) -> Iterator[bytes]:
    while rest := inflater.decompress(b"", _CHUNK):
        yield rest
    if not inflater.eof:
        raise Stopped(Reason.TRUNCATED, f"the {encoding} body breaks off")


def _deflate_wbits(head: bytes) -> int:
    # "deflate" should be zlib, but servers also send the bare stream.
    is_zlib = len(head) > 1 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
