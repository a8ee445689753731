"""Runs a library's migrations over the connection that `briefing.library.schema` hands in."""

from __future__ import annotations

from alembic import context

from briefing.library.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
context.run_migrations()
