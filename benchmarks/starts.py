"""`python -m benchmarks.starts`: how long commands take from nothing to their answer.

Each command runs in a process of its own on the catalogue of this installation (`practices run`
makes it), once to warm the disk and then RUNS times; the quickest counts. Beside searching stands
what a user would put together: sentence-transformers opens the same model and encodes one query,
which is not yet an answer.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.costs import run_and_measure
from language.encoder.store import open_model
from practices_db.settings import load_settings

RUNS = 5
PRACTICES = Path(sys.executable).parent / "practices"
QUERY = "gepensioneerde mentoren voor nieuwkomers"
TEXT = "Vrijwilligers begeleiden jonge vluchtelingen zes maanden lang op weg naar werk."
QUIET = {**os.environ, "TQDM_DISABLE": "1"}
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


def main() -> None:
    """Print the quickest run of each."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "programme.txt"
        text.write_text(TEXT, encoding="utf-8")
        for name, command in commands(text).items():
            run_and_measure(command, QUIET)
            costs = (run_and_measure(command, QUIET) for _ in range(RUNS))
            quickest = min(costs, key=lambda cost: cost.seconds)
            print(f"{name:<34} {quickest.seconds:5.2f} s {quickest.cpu:5.2f} CPU s", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
