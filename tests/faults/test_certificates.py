"""A site whose certificate is broken for a month: nothing is lost, what is the matter is said in
plain words, and all is well when it is mended."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipelines.crawl import transport
from practices_db.engine import catalogue_session
from practices_db.health import Health, source_health
from tests.faults.certificates import certify
from tests.faults.living import Site, Year
from tests.faults.world import World
from tests.pipelines.steps.conftest import HOST, Install, declare

WWW = f"www.{HOST}"
BROKEN = {
    "it ran out": ((9, (HOST,)), "certificate has expired"),
    "it is another host's": ((400, ("other.example",)), "doesn't match"),
    "nobody vouches for it": ((401, (HOST,)), "self-signed certificate"),
}


class Certified:
    """A site behind TLS; `show` makes its server show another certificate from now on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.server, self.client = certify(folder, 400, (HOST, WWW))
        self._shown = self.server
        self.server.sni_callback = self._choose

    def show(
        self, days: int = 400, names: tuple[str, ...] = (HOST, WWW), known: bool = True
    ) -> None:
        self._shown, _ = certify(self._folder, days, names)
        if known:
            self.client.load_verify_locations(self._folder / f"{names[0]}-{days}.pem")

    def mend(self) -> None:
        self._shown = self.server

    def _choose(self, sock: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        sock.context = self._shown


@contextmanager
def _year(install: Install, certified: Certified, programmes_on: str = HOST) -> Iterator[Year]:
    with World(tls=certified.server) as world:
        start = f"https://{HOST}:{world.port}/"
        source = declare(url=start, allow_private=[HOST, WWW], cadence="weekly")
        year = Year(world, install(source, served={}))
        world.otherwise[WWW] = world.otherwise[HOST]
        year.week(Site(link=lambda path: f"https://{programmes_on}:{world.port}{path}"))
        yield year


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certified:
    made = Certified(tmp_path)
    monkeypatch.setattr(transport, "_verifying_context", lambda: made.client)
    real = socket.getaddrinfo

    def lookup(host: Any, *given: Any, **more: Any) -> Any:
        return real("127.0.0.1" if host in {HOST, WWW} else host, *given, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return made


def _health(year: Year) -> Health:
    with catalogue_session(year.installation.engine) as session:
        (found,) = source_health(session, year.at)
    return found


@pytest.mark.parametrize("why", BROKEN)
def test_a_certificate_that_is_broken_for_a_month(
    install: Install, certified: Certified, why: str
) -> None:
    (days, names), told = BROKEN[why]
    with _year(install, certified) as year:
        slugs = year.practices()
        assert (len(slugs), _health(year).state) == (15, "well")
        certified.show(days, names, known=days != 401)
        for _ in range(5):
            counts = year.week()
            assert (counts["unreachable"], year.issues()["tls"] > 0) == (1, True)
            health = _health(year)
            assert health.state == "failed"
            assert told in health.told
            assert "certificate or encryption is not sound" in health.told
            assert "_ssl.c" not in health.told
            assert year.practices() == slugs
        certified.mend()
        counts = year.week()
        assert (counts["new"], counts["changed"], counts["practices_new"]) == (0, 0, 0)
        assert (year.issues(), _health(year).state, year.practices()) == ({}, "well", slugs)


def test_a_certificate_that_holds_for_one_of_two_hosts(
    install: Install, certified: Certified
) -> None:
    """The start answers, so the run goes well; most of what is known does not answer."""
    with _year(install, certified, programmes_on=WWW) as year:
        slugs = year.practices()
        assert (len(slugs), _health(year).state) == (15, "well")
        certified.show(399, (HOST,))
        for _ in range(5):
            assert year.week()["unreachable"] == 0
            health = _health(year)
            assert health.state == "silent"
            assert "15 of its 16 documents" in health.told
            assert "certificate or encryption is not sound" in health.told
            assert year.practices() == slugs
        certified.mend()
        year.week()
        assert (year.issues(), _health(year).state, year.practices()) == ({}, "well", slugs)
