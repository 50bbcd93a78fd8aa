"""How the site stands up to many readers: 100 clients on this machine, real pages, real searches.

    python -m benchmarks.web [--clients 100] [--seconds 20]

Uses the catalogue of this installation (run `practices run` before). The server is a process of
its own; clients are in another and share the cores with it, so figures are on the low side.
Two ways of asking: readers who pause 2 to 8 seconds between pages, and clients who never pause.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Tally:
    """What the clients saw; times in milliseconds."""

    times: list[float] = field(default_factory=list)
    errors: int = 0

    def at(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def address(chance: random.Random, fresh: bool) -> str:
    """A search; without `fresh` one of fifty that everybody asks."""
    if not fresh:
        chance = random.Random(chance.randrange(50))  # noqa: S311
    words = "+".join(chance.sample(WORDS, 3))
    return f"/practices?q={words}{chance.choice(FILTERS)}"


async def read(base: str, tally: Tally, until: float, pause: bool, fresh: bool, seed: int) -> None:
    """One client: search after search until the time is up."""
    chance = random.Random(SEED + seed)  # noqa: S311
    # Without `verify` each client reads all root certificates: seconds for a hundred of them.
    async with httpx.AsyncClient(base_url=base, timeout=30, verify=False) as client:  # noqa: S501
        if pause:
            await asyncio.sleep(chance.uniform(0, 5))
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                answer = await client.get(address(chance, fresh))
                tally.errors += answer.status_code != 200
            except httpx.HTTPError:
                tally.errors += 1
            tally.times.append((time.perf_counter() - began) * 1000)
            if pause:
                await asyncio.sleep(chance.uniform(2, 8))


async def measure(base: str, clients: int, seconds: float, pause: bool, fresh: bool) -> Tally:
    """All clients at once."""
    tally = Tally()
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(read(base, tally, until, pause, fresh, number) for number in range(clients))
    )
    return tally


def serve() -> tuple[subprocess.Popen[bytes], str]:
    """The site in a process of its own, warm."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "search.web.app:create_installed_app", "--factory"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "error", "--workers", "2"]
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
    return server, base


def drawn(base: str) -> str:
    """How long Chromium takes to draw the first page, the middle of five visits."""
    import shutil

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
    server, base = serve()
    try:
        first = httpx.get(base + "/", headers={"accept-encoding": "identity"})
        print(
            f"first page {len(first.content)} bytes, {first.elapsed.total_seconds() * 1000:.0f} ms"
            f"; in Chromium {drawn(base)}"
        )
        print("asking                            requests/s   p50    p95    p99    max  errors")
        for name, pause, fresh in (
            ("readers with pauses, own searches", True, True),
            ("readers with pauses, 50 searches", True, False),
            ("no pauses, 50 searches", False, False),
            ("no pauses, own searches", False, True),
        ):
            tally = asyncio.run(measure(base, given.clients, given.seconds, pause, fresh))
            rate = len(tally.times) / given.seconds
            figures = " ".join(f"{tally.at(share):6.0f}" for share in (0.5, 0.95, 0.99, 1))
            print(f"{name:34}{rate:9.1f} {figures} {tally.errors:6}")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
