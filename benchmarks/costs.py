"""What a command takes as a process of its own: time, processor and memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, its start included."""

    seconds: float
    cpu: float
    megabytes: float

    def beside(self, other: Cost) -> str:
        """The share of another one's cost."""
        return f"{self.seconds / other.seconds:.1%} of its time, {self.cpu / other.cpu:.1%} of CPU"


def run_and_measure(command: list[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in the project's folder to its end, which must be a good one."""
    began = time.perf_counter()
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=None
    )
    _, status, used = os.wait4(run.pid, 0)
    assert status == 0, f"{command} failed"
    seconds = time.perf_counter() - began
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
