"""Vectors of passages, computed once per text and model."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from practices_db.models.base import Base


class Embedding(Base):
    """`vector` is `dimension` little-endian float16 numbers of unit length; models never mix."""

    __tablename__ = "embedding"

    passage_hash: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[int]
    vector: Mapped[bytes] = mapped_column(LargeBinary)
