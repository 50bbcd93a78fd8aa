"""What a reader can do wrong, and which HTTP status each error of the project is."""

from __future__ import annotations

from collections.abc import Sequence

from practices_db.errors import CatalogueUnavailable, NotFound, PracticesError
from practices_db.vocabulary import UnknownConcept
from search.errors import IndexMissing, IndexOfOtherModel, UnreadableQuery


class PageNotFound(NotFound):
    """An address under which nothing lies."""


class NoSuchPage(PageNotFound):
    """A page of results behind the last; `last` is the address of that one."""

    def __init__(self, asked: int, pages: int, last: str) -> None:
        there = f"there are {pages:,} pages" if pages > 1 else "there is one page"
        super().__init__(
            f"There is no page {asked}: {there} of these results.", advice=f"The last is {last}"
        )
        self.last = last


class NoSuchPractice(PageNotFound):
    """No practice has this slug; `near` are slugs and names of those that may be meant."""

    def __init__(self, slug: str, near: Sequence[tuple[str, str]]) -> None:
        meant = ", ".join(slug for slug, _ in near)
        advice = f"Did you mean {meant}?" if near else "Look for it by name among all practices."
        super().__init__(f"There is no practice {slug[:80]!r}.", advice=advice)
        self.near = tuple(near)


class BadRequest(PracticesError):
    """A request that asks for too much or for what does not exist."""


class TooManyRequests(PracticesError):
    """One address asks more than its share."""


class TooLarge(PracticesError):
    """A request body beyond what is read."""


class TooLong(PracticesError):
    """An address beyond what is read."""


class NotAcceptable(PracticesError):
    """A form that we do not have, and no other one wanted."""


_STATUS: tuple[tuple[type[PracticesError], int], ...] = (
    (NotFound, 404),
    (TooManyRequests, 429),
    (TooLarge, 413),
    (TooLong, 414),
    (NotAcceptable, 406),
    (IndexMissing, 503),
    (IndexOfOtherModel, 503),
    (CatalogueUnavailable, 503),
    (UnreadableQuery, 400),
    (UnknownConcept, 400),
    (BadRequest, 400),
)


def status_of(error: PracticesError) -> int:
    """The HTTP status; what only the keeper of the site can mend is 503."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)
