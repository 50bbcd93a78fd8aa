"""`python -m benchmarks.crawl [--scrapy PYTHON]`: pages a second, beside Scrapy and plain requests.

A loopback world of 20 hosts (127.0.0.2 to .21) with 200 pages each, all linked, served by a process
of its own and read without pauses. Ours runs with everything on: robots.txt, address checks,
archive, links, fetch log in SQLite. Scrapy obeys robots.txt and follows the same links; requests
fetches a ready list of addresses in threads, a session each, and parses nothing. Each runs in a
process of its own, in turns, and the load of the machine is printed beside the figures. Scrapy
keeps no archive here: its HTTP cache is off, which is in its favour.

Scrapy needs an environment of its own: name its Python with --scrapy. Without that one is made
for the run, and where no package index can be reached, Scrapy is left out and that is said.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HOSTS = [f"127.0.0.{number}" for number in range(2, 22)]
PAGES = 200
LINKED = 10
PORT = 8765
SCRAPY = "scrapy>=2.13"
ROUNDS = 3
WORKERS = 4  # as many sources as `practices run` crawls side by side
ROOT = Path(__file__).resolve().parent.parent


def page(number: int) -> bytes:
    """About 8 kB of HTML; page n links to the ten pages after ten times n, so all are reached."""
    following = range(number * LINKED + 1, min(number * LINKED + LINKED + 1, PAGES))
    links = "".join(f'<li><a href="/p{n}.html">Page {n}</a></li>' for n in following)
    prose = "<p>A mentor meets a young person every week and helps with the next step.</p>" * 90
    title = f"<title>Page {number}</title>"
    return f"<!doctype html><html><head>{title}</head><body><ul>{links}</ul>{prose}</body>".encode()


def paths() -> list[str]:
    """The paths of one host, the front page first."""
    return ["/", *(f"/p{number}.html" for number in range(1, PAGES))]


async def _serve() -> None:
    bodies = {path: page(number) for number, path in enumerate(paths())}
    bodies["/robots.txt"] = b"User-agent: *\nDisallow: /closed/\n"
    answers = {}
    for path, body in bodies.items():
        kind = "text/plain" if path == "/robots.txt" else "text/html"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        answers[path] = head.encode() + body

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                writer.write(answers[request.split(b" ", 2)[1].decode()])
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    server = await asyncio.start_server(connected, HOSTS, PORT)
    print("ready", flush=True)
    await server.serve_forever()


def crawl_ours(workers: int) -> int:
    """All hosts as sources of one installation, through the same step as `practices run`."""
    from pipelines.installation import Installation
    from pipelines.sources.declaration import SourceDeclaration
    from pipelines.sources.registry import Registry
    from pipelines.steps.pages import fetch_pages
    from practices_db.schema import open_catalogue
    from practices_db.settings import Settings

    declared = [
        SourceDeclaration(
            slug=f"host-{number}", kind="website", title=host, publisher="loopback",
            url=f"http://{host}:{PORT}/", licence="CC0-1.0", delay_seconds=0,
            allow_private=(host,), depth=5, pages=PAGES + 10,
        )
        for number, host in enumerate(HOSTS)
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/catalogue.sqlite"
        installation = Installation(
            settings=Settings(data_dir=Path(folder), database_url=url),
            engine=open_catalogue(url),
            registry=Registry(tuple(declared)),
        )
        with ThreadPoolExecutor(workers) as pool:
            counts = pool.map(lambda one: fetch_pages(installation, one.slug), declared)
            return sum(count["fetched"] for count in counts)


def fetch_plainly(workers: int) -> int:
    """A list of addresses by requests, a session a thread, nothing kept."""
    import requests

    def fetch(host: str) -> int:
        with requests.Session() as session:
            return sum(
                session.get(f"http://{host}:{PORT}{path}", timeout=10).ok for path in paths()
            )

    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(fetch, HOSTS))


SPIDER = """
import scrapy
from scrapy.crawler import CrawlerProcess

class Pages(scrapy.Spider):
    name = "pages"
    start_urls = {starts!r}

    def parse(self, response):
        yield {{"url": response.url, "body": response.text}}
        yield from response.follow_all(css="a")

process = CrawlerProcess(dict(
    ROBOTSTXT_OBEY=True, LOG_ENABLED=False, TELNETCONSOLE_ENABLED=False, DOWNLOAD_DELAY=0,
    CONCURRENT_REQUESTS=64, CONCURRENT_REQUESTS_PER_DOMAIN={per_host},
    HTTPCACHE_ENABLED=False, RETRY_ENABLED=False,
    AUTOTHROTTLE_ENABLED=False, USER_AGENT="bench",
))
crawler = process.create_crawler(Pages)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("item_scraped_count"))
"""


def install_scrapy(folder: Path) -> str | None:
    """The Python of a throw-away environment with Scrapy, or None."""
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", SCRAPY]
    for command in ([sys.executable, "-m", "venv", str(folder)], pip):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return python


def scrapy_script() -> str:
    """Scrapy's own way of the same crawl."""
    return SPIDER.format(starts=[f"http://{host}:{PORT}/" for host in HOSTS], per_host=8)


def measure(command: list[str], label: str) -> tuple[float, float, float]:
    """Pages a second, pages a CPU second, and peak MB of one run, its start included."""
    began = time.perf_counter()
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    told = run.stdout.read() if run.stdout else ""
    _, status, used = os.wait4(run.pid, 0)
    seconds = time.perf_counter() - began
    assert status == 0, f"{label} failed"
    count = int(told.strip().splitlines()[-1])
    assert count == len(HOSTS) * PAGES, f"{label}: {count} pages"
    return count / seconds, count / (used.ru_utime + used.ru_stime), used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scrapy", help="the Python of an environment with scrapy")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--part", choices=["ours", "requests", "serve"], help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part == "serve":
        asyncio.run(_serve())
    elif chosen.part:
        work = {"ours": crawl_ours, "requests": fetch_plainly}[chosen.part]
        print(work(chosen.workers))
    else:
        compare(chosen.scrapy, chosen.workers)


def compare(scrapy: str | None, workers: int) -> None:
    """All contestants in turns; the median of each."""
    own = [sys.executable, "-m", "benchmarks.crawl", "--workers", str(workers), "--part"]
    commands = {"ours": [*own, "ours"], "requests": [*own, "requests"]}
    server = subprocess.Popen([*own, "serve"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        with tempfile.TemporaryDirectory() as folder:
            if python := scrapy or install_scrapy(Path(folder)):
                commands["scrapy"] = [python, "-c", scrapy_script()]
            else:
                print("scrapy is left out: it could not be installed")
            report(commands)
    finally:
        server.terminate()
        server.wait()


def report(commands: dict[str, list[str]]) -> None:
    """Print a line for each contestant and the ratio to Scrapy."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            found[name].append(measure(command, name))
    print(f"{len(HOSTS)} hosts x {PAGES} pages, median of {ROUNDS}, load {os.getloadavg()[0]:.1f}")
    middle = {
        name: [statistics.median(one[part] for one in runs) for part in range(3)]
        for name, runs in found.items()
    }
    for name, (rate, frugality, memory) in middle.items():
        of_cpu = f"{frugality:7.0f} pages/CPU s"
        print(f"{name:<10} {rate:7.0f} pages/s {of_cpu} {memory:7.0f} MB peak")
    if "scrapy" in middle:
        (ours, frugal, memory), (other, burnt, used) = middle["ours"], middle["scrapy"]
        print(f"ours / scrapy: {ours / other:.2f} pages/s, {frugal / burnt:.2f} pages/CPU s,")
        print(f"               {memory / used:.2f} memory")


if __name__ == "__main__":
    main()
