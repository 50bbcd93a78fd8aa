"""`python -m benchmarks.kills [COUNT]`: kill -9 at random moments of the whole run, then compare.

The English and French parts of the demonstration site are crawled, read, tagged, grouped and
indexed. Each data folder is run and killed up to five times and then run to its end; its catalogue
must be, line by line, that of a run that nobody disturbed. Takes some ten seconds a kill.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from itertools import count as count_from_zero
from pathlib import Path

from tests.faults.whole import declare_parts, finish_run, start_run

KILLS_A_FOLDER = 5
SEED = 50
STARTING_SECONDS = 1.0  # nothing but imports yet
PARTS = ("en", "fr")


def kill_run(folder: Path, seconds: float) -> bool:
    """Kill a run after that time; whether it was still going on."""
    run = start_run(folder, PARTS)
    time.sleep(seconds)
    going = run.poll() is None
    run.kill()
    run.communicate()
    return going


def main(count: int) -> None:
    """Print what came of `count` kills; ends with an error where a catalogue differs."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as parent:
        declare_parts(Path(parent), PARTS)
        began = time.monotonic()
        expected = finish_run(Path(parent) / "undisturbed", PARTS)
        seconds = time.monotonic() - began
        print(f"undisturbed: {len(expected)} rows in {seconds:.0f} s", flush=True)
        done, rounds = 0, count_from_zero()
        while done < count:
            # Its own folder for each round, also after one in which every run had ended before.
            folder, killed = Path(parent) / f"killed-{next(rounds)}", 0
            for _ in range(min(KILLS_A_FOLDER, count - done)):
                killed += kill_run(folder, chance.uniform(STARTING_SECONDS, seconds))
            done += killed
            found = finish_run(folder, PARTS)
            for line in sorted(set(found) ^ set(expected))[:20]:
                print("+" if line in found else "-", line[:400])
            same = found == expected
            print(f"{done} kills: {'the same catalogue' if same else 'DIFFERENT'}", flush=True)
            assert same


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
