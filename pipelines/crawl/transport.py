"""Sending one GET to a checked address, over urllib3 pools that are pinned to it.

No redirects, cookies, proxies or retries here, and nothing of the environment: what is sent is
decided by the fetcher alone.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from functools import cache

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from pipelines.crawl.addresses import origin_of
from pipelines.crawl.deadlines import CURRENT
from pipelines.crawl.hosts import Target
from pipelines.crawl.policy import Policy

_PoolKey = tuple[bool, str, str, int]
_INTERIM = 20
_UNREACHED = (ConnectTimeoutError, NewConnectionError)


class _Watched:
    """Tells the request's guard which connection to cut when the deadline passes.

    It is mixed into urllib3's connections; mypy doesn't see that `super()` is one of them.
    """

    def connect(self) -> None:
        _name_connection(self)
        super().connect()  # type: ignore[misc]  # a connection's

    def request(self, *args: object, **kwargs: object) -> None:
        _name_connection(self)
        super().request(*args, **kwargs)  # type: ignore[misc]  # a connection's


def _name_connection(connection: object) -> None:
    if guard := CURRENT.get():
        guard.connection = connection  # type: ignore[assignment]  # _Watched is none by itself


class _Response(http.client.HTTPResponse):
    """Reads past interim answers (103 Early Hints) to the one that counts.

    Python's own takes them for the answer, and the next request on the connection would be given
    what this one asked for.
    """

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_INTERIM):
            line: tuple[str, int, str] = super()._read_status()  # type: ignore[misc]  # unnamed in its stubs
            if not 100 < line[1] < 200 or line[1] == http.client.SWITCHING_PROTOCOLS:
                return line
            http.client.parse_headers(self.fp)
        raise http.client.HTTPException(f"more than {_INTERIM} interim answers")


class _WatchedHTTP(_Watched, HTTPConnection):
    response_class = _Response


class _WatchedHTTPS(_Watched, HTTPSConnection):
    response_class = _Response


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _WatchedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedHTTPS


class Transport:
    """Sends requests for one fetcher. Thread-safe: pools are made once and shared."""

    def __init__(self, policy: Policy, tls: ssl.SSLContext | None = None) -> None:
        self._timeout = Timeout(connect=policy.connect_seconds, read=policy.read_seconds)
        self._headers = {"User-Agent": policy.user_agent, "Accept-Encoding": "gzip, deflate"}
        self._tls = tls
        self._pools: dict[_PoolKey, HTTPConnectionPool] = {}

    def send(self, url: str, target: Target, headers: Mapping[str, str]) -> BaseHTTPResponse:
        """The response with its body still unread; tries each checked address in turn.

        Raises urllib3's own errors.
        """
        last = len(target.addresses) - 1
        for position, address in enumerate(target.addresses):
            try:
                return self._ask(url, target, address, headers)
            except _UNREACHED:
                if position == last:
                    raise
        raise AssertionError("a target has at least one address")

    def _ask(
        self, url: str, target: Target, address: str, headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        """Connect to that checked address, and ask for the host by name (SNI and Host)."""
        return self._pool(target, address).urlopen(
            "GET",
            url[len(origin_of(url)) :] or "/",
            headers={**self._headers, "Host": target.host_header, **headers},
            retries=False,
            redirect=False,
            assert_same_host=False,
            timeout=self._timeout,
            preload_content=False,
            decode_content=False,
        )

    def _pool(self, target: Target, address: str) -> HTTPConnectionPool:
        key = (target.secure, target.host, address, target.port)
        found = self._pools.get(key)
        # The first one stays, also when two threads ask at once.
        return found or self._pools.setdefault(key, self._open_pool(target, address))

    def _open_pool(self, target: Target, address: str) -> HTTPConnectionPool:
        if not target.secure:
            return _HTTPPool(address, target.port, maxsize=4)
        return _HTTPSPool(
            address,
            target.port,
            maxsize=4,
            ssl_context=self._tls or _verifying_context(),
            server_hostname=target.host,
            assert_hostname=target.host,
        )

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()


@cache
def _verifying_context() -> ssl.SSLContext:
    """One for all fetchers, and only where https is spoken: reading the authorities takes 16 ms."""
    import certifi

    return ssl.create_default_context(cafile=certifi.where())
