"""The verdict on a page: programme, list, news, report or other, with a score and a reason.

Belongs here: how signals add up. The signals and their weights are in `signals.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from pipelines.describe.model import Description
from pipelines.screen.evidence import Evidence, gather
from pipelines.screen.signals import SIGNALS

Verdict = Literal["programme", "list", "news", "report", "other"]

# What a page must reach to be about mentoring, to be an offer, and to be of another kind.
_TOPIC = 2.2
_OFFER = 0.4
_NEEDED = {"list": 2.2, "news": 1.8, "report": 3.0, "other": 2.4}
_NEWS_OF_ELSE = 2.6
# How far the signs of an offer outweigh signs of another kind: a programme page may be dated.
_AGAINST = 0.35
_FEWEST_WORDS = 12
THRESHOLDS = {"topic_from": _TOPIC, "offer_from": _OFFER, "words_from": _FEWEST_WORDS}
"""What a protocol tells of the rules of screening: the least that a programme's page shows."""


@dataclass(frozen=True, slots=True)
class Screening:
    """`score`, 0 to 1: how much the page reads as the description of a programme, whatever the
    verdict. `reason`: the strongest signals of the verdict in plain words.
    """

    verdict: Verdict
    score: float
    reason: str


def screen(description: Description) -> Screening:
    """Whether a page describes a mentoring programme: a named offer that pairs two sides.

    The same description always gets the same verdict; about 1 ms a page.
    """
    evidence = gather(description)
    totals, reasons = _weigh(evidence)
    verdict = _decide(evidence, totals)
    score = _programme_score(totals)
    if verdict == "other":
        why = [*reasons.get("other", [])[:1], _why_other(evidence)]
        return Screening("other", score, "; ".join(why))
    why = reasons[verdict][:3]
    if verdict == "programme":
        why = reasons["topic"][:2] + reasons["programme"][:2]
    return Screening(verdict, score, "; ".join(why))


def tells_who_helps(description: Description) -> bool:
    """Whether it says that somebody stands by somebody, which nothing but a programme says."""
    return gather(description).bonds > 0


def screen_row(description: Description) -> Screening:
    """The same for a row of a dataset of all sorts, such as grants or services.

    There every row helps somebody; only one that names mentoring, in whatever words, is taken.
    """
    found = screen(description)
    if found.verdict == "programme" and not gather(description).points:
        return Screening("other", found.score, "it says who helps whom, but not by mentoring")
    return found


def _weigh(evidence: Evidence) -> tuple[dict[str, float], dict[str, list[str]]]:
    totals: dict[str, float] = defaultdict(float)
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for signal in SIGNALS:
        counts = signal.weight * signal.strength(evidence)
        totals[signal.verdict] += counts
        if counts >= 0.3:
            found[signal.verdict].append((counts, signal.says))
    reasons = {
        kind: [says for _, says in sorted(list_, key=lambda item: -item[0])]
        for kind, list_ in found.items()
    }
    return totals, reasons


def _decide(evidence: Evidence, totals: dict[str, float]) -> Verdict:
    if evidence.words < _FEWEST_WORDS or evidence.description.links_to_stub:
        return "other"
    about = totals["topic"] >= _TOPIC
    named: dict[Verdict, float] = {
        "news": totals["news"] - (_NEEDED["news"] if about else _NEWS_OF_ELSE),
        "list": totals["list"] - _NEEDED["list"] if evidence.mentoring else -1.0,
        "report": totals["report"] - _NEEDED["report"] if about else -1.0,
        "other": totals["other"] - _NEEDED["other"] if about else -1.0,
    }
    best = max(named, key=lambda kind: named[kind])
    if not about:
        return best if named[best] >= 0 else "other"
    if named[best] >= _AGAINST * max(0.0, totals["programme"] - _OFFER):
        return best
    return "programme" if totals["programme"] >= _OFFER else "other"


def _programme_score(totals: dict[str, float]) -> float:
    """A logistic of the weakest of three margins: topic, offer, and nothing against it."""
    topic = totals["topic"] - _TOPIC
    offer = totals["programme"] - _OFFER
    against = max(totals[kind] - needed for kind, needed in _NEEDED.items())
    margin = min(topic, offer, _AGAINST * max(0.0, offer) - against)
    return round(1 / (1 + math.exp(-2 * margin)), 3)


def _why_other(evidence: Evidence) -> str:
    if evidence.description.links_to_stub:
        return "it only sends the reader on to another address"
    if evidence.words < _FEWEST_WORDS:
        return "it holds hardly any text"
    if not evidence.mentoring:
        return "it names no mentor, mentee or mentoring" + (
            ", though it says who helps whom" if evidence.bonds else ""
        )
    return f"it mentions mentoring ({evidence.mentoring} times) but describes no programme"
