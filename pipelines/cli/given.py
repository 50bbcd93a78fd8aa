"""A programme that a person gives on the command line: a file or input of any readable kind, or an
address.

Read as any crawled page would be, and never stored. An address goes through the crawler's own
fetcher, with all its refusals (robots.txt, private addresses, size, time).
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.cli.output import errors, quoted
from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched
from pipelines.crawl.policy import Policy
from pipelines.crawl.reasons import Reason
from pipelines.describe import Unreadable, describe
from practices_db.errors import PracticesError
from practices_db.settings import Settings

INPUT = "-"
"""The name of a file that stands for what comes in by a pipe."""
MOST_LETTERS = 100_000
"""Of a longer text the beginning is read: a programme says early what it is, and reading a whole
book would take minutes."""


def read_address(url: str, settings: Settings, allow_private: frozenset[str] = frozenset()) -> str:
    """The main text behind an address. Raises PracticesError with what to do."""
    policy = Policy(user_agent=settings.user_agent, allow_private=allow_private)
    with Fetcher(policy) as fetcher:
        answer = list(fetcher.follow(Ask(url)))[-1]
    if answer.body is None:
        raise PracticesError(f"{url} was not fetched: {_why(answer)}.", advice=_advice(answer))
    return _text_of(answer.body, answer.headers.get("content-type"), answer.url)


def read_document(path: str) -> str:
    """The main text of a file: plain text, HTML, PDF or Word. Raises PracticesError."""
    if path == INPUT:
        return _text_of(sys.stdin.buffer.read(), None, "The input")
    try:
        body = Path(path).read_bytes()
    except OSError as error:
        raise PracticesError(
            f"{path} cannot be read ({error.strerror}).", advice="Name a file, or - for input."
        ) from error
    return _text_of(body, None, path)


def _text_of(body: bytes, content_type: str | None, name: str) -> str:
    found = describe(body, content_type, name, {})
    if isinstance(found, Unreadable):
        raise PracticesError(
            f"{name} cannot be read: {found.reason} ({found.detail.rstrip('.')}).",
            advice="Give a page, a PDF, a Word file or plain text that describes the programme.",
        )
    return _beginning(found.text, name)


def _beginning(text: str, name: str) -> str:
    if len(text) > MOST_LETTERS:
        errors.print(
            f"{quoted(name)} has {len(text):,} letters; the first {MOST_LETTERS:,} are read.",
            soft_wrap=True,
        )
    return text[:MOST_LETTERS]


def _why(answer: Fetched) -> str:
    reason = answer.reason.value.replace("_", " ") if answer.reason else "no answer"
    return f"{reason} ({answer.detail})" if answer.detail else reason


def _advice(answer: Fetched) -> str:
    """What who gives an address can do; the reason's own advice is for who declares a source."""
    if answer.reason in {Reason.INVALID_URL, Reason.SCHEME}:
        return "Write the whole address, such as https://www.example.org/mentoring."
    return "Open it in a browser; what you see there can be saved and given with --file."
