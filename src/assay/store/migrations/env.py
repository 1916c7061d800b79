"""Run by Alembic, with the connection that ``assay.store.migrate`` hands in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from assay.store.columns import UtcDateTime
from assay.store.tables import Base


def render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Our own column type is written by its bare name, which ``script.py.mako`` imports."""
    return "UtcDateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


connection = context.config.attributes["connection"]
if connection is None:
    raise RuntimeError(
        "migrations run through assay.store.migrate.migrate(database), not the alembic command"
    )
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
