"""What can be set of the site, all with values that suit one small server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`rate` requests a second and `burst` at once are what one address may ask of the API.

    `fresh_seconds` is how long the catalogue is taken as unchanged before it is looked at again;
    `warm_peers` opens the tagger in the background at the start, so that nobody waits for it;
    `cache_bytes` bounds the memory for finished answers; `threads` answer at the same time.
    """

    rate: float = 20.0
    burst: int = 120
    fresh_seconds: float = 5.0
    cache_bytes: int = 64_000_000
    threads: int = 4
    body_bytes: int = 256_000
    warm_peers: bool = False
