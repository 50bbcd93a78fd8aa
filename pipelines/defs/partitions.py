"""One partition a source, so that one failing source harms no other."""

from __future__ import annotations

from dagster import StaticPartitionsDefinition

from pipelines.sources.registry import load_registry
from practices_db.settings import load_settings

registry = load_registry(load_settings().source_dirs)
sources = StaticPartitionsDefinition([declared.slug for declared in registry.declarations])
