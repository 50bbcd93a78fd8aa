"""What a source declaration may say, and what its words mean. Reading files is in `reading.py`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    model_validator,
)

PACKAGE = Path(__file__).resolve().parents[1]
PACKAGE_PREFIX = "package:"

Kind = Literal["website", "sitemap", "feed", "listing", "dataset", "folder"]
Cadence = Literal["daily", "weekly", "monthly", "quarterly", "yearly"]
KINDS: tuple[str, ...] = get_args(Kind)
WEB_KINDS = frozenset({"website", "sitemap", "feed", "listing"})

# Two-letter CLDR territories that are not ISO 3166-1 codes (unions, exceptional reservations).
_NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB"}
_NOT_COUNTRIES |= {"XK", "ZZ"}


@cache
def _known_codes(what: Literal["languages", "territories"]) -> frozenset[str]:
    # babel reads a large file: only when a declaration is validated.
    from babel import Locale

    return frozenset(getattr(Locale("en"), what))


def _country(code: str) -> str:
    known = len(code) == 2 and code in _known_codes("territories") and code not in _NOT_COUNTRIES
    if not known:
        raise ValueError(f"`{code}` is no ISO 3166-1 country; write two capitals, such as BE or GB")
    return code


def _language(code: str) -> str:
    if code not in _known_codes("languages") or "_" in code:
        raise ValueError(f"`{code}` is no language code; write ISO 639, such as fr, nb or pt")
    return code


def is_web_address(text: str) -> bool:
    """Whether the text is a whole http(s) address with a host and no password in it."""
    try:
        parts = urlsplit(text)
        sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    named = bool(parts.hostname) and "@" not in parts.netloc
    return sound and named and parts.scheme in {"http", "https"} and not set(text) & set(' \t\n"<>')


def _web_address(text: str) -> str:
    if not is_web_address(text):
        raise ValueError(f"`{text}` is no web address; write all of it: https://example.org/page")
    return text


def _host(name: str) -> str:
    if not re.fullmatch(r"[^\s*/:@]+|\[?[0-9a-fA-F:]+\]?", name.strip()):
        raise ValueError(f"`{name}` is no host; write its name or address alone: intranet.example")
    return name.strip().lower()


Country = Annotated[str, AfterValidator(_country)]
Language = Annotated[str, AfterValidator(_language)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expectation(_Strict):
    """How many documents a run should find: fewer than `min` blocks, more than `max` warns."""

    min: int = Field(default=1, ge=0)
    max: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Expectation:
        if self.max is not None and self.max < self.min:
            raise ValueError(f"`min` ({self.min}) is above `max` ({self.max}); swap them")
        return self


class Selectors(_Strict):
    """CSS selectors of a listing: its items, the link in each, and the link to the next page."""

    items: Words
    link: Words = "a[href]"
    next: Words | None = None


class SourceDeclaration(_Strict):
    """One source, as its YAML file declares it. Lists are tuples, addresses are as written."""

    slug: Slug
    kind: Kind
    title: Words
    publisher: Words
    url: Words
    start: tuple[WebAddress, ...] = ()
    licence: Words
    languages: tuple[Language, ...] = ()
    countries: tuple[Country, ...] = ()
    group: Slug = "default"
    cadence: Cadence = "monthly"
    expect: Expectation = Expectation()
    scope: tuple[WebAddress, ...] = ()
    exclude: tuple[Words, ...] = ()
    depth: int = Field(default=3, ge=0, le=20)
    pages: int = Field(default=500, ge=1, le=100_000)
    delay_seconds: float = Field(default=1.0, ge=0, le=600)
    allow_private: tuple[Host, ...] = ()
    serve: Words | None = None
    select: Selectors | None = None
    fields: dict[Words, Words] = {}
    retired_on: date | None = None

    _declared_in: Path | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> SourceDeclaration:
        if self.kind in WEB_KINDS and not is_web_address(self.url):
            raise ValueError(f"`url` of a {self.kind} must be a whole http(s) address")
        if self.fields and self.kind != "dataset":
            raise ValueError(
                "`fields` maps the columns of a dataset; take it out, or `kind: dataset`"
            )
        if self.select and self.kind != "listing":
            raise ValueError(
                "`select` finds the items of a listing; take it out, or `kind: listing`"
            )
        if self.serve and self.kind not in WEB_KINDS:
            raise ValueError("`serve` is for pages fetched over HTTP; take it out")
        return self

    @property
    def starts(self) -> tuple[str, ...]:
        """The addresses where a crawl begins: `start`, or `url` where none is given."""
        return self.start or (self.url,)

    def local_path(self) -> Path | None:
        """The file or folder that `url` names, or None where it is a web address."""
        return None if is_web_address(self.url) else self._resolve(self.url)

    def served_folder(self) -> Path | None:
        """The folder to serve on loopback for the run, or None."""
        return None if self.serve is None else self._resolve(self.serve)

    def declared_in(self) -> Path | None:
        """The YAML file that this declaration was read from, or None."""
        return self._declared_in

    def at(self, path: Path) -> SourceDeclaration:
        """The same declaration, with relative paths counted from that YAML file's folder."""
        copy = self.model_copy()
        copy._declared_in = path.resolve()
        return copy

    def _resolve(self, named: str) -> Path:
        if named.startswith(PACKAGE_PREFIX):
            return PACKAGE / named.removeprefix(PACKAGE_PREFIX)
        base = self._declared_in.parent if self._declared_in else Path.cwd()
        return (base / Path(named).expanduser()).resolve()
