"""A programme that a person gives on the command line: a file of any readable kind, or an address.

Read as any crawled page would be, and never stored. An address goes through the crawler's own
fetcher, with all its refusals (robots.txt, private addresses, size, time).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched
from pipelines.crawl.policy import Policy
from pipelines.describe import Unreadable, describe
from practices_db.errors import PracticesError
from practices_db.settings import Settings


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
            f"{name} cannot be read: {found.reason} ({found.detail}).",
            advice="Give a page, a PDF, a Word file or plain text that describes the programme.",
        )
    return found.text


def _why(answer: Fetched) -> str:
    reason = answer.reason.value.replace("_", " ") if answer.reason else "no answer"
    return f"{reason} ({answer.detail})" if answer.detail else reason


def _advice(answer: Fetched) -> str:
    own = "Or save the page and give it with --file."
    return f"{answer.reason.advice} {own}" if answer.reason else own
