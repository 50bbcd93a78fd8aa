"""What a whole text says of its evidence, as one row of numbers: how strong is one decision.

A level is no matter of one phrase: two hundred pairs are a count until the next sentence tells
how many found work, and "what became of them is not reported" settles it again. So the row counts
which kinds of numbers, results, studies and disclaimers the sentences hold, and where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from language.tagger.context import EVIDENCE, Passage
from language.tagger.evidence import ORDER
from language.tagger.features import Matrix
from language.tagger.figures import BARE, FACET, FIGURE, list_counts
from language.tagger.mentions import Mention

_WORDS = ("taking_part", "result", "share", "evaluator", "examined", "compared", "by_chance")
_BESIDE_NUMBERS = ("plan", "done", "everybody", "design", "statistic", "evaluation", "paying")
_TOGETHER = (
    ("evaluator", "examined"),
    ("compared", "examined"),
    ("by_chance", "examined"),
    ("evaluator", "result"),
    ("result", "share"),
)
_SURE = 0.45
_MANY = 0.65
"""From here on a count is one of twenty or more that have been."""

_COMPARISONS = frozenset({"comparison_group", "randomised_trial"})
_FAVOURED: Mapping[str, float] = {
    "output_counts": 2.0,
    "external_evaluation": 3.0,
    "comparison_group": 3.0,
    "randomised_trial": 3.0,
}


_RESULT, _VAGUE = "outcome_monitoring", 0.7
"""A result that only a number tells, without a word for what became of anybody."""


def describe_levels(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Matrix:
    """Describe a text's evidence, [numbers]; of a text without a sentence there is nothing."""
    own = [one for one in mentions if one.facet == FACET]
    sure = [one for one in own if not one.denied]
    told = _told(passages, _numbers(passages, own))
    return np.array([*told, *_carried(sure, max(1, len(passages) - 1))], dtype=float)


def favour_carried(codes: Sequence[str], found: Matrix, mentions: Sequence[Mention]) -> Matrix:
    """Favour the levels that plain words carry: a count of many, a study by its name.

    The trees read the tone of a whole text, so that what nine sentences leave open outweighs the
    one that says it. Whoever compares has also looked: a comparison is no evaluation beside it.
    """
    own = [one for one in mentions if one.facet == FACET and not one.denied]
    plain = {one.code for one in own if _is_plain(one)}
    if plain & _COMPARISONS:
        plain.discard("external_evaluation")
    favour = {code: _FAVOURED.get(code, 1.0) for code in plain}
    if not any(one.code == _RESULT and one.pattern != BARE for one in own):
        favour[_RESULT] = _VAGUE
    return found * [favour.get(code, 1.0) for code in codes]


def _is_plain(mention: Mention) -> bool:
    """Whether a phrase carries its level beyond doubt; "compared" beside a word may mean less."""
    if mention.code == "output_counts":
        return mention.pattern == FIGURE and mention.signs[0] >= _MANY
    joined = "+" in mention.pattern and mention.code in _COMPARISONS
    return mention.signs[0] >= _SURE and not joined


def _numbers(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[int]:
    """How many numbers each sentence holds, those in words among them where they count people."""
    figures = Counter(one.sentence for one in mentions if one.pattern in (FIGURE, BARE))
    return [max(figures[at] // 2, len([*list_counts(one)])) for at, one in enumerate(passages)]


def _told(passages: Sequence[Passage], numbers: Sequence[int]) -> Iterator[float]:
    """What kinds of sentences there are, each first in number, then whether one ends the text."""
    counted = [one for one, found in zip(passages, numbers, strict=True) if found]
    disclaimed = [
        _disclaims(one) and not found for one, found in zip(passages, numbers, strict=True)
    ]
    denied = [bool(one.cues.get("negation")) for one in passages]
    yield from (sum(disclaimed), any(disclaimed[-1:]), any(disclaimed[-2:]), any(denied[-1:]))
    yield from (sum(numbers), len(counted), any(numbers[-1:]), any(numbers[-2:]))
    for word in _WORDS:
        yield _count(counted, lambda one, word=word: _holds(one, word))
        yield _count(passages, lambda one, word=word: _holds(one, word))
    for role in _BESIDE_NUMBERS:
        yield _count(counted, lambda one, role=role: bool(one.cues.get(role)))
    for first, second in _TOGETHER:
        yield _count(passages, lambda one, a=first, b=second: _holds(one, a) and _holds(one, b))


def _carried(mentions: Sequence[Mention], last: int) -> Iterator[float]:
    """Of each level: the surest phrase, how many there are, how late the last sure one stands."""
    for level in ORDER:
        own = [one for one in mentions if one.code == level]
        yield max((one.signs[0] for one in own), default=0)
        yield len(own)
        yield sum(one.pattern == FIGURE for one in own)
        yield max((one.sentence / last for one in own if one.signs[0] >= _SURE), default=-1)


def _disclaims(passage: Passage) -> bool:
    """Whether a sentence may say that nothing is known of results or figures."""
    asked = _holds(passage, "result") or _holds(passage, "examined") or passage.hits.get(FACET)
    asked = asked or passage.cues.get("evaluation") or passage.cues.get("statistic")
    return bool(asked and passage.cues.get("negation"))


def _holds(passage: Passage, word: str) -> bool:
    return any(one.code == word for one in passage.hits.get(EVIDENCE, ()))


def _count(passages: Sequence[Passage], told: Callable[..., bool]) -> int:
    return sum(told(one) for one in passages)
