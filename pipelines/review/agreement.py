"""How far two coders agree, by facet: the share of equal decisions, and Cohen's kappa.

For each practice that both coded in a facet, every concept of the facet is one decision, present
or not: named by accept or add, refused by reject or by silence. A facet with one ordered value
(evidence) is one decision a practice, and near misses weigh less. Numbers have no chance level:
their decisions are the values that either of the two named, and only the share is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.errors import NotFound
from practices_db.models import Review, Statement
from practices_db.view import STRONGEST_ONLY
from practices_db.vocabulary import load_vocabulary

Coded = Mapping[tuple[int, str], frozenset[str]]
"""By practice and facet, the values that a coder holds; an empty set is "says nothing"."""
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one facet. `kappa` is None where it has no meaning: numbers, or no variation at all.

    `only_first` and `only_second` are values that one of the two alone holds: what to talk about.
    """

    facet: str
    practices: int
    decisions: int
    agreed: float
    kappa: float | None
    only_first: int
    only_second: int


def agreement(session: Session, first: str, second: str) -> list[Agreement]:
    """The agreement of two coders in every facet that both coded for some practice."""
    one, two = _coded(session, first), _coded(session, second)
    for name, coded in ((first, one), (second, two)):
        if not coded:
            raise NotFound(
                f"There is no review by {name!r}.",
                advice="`practices review log` shows who coded what.",
            )
    both: dict[str, list[int]] = defaultdict(list)
    for practice, facet in sorted(one.keys() & two.keys()):
        both[facet].append(practice)
    if not both:
        raise NotFound(
            f"{first} and {second} have coded no practice in the same facet.",
            advice="Give both the same worksheet: practices review export.",
        )
    return [_of_facet(facet, practices, one, two) for facet, practices in sorted(both.items())]


def _coded(session: Session, coder: str) -> Coded:
    """Rejected values are known, and not held: they make the practice count as coded."""
    rows = session.execute(
        select(
            Statement.practice_id, Review.facet, Review.value, Review.statement_id, Review.verdict
        )
        .join(Statement, Statement.id == Review.statement_id)
        .where(Review.coder == coder.strip(), Statement.practice_id.is_not(None))
        .order_by(Review.id)
    )
    last = {row.statement_id: row for row in rows}
    coded: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row in last.values():
        values = coded[row.practice_id, row.facet]
        if row.verdict != "reject":
            values.add(row.value)
    return {key: frozenset(values) for key, values in coded.items()}


def _of_facet(facet: str, practices: Sequence[int], one: Coded, two: Coded) -> Agreement:
    pairs = [(one[practice, facet], two[practice, facet]) for practice in practices]
    told = load_vocabulary().facet(facet)
    scale = [NOTHING, *told.concepts] if facet in STRONGEST_ONLY else []
    if scale:
        decisions = [(_strongest(a, scale), _strongest(b, scale)) for a, b in pairs]
    else:
        concepts = None if told.kind == "literal" else list(told.concepts)
        decisions = [
            (int(value in a), int(value in b))
            for a, b in pairs
            for value in (sorted(a | b) if concepts is None else concepts)
        ]
    equal = sum(a == b for a, b in decisions)
    return Agreement(
        facet=facet,
        practices=len(pairs),
        decisions=len(decisions),
        agreed=equal / len(decisions) if decisions else 1.0,
        kappa=None if told.kind == "literal" else _kappa(decisions, len(scale)),
        only_first=sum(len(a - b) for a, b in pairs),
        only_second=sum(len(b - a) for a, b in pairs),
    )


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
