"""What can be wrong with an index or a query, each with what to do about it."""

from __future__ import annotations

from practices_db.errors import PracticesError

REBUILD = "Run `practices index` to make it."


class IndexMissing(PracticesError):
    """There is no search index yet, or it cannot be read."""


class IndexOfOtherModel(PracticesError):
    """The vectors of the index were made by another model than the one that is set."""


class UnreadableQuery(PracticesError):
    """A query without a single word, or a filter that names what does not exist."""


class UnknownFilter(UnreadableQuery):
    """A facet or a value that does not exist, or that cannot be chosen from."""
