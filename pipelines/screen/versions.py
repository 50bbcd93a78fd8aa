"""Language versions of one page, told by what survives translation: names, numbers, headings.

For sites that do not say themselves (hreflang) which of their pages belong together. Only
comparing belongs here; what becomes of a pair is decided by whoever asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, product
from urllib.parse import urlsplit

# Names within a sentence, abbreviations, numbers of two digits and more.
_LASTING = re.compile(
    r"(?<=[a-zà-ÿα-ωа-я,;] )[A-ZÀ-ÞΑ-ΩА-Я][\w-]+|\b\d[\d.,\u00a0]*\d\b|\b[A-ZÀ-Þ]{2,}\b"
)
_FEWEST = 8
_FEWEST_WITHOUT_HEADINGS = 12
_SHARED = 0.4
_SAME_SHAPE = 0.85
_LONGER = 2.5
_COMMON = 0.5  # of a site's pages: what more of them name is the site itself
_MANY = 10
_MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """What is compared of a page: its language, text, verdict, and the levels of its headings."""

    language: str
    text: str
    verdict: str
    levels: Sequence[int]


def find_versions(pages: Mapping[str, Page]) -> dict[str, dict[str, str]]:
    """For each address, the addresses of its versions by language; only those that both name.

    Two pages of one site in two languages are versions of one another where at least 40 % of the
    lasting words of the shorter one (and eight) stand in the other too, under headings of the same
    levels. Of several in one language the likest counts.
    """
    lasting = _telling({url: _lasting(page.text) for url, page in pages.items()})
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for one, two in _pairs(pages):
        if _comparable(pages[one], pages[two]):
            likeness = _likeness(lasting[one], lasting[two], pages[one], pages[two])
            for here, there in ((one, two), (two, one)) if likeness else ():
                key = (here, pages[there].language)
                best[key] = max(best.get(key, (0.0, "")), (likeness, there))
    versions: dict[str, dict[str, str]] = {}
    for (here, language), (_, there) in best.items():
        if best[there, pages[here].language][1] == here:
            versions.setdefault(here, {})[language] = there
    return versions


def _pairs(pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """Pages of one host in two languages; most sites have one, and then there are none."""
    places: dict[tuple[str, str], list[str]] = {}
    for url in sorted(pages)[:_MOST_PAGES]:
        if pages[url].language != "und":
            places.setdefault((urlsplit(url).netloc, pages[url].language), []).append(url)
    for one, two in combinations(sorted(places), 2):
        if one[0] == two[0]:
            yield from product(places[one], places[two])


def _comparable(first: Page, second: Page) -> bool:
    lengths = sorted((len(first.text), len(second.text)))
    alike = first.verdict == second.verdict != "list"
    return alike and lengths[1] <= _LONGER * lengths[0]


def _likeness(one: frozenset[str], two: frozenset[str], first: Page, second: Page) -> float:
    """The share of lasting words that both have, or 0 where the two are no versions."""
    shared, least = len(one & two), min(len(one), len(two))
    headed = min(len(first.levels), len(second.levels)) > 2
    enough = shared >= (_FEWEST if headed else _FEWEST_WITHOUT_HEADINGS)
    if not enough or shared < _SHARED * least:
        return 0.0
    shape = SequenceMatcher(None, first.levels, second.levels, autojunk=False).ratio()
    return shared / least if shape >= _SAME_SHAPE else 0.0


def _lasting(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"[.,\u00a0]", "", word).casefold() for word in _LASTING.findall(text))


def _telling(words: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The words without those that much of the site has in common."""
    counts = Counter(word for found in words.values() for word in found)
    most = _COMMON * len(words) if len(words) > _MANY else len(words)
    return {url: frozenset(w for w in found if counts[w] <= most) for url, found in words.items()}
