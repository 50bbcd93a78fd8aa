"""The steps of a run, as plain functions on an Installation. Dagster and the command call them."""
