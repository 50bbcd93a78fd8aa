"""Reading: what a fetched page, PDF, file or record says, as plain text with headings and offsets.

Belongs here: bytes in, `Description` or `Unreadable` out. Not here: fetching (crawl), judging
whether it is a programme (screen), or tagging (language).
"""

from __future__ import annotations

from pipelines.describe.model import Declared, Description, Section, Unreadable
from pipelines.describe.read import describe
from pipelines.describe.record import FieldMap, describe_record

__all__ = [
    "Declared",
    "Description",
    "FieldMap",
    "Section",
    "Unreadable",
    "describe",
    "describe_record",
]
