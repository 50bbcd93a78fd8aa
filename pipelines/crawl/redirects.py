"""From an address along its redirects to the answer, hop by hop; circles and long ways end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum, auto

from pipelines.crawl.addresses import origin_of
from pipelines.crawl.exchange import Ask
from pipelines.crawl.outcome import Fetched
from pipelines.crawl.reasons import Reason


class Claim(Enum):
    """What is to become of a redirect's target: follow it, leave it as known, or refuse it."""

    GO = auto()
    SEEN = auto()
    OUTSIDE = auto()


def hops(
    ask: Ask, step: Callable[[Ask], list[Fetched]], claim: Callable[[str], Claim], most: int
) -> Iterator[Fetched]:
    """An address and its redirects, at most `most` of them, each address once.

    Some sites set a cookie and lead back in a circle until it comes with the request. So a circle
    is gone through once more with the cookies that were set on the way; nobody else is given them.
    """
    chain: set[str] = set()
    ours: set[str] = set()  # claimed in the first round, so that none of them is another's
    jars: defaultdict[str, dict[str, str]] = defaultdict(dict)
    with_cookies = False
    while True:
        chain.add(ask.url)
        ours.add(ask.url)
        answers = step(ask)
        yield from answers
        if (target := answers[-1].redirected_to) is None:
            return
        jars[origin_of(ask.url)].update(answers[-1].cookies)
        again = target in chain and any(jars.values()) and not with_cookies
        with_cookies = with_cookies or again
        cookies = jars[origin_of(target)] if with_cookies else {}
        ask = replace(ask, url=target, found_on=answers[-1].canonical_url, cookies=dict(cookies))
        if again:
            chain.clear()
            continue
        if target in chain:
            yield ask.ended(Reason.REDIRECT_LOOP, f"after {len(chain)} redirects")
            return
        if len(chain) > most:
            yield ask.ended(Reason.REDIRECT_BUDGET, f"more than {most} redirects")
            return
        claimed = Claim.GO if target in ours else claim(target)
        if claimed is Claim.OUTSIDE:
            yield ask.ended(Reason.OUT_OF_SCOPE, "the target of a redirect")
        if claimed is not Claim.GO:
            return
