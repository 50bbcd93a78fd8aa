"""Checks of the catalogue as a whole, shown beside the assets."""

from dagster import AssetCheckResult, ResourceParam, asset_check

from pipelines.defs.assets import index, pages, practices
from pipelines.installation import Installation
from practices_db.audit import find_loose_quotes, find_orphans, models_in_use
from practices_db.engine import catalogue_session
from practices_db.health import source_health


@asset_check(asset=pages, blocking=True)
def every_source_is_well(installation: ResourceParam[Installation]) -> AssetCheckResult:
    """Every source was read within its cadence, went well, and yields what it should.

    Dagster judges the freshness of an asset as a whole; this looks at each source, as
    `practices sources health` does. It blocks, so that a failure is told like that of any run.
    """
    with catalogue_session(installation.engine) as session:
        found = source_health(session, installation.clock())
    unwell = {one.slug: f"{one.state}: {one.advice}" for one in found if not one.well}
    return AssetCheckResult(
        passed=not unwell,
        metadata={"sources": len(found), "unwell": unwell},
        description="; ".join(f"{slug} is {told}" for slug, told in unwell.items()),
    )


@asset_check(asset=practices, blocking=True)
def every_quote_matches(installation: ResourceParam[Installation]) -> AssetCheckResult:
    """Every standing statement quotes its stored text letter by letter."""
    with catalogue_session(installation.engine) as session:
        loose = find_loose_quotes(session)
    return AssetCheckResult(passed=not loose, metadata={"loose": loose[:20], "count": len(loose)})


@asset_check(asset=practices)
def no_orphans(installation: ResourceParam[Installation]) -> AssetCheckResult:
    """Every present practice has a document."""
    with catalogue_session(installation.engine) as session:
        orphans = find_orphans(session)
    return AssetCheckResult(passed=not orphans, metadata={"orphans": orphans[:20]})


@asset_check(asset=index)
def one_model(installation: ResourceParam[Installation]) -> AssetCheckResult:
    """The passages that are indexed have vectors of one model."""
    with catalogue_session(installation.engine) as session:
        models = models_in_use(session)
    return AssetCheckResult(passed=len(models) <= 1, metadata={"models": models})
