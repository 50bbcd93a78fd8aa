"""Sending one GET to a checked address: requests' session over pinned urllib3 pools.

No redirects, cookies, proxies or retries here, and nothing of the environment: what is sent is
decided by the fetcher alone.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from pipelines.crawl.deadlines import CURRENT
from pipelines.crawl.hosts import Target
from pipelines.crawl.policy import Policy

_PoolKey = tuple[bool, str, str, int]
_UNREACHED = (ConnectTimeoutError, NewConnectionError)


class _Watched:
    """Tells the request's guard which connection to cut when the deadline passes."""

    def connect(self) -> None:
        _name_connection(self)
        super().connect()  # type: ignore[misc]

    def request(self, *args: object, **kwargs: object) -> None:
        _name_connection(self)
        super().request(*args, **kwargs)  # type: ignore[misc]


def _name_connection(connection: object) -> None:
    if guard := CURRENT.get():
        guard.connection = connection  # type: ignore[assignment]


class _WatchedHTTP(_Watched, HTTPConnection):
    pass


class _WatchedHTTPS(_Watched, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _WatchedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedHTTPS


class _PinnedRequest(requests.PreparedRequest):
    """A request that carries the checked address it goes to."""

    target: Target
    address: str


class _PinnedAdapter(HTTPAdapter):
    """Connects to the request's checked address, and asks for its host by name (SNI and Host)."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        super().__init__(max_retries=0)
        self._tls = tls
        self._pools: dict[_PoolKey, HTTPConnectionPool] = {}

    def get_connection_with_tls_context(  # type: ignore[override]
        self, request: _PinnedRequest, *_args: object, **_kwargs: object
    ) -> HTTPConnectionPool:
        target = request.target
        key = (target.secure, target.host, request.address, target.port)
        if key not in self._pools:
            self._pools[key] = self._open_pool(target, request.address)
        return self._pools[key]

    def _open_pool(self, target: Target, address: str) -> HTTPConnectionPool:
        if not target.secure:
            return _HTTPPool(address, target.port, maxsize=4)
        return _HTTPSPool(
            address,
            target.port,
            maxsize=4,
            ssl_context=self._tls,
            server_hostname=target.host,
            assert_hostname=target.host,
        )

    def cert_verify(self, *_args: object) -> None:
        """Nothing to add: the pool's TLS context already verifies."""

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()
        super().close()


class Transport:
    """Sends requests for one fetcher. Thread-safe: it keeps no state between requests."""

    def __init__(self, policy: Policy, tls: ssl.SSLContext | None = None) -> None:
        self._timeout = (policy.connect_seconds, policy.read_seconds)
        self._headers = {"User-Agent": policy.user_agent, "Accept-Encoding": "gzip, deflate"}
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = _PinnedAdapter(tls or _verifying_context())
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def send(self, url: str, target: Target, headers: Mapping[str, str]) -> requests.Response:
        """The response with its body still unread; tries each checked address in turn.

        Raises requests' and urllib3's own errors.
        """
        request = self._prepare(url, target, headers)
        last = len(target.addresses) - 1
        for position, address in enumerate(target.addresses):
            request.address = address
            try:
                return self._session.send(
                    request, stream=True, allow_redirects=False, timeout=self._timeout
                )
            except requests.ConnectionError as error:
                if position == last or not _was_unreached(error):
                    raise
        raise AssertionError("a target has at least one address")

    def _prepare(self, url: str, target: Target, headers: Mapping[str, str]) -> _PinnedRequest:
        request = _PinnedRequest()
        request.prepare(
            method="GET",
            url=url,
            headers={**self._headers, "Host": target.host_header, **headers},
        )
        request.url = url  # as given: requests would escape some of it anew
        request.target = target
        return request

    def close(self) -> None:
        self._session.close()


def _was_unreached(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, _UNREACHED)


def _verifying_context() -> ssl.SSLContext:
    import certifi

    return ssl.create_default_context(cafile=certifi.where())
