"""The part a phrase plays in its sentence: mentor, mentee, a figure, a name, an example.

Everything here looks at one phrase in one passage. What follows from a role for a facet is
decided in that facet's own module; whether it is denied, in `denial.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from language.tagger.context import Passage
from language.tagger.finder import Hit

NEAR = 4
"""Words between a phrase and a cue that still belongs to it."""

CLAUSE = 9
"""Words between a phrase and a cue that may still govern it."""

_SOFT_END = re.compile(r"[;:()–—!?]")
_COPULA = re.compile(
    r"\b(?:is|are|was|were|become|became|be|come|comes|act|acts|serve|serves|sont|est|deviennent"
    r"|zijn|is|worden|sind|ist|werden|sein|kommen|son|es|sono|è|são|é|är|er|ovat|on|être|devient"
    r"|stammen|bestehen|consist)\b"
)
_ORGANISATION_TAIL = re.compile(
    r"(?:hilfe|hilfswerk|werk|werks|rat|rats|amt|amts|heim|unterkunft|politik|krise|dienst"
    r"|gipfel|beauftragte\w*|recht|rechts|zentrum|haus|fonds|werking|beleid|opvang|centrum|raad"
    r"|hulp|verband|verbands|bond|förbund\w*|forbund\w*|liitto|liiton|nämnd\w*|mottagning\w*|politik\w*|verk\w*|läger|krisen|centre|center\w*|direktorat\w*"
    r"|styrelsen|ministeri\w*|virasto\w*|neuvonta\w*|keskus\w*|hjælp\w*|tjeneste\w*)$"
)


_MEANT_OTHERWISE: Mapping[str, str] = {"prize": "grant_given", "place": "partner_of"}
"""Cues that do not count where they share such a turn ("won a grant", "in league with cities")."""


def has_between(passage: Passage, role: str, start: int, end: int) -> bool:
    """Tell whether a cue of a role stands between two offsets."""
    return any(start <= cue.start and cue.end <= end for cue in passage.cues.get(role, ()))


def is_name(passage: Passage, hit: Hit) -> bool:
    """Tell whether the phrase is a piece of a proper name ("Refugee Care Collective").

    Outside German a capital inside the sentence shows it; in compounding languages the tail
    does ("Flüchtlingsrat", "Vluchtelingenwerk").
    """
    text = passage.text
    phrase = text[hit.start : hit.end]
    if " " not in phrase and _ORGANISATION_TAIL.search(phrase.lower()):
        return True
    if passage.language == "de" or phrase.isupper():
        return False
    if text[hit.start].isupper() and hit.start > passage.start:
        before = text[passage.start : hit.start].rstrip()
        opens = not before or before[-1] in ":«»„“\"'‘"
        return not opens
    return _capital_follows(text, hit)


def _capital_follows(text: str, hit: Hit) -> bool:
    """At a sentence's first word, a capitalised next word shows a name ("Refugee Council")."""
    following = re.match(r" ([A-ZÀ-Þ]\w+)", text[hit.end : hit.end + 30])
    return bool(following and text[hit.start].isupper())


def is_figure(passage: Passage, hit: Hit) -> bool:
    """Tell whether the phrase only says of how many something is true ("58 % of pupils ...")."""
    return any(
        passage.words_between(cue.end, hit.start) <= CLAUSE
        and not _SOFT_END.search(passage.between(*sorted((cue.end, hit.start))))
        for cue in passage.cues.get("statistic", ())
    )


def is_example(passage: Passage, hit: Hit) -> bool:
    """Tell whether the phrase stands in an anecdote about a single person."""
    return any(
        hit.start - cue.end >= 0 and passage.words_between(cue.end, hit.start) <= NEAR
        for cue in passage.cues.get("anecdote", ())
    )


def distance(passage: Passage, role: str, hit: Hit) -> int | None:
    """Give the words between the phrase and the nearest cue of a role; None without one.

    Zero where they overlap.
    """
    cues = passage.cues.get(role, ())
    if turns := passage.cues.get(_MEANT_OTHERWISE.get(role, ""), ()):
        cues = [cue for cue in cues if not any(overlap(cue, turn) for turn in turns)]
    return min((gap(passage, cue, hit) for cue in cues), default=None)


def overlap(first: Hit, second: Hit) -> bool:
    """Tell whether two phrases share a stretch."""
    return first.start < second.end and second.start < first.end


def touches(passage: Passage, hit: Hit, others: Iterable[Hit]) -> bool:
    """Tell whether a space or a hyphen at most parts the phrase from one of the others."""
    return any(
        overlap(hit, one) or not passage.between(*stretch(hit, one)).strip(" -\xa0")
        for one in others
    )


def is_piece(hit: Hit, whole: Hit) -> bool:
    """Tell whether a phrase lies in a longer one."""
    longer = whole.end - whole.start > hit.end - hit.start
    return longer and whole.start <= hit.start and hit.end <= whole.end


def gap(passage: Passage, first: Hit, second: Hit) -> int:
    """Give the words between two phrases, zero where they overlap."""
    if overlap(first, second):
        return 0
    return passage.words_between(*stretch(first, second))


def is_near(passage: Passage, role: str, hit: Hit, words: int = NEAR) -> bool:
    """Tell whether a cue of a role stands within so many words of the phrase."""
    words_away = distance(passage, role, hit)
    return words_away is not None and words_away <= words


def is_mentor(passage: Passage, hit: Hit) -> bool:
    """Tell whether the phrase describes those who mentor.

    It does when it overlaps a word for mentors, follows one through "are", "who", a comma or an
    "as", precedes "as mentors", or is joined to such a phrase ("mentors, at work or retired").
    """
    if _stands_as_mentor(passage, hit):
        return True
    return hit.facet == "mentor_type" and any(
        other.end < hit.start
        and is_joined(passage, other.end, hit.start)
        and _stands_as_mentor(passage, other)
        for other in passage.hits.get("mentor_type", ())
    )


def _stands_as_mentor(passage: Passage, hit: Hit) -> bool:
    for cue in passage.cues.get("mentor", ()):
        if cue.start < hit.end and hit.start < cue.end:
            return True
        if _is_to_whom(passage, hit):
            continue
        away = gap(passage, cue, hit)
        between = stretch(cue, hit)
        parted = _SOFT_END.search(passage.between(*between))
        if away > NEAR + 1 or parted or is_parted(passage, *between):
            continue
        if cue.end < hit.start and has_between(passage, "mentoring", cue.end, hit.start):
            continue  # "volunteers guide refugees": whom the mentors guide
        if away <= 1 or (away <= NEAR + 1 and is_equated(passage, *between)):
            return True
        if cue.start > hit.end and away <= NEAR and _is_as(passage, *between):
            return True
    return False


def is_acted_on(passage: Passage, hit: Hit) -> bool:
    """Tell whether a word for mentors and one more word lead to the phrase ("mentors support
    parents"), and neither "are" nor "as" does.
    """
    return any(
        cue.end < hit.start
        and passage.words_between(cue.end, hit.start) == 1
        and not re.search(r"[^\w\s'’-]", passage.between(cue.end, hit.start))
        and not is_equated(passage, cue.end, hit.start)
        and not _is_as(passage, cue.end, hit.start)
        for cue in passage.cues.get("mentor", ())
    )


def is_equated(passage: Passage, start: int, end: int) -> bool:
    """Tell whether "are" stands between two phrases."""
    found = _COPULA.search(passage.between(start, end).lower())
    return bool(found) or has_between(passage, "are", start, end)


def _is_as(passage: Passage, start: int, end: int) -> bool:
    """Whether "as" stands between two phrases."""
    found = _AS.search(passage.between(start, end).lower())
    return bool(found) or has_between(passage, "as", start, end)


def is_joined(passage: Passage, start: int, end: int) -> bool:
    """Tell whether nothing but "and" stands between two phrases."""
    parting = passage.between(start, end).lstrip(",").strip()
    return any(
        start <= cue.start and cue.end <= end and parting == passage.between(cue.start, cue.end)
        for cue in passage.cues.get("and", ())
    )


_AS = re.compile(r"\b(?:as|als|comme|como|come|som|en tant que|jako|com a|ως|devenant|become)\b")


def is_parted(passage: Passage, start: int, end: int) -> bool:
    """Tell whether "for", a mentee or a new mentor between two phrases parts them."""
    return any(has_between(passage, role, start, end) for role in ("for", "mentee", "mentor"))


def stretch(first: Hit, second: Hit) -> tuple[int, int]:
    """Give the offsets between which nothing but what parts two phrases stands."""
    return min(first.end, second.end), max(first.start, second.start)


def is_governed_by_for(passage: Passage, hit: Hit) -> bool:
    """Tell whether "for", "aux", "helps" stands right before the phrase: those who are served."""
    return _is_to_whom(passage, hit) or any(
        hit.start - cue.end >= 0 and passage.words_between(cue.end, hit.start) <= 2
        for cue in passage.cues.get("for", ())
    )


def _is_to_whom(passage: Passage, hit: Hit) -> bool:
    """Tell whether the phrase's own ending says so ("menekülteknek")."""
    return any(cue.end == hit.end for cue in passage.cues.get("to_whom", ()))


def is_self(passage: Passage, hit: Hit) -> bool:
    """Tell whether "themselves", "former", "selbst" marks the phrase as the mentors' own past."""
    return is_near(passage, "self", hit, 3)
