"""Of two values that describe the same people the exact one alone, and lists whose members share.

A volunteer engineer is an engineer, unpaid; a child who came alone is a child who came. In a list
of those who mentor each of them does. Here tags of one facet are read together, with what stands
between their phrases.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from language.tagger.context import Passage
from language.tagger.lists import split_list
from language.tagger.mentions import Mention
from language.tagger.values import ACCEPT, Tag

_MENTORS, _TARGETS = "mentor_type", "target_group"
_EXACT: Mapping[tuple[str, str], frozenset[str]] = {
    (_MENTORS, "community_volunteers"): frozenset({"active_professionals", "entrepreneurs"}),
    (_TARGETS, "immigrant_youth"): frozenset({"unaccompanied_minors"}),
}
"""Of general values the exact ones of the same people, which stand for them where they are told."""

_UNPAID = re.compile(
    r"volunt|volont|boluntari|bénévol|ehrenamt|freiwillig|unentgelt|friv[ií]l+|vrijwill|unpaid"
    r"|vapaaeht|wolont|dobrovo|prostovo|ochotn|волонт|добров|доброво|εθελοντ|önkéntes|savanor"
    r"|vabataht|brīvprāt|sjálfboð|gönüllü|vullnet|gwirfodd|deonach|ohne lohn|ulønn",
    re.IGNORECASE,
)
"""Words that say of mentors only that nobody pays them, in all languages; a neighbour is more."""

_LINK = re.compile(r"[\w\s,’'-]*")
_ARTICLE = 3
_FEWEST, _FAR, _SURE, _SHARED, _REVIEWED = 3, 4, 0.75, 0.55, 0.45
"""How many make a list, so many words apart at most; how sure one member must be, and how sure the
others then are at least; what a general value keeps, so that a person may decide.
"""


def weigh_exact(
    passages: Sequence[Passage], tags: Sequence[Tag], mentions: Sequence[Mention]
) -> list[Tag]:
    """Lower general values beside exact ones, raise mentors that are listed with sure ones.

    `mentions` are those of the passages, and know the number of theirs.
    """
    sure = [one for one in mentions if not one.denied and not one.name]
    stated = {(tag.facet, tag.value) for tag in tags if tag.confidence >= ACCEPT}
    listed = _list_mentors(passages, tags, sure)
    return [_weighed(passages, tag, stated, listed, sure) for tag in tags]


def _weighed(
    passages: Sequence[Passage],
    tag: Tag,
    stated: Collection[tuple[str, str]],
    listed: Collection[str],
    mentions: Sequence[Mention],
) -> Tag:
    exact = _EXACT.get((tag.facet, tag.value), frozenset())
    told = {code for code in exact if (tag.facet, code) in stated}
    if told and _says_no_more(passages, tag, told, mentions):
        return replace(tag, confidence=min(tag.confidence, _REVIEWED))
    if tag.facet == _MENTORS and tag.value in listed:
        return replace(tag, confidence=max(tag.confidence, _SHARED))
    return tag


def _says_no_more(
    passages: Sequence[Passage], tag: Tag, told: Collection[str], mentions: Sequence[Mention]
) -> bool:
    """Whether every phrase of the general value may mean those of the exact one: of volunteers,
    that they are unpaid; nobody is joined to the others by "and".
    """
    own = [one for one in mentions if (one.facet, one.code) == (tag.facet, tag.value)]
    exact = [one for one in mentions if one.facet == tag.facet and one.code in told]
    if tag.facet == _MENTORS and not all(_UNPAID.search(one.pattern) for one in own):
        return False
    return not any(_is_joined(passages, *pair) for pair in _neighbours(own, exact))


def _neighbours(
    own: Sequence[Mention], exact: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """General and exact phrases of one sentence that follow each other and share no letter."""
    covered = {at for one in exact for at in range(one.start, one.end)}
    apart = [one for one in own if not covered & {one.start, one.end - 1}]
    found = sorted([*apart, *exact], key=lambda one: (one.start, one.end))
    for one, other in pairwise(found):
        if one.code != other.code and one.sentence == other.sentence:
            yield one, other


def _is_joined(passages: Sequence[Passage], one: Mention, other: Mention) -> bool:
    """Whether a sign or an "and" alone parts two phrases ("volunteers and the engineers")."""
    passage = passages[one.sentence]
    sign = passage.between(one.end, other.start).strip()
    first, *rest = split_list(passage, one.end, other.start)
    article = len(rest) == 1 and len(rest[0]) <= _ARTICLE and "," not in sign
    return sign in {",", "/", "&"} or (article and not first)


def _list_mentors(
    passages: Sequence[Passage], tags: Sequence[Tag], mentions: Sequence[Mention]
) -> set[str]:
    """The codes of those who are listed beside mentors of whom the classifier is sure, where a word
    for mentors or mentoring stands near somebody in the sentence.
    """
    sure = {one.value for one in tags if one.facet == _MENTORS and one.confidence >= _SURE}
    known = [one for one in mentions if one.facet == _MENTORS]
    named = [one for one in known if one.code in sure]
    mentoring = {one.sentence for one in known if one.near("mentor", 3) or one.near("mentoring", 4)}
    chains: list[list[Mention]] = []
    for one in _apart([one for one in known if not _has_comma(passages, one)]):
        last = chains[-1][-1] if chains else None
        if last and last.sentence == one.sentence and _is_listed(passages, last, one):
            chains[-1].append(one)
        else:
            chains.append([one])
    return {
        one.code
        for chain in chains
        if len(chain) >= _FEWEST
        and chain[0].sentence in mentoring
        and not chain[0].in_passing
        and not chain[0].near("paying", 5)
        and any(one.start < other.end and other.start < one.end for one in chain for other in named)
        for one in chain
        if not _UNPAID.search(one.pattern)
    }


def _has_comma(passages: Sequence[Passage], one: Mention) -> bool:
    return "," in passages[one.sentence].between(one.start, one.end)


def _is_listed(passages: Sequence[Passage], last: Mention, one: Mention) -> bool:
    """Whether a comma or an "or" and few words part two members of a list."""
    passage = passages[one.sentence]
    return (
        passage.words_between(last.end, one.start) <= _FAR
        and _LINK.fullmatch(passage.between(last.end, one.start)) is not None
        and len(split_list(passage, last.end, one.start)) > 1
    )


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """The phrases in order, the longest of those that overlap alone."""
    found: list[Mention] = []
    for one in sorted(mentions, key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found
