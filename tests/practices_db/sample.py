"""A small document for tests of the catalogue."""

from __future__ import annotations

from types import SimpleNamespace

from sqlalchemy.orm import Session

from practices_db.documents import NewDocument
from practices_db.models import Source
from practices_db.sources import DeclaredSource, mirror_source
from practices_db.statements import Claim, Origin

TEXT = "Retired bakers mentor refugees in Ghent. The city pays for the coordinator."


def declared(slug: str = "ghent", **other: object) -> DeclaredSource:
    usual = {
        "slug": slug,
        "kind": "website",
        "title": "Ghent",
        "publisher": "Ghent",
        "url": "https://ghent.example/",
        "licence": "unknown",
        "languages": ("en",),
        "countries": ("BE",),
        "group": "default",
        "cadence": "monthly",
        "expect": SimpleNamespace(min=1, max=None),
        "retired_on": None,
    }
    return SimpleNamespace(**{**usual, **other})  # type: ignore[return-value]  # has what the protocol asks


def add_source(session: Session, slug: str = "ghent") -> Source:
    return mirror_source(session, declared(slug))


def page(text: str = TEXT, url: str = "https://ghent.example/mentors") -> NewDocument:
    return NewDocument(
        canonical_url=url,
        kind="html",
        title="Mentors",
        language="en",
        text=text,
        sections=[{"start": 0, "end": len(text), "level": 1, "heading": "Mentors", "role": "body"}],
        verdict="programme",
        verdict_score=0.9,
        verdict_reason="names mentors and mentees",
    )


def claim(facet: str, value: str, quote: str, origin: Origin = "rule", **more: object) -> Claim:
    start = TEXT.index(quote)
    return Claim(facet, value, start, start + len(quote), quote, origin, "test", **more)  # type: ignore[arg-type]  # as each test has them
