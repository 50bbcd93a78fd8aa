"""No request reaches a machine that it must not reach, whatever names and redirects say."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.hosts import is_public
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Reason
from pipelines.crawl.policy import Policy
from tests.faults.certificates import certify
from tests.faults.world import World

CLOSED = """
127.0.0.1 127.9.9.9 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1
100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1
255.255.255.255 168.63.129.16 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:1::1 nonsense
"""
OPEN = ["93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"]


@pytest.mark.parametrize("address", CLOSED.split())
def test_address_that_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [*OPEN, "64:ff9b::5db8:d822"])
def test_address_that_is_public(address: str) -> None:
    assert is_public(address)


def _last(fetcher: Fetcher, url: str) -> Fetched:
    return list(fetcher.follow(Ask(url)))[-1]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_private_address_is_refused_in_every_spelling(policy: Policy, host: str) -> None:
    with Fetcher(policy) as fetcher:
        answer = _last(fetcher, f"http://{host}/")
    assert answer.reason is Reason.PRIVATE_ADDRESS
    assert answer.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/a", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("http://example.org:22/", Reason.PORT),
        ("http://exa mple.org/", Reason.INVALID_URL),
        ("not an address", Reason.INVALID_URL),
    ],
)
def test_what_is_no_fetchable_address(policy: Policy, url: str, reason: Reason) -> None:
    with Fetcher(policy) as fetcher:
        assert _last(fetcher, url).reason is reason


def test_redirect_to_a_private_address_is_refused(world: World, policy: Policy) -> None:
    world.redirect("site.example/a", f"http://127.0.0.1:{world.port}/secret")
    world.redirect("site.example/b", "http://169.254.169.254/latest/meta-data/")
    with Fetcher(policy, world.routes("site.example")) as fetcher:
        assert _last(fetcher, "http://site.example/a").reason is Reason.PORT
        assert _last(fetcher, "http://site.example/b").reason is Reason.PRIVATE_ADDRESS
    assert world.paths("127.0.0.1") == []


def test_robots_may_not_lead_to_a_private_address(world: World, policy: Policy) -> None:
    world.redirect("site.example/robots.txt", "http://127.0.0.1/robots.txt")
    with Fetcher(policy, world.routes("site.example")) as fetcher:
        answer = _last(fetcher, "http://site.example/a")
    assert answer.reason is Reason.ROBOTS_UNREACHABLE


@pytest.fixture
def name_server(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, list[list[str]]]], None]:
    """Let names resolve to given addresses, one list for each time that the name is asked for."""
    real = socket.getaddrinfo

    def answer(names: dict[str, list[list[str]]]) -> None:
        def lookup(host: str, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
            if host not in names:
                return real(host, *args, **kwargs)  # type: ignore[arg-type,return-value]  # passed on
            found = names[host].pop(0) if len(names[host]) > 1 else names[host][0]
            if not found:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            families = {4: socket.AF_INET, 6: socket.AF_INET6}
            return [
                (families[ipaddress.ip_address(one).version], socket.SOCK_STREAM, 6, "", (one, 0))
                for one in found
            ]

        monkeypatch.setattr(socket, "getaddrinfo", lookup)

    return answer


def test_name_that_leads_to_a_private_address(
    policy: Policy, name_server: Callable[..., None]
) -> None:
    name_server({"inside.example": [["10.0.0.7"]], "gone.example": [[]]})
    with Fetcher(policy) as fetcher:
        refused = _last(fetcher, "https://inside.example/")
        assert refused.reason is Reason.PRIVATE_ADDRESS
        assert "10.0.0.7" in refused.detail
        assert _last(fetcher, "https://gone.example/").reason is Reason.DNS


def test_name_server_that_changes_its_mind_gains_nothing(
    world: World, policy: Policy, name_server: Callable[..., None]
) -> None:
    """DNS rebinding: all connections go to the address that was checked, whatever comes later."""
    name_server({"rebind.example": [["127.0.0.1"], ["127.66.66.66"]]})
    for path in "abc":
        # Each answer ends its connection, so that each request must make a new one.
        world.page(f"rebind.example/{path}", "<html>", headers={"Connection": "close"})
    allowed = replace(policy, allow_private=frozenset({"rebind.example"}))
    with Fetcher(allowed) as fetcher:
        pages = [_last(fetcher, f"http://rebind.example:{world.port}/{path}") for path in "abc"]
    # Nothing listens at the later address: one connection there would have failed.
    assert [one.outcome for one in pages] == [Outcome.STORED] * 3, pages


def test_host_that_the_source_allows_by_name(world: World, policy: Policy) -> None:
    world.page("localhost/a", "<html>")
    allowed = replace(policy, allow_private=frozenset({"localhost"}))
    with Fetcher(allowed) as fetcher:
        assert _last(fetcher, f"http://localhost:{world.port}/a").outcome is Outcome.STORED
        assert _last(fetcher, f"http://127.0.0.1:{world.port}/a").outcome is Outcome.REFUSED


def test_routed_host_is_asked_on_loopback_under_its_real_name(world: World, policy: Policy) -> None:
    world.page("real.example/a", "<html>")
    with Fetcher(policy, world.routes("real.example")) as fetcher:
        robots, page = fetcher.follow(Ask("https://real.example/a"))
    assert (robots.purpose, page.outcome) == (Purpose.ROBOTS, Outcome.STORED)
    assert page.canonical_url == "https://real.example/a"
    assert {one.host for one in world.seen} == {"real.example"}


def test_certificate_is_checked_for_the_real_name(
    tmp_path: Path, policy: Policy, name_server: Callable[..., None]
) -> None:
    server, client = certify(tmp_path, days=20)
    asked_for: list[str | None] = []
    server.sni_callback = lambda _sock, name, _context: asked_for.append(name)
    name_server({"tls.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]})
    allowed = replace(policy, allow_private=frozenset({"tls.example", "other.example"}))
    with World(tls=server) as world:
        world.page("tls.example/a", "<html>")
        with Fetcher(allowed, tls=client) as fetcher:
            good = _last(fetcher, f"https://tls.example:{world.port}/a")
            other = _last(fetcher, f"https://other.example:{world.port}/a")
        with Fetcher(allowed) as fetcher:
            unknown = _last(fetcher, f"https://tls.example:{world.port}/a")
    assert good.outcome is Outcome.STORED
    assert asked_for[0] == "tls.example"
    for answer in (other, unknown):
        assert answer.reason is Reason.TLS
    assert "doesn't match 'tls.example'" in other.detail
    assert "certificate verify failed" in unknown.detail


def test_certificate_that_has_run_out(
    tmp_path: Path, policy: Policy, name_server: Callable[..., None]
) -> None:
    server, client = certify(tmp_path, days=9)
    name_server({"tls.example": [["127.0.0.1"]]})
    allowed = replace(policy, allow_private=frozenset({"tls.example"}))
    with World(tls=server) as world, Fetcher(allowed, tls=client) as fetcher:
        world.page("tls.example/a", "<html>")
        refused = _last(fetcher, f"https://tls.example:{world.port}/a")
    assert (refused.reason, world.seen) == (Reason.TLS, [])
    assert "certificate has expired" in refused.detail


def test_host_with_an_ipv6_address(policy: Policy, name_server: Callable[..., None]) -> None:
    """The second address is taken where the first cannot be reached, of either kind."""
    name_server({"six.example": [["::1"]], "both.example": [["127.66.66.66", "::1"]]})
    allowed = replace(policy, allow_private=frozenset({"six.example", "both.example", "::1"}))
    with World(address="::1") as world, Fetcher(allowed) as fetcher:
        for host in ("six.example", "both.example", "["):  # the world reads "[::1]" so
            world.page(f"{host}/a", "<html>")
        pages = [
            _last(fetcher, f"http://{host}:{world.port}/a")
            for host in ("six.example", "both.example", "[::1]")
        ]
    assert [one.outcome for one in pages] == [Outcome.STORED] * 3, pages
    assert world.seen[-1].host == f"[::1]:{world.port}"
