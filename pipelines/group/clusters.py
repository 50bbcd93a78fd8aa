"""Joined candidates: who is with whom, and which joins are refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipelines.group.model import Candidate, Join, Pin

Pair = tuple[int, int]


class Clusters:
    """Sets of candidates that only grow.

    A join is refused where it would put two records into one set, or two candidates that a
    person told apart. What a person joined is joined first and may hold two records.
    """

    def __init__(self, candidates: Sequence[Candidate], pins: Sequence[Pin] = ()) -> None:
        """Every candidate alone, then joined as people decided."""
        self.joins: list[Join] = []
        self._parent = list(range(len(candidates)))
        self._members = [{at} for at in range(len(candidates))]
        self._records = [bool(candidate.record_id) for candidate in candidates]
        self._apart: dict[int, set[int]] = defaultdict(set)
        verdicts = _verdicts(candidates, pins)
        for (one, two), pin in verdicts.items():
            if not pin.together:
                self._apart[one].add(two)
                self._apart[two].add(one)
        # The newest decision first: where two cannot both hold, it does.
        for (one, two), pin in reversed(list(verdicts.items())):
            if pin.together:
                self.join(Join(one, two, pin.reason), decided=True)

    def root(self, at: int) -> int:
        """The one candidate that stands for all that are with this one."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, join: Join, *, decided: bool = False) -> bool:
        """Put both into one set; whether that was done."""
        one, two = self.root(join.first), self.root(join.second)
        if one != two:
            two_records = self._records[one] and self._records[two]
            if (two_records and not decided) or self.are_apart(one, two):
                return False
            low, high = min(one, two), max(one, two)
            self._parent[high] = low
            self._members[low] |= self._members[high]
            self._records[low] = self._records[low] or self._records[high]
        self.joins.append(join)
        return one != two

    def are_apart(self, one: int, two: int) -> bool:
        """Whether a person told some of the one set apart from some of the other."""
        if not self._apart:
            return False
        others = self._members[self.root(two)]
        return any(self._apart.get(at, set()) & others for at in self._members[self.root(one)])

    def sets(self) -> list[list[int]]:
        """All sets, in order of their first candidates."""
        roots = sorted({self.root(at) for at in range(len(self._parent))})
        return [sorted(self._members[root]) for root in roots]


def _verdicts(candidates: Sequence[Candidate], pins: Sequence[Pin]) -> Mapping[Pair, Pin]:
    """For each pair that people decided about, the latest decision, in order of decisions."""
    at = {candidate.document: place for place, candidate in enumerate(candidates)}
    found: dict[Pair, Pin] = {}
    for pin in pins:
        for one in sorted(at[document] for document in pin.first & at.keys()):
            for two in sorted(at[document] for document in pin.second & at.keys()):
                if one != two:
                    pair = (min(one, two), max(one, two))
                    found.pop(pair, None)
                    found[pair] = pin
    return found
