"""The tables of the catalogue, as SQLAlchemy 2 models. Rules about them live in other modules."""

from practices_db.models.base import Base
from practices_db.models.documents import Document, DocumentText, Passage, Revision
from practices_db.models.embeddings import Embedding
from practices_db.models.practices import GroupingDecision, Practice, PracticeDocument
from practices_db.models.releases import Release
from practices_db.models.sources import Fetch, Issue, Run, Source
from practices_db.models.statements import Reading, Review, Statement

__all__ = [
    "Base",
    "Document",
    "DocumentText",
    "Embedding",
    "Fetch",
    "GroupingDecision",
    "Issue",
    "Passage",
    "Practice",
    "PracticeDocument",
    "Reading",
    "Release",
    "Review",
    "Revision",
    "Run",
    "Source",
    "Statement",
]
