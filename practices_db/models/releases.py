"""Frozen states of the catalogue that can be cited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from practices_db.models.base import Base


class Release(Base):
    """What the catalogue held at one moment. `content_hash` is the release's name."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    content_hash: Mapped[str] = mapped_column(unique=True)
    protocol: Mapped[dict[str, Any]] = mapped_column(JSON)
    counts: Mapped[dict[str, int]]

    @property
    def title(self) -> str:
        return str(self.protocol["title"])
