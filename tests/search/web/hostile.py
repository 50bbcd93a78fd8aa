"""A small catalogue whose pages mean harm: scripts, formulas, turned text, addresses that run.

Built through the same doors as the real one, so what it proves holds for what the crawl brings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from practices_db.documents import NewDocument, mark_gone, store_document
from practices_db.engine import catalogue_session
from practices_db.models import Document
from practices_db.practices import Membership, NewPractice, store_practices
from practices_db.sources import (
    DeclaredSource,
    Trouble,
    end_run,
    mirror_source,
    note_issue,
    start_run,
)
from practices_db.statements import Claim, record_claims, record_readings
from practices_db.vocabulary import load_vocabulary
from tests.practices_db.sample import declared

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SCRIPT = "<script>window.harmed=1</script>"
IMAGE = '"><img src=x onerror="window.harmed=1">'
FORMULA = '=HYPERLINK("http://evil.example","click")'
TURNED = "safe\u202eexe.txt"
BROKEN = "}\\input{x} [a](javascript:window.harmed=1) | x\r\nER  - \r\nTY  - \u202eBOOK"
"""What would end a field of BibTeX or RIS, make a link of Markdown, or turn what follows."""


@dataclass(frozen=True, slots=True)
class Told:
    """A programme as its page tells it; each pair is a concept and the words that say it."""

    slug: str
    name: str
    organisation: str
    country: str
    url: str
    text: str
    claims: tuple[tuple[str, str, str], ...]
    language: str = "en"


PROGRAMMES = (
    Told(
        "bakers-ghent",
        "Bakers for newcomers",
        "City of Ghent",
        "BE",
        "https://ghent.example/bakers",
        "Retired bakers mentor refugees in Ghent every week. The city pays for the coordinator. "
        "In 2024 sixty pairs met, and half of the mentees found a job within a year.",
        (
            ("target_group", "refugees", "refugees"),
            ("mentor_type", "retired_professionals", "Retired bakers"),
            ("funding_model", "regional_local_government", "The city pays for the coordinator"),
            ("evidence_level", "outcome_monitoring", "half of the mentees found a job"),
        ),
    ),
    Told(
        "paires-lyon",
        "Paires à Lyon",
        "Association Paires",
        "FR",
        "https://lyon.example/paires",
        "Des salariés bénévoles accompagnent des femmes réfugiées vers l'emploi. Une fondation "
        "finance le programme.",
        (
            ("target_group", "refugees", "femmes réfugiées"),
            ("target_group", "immigrant_women", "femmes réfugiées"),
            ("mentor_type", "corporate_volunteers", "Des salariés bénévoles"),
            ("funding_model", "foundation_grants", "Une fondation finance le programme"),
        ),
        "fr",
    ),
    Told(
        "hostile-name",
        f"Harm {SCRIPT}{IMAGE}{BROKEN}",
        FORMULA,
        "DE",
        "javascript:window.harmed=1",
        f"Students mentor {SCRIPT} unaccompanied minors {IMAGE} and {TURNED} in Berlin.",
        (
            ("target_group", "unaccompanied_minors", f"{SCRIPT} unaccompanied minors {IMAGE}"),
            ("mentor_type", "students", "Students"),
        ),
    ),
    Told(
        "silent-oslo",
        "Quiet tandem",
        "",
        "",
        "https://oslo.example/tandem",
        "A tandem in Oslo. Write to us to hear more about what we do together.",
        (),
    ),
)


def build_hostile(engine: Engine) -> None:
    """Fill an empty catalogue: four programmes, one source that went well and one that failed."""
    with catalogue_session(engine) as session:
        source = mirror_source(session, _declared("sample", f"Sample {SCRIPT}"))
        run = start_run(session, source, AT)
        practices = [_tell(session, source.id, told) for told in PROGRAMMES]
        store_practices(session, practices, AT)
        trouble = Trouble("https://ghent.example/secret", "crawl", "robots", f"closed {IMAGE}")
        note_issue(session, source.id, trouble, AT)
        end_run(run, "complete", {"stored": len(PROGRAMMES)}, AT)
        failed = mirror_source(session, _declared("broken", "Broken source"))
        end_run(start_run(session, failed, AT), "failed", {}, AT)


def withdraw(engine: Engine, slug: str) -> None:
    """Let the page of a programme disappear, and with it the programme."""
    with catalogue_session(engine) as session:
        source = mirror_source(session, _declared("sample", f"Sample {SCRIPT}"))
        mark_gone(session, source.id, [f"https://pages.example/{slug}"], LATER)
        kept = [_told_again(session, source.id, t) for t in PROGRAMMES if t.slug != slug]
        store_practices(session, kept, LATER)


def _tell(session: Session, source: int, told: Told) -> NewPractice:
    document, _ = store_document(session, source, _page(told), AT)
    claims = []
    for facet, value, quote in told.claims:
        start = told.text.index(quote)
        span = (start, start + len(quote))
        claims.append(Claim(facet, value, *span, quote, "rule", "test", confidence=0.9))
    record_claims(session, document, claims, replacing=(), at=AT)
    facets = [key for key in load_vocabulary().facets if key != "scale"]
    record_readings(session, document, facets, reader="machine", method="test", at=AT)
    return _practice(told, document)


def _told_again(session: Session, source: int, told: Told) -> NewPractice:
    document, _ = store_document(session, source, _page(told), LATER)
    return _practice(told, document)


def _page(told: Told) -> NewDocument:
    return NewDocument(
        canonical_url=f"https://pages.example/{told.slug}",
        kind="html",
        title=told.name,
        language=told.language,
        text=told.text,
        sections=[
            {"start": 0, "end": len(told.text), "level": 1, "heading": told.name, "role": "body"}
        ],
        verdict="programme",
        verdict_score=0.9,
        verdict_reason="names mentors and mentees",
    )


def _practice(told: Told, document: Document) -> NewPractice:
    return NewPractice(
        slug=told.slug,
        name=told.name,
        organisation=told.organisation,
        url=told.url,
        country=told.country,
        city="",
        status="unknown",
        summary=f"Summary {SCRIPT}" if told.slug == "hostile-name" else "",
        members=(Membership(document.id, "own_page", "its own page", 1.0),),
    )


def _declared(slug: str, title: str) -> DeclaredSource:
    return declared(slug, title=title, publisher="Sample", url="https://pages.example/")
