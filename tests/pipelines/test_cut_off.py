"""A run that loses the database for a while, as seen from the run as a whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.defs import assets
from pipelines.defs.run import CATALOGUE, run_sources
from pipelines.installation import Installation, open_installation
from pipelines.steps import ahead
from practices_db.errors import CatalogueUnavailable, PracticesError
from practices_db.settings import Settings

SLUGS = ["starter", "demo"]
LOST = CatalogueUnavailable("The server is away.", advice="Start it and run again.")


@pytest.mark.parametrize(
    ("trouble", "step", "built"),
    [
        (LOST, "fetch_pages", False),
        (LOST, "describe_documents", False),
        (PracticesError("No page could be had."), "fetch_pages", True),
    ],
)
def test_the_catalogue_is_not_built_of_the_sources_that_were_left(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    trouble: PracticesError,
    step: str,
    built: bool,
) -> None:
    """Practices keep the names that they get, which hang on what else there is."""

    def fail(of: str) -> Callable[..., dict[str, int]]:
        def work(_installation: Installation, slug: str, **_given: bool) -> dict[str, int]:
            if slug == SLUGS[0] and of == step:
                raise trouble
            return {"present": 1_000}

        return work

    done: list[str] = []
    for module in (assets, ahead):
        monkeypatch.setattr(module, "fetch_pages", fail("fetch_pages"))
    monkeypatch.setattr(assets, "describe_documents", fail("describe_documents"))
    for name in ("build_practices", "index_passages"):
        monkeypatch.setattr(assets, name, lambda _given: done.append("built") or {})
    parts = run_sources(open_installation(settings), SLUGS)
    assert [(part.name, part.well) for part in parts] == [
        *((SLUGS[0], False), (SLUGS[1], True), (CATALOGUE, built))
    ]
    assert bool(done) == built
    assert built or f"while {SLUGS[0]} was read" in parts[-1].failure
