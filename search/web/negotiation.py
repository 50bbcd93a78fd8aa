"""Which of several forms a client would rather have, by its Accept header (RFC 9110)."""

from __future__ import annotations

from collections.abc import Sequence

from search.web.errors import NotAcceptable

MOST_RANGES = 40


def preferred(accept: str, offers: Sequence[str]) -> str:
    """The offer that the header weighs most; the first of them where it does not care.

    Raises NotAcceptable when the header names other types only.
    """
    ranges = [_read(part) for part in accept.split(",")[:MOST_RANGES] if "/" in part]
    if not ranges:
        return offers[0]
    weights = [_weight(offer, ranges) for offer in offers]
    if not any(weights):
        raise NotAcceptable(
            "This does not come in the form that was asked for.",
            advice=f"Accept {' or '.join(offers)}.",
        )
    return offers[weights.index(max(weights))]


def _read(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return kind, float(quality)
    except ValueError:
        return kind, 0.0


def _weight(offer: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the closest range: the type itself, its family, or anything at all."""
    for kind in (offer, f"{offer.split('/', maxsplit=1)[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == kind]
        if found:
            return max(found)
    return 0.0
