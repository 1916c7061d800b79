"""Errors as answers: every 4xx and 5xx has a ``Problem4xx`` body that says what, where, and what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assay.web.schema.common import Problem4xx


class AsciiJSONResponse(JSONResponse):
    """JSON in ASCII: candidate text may hold lone surrogates, which have no UTF-8 form but ``\\udXXX``."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")


class ApiError(Exception):
    """Raised by routes; answered as ``status`` with a Problem4xx."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.problem = Problem4xx(message=message, where=where, remedy=remedy)
        self.headers = headers

    def response(self) -> AsciiJSONResponse:
        return AsciiJSONResponse(self.problem.model_dump(), self.status, headers=self.headers)


def not_found(what: str, where: str | None = None) -> ApiError:
    """The same for what does not exist and for what belongs to another organization."""
    return ApiError(
        404, f"There is no such {what}.", where=where, remedy=f"Go back and choose a {what} there."
    )


def conflict(message: str, remedy: str) -> ApiError:
    return ApiError(409, message, remedy=remedy)


def invalid(message: str, where: str, remedy: str) -> ApiError:
    return ApiError(422, message, where=where, remedy=remedy)


_HTTP = {
    400: ("The request could not be read.", "Send what the OpenAPI document at /api/openapi.json describes."),
    404: ("There is nothing at this address.", "See /api/openapi.json for the addresses that exist."),
    405: ("This address does not take this method.", "See /api/openapi.json for the methods that it takes."),
}


def _place(location: Sequence[Any]) -> str:
    """``("body", "sections", 0, "problem")`` to ``sections[0].problem``."""
    words = list(location)
    source = words.pop(0) if words and words[0] in {"body", "query", "path", "header", "cookie"} else "body"
    text = ""
    for word in words:
        text += f"[{word}]" if isinstance(word, int) else f".{word}" if text else str(word)
    if source == "body":
        return text or "the body"
    return f"{source} {text}"


def _remedy(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "missing":
            return "Add it."
        case "extra_forbidden":
            return "Leave it out: it is not known here."
        case "json_invalid":
            return "Send well-formed JSON."
        case "string_too_short" | "too_short" if context.get("min_length") == 1:
            return "Fill it in."
        case "string_too_long" | "too_long":
            return f"Shorten it to at most {context.get('max_length')}."
        case "string_pattern_mismatch":
            return "Write it in the form that is asked for."
        case _:
            return "Correct it and send it again."


def from_validation(errors: Sequence[Mapping[str, Any]]) -> ApiError:
    """The first complaint of Pydantic in plain words, with the number of others."""
    first = errors[0]
    place = _place(first["loc"])
    if place == "the body" and first["type"] in {"model_attributes_type", "model_type", "dict_type"}:
        return ApiError(
            422,
            "The body is not a JSON object.",
            where=place,
            remedy="Send a JSON object, with the header Content-Type: application/json.",
        )
    message = str(first["msg"]).removeprefix("Value error, ")
    more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
    sentence = f"{place}: {message[:1].lower()}{message[1:]}{more}."
    return ApiError(422, sentence, where=place, remedy=_remedy(first["type"], first.get("ctx") or {}))


def install(app: FastAPI) -> None:
    """Registers the handlers. What is not an ApiError is caught by ``observe.Observe`` and becomes a 500."""

    @app.exception_handler(ApiError)
    async def api(_: Request, error: ApiError) -> AsciiJSONResponse:
        return error.response()

    @app.exception_handler(RequestValidationError)
    async def validation(_: Request, error: RequestValidationError) -> AsciiJSONResponse:
        return from_validation(error.errors()).response()

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> AsciiJSONResponse:
        message, remedy = _HTTP.get(error.status_code, (str(error.detail), None))
        return ApiError(error.status_code, message, remedy=remedy, headers=error.headers).response()
