"""Language versions of one page, told by what survives translation: names, numbers, headings.

For sites that do not say themselves (hreflang) which of their pages belong together. Only
comparing belongs here; what becomes of a pair is decided by whoever asks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, product
from urllib.parse import urlsplit

# Names within a sentence, abbreviations, numbers of two digits and more.
_LASTING = re.compile(
    r"(?<=[a-zà-ÿα-ωа-я,;] )[A-ZÀ-ÞΑ-ΩА-Я][\w-]+|\b\d[\d.,\u00a0]*\d\b|\b[A-ZÀ-Þ]{2,}\b"
)
# What parts of an address stand between; a language's code is one of them.
_PART = re.compile(r"([/?&=._])")
_CODE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE)
_FEWEST = 8
_FEWEST_WITHOUT_HEADINGS = 12
_SHARED = 0.4
_SAME_SHAPE = 0.85
_LONGER = 2.5
_COMMON = 0.5  # of a site's pages: what more of them name is the site itself
_MANY = 10
_UNNAMED = frozenset({"html", "index", "home", "lang", "page", "default", "start", "aspx"})
_FEWEST_AT_TWINS = 3
_SHARED_AT_TWINS = 0.5
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
    levels. Of several in one language the likest counts. Where the two addresses differ in the code
    of the language alone, and each page is in the language of its code, three lasting words that
    no other page says are enough, if one is a number and all numbers are the same.
    """
    words = {url: _lasting(page.text) for url, page in pages.items()}
    addresses = {url: shared_address(url, page.language) for url, page in pages.items()}
    lasting, own = _telling(words), _own(words, addresses)
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for one, two in _pairs(pages):
        if _comparable(pages[one], pages[two]):
            likeness = _likeness(lasting[one], lasting[two], pages[one], pages[two])
            if not likeness and addresses[one] and addresses[one] == addresses[two]:
                likeness = _likeness_of_twins(own[one], own[two], pages[one], pages[two])
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


def shared_address(url: str, language: str) -> str:
    """The address without the code of its page's language, the same for all versions of the page;
    "" where it has none, or nothing beside it that names the page (`/en/`)."""
    split = urlsplit(url)
    parts = _PART.split(f"{split.path}?{split.query}")
    coded = [
        at
        for at, part in enumerate(parts)
        if _CODE.fullmatch(part) and part[:2].lower() == language
    ]
    named = any(len(part) > 3 and part.lower() not in _UNNAMED for part in parts)
    if len(coded) != 1 or not named:
        return ""
    parts[coded[0]] = "*"
    return split.netloc + "".join(parts)


def _own(
    words: Mapping[str, frozenset[str]], addresses: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """The words that a page and its versions say alone: what others say is of the whole site."""
    sayers: dict[str, set[str]] = defaultdict(set)
    for url, found in words.items():
        for word in found:
            sayers[word].add(addresses[url] or url)
    return {url: frozenset(w for w in found if len(sayers[w]) == 1) for url, found in words.items()}


def _likeness_of_twins(
    one: frozenset[str], two: frozenset[str], first: Page, second: Page
) -> float:
    """For short pages at one address but for the language. An organisation's pages for two
    countries may stand so too: these say other numbers, or none of their own."""
    shared, least = one & two, min(len(one), len(two))
    numbers = [_numbers(_lasting(page.text)) for page in (first, second)]
    same = numbers[0] == numbers[1] and _numbers(shared) and first.levels == second.levels
    enough = len(shared) >= max(_FEWEST_AT_TWINS, _SHARED_AT_TWINS * least)
    return len(shared) / least if same and enough else 0.0


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdecimal())


def _lasting(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"[.,\u00a0]", "", word).casefold() for word in _LASTING.findall(text))


def _telling(words: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The words without those that much of the site has in common."""
    counts = Counter(word for found in words.values() for word in found)
    most = _COMMON * len(words) if len(words) > _MANY else len(words)
    return {url: frozenset(w for w in found if counts[w] <= most) for url, found in words.items()}
