"""Alembic looks for this file; the migration itself is run by `records.migration`."""
