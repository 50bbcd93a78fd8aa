"""What Dagster loads: `build_defs` puts assets, checks, jobs, schedules and resources together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dagster import Definitions, in_process_executor, resource

from pipelines.defs.assets import documents, index, pages, practices
from pipelines.defs.checks import (
    every_quote_matches,
    every_source_is_well,
    no_orphans,
    one_model,
)
from pipelines.defs.schedules import build_catalogue, look_after, read_source, schedules
from pipelines.defs.sensors import sensors
from pipelines.installation import Installation, open_installation
from pipelines.logs import keep_log
from practices_db.settings import load_settings


@resource(description="The installation that the settings in the environment describe.")
def installation(_context: object) -> Installation:
    """Opened when a run starts, not when the definitions are loaded."""
    settings = load_settings()
    keep_log(settings)
    return open_installation(settings)


def build_defs(resource_overrides: Mapping[str, Any] | None = None) -> Definitions:
    """The definitions; `resource_overrides` replaces resources by name (tests, `practices run`)."""
    return Definitions(
        assets=[pages, documents, practices, index],
        asset_checks=[every_source_is_well, every_quote_matches, no_orphans, one_model],
        jobs=[read_source, build_catalogue, look_after],
        schedules=schedules,
        sensors=sensors,
        resources={"installation": installation, **(resource_overrides or {})},
        executor=in_process_executor,
    )


defs = build_defs()
