"""How far coders agree, by facet: equal decisions, Cohen's kappa, Krippendorff's alpha.

For each practice that two or more coded in a facet, every concept of the facet is one decision,
present or not: named by accept or add, refused by reject or by silence. A facet with one ordered
value (evidence) is one decision a practice, and near misses weigh less. Numbers have no chance
level: their decisions are the values that any of them named, and only the share is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy.orm import Session

from pipelines.review.alpha import krippendorff
from pipelines.review.coded import Coded, read_coded
from practices_db.errors import NotFound, PracticesError
from practices_db.view import STRONGEST_ONLY
from practices_db.vocabulary import load_vocabulary

NOTHING = ""

Held = Sequence[frozenset[str] | None]
"""What each coder holds of one practice in one facet; None where a coder did not code it."""
Unit = Sequence[int | None]
"""One decision by each coder; None where there is none."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one facet. `kappa`, for two coders, and `alpha` are None where they have no meaning:
    numbers, or no variation at all. `agreed`: the share of pairs of equal decisions.

    `alone` are, by coder, the values that no other holds: what to talk about.
    """

    facet: str
    practices: int
    decisions: int
    agreed: float
    kappa: float | None
    alpha: float | None
    alone: Mapping[str, int]


def agreement(session: Session, *coders: str) -> list[Agreement]:
    """The agreement of coders in every facet that two of them coded for some practice."""
    names = list(dict.fromkeys(name.strip() for name in coders))
    if len(names) < 2:
        raise PracticesError("It takes two coders to agree.", advice="Name two or more.")
    coded = [_known(session, name) for name in names]
    common: dict[str, list[int]] = defaultdict(list)
    for practice, facet in sorted({key for one in coded for key in one}):
        if sum((practice, facet) in one for one in coded) > 1:
            common[facet].append(practice)
    if not common:
        raise NotFound(
            f"{' and '.join(names)} have coded no practice in the same facet.",
            advice="Give all the same worksheet: practices review export.",
        )
    return [
        _of_facet(
            facet, [[one.get((practice, facet)) for one in coded] for practice in some], names
        )
        for facet, some in sorted(common.items())
    ]


def _known(session: Session, name: str) -> Coded:
    coded = read_coded(session, name)
    if not coded:
        raise NotFound(
            f"There is no review by {name!r}.",
            advice="`practices review log` shows who coded what.",
        )
    return coded


def _of_facet(facet: str, held: Sequence[Held], names: Sequence[str]) -> Agreement:
    told = load_vocabulary().facet(facet)
    scale = [NOTHING, *told.concepts] if facet in STRONGEST_ONLY else []
    numbers = told.kind == "literal"
    if scale:
        units = [[None if one is None else _strongest(one, scale) for one in some] for some in held]
    else:
        known = None if numbers else list(told.concepts)
        units = [unit for some in held for unit in _present(some, known)]
    pairs = [pair for unit in units for pair in combinations(_given(unit), 2)]
    kappa = len(names) == 2 and not numbers
    return Agreement(
        facet=facet,
        practices=len(held),
        decisions=len(units),
        agreed=sum(a == b for a, b in pairs) / len(pairs) if pairs else 1.0,
        kappa=_kappa(pairs, len(scale)) if kappa else None,
        alpha=None if numbers else krippendorff(map(_given, units), ordered=bool(scale)),
        alone={name: sum(_alone(some, at) for some in held) for at, name in enumerate(names)},
    )


def _present(held: Held, concepts: Sequence[str] | None) -> list[list[int | None]]:
    """For each concept, or each value that anybody names, whether each coder holds it."""
    named = sorted({value for one in held for value in one or ()})
    return [
        [None if one is None else int(value in one) for one in held]
        for value in (named if concepts is None else concepts)
    ]


def _given(unit: Unit) -> list[int]:
    return [answer for answer in unit if answer is not None]


def _alone(held: Held, at: int) -> int:
    """How many values only one coder holds, where others could have."""
    others = [one for other, one in enumerate(held) if other != at and one is not None]
    return len((held[at] or frozenset()).difference(*others)) if others else 0


def _strongest(values: Iterable[str], scale: Sequence[str]) -> int:
    return max((scale.index(value) for value in values), default=0)


def _kappa(decisions: Sequence[tuple[int, int]], steps: int) -> float | None:
    """Cohen's kappa, weighted where there are `steps`; None where both always say the same."""
    from sklearn.metrics import cohen_kappa_score

    first, second = [a for a, _ in decisions], [b for _, b in decisions]
    if len({*first, *second}) < 2:
        return None
    # All steps are named, or those that nobody chose would not count as distance.
    scale = {"labels": range(steps), "weights": "linear"} if steps else {}
    return float(cohen_kappa_score(first, second, **scale))
