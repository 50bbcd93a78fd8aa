"""Each phrase of the vocabulary in a text with the signs of the part it plays there, as numbers.

What the classifier reads instead of the words themselves. Only describing belongs here: whether a
mention makes a tag is judged in `judge.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.tagger import roles
from language.tagger.compose import compose_mentors, compose_targets
from language.tagger.context import Passage
from language.tagger.denial import is_another_word, is_denied
from language.tagger.evidence import find_evidence, weigh_evidence
from language.tagger.figures import FACET
from language.tagger.finder import Hit
from language.tagger.money import weigh_payer
from language.tagger.people import ALONE, COMPOSED, own_mentors, weigh_mentoring, weigh_served
from language.tagger.topics import weigh_topic

_FIGURES, _BODIES = frozenset({FACET}), frozenset({"stakeholder", "funding_model"})

NEARNESS: tuple[tuple[str, int, frozenset[str]], ...] = (
    ("mentee", 2, frozenset()),
    ("mentor", 0, frozenset()),
    ("mentor", 3, frozenset()),
    ("mentoring", 4, frozenset()),
    ("paying", 5, frozenset()),
    ("paying", 12, frozenset()),
    ("prize", 9, frozenset()),
    ("evaluation", 6, frozenset()),
    ("plan", 9, frozenset()),
    ("aim", 99, frozenset()),
    ("done", 8, _FIGURES),
    ("design", 3, _FIGURES),
    ("everybody", 99, _FIGURES),
    ("running", 4, _BODIES),
    ("running", 12, _BODIES),
    ("hiring", 3, _BODIES),
)
"""Roles, how many words away a cue of theirs may stand, and for which facets it says anything
(empty: all): one sign each.
"""

_FIRST_NEAR = 9
SIGNS = _FIRST_NEAR + len(NEARNESS) + 4
"""How many numbers describe a mention; the first is the rules' own confidence."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase at `start:end` in the sentence with this number."""

    facet: str
    code: str
    start: int
    end: int
    sentence: int
    denied: bool
    pattern: str
    signs: tuple[float, ...]

    @property
    def name(self) -> bool:
        """Whether the phrase is a piece of a proper name."""
        return self.signs[2] > 0

    @property
    def is_mentor(self) -> bool:
        """Whether the phrase stands as those who mentor."""
        return self.signs[3] > 0

    @property
    def in_passing(self) -> bool:
        """Whether the phrase says for whom something is, of how many, or tells of one person."""
        return any(self.signs[4:7])

    def near(self, role: str, reach: int) -> bool:
        """Whether a cue of a role stands within so many words; a pair that `NEARNESS` lists."""
        at = [(known, words) for known, words, _ in NEARNESS].index((role, reach))
        return self.signs[_FIRST_NEAR + at] > 0


def list_mentions(passages: Sequence[Passage], facets: Sequence[str]) -> list[Mention]:
    """List the phrases of these facets in a text, composed descriptions of people included."""
    last = max(1, len(passages) - 1)
    return [
        _described(passage, hit, composed, at, at / last)
        for at, passage in enumerate(passages)
        for hit, composed in _phrases(passage, facets)
    ]


def _phrases(passage: Passage, facets: Sequence[str]) -> Iterator[tuple[Hit, bool]]:
    for facet in facets:
        if facet == FACET:
            yield from ((hit, hit.pattern == "figure") for hit in find_evidence(passage))
        elif facet == "mentor_type":
            yield from ((hit, False) for hit in own_mentors(passage))
        else:
            hits = passage.hits.get(facet, ())
            yield from ((hit, False) for hit in hits if not is_another_word(passage, hit))
    yield from ((hit, True) for hit in compose_targets(passage))
    yield from ((hit, True) for hit in compose_mentors(passage))


def _described(passage: Passage, hit: Hit, composed: bool, at: int, place: float) -> Mention:
    denied = is_denied(passage, hit)
    signs = (
        _strength(passage, hit, composed),
        float(denied),
        float(roles.is_name(passage, hit)),
        float(roles.is_mentor(passage, hit)),
        float(roles.is_governed_by_for(passage, hit)),
        float(roles.is_figure(passage, hit)),
        float(roles.is_example(passage, hit)),
        float(roles.is_self(passage, hit)),
        float(composed),
        *_near(passage, hit),
        float(at == 0),
        place,
        min(len(hit.pattern), 25) / 25,
        (hit.end - hit.start) / 30,
    )
    return Mention(hit.facet, hit.code, hit.start, hit.end, at, denied, hit.pattern, signs)


def _near(passage: Passage, hit: Hit) -> Iterator[float]:
    """Which cues stand near the phrase, each role looked for once."""
    gaps: dict[str, int | None] = {}
    for role, reach, facets in NEARNESS:
        if facets and hit.facet not in facets:
            yield 0.0
            continue
        if role not in gaps:
            gaps[role] = roles.distance(passage, role, hit)
        gap = gaps[role]
        yield float(gap is not None and gap <= reach)


def _strength(passage: Passage, hit: Hit, composed: bool) -> float:
    """The confidence that the rules of the phrase's facet give it."""
    if hit.facet == "target_group":
        return weigh_served(passage, hit)
    if hit.facet == "mentor_type":
        return weigh_mentoring(passage, hit, COMPOSED if composed else ALONE)
    if hit.facet == "funding_model":
        return weigh_payer(passage, hit)
    if hit.facet == FACET:
        return weigh_evidence(passage, hit)
    return weigh_topic(passage, hit.facet, hit)
