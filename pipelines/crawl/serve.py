"""A small web server on loopback for a folder: the demonstration site, and sites under test.

It behaves like common static hosts: index.html, `/page` for page.html, a slash added to folders,
ETag and Last-Modified with 304, 404.html, and a `_redirects` file (from, to, status a line).
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from pipelines.crawl.hosts import Route

_REDIRECTS = "_redirects"


@contextmanager
def serve_folder(folder: Path, host: str) -> Iterator[Route]:
    """Serve a folder while the block runs; the route leads `host` (no port) to it."""
    handler = type("_FolderHandler", (_Handler,), {"site": Site(folder)})
    server = _Server(("127.0.0.1", 0), handler)
    # How often it looks whether it is to end: Python's half second outlasts a short crawl.
    often = {"poll_interval": 0.02}
    thread = Thread(target=server.serve_forever, kwargs=often, name=f"serve-{host}", daemon=True)
    thread.start()
    try:
        yield Route(host, "127.0.0.1", server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: object) -> None:
        """Silent: a client that leaves early is no error of a site's."""


class Site:
    """Finds what a folder answers to a path."""

    def __init__(self, folder: Path) -> None:
        self.root = folder.resolve()
        self._redirects = _read_redirects(self.root / _REDIRECTS)

    def redirect(self, path: str) -> tuple[str, int] | None:
        """(target, status) where the path is redirected, by rule or for a missing slash."""
        if path in self._redirects:
            return self._redirects[path]
        found = self._inside(path)
        if found and found.is_dir() and not path.endswith("/") and (found / "index.html").is_file():
            return path + "/", 301
        return None

    def file(self, path: str) -> Path | None:
        """The file that answers a path, or None."""
        found = self._inside(path)
        if found is None or found.name == _REDIRECTS:
            return None
        page = found.with_name(found.name + ".html") if not path.endswith("/") else found
        candidates = (found, found / "index.html", page)
        return next((one for one in candidates if one.is_file()), None)

    def _inside(self, path: str) -> Path | None:
        try:
            found = (self.root / unquote(path).lstrip("/")).resolve()
        except (OSError, ValueError):
            return None
        return found if found.is_relative_to(self.root) else None


class _Handler(BaseHTTPRequestHandler):
    site: ClassVar[Site]
    protocol_version = "HTTP/1.1"
    # Headers and body leave in one packet: on loopback the pause between two costs 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if moved := self.site.redirect(path):
            self._answer(moved[1], {"Location": moved[0]}, b"")
        elif file := self.site.file(path):
            self._answer_file(file)
        else:
            missing = self.site.root / "404.html"
            body = missing.read_bytes() if missing.is_file() else b"<h1>Not found</h1>"
            self._answer(404, {"Content-Type": "text/html"}, body)

    def _answer_file(self, file: Path) -> None:
        body = file.read_bytes()
        changed = file.stat().st_mtime
        headers = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:24]}"',
            "Last-Modified": formatdate(changed, usegmt=True),
            "Content-Type": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        }
        if self._is_known(headers["ETag"], changed):
            self._answer(304, headers, b"")
        else:
            self._answer(200, headers, body)

    def _is_known(self, etag: str, changed: float) -> bool:
        if asked := self.headers.get("If-None-Match"):
            return etag in (part.strip() for part in asked.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(since).timestamp() >= int(changed)
        except ValueError:
            return False

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Silent: what was asked is told by the crawler's own records."""


def _read_redirects(path: Path) -> dict[str, tuple[str, int]]:
    if not path.is_file():
        return {}
    lines = (line.split("#")[0].split() for line in path.read_text("utf-8").splitlines())
    return {
        parts[0]: (parts[1], int(parts[2]) if len(parts) > 2 else 301)
        for parts in lines
        if len(parts) >= 2
    }
