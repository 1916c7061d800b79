"""The published API document, from which the front end's types are made.

FastAPI writes the HTTP part; this adds what it cannot see: the messages of the WebSocket and the data of
each kind of event, and the two cookies.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from assay.log.events import CANDIDATE_KINDS, KINDS
from assay.web.schema import candidate

DESCRIPTION = """\
Everything that the pages of Assay do, they do over this API.

Members sign in at `POST /api/sign-in`, candidates enter with the token of their personal link at
`POST /api/candidate/enter`; both get a cookie. Every answer with a status of 400 or more has a `Problem4xx`
as its body. Requests that change something must come from a page of this server: programs send the header
`Origin` with the server's address.

**WebSocket `/api/candidate/log`** carries the session log between a candidate's browser and the server:
`ClientMessage` one way, `ServerMessage` the other, each a JSON text message. The client begins with `hello`.
Text in events may hold lone surrogates, as JSON escapes (`\\udXXX`).
"""
TAGS = [
    {"name": "sign-in", "description": "Members come and go"},
    {"name": "positions", "description": "Openings, their plans, and the bank of problems"},
    {"name": "invitations", "description": "Personal links for candidates"},
    {"name": "sessions", "description": "Sittings: live state, log, report"},
    {"name": "candidate", "description": "The candidate's side"},
    {"name": "operation", "description": "For whoever runs this server"},
]
_REF = "#/components/schemas/{model}"
_CLIENT: list[type[BaseModel]] = [candidate.Hello, candidate.Push]
_SERVER: list[type[BaseModel]] = [
    candidate.Welcome,
    candidate.Events,
    candidate.Ack,
    candidate.Behind,
    candidate.Gap,
    candidate.Refused,
    candidate.Clock,
    candidate.Wait,
    candidate.Trouble,
]


def _extra_schemas() -> dict[str, Any]:
    """What the client writes as it may be written, what the server writes as it is written."""
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        *((model, "validation") for model in _CLIENT),
        *((model, "serialization") for model in _SERVER),
        *(
            (model, "validation" if kind in CANDIDATE_KINDS else "serialization")
            for kind, model in KINDS.items()
        ),
    ]
    _, schema = models_json_schema(models, ref_template=_REF)
    schemas: dict[str, Any] = schema["$defs"]
    unions: dict[str, Any] = {
        "ClientMessage": candidate.ClientMessage,
        "ServerMessage": candidate.ServerMessage,
    }
    for name, union in unions.items():
        made = TypeAdapter(union).json_schema(ref_template=_REF, mode="validation")
        made.pop("$defs")
        schemas[name] = made
    schemas["EventDataByKind"] = {
        "type": "object",
        "description": "What the data of an event is, by its kind",
        "properties": {kind: {"$ref": _REF.format(model=model.__name__)} for kind, model in KINDS.items()},
        "required": list(KINDS),
    }
    plain: dict[str, Any] = _without_null_defaults(schemas)
    return plain


def _without_null_defaults(value: Any) -> Any:
    """FastAPI leaves these out of its own part; the same model must look the same in both."""
    if isinstance(value, dict):
        return {
            key: _without_null_defaults(item)
            for key, item in value.items()
            if not (key == "default" and item is None)
        }
    if isinstance(value, list):
        return [_without_null_defaults(item) for item in value]
    return value


def _merge(schemas: dict[str, Any], extra: dict[str, Any]) -> None:
    for name, schema in extra.items():
        if schemas.setdefault(name, schema) != schema:
            raise RuntimeError(f"two schemas are called {name}: rename one of the models")


def publish(app: FastAPI) -> None:
    """Replaces ``app.openapi``."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                tags=TAGS,
            )
            components = document.setdefault("components", {})
            schemas = components.setdefault("schemas", {})
            _merge(schemas, _extra_schemas())
            components["schemas"] = dict(sorted(schemas.items()))
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
