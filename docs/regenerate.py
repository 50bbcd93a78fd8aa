"""`make docs`: fills a fresh catalogue and lets cog rewrite the README's blocks from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.world import World


def main() -> None:
    """Exit non-zero when a command that the README shows fails."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.fill()
        root = Path(__file__).resolve().parent.parent
        subprocess.run(
            [sys.executable, "-m", "cogapp", "-r", "README.md"],
            cwd=root,
            env={**os.environ, **world.environment, "PYTHONPATH": str(root)},
            check=True,
        )


if __name__ == "__main__":
    main()
