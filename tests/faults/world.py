"""A web server that misbehaves on purpose: raw answers from loopback, at any pace, on any host.

Hosts are told apart by their Host header, so that one server plays a whole world of sites.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import ssl
import struct
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event, Thread

from pipelines.crawl.hosts import Route

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that reached the server."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Answer = Callable[["Line"], Awaitable[None]]


@dataclass(slots=True)
class Line:
    """The connection under a request, for an answer to write to as it likes."""

    request: Seen
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def reply(
        self, body: bytes = b"", status: int = 200, headers: Headers | None = None
    ) -> None:
        given = {"Content-Type": "text/html", "Content-Length": str(len(body)), **(headers or {})}
        await self.send(head(status, given) + body)

    def reset(self) -> None:
        # Without lingering a close is a reset (RST) and not an orderly end.
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def head(status: int, headers: Headers) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


@dataclass(slots=True)
class World:
    """Sites by (host, path); use it in a `with` block. Unknown paths answer 404."""

    tls: ssl.SSLContext | None = None
    address: str = "127.0.0.1"
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    otherwise: dict[str, Answer] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: Thread | None = None

    def put(self, url: str, answer: Answer) -> None:
        """Let an address (`host/path?query`) be answered that way."""
        host, _, path = url.partition("/")
        self.answers[host, f"/{path}"] = answer

    def page(
        self, url: str, body: str | bytes, status: int = 200, headers: Headers | None = None
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.put(url, lambda line: line.reply(data, status, headers))

    def redirect(self, url: str, target: str, status: int = 302) -> None:
        self.page(url, b"", status, {"Location": target})

    def route(self, host: str) -> Route:
        return Route(host, "127.0.0.1", self.port)

    def routes(self, *hosts: str) -> dict[str, Route]:
        return {host: self.route(host) for host in hosts}

    def paths(self, host: str) -> list[str]:
        """The paths that were asked of a host, in order."""
        return [one.path for one in self.seen if one.host.partition(":")[0] == host]

    def __enter__(self) -> World:
        started = Event()
        self._thread = Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread:
            self._thread.join(10)
        self._loop.close()

    def _serve(self, started: Event) -> None:
        asyncio.set_event_loop(self._loop)
        starting = asyncio.start_server(self._connected, self.address, 0, ssl=self.tls)
        server = self._loop.run_until_complete(starting)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                raw = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                pairs = (line.split(": ", 1) for line in raw[1:] if ": " in line)
                headers = {name.lower(): value for name, value in pairs}
                host, path = headers.get("host", ""), raw[0].split(" ")[1]
                request = Seen(host, path, headers, time.monotonic())
                self.seen.append(request)
                await self._answer_for(host.partition(":")[0], path)(Line(request, writer))
        writer.close()

    def _answer_for(self, host: str, path: str) -> Answer:
        found = self.answers.get((host, path)) or self.otherwise.get(host)
        return found or (lambda line: line.reply(b"not here", 404))


def drip(seconds: float) -> Answer:
    """One byte at a time, with a pause between."""

    async def answer(line: Line) -> None:
        await line.send(head(200, {"Content-Type": "text/html", "Content-Length": "100000"}))
        while True:
            await line.send(b"x")
            await asyncio.sleep(seconds)

    return answer


def drip_headers(seconds: float) -> Answer:
    """Headers that never come to their end."""

    async def answer(line: Line) -> None:
        await line.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            await line.send(b"x")
            await asyncio.sleep(seconds)

    return answer


def silent(line: Line) -> Awaitable[None]:
    """Takes the request and says nothing."""
    return asyncio.sleep(3600)


async def reset(line: Line) -> None:
    """Breaks the connection in the middle of the body."""
    await line.send(head(200, {"Content-Type": "text/html", "Content-Length": "5000"}) + b"<p>")
    line.reset()


async def truncated(line: Line) -> None:
    """Announces more than it sends."""
    await line.send(head(200, {"Content-Type": "text/html", "Content-Length": "5000"}))
    await line.send(b"<html><p>half")
    line.writer.close()


async def truncated_chunks(line: Line) -> None:
    """Chunks without a last one."""
    await line.send(head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}))
    await line.send(b"5\r\n<html\r\n")
    line.writer.close()


async def too_long(line: Line) -> None:
    """Announces less than it sends: the rest would be taken for the next answer."""
    body = b"<html><p>short</p></html>"
    await line.send(head(200, {"Content-Type": "text/html", "Content-Length": str(len(body))}))
    await line.send(body + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")


def interim(status: int, times: int) -> Answer:
    """Interim answers before the one that counts."""

    async def answer(line: Line) -> None:
        with contextlib.suppress(OSError):
            await line.send(f"HTTP/1.1 {status} x\r\nLink: </x.css>\r\n\r\n".encode() * times)
            await line.reply(b"<p>after hints")

    return answer


async def http_1_0(line: Line) -> None:
    """An old server: no length, the end of the connection is the end of the page."""
    await line.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>old")
    line.writer.close()


def many_headers(name: str, value: str, times: int) -> Answer:
    """The same header many times."""

    async def answer(line: Line) -> None:
        many = f"{name}: {value}\r\n".encode() * times
        with contextlib.suppress(OSError):
            await line.send(head(200, {"Content-Type": "text/html", "Content-Length": "4"})[:-2])
            await line.send(many + b"\r\n<p>x")

    return answer


async def endless_header(line: Line) -> None:
    """One header that has no end."""
    await line.send(b"HTTP/1.1 200 OK\r\nX-Endless: ")
    with contextlib.suppress(OSError):
        while True:
            await line.send(b"x" * 10_000)


def packed(body: bytes, encoding: str = "gzip") -> Answer:
    """A body that is sent packed."""
    data = gzip.compress(body) if encoding == "gzip" else body
    return lambda line: line.reply(data, headers={"Content-Encoding": encoding})


def endless(megabytes: int) -> Answer:
    """A body without announced length."""

    async def answer(line: Line) -> None:
        await line.send(head(200, {"Content-Type": "text/html", "Connection": "close"}) + b"<p>")
        for _ in range(megabytes):
            await line.send(b"x" * 1_000_000)
        line.writer.close()

    return answer
