"""How the site stands up to many readers: 100 clients on this machine, real pages, real searches.

    python -m benchmarks.web [--clients 100] [--seconds 20]

Uses the catalogue of this installation (run `practices run` before) and wrk (`apt-get install
wrk`): a client written in Python costs more than most answers, and its own queue would be
measured. The server has two processes; wrk is a third and shares the cores with them.
Two ways of asking: readers who pause 2 to 8 seconds between pages, and clients who never pause.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx

SEED = 20261122
WORDS = (
    *("retired", "mentors", "refugees", "jobs", "women", "engineers", "students", "minors"),
    *("language", "school", "network", "volunteers", "foundation", "municipality"),
    *("vluchtelingen", "werk", "vrijwilliger", "réfugiés", "emploi", "parrainage", "femmes"),
    *("Geflüchtete", "Patenschaft", "Ausbildung", "mentores", "empleo", "flyktingar", "arbete"),
)
WARMING = 20
PAINTED = "performance.getEntriesByName('first-contentful-paint')"
LOADED = f"[{PAINTED}[0].startTime, performance.getEntriesByType('navigation')[0].loadEventEnd]"
FILTERS = ("", "&target_group=refugees", "&mentor_type=students", "&funding_model=not_stated")


KEEP = ("--timeout-keep-alive", "30")
"""A browser opens a closed line again unseen; wrk would count an error."""
SHARED, FRESH = 50, 20_000
"""Addresses that everybody asks, and so many that hardly one is asked twice."""
PAUSE = 8_000
"""Milliseconds that a reader stays on a page at most; a quarter of it at least."""
SCRIPT = Path(__file__).with_name("web.lua")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the clients saw; times in milliseconds, CPU in seconds."""

    requests: int
    errors: int
    percentiles: tuple[float, ...]
    seconds: float
    server_cpu: float
    client_cpu: float

    def line(self, name: str) -> str:
        times = " ".join(f"{one:6.0f}" for one in self.percentiles)
        rate = self.requests / self.seconds
        cpu = f"{self.server_cpu / self.seconds:6.2f} {self.client_cpu / self.seconds:6.2f}"
        return f"{name:34}{rate:9.1f} {times} {self.errors:6} {cpu}"


def addresses(count: int) -> list[str]:
    """Searches of three words, some with a filter; the same in every run."""
    chance = random.Random(SEED)
    return [
        f"/practices?q={quote('+'.join(chance.sample(WORDS, 3)), '+')}{chance.choice(FILTERS)}"
        for _ in range(count)
    ]


def measure(server: Server, clients: int, seconds: float, pause: int, count: int) -> Figures:
    """All clients at once."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as asked:
        asked.write("\n".join(addresses(count)))
        asked.flush()
        before = server.cpu()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:.0f}s", "--timeout=30s"]
        command += ["-s", str(SCRIPT), server.base, "--", asked.name, str(pause)]
        spent = children_cpu()
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = next(line for line in said.splitlines() if line.startswith("figures ")).split()[1:]
    return Figures(
        requests=int(told[0]),
        errors=int(told[1]),
        percentiles=tuple(map(float, told[2:6])),
        seconds=float(told[6]),
        server_cpu=server.cpu() - before,
        client_cpu=children_cpu() - spent,
    )


def children_cpu() -> float:
    """CPU seconds of the processes that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class Server:
    """The site in processes of its own."""

    pid: int
    base: str

    def cpu(self) -> float:
        """CPU seconds of all its processes so far."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(map(cpu_of, (self.pid, *map(int, children))))


def cpu_of(pid: int) -> float:
    """CPU seconds of one running process."""
    told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serve() -> Iterator[Server]:
    """The site in a process of its own, warm."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "search.web.app:create_installed_app", "--factory"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "error", "--workers", "2", *KEEP]
    )
    base = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{base}/health", timeout=30)
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    # One of two processes has answered; the other, and the tagger of both, need a moment more.
    time.sleep(WARMING)
    for number in range(60):
        httpx.get(f"{base}/practices?q=warm+{number}", timeout=30)
    try:
        yield Server(server.pid, base)
    finally:
        server.terminate()
        server.wait(10)


def drawn(base: str) -> str:
    """How long Chromium takes to draw the first page, the middle of five visits."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        times = []
        for _ in range(5):
            page = browser.new_context().new_page()
            page.goto(base, wait_until="load")
            while not page.evaluate(f"{PAINTED}.length"):  # it is told a moment after the load
                page.wait_for_timeout(50)
            times.append(page.evaluate(LOADED))
        browser.close()
    painted, loaded = sorted(times, key=lambda pair: pair[1])[2]
    return f"painted after {painted:.0f} ms, loaded after {loaded:.0f} ms"


def main() -> None:
    """Print one line for each way of asking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not here. Install it: apt-get install wrk")
    with serve() as server:
        first = httpx.get(server.base + "/", headers={"accept-encoding": "identity"})
        print(
            f"first page {len(first.content)} bytes, {first.elapsed.total_seconds() * 1000:.0f} ms"
            f"; in Chromium {drawn(server.base)}"
        )
        print(
            "asking                            requests/s   p50    p95    p99    max  errors"
            "  cores of the site, of wrk"
        )
        for name, pause, count in (
            ("readers with pauses, own searches", PAUSE, FRESH),
            ("readers with pauses, 50 searches", PAUSE, SHARED),
            ("no pauses, 50 searches", 0, SHARED),
            ("no pauses, own searches", 0, FRESH),
        ):
            print(measure(server, given.clients, given.seconds, pause, count).line(name))


if __name__ == "__main__":
    main()
