"""What libraries complain of is kept for a person to read, and never on the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TALK = """
import logging, sys, warnings
from dataclasses import replace
from pathlib import Path
from pipelines.describe import describe
from pipelines.logs import keep_log
from practices_db.settings import load_settings

pdf = Path("pipelines/demo/site/reports/arbeitsmarktmentoren-sachsen.pdf").read_bytes()
keep_log(replace(load_settings(), data_dir=Path(sys.argv[1])))
for name in ("one", "two", "two"):
    describe(pdf[:-40], "application/pdf", f"https://site.example/{name}.pdf", {})
warnings.warn("a library\\nhas no style")
logging.getLogger("some.library").error("it went wrong")
try:
    {}["key"]
except KeyError:
    logging.getLogger("other.library").exception("it broke")
logging.getLogger("some.library").info("all is well")
logging.getLogger("pipelines.steps").warning("ours, once")
"""
BROKE = "other.library: it broke (KeyError: 'key')"


def test_libraries_talk_to_the_log_and_not_to_the_terminal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TALK, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
    log = (tmp_path / "logs" / "practices.log").read_text().splitlines()
    for name in ("one", "two"):
        said = f"pypdf._reader: https://site.example/{name}.pdf: EOF marker not found"
        assert sum(said in line for line in log) == 1
    for said in ("a library has no style", "some.library: it went wrong", BROKE, "ours, once"):
        assert sum(said in line for line in log) == 1, said
    assert not any("all is well" in line for line in log)
