"""Requests made by schemathesis from the API document: none fails the server, every answer is as published."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assay.store.engine import open_database
from assay.store.members import add_member
from assay.store.migrate import migrate
from assay.store.passwords import hash_password
from assay.web.app import create_app
from assay.web.settings import Settings
from tests.web.people import PASSWORD

EXAMPLES = int(os.environ.get("ASSAY_FUZZ_EXAMPLES", "12"))
"""Requests per operation; raise it for a longer look."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
LAST = ("/start", "/withdraw", "/link", "/revoke", "/sign-out")
SLOW = ("/practice", "/sign-in")


@dataclass
class Served:
    url: str
    cookies: dict[str, str]
    ids: dict[str, str]
    document: dict[str, Any]


async def add_owner(url: str) -> None:
    async with open_database(url) as database:
        await migrate(database)
        async with database.write() as s:
            await add_member(
                s,
                organization="Acme",
                name="Owner",
                email="owner@acme.example",
                password_hash=await hash_password(PASSWORD),
            )


@contextmanager
def serving(chosen: Settings) -> Iterator[tuple[str, dict[str, Any]]]:
    app = create_app(chosen)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", app.openapi()
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Served]:
    asyncio.run(add_owner(database_url))
    chosen = Settings(data=tmp_path / "data", database=SecretStr(database_url))
    with serving(chosen) as (url, document), httpx.Client(base_url=url, headers={"origin": url}) as browser:
        answer = browser.post("/api/sign-in", json={"email": "owner@acme.example", "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        position = browser.post("/api/positions", json={"title": "Engineer"}).json()["id"]
        problem = browser.get("/api/bank").json()["problems"][0]["slug"]
        plan = {"sections": [{"problem": problem}], "minutes": 60, "languages": ["python"]}
        browser.post(f"/api/positions/{position}/plans", json=plan)
        invited = browser.post(
            f"/api/positions/{position}/invitations", json={"name": "G", "email": "g@example.org"}
        ).json()
        token = invited["link"].rsplit("/", 1)[1]
        assert browser.post("/api/candidate/enter", json={"token": token}).status_code == 200
        ids = {"positions": position, "invitations": invited["id"], "sessions": invited["session"]}
        yield Served(url, dict(browser.cookies), ids, document)


def operations(schema: Any) -> list[Any]:
    """Those that end something for the others come last, in the order of ``LAST``."""

    def rank(operation: Any) -> int:
        return next((k for k, end in enumerate(LAST) if operation.path.endswith(end)), -1)

    return sorted((result.ok() for result in schema.get_all_operations()), key=rank)


@pytest.mark.slow
def test_no_request_fails_the_server(served: Served) -> None:
    schema = schemathesis.openapi.from_dict(served.document)
    complaints: list[str] = []
    for operation in operations(schema):
        probe(operation, served, complaints)
    assert not complaints, "\n\n".join(complaints)


def probe(operation: Any, served: Served, complaints: list[str]) -> None:
    """Well-formed and malformed requests, with real ids half of the time."""
    cases = st.one_of(
        operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE),
    )
    count = 4 if operation.path.endswith(SLOW) else EXAMPLES
    kind = operation.path.split("/")[2] if operation.path.count("/") > 1 else ""

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(case=cases, real=st.booleans())
    def run(case: Any, real: bool) -> None:
        if real and kind in served.ids and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = served.ids[kind]
        cookies = {} if operation.path.endswith("/sign-out") else served.cookies
        response = case.call(base_url=served.url, headers={"origin": served.url}, cookies=cookies)
        case.validate_response(response, checks=CHECKS)

    try:
        run()
    except Exception as error:  # every operation is to be tried before the test fails
        complaints.append(f"{operation.method.upper()} {operation.path}: {error}")
