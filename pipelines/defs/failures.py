"""What Dagster knows of a failed run, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dagster import AssetCheckEvaluation


def told_by_checks(checks: Iterable[AssetCheckEvaluation]) -> Iterator[str]:
    """What the checks say that stopped a run; those without words are left out."""
    for check in checks:
        if check.blocking and not check.passed and check.description:
            yield check.description
