"""The published API document: committed as it is made, whole, and described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assay.cli.openapi import document
from assay.log.events import KINDS

COMMITTED = Path(__file__).parents[2] / "docs" / "schema" / "openapi.json"


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return dict(json.loads(document()))


def test_committed_document_is_up_to_date() -> None:
    assert COMMITTED.read_text("utf-8") == document(), (
        "docs/schema/openapi.json is old: run `assay openapi > docs/schema/openapi.json` "
        "and `npm run types` in frontend/"
    )


def test_every_operation_is_described(made: dict[str, Any]) -> None:
    bare = [
        f"{method} {path}"
        for path, operations in made["paths"].items()
        for method, operation in operations.items()
        if not operation.get("description") or not operation.get("tags")
    ]
    assert bare == []


def test_every_json_body_has_an_example(made: dict[str, Any]) -> None:
    schemas = made["components"]["schemas"]
    without = []
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            for media in content.values():
                name = media["schema"].get("$ref", "").rsplit("/", 1)[-1]
                schema = schemas.get(name, {})
                fields = schema.get("properties", {}).values()
                given = "example" in media or "examples" in schema or any("examples" in f for f in fields)
                if not given:
                    without.append(f"{method} {path}")
    assert without == []


def test_every_error_is_a_problem(made: dict[str, Any]) -> None:
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            schema = operation["responses"]["4XX"]["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem4xx"}, f"{method} {path}"
            assert "422" not in operation["responses"]


def test_messages_and_events_are_in_it(made: dict[str, Any]) -> None:
    schemas = made["components"]["schemas"]
    assert {"ClientMessage", "ServerMessage", "Event", "NewEvent", "Report", "CandidateView"} <= set(schemas)
    assert set(schemas["EventDataByKind"]["properties"]) == set(KINDS)
    for name in ("ClientMessage", "ServerMessage"):
        assert schemas[name]["discriminator"]["propertyName"] == "type"


def test_every_reference_leads_somewhere(made: dict[str, Any]) -> None:
    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [found for item in value.values() for found in references(item)]
        if isinstance(value, list):
            return [found for item in value for found in references(item)]
        return []

    known = {f"#/components/schemas/{name}" for name in made["components"]["schemas"]}
    assert set(references(made)) <= known


def test_nothing_in_it_comes_from_another_host() -> None:
    assert "http://" not in document()
    assert "https://" not in document()
