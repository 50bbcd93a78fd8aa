"""Fetching as a good guest: address check, robots.txt, pauses, second tries, redirects.

`Fetcher.follow` is the way in. Every request is yielded, also those for robots.txt and those that
were refused before they were made. What to fetch next is decided in `crawl.py`.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from threading import Lock

from pipelines.crawl.addresses import origin_of
from pipelines.crawl.exchange import Ask, Exchange, canonical_or_same
from pipelines.crawl.gates import Gate, Gates
from pipelines.crawl.hosts import Route, Target, Targets
from pipelines.crawl.outcome import Fetched, Purpose, Validators
from pipelines.crawl.policy import Policy
from pipelines.crawl.reasons import Reason, Stopped
from pipelines.crawl.redirects import Claim, hops
from pipelines.crawl.robots import REDIRECTS, Robots, read_robots
from pipelines.crawl.transport import Transport

_SILENCES = frozenset({Reason.TIMEOUT, Reason.DEADLINE, Reason.CONNECTION, Reason.TLS})
_TROUBLE = 5  # addresses in a row
_WORTH_RETRYING = frozenset(
    {
        Reason.TIMEOUT,
        Reason.CONNECTION,
        Reason.TRUNCATED,
        Reason.HTTP_5XX,
        Reason.RATE_LIMITED,
    }
)


class Fetcher:
    """Fetches addresses for one run. Thread-safe; close it (or use `with`) at the end.

    `routes` lead host names to servers on this machine; `tls` replaces the context that verifies
    certificates (certifi's authorities), for an authority of one's own. `pauses` is the folder
    through which fetchers, also of other processes, keep to a host's pause together.
    """

    def __init__(
        self,
        policy: Policy,
        routes: Mapping[str, Route] | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        pauses: Path | None = None,
    ) -> None:
        self.policy = policy
        self._targets = Targets(routes or {}, policy.allow_private)
        self._transport = Transport(policy, tls)
        self._exchange = Exchange(policy, self._transport)
        self._gates = Gates(pauses)
        self._robots: dict[str, Robots] = {}
        self._robots_until: dict[str, float] = {}
        self._robots_locks: dict[str, Lock] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        self._transport.close()

    def follow(
        self,
        ask: Ask,
        known: Callable[[str], Validators | None] = lambda _canonical: None,
        claim: Callable[[str], Claim] = lambda _url: Claim.GO,
    ) -> Iterator[Fetched]:
        """Fetch an address and whatever it redirects to, hop by hop; the last one is the answer.

        `known` gives the validators of a canonical URL; `claim` is asked before a redirect is
        followed. Never raises for what a server does.
        """

        def step(hop: Ask) -> list[Fetched]:
            return self.fetch(replace(hop, validators=known(canonical_or_same(hop.url))))

        return hops(ask, step, claim, self.policy.redirects)

    def fetch(self, ask: Ask) -> list[Fetched]:
        """One address, no redirects: the requests for its robots.txt, if any, then the answer."""
        log: list[Fetched] = []
        try:
            target = self._targets.find(ask.url)
            gate = self._gate(target)
            gate.require_open()
            robots = self._robots_of(ask.url, log)
            robots.require(ask.url)
            self._pace(gate, robots)
            return [*log, self._try(ask, target, gate)]
        except Stopped as stop:
            return [*log, ask.ended(stop.reason, stop.detail)]

    def ask_robots(self, url: str) -> list[Fetched]:
        """Read the robots.txt of an address ahead of it; the requests that this took."""
        log: list[Fetched] = []
        self._robots_of(url, log)
        return log

    def sitemaps_of(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of an address names; empty before it was fetched."""
        robots = self._robots.get(origin_of(url))
        return robots.sitemaps() if robots else []

    def _gate(self, target: Target) -> Gate:
        return self._gates.of(target.host, 0.0 if target.routed else self.policy.delay_seconds)

    def _pace(self, gate: Gate, robots: Robots) -> None:
        asked = robots.delay_seconds()
        if asked > self.policy.patience_seconds:
            raise Stopped(Reason.CRAWL_DELAY, f"robots.txt asks for {asked:g} s between requests")
        gate.delay_seconds = max(gate.delay_seconds, asked)

    def _robots_of(self, url: str, log: list[Fetched]) -> Robots:
        origin = origin_of(url)
        # One thread asks, the others wait for its answer.
        with self._robots_locks.setdefault(origin, Lock()):
            if time.monotonic() >= self._robots_until.get(origin, 0.0):
                self._robots[origin] = self._ask_robots(origin, log)
                self._robots_until[origin] = time.monotonic() + self.policy.robots_seconds
            return self._robots[origin]

    def _ask_robots(self, origin: str, log: list[Fetched]) -> Robots:
        base = f"{origin}/robots.txt"
        ask = Ask(base, Purpose.ROBOTS)
        asked = list(hops(ask, self._robots_hop, lambda _url: Claim.GO, REDIRECTS))
        log.extend(asked)
        return replace(read_robots(asked[-1], self.policy.robots_token), base=base)

    def _robots_hop(self, ask: Ask) -> list[Fetched]:
        try:
            target = self._targets.find(ask.url)
            return [self._try(ask, target, self._gate(target))]
        except Stopped as stop:
            return [ask.ended(stop.reason, stop.detail)]

    def _try(self, ask: Ask, target: Target, gate: Gate) -> Fetched:
        """Ask up to `attempts` times, with growing pauses or those that the site asks for.

        Once where one address after another fails: the site is in trouble, and needs no more.
        """
        attempts = 1 if gate.failures >= _TROUBLE else self.policy.attempts
        for attempt in range(1, attempts + 1):
            with gate.turn():
                answer = self._exchange.run(ask, target)
                self._note(answer, gate)
                wait = self._wait_seconds(answer, attempts - attempt, attempt)
                if wait is not None:
                    gate.hold(wait)
            if answer.reason not in _WORTH_RETRYING or wait is None:
                break
        gate.failures = gate.failures + 1 if answer.reason in _WORTH_RETRYING else 0
        detail = f"{answer.detail} (attempt {attempt})" if attempt > 1 else answer.detail
        return replace(answer, detail=detail.strip())

    def _note(self, answer: Fetched, gate: Gate) -> None:
        if answer.reason in _SILENCES:
            gate.note_silence(answer.elapsed_ms / 1000, self.policy.lost_seconds)
            return
        if answer.reason is not Reason.RATE_LIMITED:
            gate.note_answer()
            return
        gate.slow_down(self.policy.backoff_seconds, self.policy.patience_seconds)
        asked = _retry_after(answer)
        if asked > self.policy.patience_seconds:
            gate.close(Reason.RATE_LIMITED, f"the site asks to come back in {asked:.0f} s")

    def _wait_seconds(self, answer: Fetched, left: int, attempt: int) -> float | None:
        """The pause before the next attempt, None where there is none to make."""
        asked = _retry_after(answer)
        last = not left or asked > self.policy.patience_seconds
        if answer.reason not in _WORTH_RETRYING or last:
            return None
        return max(asked, self.policy.backoff_seconds * 2.0 ** (attempt - 1))


def _retry_after(answer: Fetched) -> float:
    """Seconds that the site asks us to wait, 0 where it does not say so in a readable way.

    A date is counted from the answer's own: one of the two clocks may be wrong.
    """
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():  # to Python a raised two is a digit, and no number
        return float(value)
    until = _moment(value)
    said_at = _moment(answer.headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - said_at).total_seconds()) if until else 0.0


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
