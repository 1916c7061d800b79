"""A whole server in this process, on each database, and people who call it."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from assay.bank.library import Library
from assay.web.app import create_app
from assay.web.settings import Settings
from tests.web.people import ORIGIN, Company, found_company


class _ReadOnce:
    """The bank, read by the first server that starts: it does not change while the tests run."""

    default_folder = staticmethod(Library.default_folder)
    __call__ = staticmethod(functools.cache(Library))


@pytest.fixture(scope="session", autouse=True)
def bank_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assay.web.lifespan.Library", _ReadOnce())
        yield


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", database=SecretStr(database_url))


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    """Started: its lifespan is open."""
    made = create_app(settings)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Of nobody in particular; keeps cookies, and sends Origin as a page of the server does."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"origin": ORIGIN}) as made:
        yield made


@pytest.fixture
async def company(app: FastAPI) -> AsyncIterator[Company]:
    """An organization with a position, a plan and an invitation, and a member who may do everything."""
    async with found_company(app, "Acme") as made:
        yield made


@pytest.fixture
async def other_company(app: FastAPI) -> AsyncIterator[Company]:
    """Another organization with the same of its own."""
    async with found_company(app, "Bolt") as made:
        yield made
