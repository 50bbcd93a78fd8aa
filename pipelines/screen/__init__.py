"""Screening: what kind of page a description is, judged by named signals with weights."""

from __future__ import annotations

from pipelines.screen.verdict import Screening, Verdict, screen, screen_row, tells_who_helps

__all__ = ["Screening", "Verdict", "screen", "screen_row", "tells_who_helps"]
