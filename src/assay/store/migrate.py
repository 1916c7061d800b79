"""Brings a database to the newest version of the tables. Run at every start; does nothing when up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from assay.store.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x61737361


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, held in code: there is no ini file to find or to forget."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two servers may start at once; the second waits here and finds nothing left to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    command.upgrade(config(connection), "head")


async def migrate(database: Database) -> None:
    """All in one transaction: a migration that fails leaves the tables as they were."""
    async with database.writer.begin() as connection:
        await connection.run_sync(_upgrade)
