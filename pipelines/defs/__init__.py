"""Dagster's side of the pipeline: assets, checks, schedules, and how they are put together.

Only this package and `pipelines.definitions` import dagster; the work itself is in
`pipelines.steps`.
"""
