"""The few errors that a person meets. Each says what happened and what to do about it."""

from __future__ import annotations


class PracticesError(Exception):
    """Anything that the person at the keyboard can mend; shown as one sentence and one advice."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class QuoteMismatch(PracticesError):
    """A statement whose quote is not, letter by letter, the stretch of the stored text it names."""


class CatalogueUnavailable(PracticesError):
    """The database cannot be opened, read or written."""


class NotFound(PracticesError):
    """A practice, document or source that the catalogue does not hold."""


class EmptyCatalogue(PracticesError):
    """No programme was read yet, so there is nothing to search, count or show."""

    def __init__(self) -> None:
        super().__init__("The catalogue is empty.", advice="`practices run` fills it.")
