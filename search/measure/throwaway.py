"""A catalogue made of one file of programmes, to measure search on and throw away.

Of each programme only its description is read, by the same tagger as any page; the codes that
people gave it are never looked at, or the measurement would flatter us.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from practices_db.documents import NewDocument, store_document
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.models import Document, DocumentText
from practices_db.practices import Membership, NewPractice, store_practices
from practices_db.schema import open_catalogue
from practices_db.settings import Settings
from practices_db.sources import mirror_source
from practices_db.statements import MACHINE, Claim, record_claims, record_readings


@dataclass(frozen=True, slots=True)
class _Expectation:
    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    slug: str = "throwaway"
    kind: str = "dataset"
    title: str = "File to measure search on"
    publisher: str = ""
    url: str = "about:blank"
    licence: str = ""
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    group: str = "default"
    cadence: str = "yearly"
    expect: _Expectation = _Expectation()
    retired_on: date | None = None


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines. Raises PracticesError naming the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PracticesError(f"{path} cannot be read ({error}).", advice="Name a file.") from error
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise PracticesError(
                f"{path}:{number} is no JSON object.", advice="Write one JSON object a line."
            ) from error
        rows.append(row)
    return rows


def fill_catalogue(
    settings: Settings, programmes: Sequence[Mapping[str, Any]], *, tagged: bool
) -> Engine:
    """A catalogue with a practice for each programme, its id as the slug.

    `programmes` need `id`, `language` and `description`; name, organisation, country and city are
    taken where they stand. With `tagged` their descriptions are tagged as pages would be.
    """
    engine = open_catalogue(settings.database_url)
    at = datetime.now(UTC)
    with catalogue_session(engine) as session:
        source = mirror_source(session, _Source())
        documents = [
            store_document(session, source.id, _document(programme), at)[0]
            for programme in programmes
        ]
        if tagged:
            _tag(session, settings, documents, at)
        practices = [
            _practice(programme, document.id)
            for programme, document in zip(programmes, documents, strict=True)
        ]
        store_practices(session, practices, at)
    return engine


def _document(programme: Mapping[str, Any]) -> NewDocument:
    text = str(programme["description"])
    body = {"start": 0, "end": len(text), "level": 1, "heading": "", "role": "body"}
    return NewDocument(
        canonical_url=f"about:programme/{programme['id']}",
        kind="record",
        title=str(programme.get("name") or programme["id"]),
        language=str(programme["language"]),
        text=text,
        sections=[body],
        verdict="programme",
        verdict_score=1.0,
        verdict_reason="stands in the file",
    )


def _practice(programme: Mapping[str, Any], document: int) -> NewPractice:
    return NewPractice(
        slug=str(programme["id"]),
        name=str(programme.get("name") or programme["id"]),
        organisation=str(programme.get("organisation") or ""),
        url=str(programme.get("url") or ""),
        country=str(programme.get("country") or ""),
        city=str(programme.get("city") or ""),
        status="unknown",
        summary="",
        members=(Membership(document, "own_page", "stands in the file", 1.0),),
    )


def _tag(session: Session, settings: Settings, documents: Sequence[Document], at: datetime) -> None:
    # Reading is the tagger's business and may load spaCy: only where a catalogue is tagged.
    from language.tagger import METHOD_VERSION, open_tagger

    tagger = open_tagger(settings)
    for document in documents:
        text = session.get_one(DocumentText, document.text_hash)
        tagging = tagger.tag(text.content, text.language)
        claims = [
            Claim(
                facet=tag.facet,
                value=tag.value,
                start=tag.start,
                end=tag.end,
                quote=tag.quote,
                origin="rule",
                method=tag.method,
                confidence=tag.confidence,
                kind="concept" if tag.kind == "concept" else "literal",
                detail=dict(tag.detail),
            )
            for tag in tagging.tags
        ]
        record_claims(session, document, claims, replacing=MACHINE, at=at)
        record_readings(
            session, document, tagging.read, reader="machine", method=METHOD_VERSION, at=at
        )
