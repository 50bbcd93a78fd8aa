"""Alembic migrations: how the tables came to be what `models` says. Only schema changes."""
