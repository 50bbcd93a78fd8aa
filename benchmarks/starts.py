"""`python -m benchmarks.starts`: how long commands take from nothing to their answer.

Each command runs in a process of its own on the catalogue of this installation (`practices run`
makes it), once to warm the disk and then RUNS times; the quickest counts. Beside searching stands
what a user would put together: sentence-transformers opens the same model and encodes one query,
which is not yet an answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from language.encoder.store import open_model
from practices_db.settings import load_settings

RUNS = 5
PRACTICES = Path(sys.executable).parent / "practices"
QUERY = "gepensioneerde mentoren voor nieuwkomers"
TEXT = "Vrijwilligers begeleiden jonge vluchtelingen zes maanden lang op weg naar werk."
ASSEMBLED = "import sys; from sentence_transformers import SentenceTransformer as Model; " + (
    "Model(sys.argv[1], device='cpu').encode(['query: ' + sys.argv[2]])"
)


def commands(text: Path) -> dict[str, list[str]]:
    """By what they show: the commands to time."""
    own = str(PRACTICES)
    model = str(open_model(load_settings().models_dir))
    return {
        "help": [own, "--help"],
        "search by filters alone": [own, "search", "--filter", "mentor_type=students"],
        "search": [own, "search", QUERY],
        "sentence-transformers, one query": [sys.executable, "-c", ASSEMBLED, model, QUERY],
        "gap map": [own, "gaps", "target_group", "mentor_type"],
        "tag a text": [own, "tag", str(text)],
        "peers of a text": [own, "peers", "--file", str(text)],
    }


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds and CPU seconds of a command that ends well."""
    began = time.perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(run.pid, 0)
    assert status == 0, f"{command} failed"
    return time.perf_counter() - began, used.ru_utime + used.ru_stime


def main() -> None:
    """Print the quickest run of each."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "programme.txt"
        text.write_text(TEXT, encoding="utf-8")
        for name, command in commands(text).items():
            measure(command)
            seconds, cpu = min(measure(command) for _ in range(RUNS))
            print(f"{name:<34} {seconds:5.2f} s {cpu:5.2f} CPU s", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
