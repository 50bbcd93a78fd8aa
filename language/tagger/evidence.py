"""How strong the stated evidence is: the one value of the text's strongest, undenied evidence.

Each level needs words of its own in its quote: a count a number of people or pairs, an outcome a
word for what became of them, an evaluation somebody from outside who looked, a comparison those
who are compared. A word that only may mean it ("compared with", "researchers") needs its partner
in the same sentence. No tag means that the text states no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from language.tagger import roles
from language.tagger.context import EVIDENCE, Passage
from language.tagger.denial import is_denied
from language.tagger.figures import BARE, FACET, FIGURE, list_figures, weigh_figure
from language.tagger.finder import Hit
from language.tagger.values import Candidate

ORDER = (
    "output_counts",
    "outcome_monitoring",
    "external_evaluation",
    "comparison_group",
    "randomised_trial",
)
_STUDY_WORD = 0.7
_JOINED = 0.55
_REACH = 6
_LOOKED_AT = ("result", "examined", "evaluator", "taking_part")


def read_evidence(passages: Sequence[Passage]) -> Iterator[Candidate]:
    """Propose the strongest evidence of a text (at most one candidate)."""
    found = [candidate for passage in passages for candidate in list_evidence(passage)]
    if found:
        yield max(found, key=lambda one: (ORDER.index(one.value), one.confidence, -one.start))


def list_evidence(passage: Passage) -> Iterator[Candidate]:
    """List all evidence that a passage states."""
    for hit in find_evidence(passage):
        if hit.pattern != BARE and not is_denied(passage, hit):
            rule = "rule:figure" if hit.pattern == FIGURE else "rule:study-word"
            sure = weigh_evidence(passage, hit)
            yield Candidate(FACET, hit.code, hit.start, hit.end, sure, rule)


@lru_cache(maxsize=1_000)  # asked for by the rules, by the classifier and for its levels
def find_evidence(passage: Passage) -> Sequence[Hit]:
    """Find every phrase that can carry a level of evidence, denied ones included."""
    return tuple(_find_evidence(passage))


def _find_evidence(passage: Passage) -> Iterator[Hit]:
    for word in passage.hits.get(FACET, ()):
        if word.code in ORDER and word.code != "output_counts":  # counts need their number
            yield word
    yield from list_figures(passage)
    yield from _joined(passage, "external_evaluation", "evaluator", ("examined",))
    yield from _joined(passage, "comparison_group", "compared", _LOOKED_AT)
    yield from _joined(passage, "randomised_trial", "by_chance", _LOOKED_AT)


def weigh_evidence(passage: Passage, hit: Hit) -> float:
    """How surely a phrase states evidence on this programme."""
    if hit.pattern in (FIGURE, BARE):
        return weigh_figure(passage, hit)
    confidence = _STUDY_WORD if hit.facet == FACET and "+" not in hit.pattern else _JOINED
    own = hit.code == "external_evaluation" and roles.is_near(passage, "inside", hit, 1)
    return confidence - (0.3 if own or passage.cues.get("everybody") else 0)


def _joined(passage: Passage, level: str, block: str, partners: tuple[str, ...]) -> Iterator[Hit]:
    """Join each word of a block with the nearest partner: "researchers" + "interviewed"."""
    words = [one for one in passage.hits.get(EVIDENCE, ()) if one.code == block]
    others = [one for one in passage.hits.get(EVIDENCE, ()) if one.code in partners]
    for word in words:
        near = [
            (roles.gap(passage, word, other), other.start, other)
            for other in others
            if not (other.start < word.end and word.start < other.end)
        ]
        if near and (best := min(near, key=lambda one: one[:2]))[0] <= _REACH:
            start, end = min(word.start, best[2].start), max(word.end, best[2].end)
            codes = word.language_codes
            yield Hit(FACET, level, start, end, codes, f"{word.pattern} + {best[2].pattern}")
