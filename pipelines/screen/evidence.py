"""What a page shows of its kind, counted. No weights and no verdict here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from language.tagger.finder import Hit
from pipelines.describe.model import Description, Section
from pipelines.screen.bonds import count_bonds
from pipelines.screen.days import dates_told, days_told
from pipelines.screen.parts import named_parts
from pipelines.screen.paths import PathSigns, read_path
from pipelines.screen.voices import selves, speech, turns
from pipelines.screen.words import KIND, ROLE, find_words

_HEAD = 700
_NEAR = 300
_OPENING = 12
_MOST_CHARS = 40_000
# Lines of a table of contents: words, perhaps a row of dots, and a page.
_CONTENTS = re.compile(r"(?:^[^\W\d][^\n|]{2,80}? |\.{4,} ?)(\d{1,3})(?=$| )", re.M)
_ROW = re.compile(r"^[^|\n]+(?: \| [^|\n]+){2,}$", re.M)
_NEWS_TYPES = {"NewsArticle", "BlogPosting", "Article", "Event", "JobPosting", "LiveBlogPosting"}
_NUMBER = (
    r"\d{1,3}|one|two|three|four|six|nine|ten|twelve|eine?[mnrs]?|zwei|drei|sechs|zwölf|une?|deux|trois|"
    r"douze|één|twee|drie|zes|twaalf|dos|tres|seis|doce|due|tre|sei|dodici|två|sex|tolv|to|seks|et|en|"
    r"kaksi|kolme|kuusi|sis|dotze"
)
_DOSE = re.compile(
    rf"\b(?:{_NUMBER})(?:\s*(?:-|–|to|à|bis|tot|a|till|til|or|oder|ou)\s*(?:{_NUMBER}))?[\s-]*"
    r"(?:weeks?|months?|hours?|years?|mois|heures?|semaines?|ans?|années?|maanden|maand|uur|weken|jaar|"
    r"monate?n?|wochen?|stunden?|jahre?|meses|horas?|semanas?|años?|mesi|ore|anno|anni|månader|timmar|år|"
    r"måneder|timer|kuukau\w+|tunti\w*|vuo\w+|mesos|hores|anys?|h)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts and shares of one page. `mentoring` counts words that mean mentoring for sure,
    `bonds` the stretches in which one kind of people stands by another in any words, `speech` the
    share of the text that somebody is quoted with, `turns` those of an interview, `selves` the
    words of somebody who tells of themselves.
    """

    words: int
    mentoring: int
    wider: int
    sides: int
    bonds: int
    questions: int
    rows: int
    in_title: bool
    in_path: bool
    at_head: int
    entries: int
    entries_mentoring: int
    named_parts: int
    kinds: Counter[str]
    near: Counter[str]
    title_kinds: Counter[str]
    path: PathSigns
    speech: float
    turns: int
    selves: int
    title_words: int
    types: frozenset[str]
    dated_head: bool
    day_at_head: bool
    doses: int
    days: int
    itself: bool
    invites: bool
    contents: int
    description: Description

    @property
    def points(self) -> float:
        """Words that mean mentoring, and half of those that may (coach, tutor, host family)."""
        return self.mentoring + 0.5 * max(0, self.wider - self.mentoring)

    @property
    def density(self) -> float:
        """Points per hundred words, of at least fifty."""
        return 100 * self.points / max(self.words, 50)


def gather(description: Description) -> Evidence:
    """The evidence in one description: its first 40,000 characters decide."""
    text = _prose(description)[:_MOST_CHARS]
    hits = find_words(text)
    spans = _apart([hit for hit in hits if hit.facet == KIND and hit.code == "core"])
    wide = _apart([hit for hit in hits if hit.facet == ROLE])
    bonds = count_bonds(hits)
    around = sorted({*spans, *wide, *bonds})
    entries = [s for s in description.sections if s.level >= 2 and s.role == "body"]
    title_hits = find_words(description.title)
    path = read_path(description.url)
    days = days_told(text, hits)
    return Evidence(
        words=len(text.split()),
        mentoring=len(spans),
        wider=len(wide),
        sides=_sides(hits),
        bonds=len(bonds),
        questions=sum(_asks(section.heading) for section in entries),
        rows=len(_ROW.findall(text)),
        in_title=any(hit.code in {"core", "mentoring", "mentor"} for hit in title_hits),
        in_path=any(hit.code == "core" for hit in find_words(re.sub(r"[\W_]+", " ", path.text))),
        at_head=sum(start < _HEAD for start in spans),
        entries=len(entries),
        entries_mentoring=sum(any(s.start <= at < s.end for at in spans) for s in entries),
        named_parts=named_parts(description.sections),
        kinds=Counter(hit.code for hit in hits if hit.facet == KIND) - _in_headings(entries),
        near=Counter(hit.code for hit in hits if hit.facet == KIND and _is_near(hit, around)),
        title_kinds=Counter(hit.code for hit in title_hits if hit.facet == KIND),
        path=path,
        speech=speech(text),
        turns=turns(text, description.language),
        selves=selves(text, description.language),
        title_words=len(description.title.split()),
        types=frozenset(description.metadata.get("types", ())),
        dated_head=any(at < _NEAR for at in dates_told(text, hits)),
        day_at_head=any(at < _NEAR for at in days),
        doses=len(_DOSE.findall(text)),
        days=sum(at >= _NEAR for at in days),
        itself=any(hit.code == "itself" and hit.start < _HEAD for hit in hits),
        invites=any(_is_join(hit, description.language) for hit in title_hits),
        contents=_contents(text),
        description=description,
    )


def _prose(description: Description) -> str:
    body = [s for s in description.sections if s.role == "body"]
    return "\n\n".join(description.text[s.start : s.end] for s in body) or description.text


def _is_join(hit: Hit, language: str) -> bool:
    """In a title the word must be one of the page's language: "participants" invites nobody."""
    return hit.code == "join" and language in hit.language_codes


def _is_near(hit: Hit, around: list[int]) -> bool:
    """Whether a word of mentoring starts within 300 characters: more is another subject."""
    after = bisect_left(around, hit.start)
    return any(abs(at - hit.start) <= _NEAR for at in around[max(0, after - 1) : after + 1])


def _in_headings(entries: list[Section]) -> Counter[str]:
    """Words of report in headings: "What do the studies say?" tells of nobody's speech."""
    hits = [hit for section in entries for hit in find_words(section.heading)]
    return Counter(hit.code for hit in hits if hit.facet == KIND and hit.code == "told")


def _contents(text: str) -> int:
    """How many lines of a table of contents follow each other, each on a later page."""
    pages = [int(page) for page in _CONTENTS.findall(text)]
    longest = run = min(len(pages), 1)
    for before, page in pairwise(pages):
        run = run + 1 if page >= before else 1
        longest = max(longest, run)
    return longest


def _asks(heading: str) -> bool:
    """Whether a heading asks what a programme page answers: for whom, who pays, how it works."""
    return any(hit.code == "asks" and hit.start <= _OPENING for hit in find_words(heading))


def _apart(hits: list[Hit]) -> list[int]:
    """The starts of the hits that overlap no earlier one."""
    starts: list[int] = []
    end = -1
    for hit in hits:
        if hit.start >= end:
            starts.append(hit.start)
            end = hit.end
    return starts


def _sides(hits: list[Hit]) -> int:
    """How many of mentor, mentee and mentoring the text names."""
    return len({hit.code for hit in hits if hit.facet == ROLE})


def is_news_type(types: frozenset[str]) -> bool:
    """Whether JSON-LD says that the page is an article, an event or a vacancy."""
    return not types.isdisjoint(_NEWS_TYPES)
