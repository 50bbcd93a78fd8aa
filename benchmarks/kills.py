"""`python -m benchmarks.kills [COUNT] [--server]`: kill -9 at random moments of the whole run, then
compare. With `--server` the catalogue is on PostgreSQL, and its server is killed in place of the
run: back at once, or when the run has ended.

The English and French parts of the demonstration site, a dataset in pages, one in a file and a feed
are crawled, read, tagged, grouped and indexed. Each data folder lives through the editions of the
service: in each it is run and killed twice and then run to its end; its catalogue must be, line by
line, that of a folder that nobody disturbed. Takes some ten seconds a kill.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import count as count_from_zero
from pathlib import Path

from tests.faults.published import EDITIONS, SLUGS, declare_service, publish
from tests.faults.server import Server
from tests.faults.whole import declare_parts, finish_run, start_run

KILLS_AN_EDITION = 2
SEED = 50
STARTING_SECONDS = 1.0  # nothing but imports yet
PARTS = ("en", "fr")
SOURCES = (*PARTS, *SLUGS)


def kill_run(folder: Path, seconds: float) -> bool:
    """Kill a run after that time; whether it was still going on."""
    run = start_run(folder, SOURCES)
    time.sleep(seconds)
    going = run.poll() is None
    run.kill()
    run.communicate()
    return going


def kill_server(server: Server, folder: Path, seconds: float, url: str, back: bool) -> bool:
    """Kill the server of a run after that time; whether that was still going on."""
    run = start_run(folder, SOURCES, url)
    time.sleep(seconds)
    going = run.poll() is None
    server.stop(signal.SIGQUIT)
    if back:
        server.start()
    told, _ = run.communicate(timeout=600)
    server.start()
    assert b"Traceback" not in told, told.decode()
    assert run.returncode == 0 or b"run again" in told, told.decode()
    return going


def live_in_peace(parent: Path) -> list[tuple[Sequence[str], float]]:
    """The catalogue that each edition leaves in a folder that nobody disturbs, and the seconds."""
    found = []
    for edition in range(len(EDITIONS)):
        publish(parent / "service", edition)
        began = time.monotonic()
        lines = finish_run(parent / "undisturbed", SOURCES)
        found.append((lines, time.monotonic() - began))
        print(f"undisturbed: {len(lines)} rows in {found[-1][1]:.0f} s", flush=True)
    return found


def main(count: int, on_server: bool) -> None:
    """Print what came of `count` kills; ends with an error where a catalogue differs."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        parent = Path(folder)
        server = Server(parent / "postgresql") if on_server else None
        if server:
            stack.callback(server.close)
        declare_parts(parent, PARTS)
        declare_service(parent)
        expected = live_in_peace(parent)
        done, rounds = 0, count_from_zero()
        while done < count:
            # Its own folder for each round, also after one in which every run had ended before.
            data = parent / f"killed-{next(rounds)}"
            url = server.database(data.name) if server else ""
            for edition, (lines, seconds) in enumerate(expected):
                publish(parent / "service", edition)
                for kill in range(KILLS_AN_EDITION):
                    moment = chance.uniform(STARTING_SECONDS, seconds)
                    if server:
                        done += kill_server(server, data, moment, url, back=kill % 2 == 0)
                    else:
                        done += kill_run(data, moment)
                compare(finish_run(data, SOURCES, url), lines, done)


def compare(found: Sequence[str], expected: Sequence[str], done: int) -> None:
    """Tell whether the catalogues are the same, and in which lines they differ."""
    for line in sorted(set(found) ^ set(expected))[:20]:
        print("+" if line in found else "-", line[:400])
    same = found == expected
    print(f"{done} kills: {'the same catalogue' if same else 'DIFFERENT'}", flush=True)
    assert same


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--server"]
    main(int(given[0]) if given else 50, "--server" in sys.argv)
