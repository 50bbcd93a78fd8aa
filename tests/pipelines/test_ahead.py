"""Many sources in one run of the command: crawled side by side, each host at its own pace."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tests.faults.world import World as Web
from tests.pipelines.steps.conftest import programme
from tests.world import World

SOURCES, PAGES, DELAY = 6, 3, 0.2


def _declare(folder: Path, web: Web, number: int) -> None:
    start = f"http://127.0.0.1:{web.port}/s{number}/"
    (folder / f"s{number}.yml").write_text(
        f"slug: s{number}\nkind: website\ntitle: T\npublisher: P\nlicence: unknown\nurl: {start}\n"
        f"scope: ['{start}']\nallow_private: ['127.0.0.1']\ndelay_seconds: {DELAY}\n"
    )
    links = "".join(f"<a href='/s{number}/{page}'>x</a>" for page in range(PAGES))
    web.page(f"127.0.0.1/s{number}/", links)
    for page in range(PAGES):
        web.page(f"127.0.0.1/s{number}/{page}", programme(f"Programme {number} {page}"))


def test_sources_side_by_side_keep_the_pause_of_their_common_host(tmp_path: Path) -> None:
    installed = World(tmp_path)
    with Web() as web:
        for number in range(SOURCES):
            _declare(tmp_path, web, number)
        chosen = [word for number in range(SOURCES) for word in ("-s", f"s{number}")]
        done = subprocess.run(
            [str(Path(sys.executable).parent / "practices"), "run", *chosen],
            env={**installed.environment, "PRACTICES_SOURCES": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        seen = list(web.seen)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{SOURCES} read, 0 failed" in done.stdout
    assert len(seen) == SOURCES * (PAGES + 2)  # each page, the front page and robots.txt
    assert min(late.at - early.at for early, late in pairwise(seen)) >= DELAY * 0.95
    turns = [one.path.split("/")[1] for one in seen if one.path != "/robots.txt"]
    assert len(set(turns[: 2 * SOURCES])) > 2  # not one after another
    log = (tmp_path / "logs" / "practices.log").read_text()
    assert all(f"s{number}: crawl ended: {PAGES + 1} fetched" in log for number in range(SOURCES))
