"""A whole web of misbehaving sites: every fault that we know of, beside pages that are good.

`build` fills a world and tells what must become of each address. Answers of one kind are made in
`world.py`; here they are put together.
"""

from __future__ import annotations

import zlib

from pipelines.crawl.reasons import Reason
from tests.faults import world as faults
from tests.faults.world import Answer, Line, World

MAIN = "hostile.example"
ROBOTS_SHUT = "shut.example"  # robots.txt answers 503
ROBOTS_ROUND = "round.example"  # robots.txt redirects in a circle: as if there were none
ROBOTS_HUGE = "huge.example"  # the rules beyond 500 KiB do not count
ROBOTS_BINARY = "binary.example"
ROBOTS_ABSENT = "absent.example"  # robots.txt answers 404: all is allowed
EMOJI = "xn--e28h.example"  # linked to as 😀.example
HOSTS = (*(MAIN, ROBOTS_SHUT, ROBOTS_ROUND, ROBOTS_HUGE, ROBOTS_BINARY, ROBOTS_ABSENT, EMOJI),)
METADATA = "169.254.169.254"  # in scope, so that nothing but its address keeps us away
PAGES = 400

Fates = dict[str, Reason | None]

_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + f"]><urlset><url><loc>https://{MAIN}/&l9;</loc></url></urlset>"
)
# All to one page that is there, so that only finding them costs.
_MANY_LINKS = b"".join(b"<a href='/good-in-sitemap#%d'>x</a>" % n for n in range(10_000))
_GOOD = f"<urlset><url><loc>https://{MAIN}/good-in-sitemap</loc></url></urlset>"


def build(world: World) -> Fates:
    """Fill the world; the fate of each address: its reason, or None where it must be stored."""
    fates: Fates = {}
    links: list[str] = []

    def put(path: str, answer: Answer, reason: Reason | None) -> None:
        world.put(f"{MAIN}/{path}", answer)
        links.append(f"/{path}")
        # A good page after every bad one: none may be lost to its neighbour.
        world.page(f"{MAIN}/good-after-{path}", f"<p>good, after {path}</p>")
        links.append(f"/good-after-{path}")
        fates[f"https://{MAIN}/{path}"] = reason
        fates[f"https://{MAIN}/good-after-{path}"] = None

    for path, (answer, reason) in _answers().items():
        put(path, answer, reason)
    _add_redirects(world, links, fates)
    _add_traps(world, links)
    _add_robots(world, links, fates)
    links += ["mailto:a@b.example", "javascript:alert(1)", "data:text/html,x", "http://", "//[::1"]
    links += ["https://💀.example/", "/" + "a" * 5000, "ftp://old.example/x", "/%00%zz"]
    items = "".join(f"<li><a href='{link}'>x</a>" for link in links)
    world.page(f"{MAIN}/", f"<ul>{items}")
    world.page(
        f"{MAIN}/robots.txt",
        "Sitemap: /laughs.xml\nSitemap: /good.xml\nUser-agent: *\nDisallow: /private\n",
    )
    world.page(f"{MAIN}/laughs.xml", _LAUGHS, headers={"Content-Type": "application/xml"})
    world.page(f"{MAIN}/good.xml", _GOOD, headers={"Content-Type": "application/xml"})
    fates[f"https://{MAIN}/laughs.xml"] = Reason.MALFORMED
    world.page(f"{MAIN}/good-in-sitemap", "<p>good</p>")
    fates[f"https://{MAIN}/good-in-sitemap"] = None
    fates[f"https://{MAIN}/%00%25zz"] = Reason.HTTP_4XX
    return fates


def _answers() -> dict[str, tuple[Answer, Reason | None]]:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed_bomb = bomb.compress(b"<p>" + b"0" * 50_000_000) + bomb.flush()
    late = {"Retry-After": "1"}
    return {
        "drip": (faults.drip(0.05), Reason.DEADLINE),
        "drip-headers": (faults.drip_headers(0.05), Reason.DEADLINE),
        "silent": (faults.silent, Reason.TIMEOUT),
        "reset": (faults.reset, Reason.CONNECTION),
        "truncated": (faults.truncated, Reason.TRUNCATED),
        "truncated-chunks": (faults.truncated_chunks, Reason.TRUNCATED),
        "too-long": (faults.too_long, None),
        "hints": (faults.interim(103, 3), None),
        "hints-for-ever": (faults.interim(103, 1000), Reason.CONNECTION),
        "other-protocol": (_status(101), Reason.HTTP_4XX),
        "http-1.0": (faults.http_1_0, None),
        "cookies": (faults.many_headers("Set-Cookie", "a=b; Path=/", 90), None),
        "cookie-flood": (faults.many_headers("Set-Cookie", "a=b", 5000), Reason.CONNECTION),
        "long-header": (_reply(b"<p>x", {"X-Long": "x" * 100_000}), Reason.CONNECTION),
        "header-without-end": (faults.endless_header, Reason.CONNECTION),
        "10000-links": (_reply(_MANY_LINKS), None),
        "bomb": (_reply(packed_bomb, {"Content-Encoding": "gzip"}), Reason.SIZE),
        "not-gzip": (_reply(b"<p>plain", {"Content-Encoding": "gzip"}), Reason.DECODE),
        "odd-encoding": (_reply(b"<p>plain", {"Content-Encoding": "lolz"}), None),
        "brotli": (_reply(b"....", {"Content-Encoding": "br"}), Reason.DECODE),
        "endless": (faults.endless(60), Reason.SIZE),
        "announced-60-mb": (_reply(b"<p>", {"Content-Length": "60000000"}), Reason.SIZE),
        "empty": (_reply(b""), Reason.EMPTY),
        "film": (_reply(b"\x1aE\xdf\xa3" + b"\0" * 5000), Reason.TYPE),
        "missing": (_status(404), Reason.HTTP_4XX),
        "gone": (_status(410), Reason.HTTP_4XX),
        "broken": (_status(500), Reason.HTTP_5XX),
        "slow-down": (_status(429, late), Reason.RATE_LIMITED),
        "nowhere": (_status(302), Reason.BAD_REDIRECT),
        "unasked-304": (_status(304, {"ETag": '"lies"'}), Reason.BAD_REDIRECT),
        "to-a-file": (_status(302, {"Location": "file:///etc/passwd"}), Reason.SCHEME),
        "private": (_reply(b"<p>forbidden"), Reason.ROBOTS),
        "noindex": (_reply(b"<meta name=robots content=noindex>"), Reason.META_NOINDEX),
        "wrong-charset": (_reply("<p>żółć".encode("iso8859_2"), _html("utf-8")), None),
        "unknown-charset": (_reply(b"<p>x", _html("klingon")), None),
        "null-bytes": (_reply(b"<p>a\0b</p>" * 500), None),
        "page.pdf": (_reply(b"<html><p>no PDF", {"Content-Type": "application/pdf"}), None),
        "pdf.html": (_reply(b"%PDF-1.7 ..."), None),
        "deep": (_reply(b"<div>" * 10_000), None),
        "unclosed": (_reply(b"<table><tr><td><a href='/x" * 3000), None),
        "soft-404": (_reply("<title>Página no encontrada</title><h1>404</h1>".encode()), None),
    }


def _reply(body: bytes, headers: dict[str, str] | None = None) -> Answer:
    return lambda line: line.reply(body, headers=headers)


def _status(status: int, headers: dict[str, str] | None = None) -> Answer:
    return lambda line: line.reply(b"", status, headers)


def _html(charset: str) -> dict[str, str]:
    return {"Content-Type": f"text/html; charset={charset}"}


def _add_redirects(world: World, links: list[str], fates: Fates) -> None:
    for path, target in {
        "loop-a": "/loop-b",
        "loop-b": "/loop-a",
        "to-metadata": f"http://{METADATA}/latest/",
        "to-outside": "https://elsewhere.invalid/",
        **{f"hop-{n}": f"/hop-{n + 1}" for n in range(15)},
    }.items():
        world.redirect(f"{MAIN}/{path}", target)
    links += ["/loop-a", "/to-metadata", "/to-outside", "/hop-0"]
    fates[f"http://{METADATA}/latest/"] = Reason.PRIVATE_ADDRESS
    fates["https://elsewhere.invalid/"] = Reason.OUT_OF_SCOPE
    fates[f"https://{MAIN}/hop-11"] = Reason.REDIRECT_BUDGET


def _add_traps(world: World, links: list[str]) -> None:
    """A calendar without end, and a shop that gives every visit an address of its own."""

    async def calendar(line: Line) -> None:
        month = int(line.request.path.rpartition("=")[2])
        await line.reply("".join(f"<a href=/cal?m={month * 9 + n}>" for n in range(9)).encode())

    async def answer(line: Line) -> None:
        if line.request.path.startswith("/cal?"):
            await calendar(line)
        elif line.request.path.startswith("/shop"):
            visit = f"{hash(line.request.at) % 10**16:032x}"
            await line.reply(f"<a href='/shop?PHPSESSID={visit}'>next</a>".encode())
        else:
            await line.reply(b"not here", 404)

    world.otherwise[MAIN] = answer
    links += ["/cal?m=1", "/shop"]


def _add_robots(world: World, links: list[str], fates: Fates) -> None:
    world.page(f"{ROBOTS_SHUT}/robots.txt", b"", 503)
    world.redirect(f"{ROBOTS_ROUND}/robots.txt", "/robots.txt")
    filler = b"# nothing\n" * 60_000
    world.page(f"{ROBOTS_HUGE}/robots.txt", filler + b"User-agent: *\nDisallow: /\n")
    world.page(f"{ROBOTS_BINARY}/robots.txt", bytes(range(256)) * 40)
    for host in HOSTS[1:]:
        world.page(f"{host}/page", f"<p>a good page of {host}</p>")
        links.append(f"https://{'😀.example' if host == EMOJI else host}/page")
        fates[f"https://{host}/page"] = Reason.ROBOTS_UNREACHABLE if host == ROBOTS_SHUT else None
