"""The small site of the tests of steps, for faults under way."""

from tests.pipelines.steps.conftest import install, site

__all__ = ["install", "site"]
