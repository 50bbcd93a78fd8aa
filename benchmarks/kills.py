"""`python -m benchmarks.kills [COUNT]`: kill -9 at random moments of the whole run, then compare.

The English and French parts of the demonstration site are crawled, read, tagged, grouped and
indexed. Each data folder is run and killed up to five times and then run to its end; its catalogue
must be, line by line, that of a run that nobody disturbed. Takes some ten seconds a kill.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from practices_db.schema import open_catalogue
from practices_db.settings import PROJECT_ROOT, load_settings
from tests.faults.content import catalogue_lines

KILLS_A_FOLDER = 5
SEED = 50
STARTING_SECONDS = 1.0  # nothing but imports yet
PARTS = ("en", "fr")
SOURCE = """
slug: {part}
kind: website
title: A part of the demonstration site
publisher: mentoring-practices
url: http://mentoring-demo.localhost/{part}/programmes/
scope: [http://mentoring-demo.localhost/{part}/]
licence: CC-BY-4.0
serve: package:demo/site
allow_private: [mentoring-demo.localhost]
delay_seconds: 0
"""


def start_run(folder: Path) -> subprocess.Popen[bytes]:
    """`practices run` on both parts, in that data folder."""
    chosen = [word for part in PARTS for word in ("--sources", part)]
    return subprocess.Popen(
        [str(Path(sys.executable).parent / "practices"), "run", *chosen],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "PRACTICES_DATA": str(folder),
            "PRACTICES_MODELS": str(load_settings().models_dir),
            "PRACTICES_SOURCES": str(folder.parent),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finish_run(folder: Path) -> list[str]:
    """Run to the end; the lines of the catalogue."""
    run = start_run(folder)
    told, _ = run.communicate()
    assert run.returncode == 0, told.decode()
    engine = open_catalogue(f"sqlite:///{folder / 'catalogue.sqlite'}")
    lines = catalogue_lines(engine)
    engine.dispose()
    return lines


def kill_run(folder: Path, seconds: float) -> bool:
    """Kill a run after that time; whether it was still going on."""
    run = start_run(folder)
    time.sleep(seconds)
    going = run.poll() is None
    run.kill()
    run.communicate()
    return going


def main(count: int) -> None:
    """Print what came of `count` kills; ends with an error where a catalogue differs."""
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as parent:
        for part in PARTS:
            (Path(parent) / f"{part}.yml").write_text(SOURCE.format(part=part))
        began = time.monotonic()
        expected = finish_run(Path(parent) / "undisturbed")
        seconds = time.monotonic() - began
        print(f"undisturbed: {len(expected)} rows in {seconds:.0f} s", flush=True)
        done = 0
        while done < count:
            folder, killed = Path(parent) / f"killed-{done}", 0
            for _ in range(min(KILLS_A_FOLDER, count - done)):
                killed += kill_run(folder, chance.uniform(STARTING_SECONDS, seconds))
            done += killed
            found = finish_run(folder)
            for line in sorted(set(found) ^ set(expected))[:20]:
                print("+" if line in found else "-", line[:400])
            same = found == expected
            print(f"{done} kills: {'the same catalogue' if same else 'DIFFERENT'}", flush=True)
            assert same


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
