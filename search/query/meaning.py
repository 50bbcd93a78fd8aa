"""The channel of meaning: everything compared in a small catalogue, candidates in a large one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.index.encoding import Floats
from search.index.nearest import Nearest
from search.index.packed import PackedIndex
from search.query.candidates import (
    NOBODY,
    Mask,
    Near,
    Spoken,
    look_near,
    read_meaning_of_candidates,
    read_spoken,
    tell_usual,
)
from search.query.channels import read_meaning
from search.query.signals import Signal


@dataclass(frozen=True, slots=True)
class Meaning:
    """`nearest` names candidates; without it all passages are compared."""

    index: PackedIndex
    nearest: Nearest | None

    def look(self, centred: Floats, passing: Mask | None = None) -> Near | Signal:
        """What a query's vector says alone: the most of the work, and without Python's lock."""
        if self.nearest is None:
            return read_meaning(self.index, centred)
        return look_near(self.index, self.nearest, centred, passing)

    def listen(self, others: Iterable[Signal], passing: Mask | None) -> Spoken:
        """Whom the other channels put first, which can be read before the vector is there."""
        return NOBODY if self.nearest is None else read_spoken(self.index, others, passing)

    def read(
        self, centred: Floats, looked: Callable[[], Near | Signal], spoken: Spoken = NOBODY
    ) -> Signal:
        """What the channel says. `looked` gives or waits for what `look` found."""
        # Reads the index too: while another thread may be looking.
        usual = (0.0, 0.0) if self.nearest is None else tell_usual(self.index, centred)
        found = looked()
        if isinstance(found, Signal):
            return found
        return read_meaning_of_candidates(self.index, found, spoken, centred, usual)
