"""`make bench`: every benchmark in turn, each in a process of its own, beside its alternatives."""

from __future__ import annotations

import subprocess
import sys

RUNS = (
    ("encoders",),
    ("starts",),
    ("tagger",),
    ("search", "--sizes", "1000", "10000"),
    ("crawl",),
    ("whole",),
    ("web",),
)
"""The larger sizes of `search` and the kills of `kills` take long; run those by hand."""


def main() -> int:
    """Run them all, also after one failed; the number of those that did."""
    failed = 0
    for name, *arguments in RUNS:
        print(f"\n== benchmarks.{name} {' '.join(arguments)}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
