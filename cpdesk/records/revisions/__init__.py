"""Alembic revisions of the record, oldest first."""
