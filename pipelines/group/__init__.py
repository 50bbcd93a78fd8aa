"""Grouping: which documents describe one practice, with a reason for each join.

A pure function of its candidates: no database, no network. Precision goes first, since a person
can join two practices in a minute, but two that were wrongly made one hide each other.
"""

from __future__ import annotations

from pipelines.group.grouping import NAMES, group
from pipelines.group.model import ENTRY, Alike, Candidate, Group, Member, Pin
from pipelines.group.slug import slug_of

__all__ = ["ENTRY", "NAMES", "Alike", "Candidate", "Group", "Member", "Pin", "group", "slug_of"]
