from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog

from assay.store.engine import sqlite_url
from tests.web.candidate.world import World, open_world

# Plain and short: the default prints every local variable of a traceback, which takes seconds.
structlog.configure(
    processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
    wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """On SQLite, with a judge that goes by words in the source."""
    async with open_world(tmp_path, sqlite_url(tmp_path / "assay.db")) as made:
        yield made


@pytest.fixture
async def both(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """As ``world``, on each of the two databases: for what concerns storage."""
    async with open_world(tmp_path, database_url) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """As ``world``, for all tests of a module that runs in one loop: each invites its own candidates."""
    folder = tmp_path_factory.mktemp("shared")
    async with open_world(folder, sqlite_url(folder / "assay.db")) as made:
        yield made
