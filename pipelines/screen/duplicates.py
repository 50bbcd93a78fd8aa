"""Texts that say the same at two addresses: print versions, copies, a page under two paths.

Belongs here: comparing texts. What becomes of a copy is decided by whoever asks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b

from pipelines.byways import is_byway

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_ALIKE = 0.8
# Pages made from one template differ in little more than the title: another town, another group.
_ALIKE_UNDER_OTHER_TITLES = 0.95
_FEWEST_WORDS = 30
# Two texts that share 80 % of their shingles miss each other here once in 400,000 pairs.
_KEYS = 8


def find_duplicates(texts: Mapping[str, str]) -> dict[str, str]:
    """Each address whose text is (nearly) that of another, with that other address.

    Alike are texts that open with the same line and share at least 80 % of their runs of three
    words, or 95 % under another first line. Of those the shortest address counts as the original,
    so that the answer does not depend on the order; a part of a page (`#`) or a byway (a print
    version) only where no page says the same.
    Texts under 30 words are never compared.
    """
    originals: dict[str, frozenset[int]] = {}
    index: dict[int, list[str]] = defaultdict(list)
    duplicates: dict[str, str] = {}
    for url in sorted(texts, key=lambda url: ("#" in url, is_byway(url), len(url), url)):
        shingles = shingles_of(texts[url])
        if not shingles:
            continue
        keys = sorted(shingles)[:_KEYS]
        likely = sorted({other for key in keys for other in index[key]})
        alike = [
            other
            for other in likely
            if _likeness(shingles, originals[other]) >= _needed(texts[url], texts[other])
        ]
        if alike:
            duplicates[url] = max(alike, key=lambda other: _likeness(shingles, originals[other]))
            continue
        originals[url] = shingles
        for key in keys:
            index[key].append(url)
    return duplicates


def shingles_of(text: str) -> frozenset[int]:
    """The runs of three words of a text, as numbers; none of a text that is too short."""
    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    # Python's own hash of a text differs from run to run.
    return frozenset(
        int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), "big")
        for run in zip(*(words[start:] for start in range(_SHINGLE)), strict=False)
    )


def _needed(one: str, other: str) -> float:
    titles = {text.split("\n", 1)[0].strip().casefold() for text in (one, other)}
    return _ALIKE if len(titles) == 1 else _ALIKE_UNDER_OTHER_TITLES


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard index: the share of all runs that both have."""
    return len(one & other) / len(one | other)
