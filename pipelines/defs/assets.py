"""The four assets. Each calls one plain function and reports its counts as metadata."""

# No postponed annotations here: Dagster reads the types of its functions.
from collections.abc import Mapping

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    AutomationCondition,
    Backoff,
    Failure,
    MaterializeResult,
    ResourceParam,
    RetryPolicy,
    asset,
)

from pipelines.defs.history import own_process
from pipelines.defs.partitions import sources
from pipelines.installation import Installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.index import index_passages
from pipelines.steps.pages import fetch_pages
from pipelines.steps.practices import build_practices
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.health import ADVICE
from practices_db.sources import commonest_issue

WHEN_UPSTREAM_CHANGES = AutomationCondition.eager().without(~AutomationCondition.any_deps_missing())
MINIMUM = "A source has at least the documents that its declaration expects; else its run fails."
MAXIMUM = "A source has at most the documents that its declaration expects."
TRY_AGAIN = RetryPolicy(max_retries=2, delay=10, backoff=Backoff.EXPONENTIAL)


@asset(partitions_def=sources, retry_policy=TRY_AGAIN, group_name="read", kinds={"python"})
def pages(
    context: AssetExecutionContext, installation: ResourceParam[Installation]
) -> MaterializeResult[None]:
    """Every request to one source, logged; what was answered lies in the archive."""
    context.instance.add_run_tags(context.run.run_id, own_process())
    try:
        counts = fetch_pages(installation, context.partition_key)
    except PracticesError as error:  # known and clear: trying again now would not help
        raise Failure(str(error), allow_retries=False) from error
    return MaterializeResult(metadata=dict(counts))


@asset(
    deps=[pages],
    partitions_def=sources,
    group_name="read",
    kinds={"python"},
    automation_condition=WHEN_UPSTREAM_CHANGES,
    check_specs=[
        AssetCheckSpec("expected_minimum", asset="documents", description=MINIMUM, blocking=True),
        AssetCheckSpec("expected_maximum", asset="documents", description=MAXIMUM),
    ],
)
def documents(
    context: AssetExecutionContext, installation: ResourceParam[Installation]
) -> MaterializeResult:  # type: ignore[type-arg]  # Dagster reads no generic here
    """Main text, language, dates and screening of every page that changed."""
    counts = describe_documents(installation, context.partition_key)
    checks = check_expectation(installation, context.partition_key, counts["present"])
    return MaterializeResult(metadata=dict(counts), check_results=checks)


@asset(
    deps=[documents],
    group_name="catalogue",
    kinds={"python", "spacy"},
    automation_condition=WHEN_UPSTREAM_CHANGES,
)
def practices(
    context: AssetExecutionContext, installation: ResourceParam[Installation]
) -> MaterializeResult[None]:
    """Programmes grouped from documents, and what is stated of each, with quotes."""
    context.instance.add_run_tags(context.run.run_id, own_process())
    return _report(build_practices(installation))


@asset(
    deps=[practices],
    group_name="catalogue",
    kinds={"python", "numpy"},
    automation_condition=WHEN_UPSTREAM_CHANGES,
)
def index(installation: ResourceParam[Installation]) -> MaterializeResult[None]:
    """Passages by meaning, by word and by concept, ready to be searched."""
    return _report(index_passages(installation))


def check_expectation(
    installation: Installation, slug: str, present: int
) -> list[AssetCheckResult]:
    """Whether a source yields as many documents as its declaration expects."""
    expect = installation.registry.get(slug).expect
    advice = "" if present >= expect.min else _why_few(installation, slug)
    metadata = {"present": present, "minimum": expect.min, "maximum": expect.max or "none"}
    return [
        AssetCheckResult(
            check_name="expected_minimum",
            passed=present >= expect.min,
            severity=AssetCheckSeverity.ERROR,
            metadata=metadata,
            description=f"It has {present} of at least {expect.min} documents. {advice}".strip(),
        ),
        AssetCheckResult(
            check_name="expected_maximum",
            passed=expect.max is None or present <= expect.max,
            severity=AssetCheckSeverity.WARN,
            metadata=metadata,
        ),
    ]


def _why_few(installation: Installation, slug: str) -> str:
    """Where to look, and what most of the source's issues say."""
    with catalogue_session(installation.engine) as session:
        told = commonest_issue(session, slug)
    return f"{ADVICE['few']} {told}".strip()


def _report(counts: Mapping[str, int | float | str]) -> MaterializeResult[None]:
    return MaterializeResult(metadata=dict(counts))
