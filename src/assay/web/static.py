"""The built front end, with caching and the headers that keep foreign code out."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import MutableHeaders
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assay.web.errors import ApiError

FOLDER = Path(__file__).parent / "static"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
_COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/wasm")
_NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Assay</title>
<h1>The pages are not built</h1>
<p>The server runs, but the front end is missing. In the checkout run <code>make build</code>
(or <code>npm ci</code> and <code>npm run build</code> in <code>frontend/</code>), then reload this page.
A released wheel has it inside.</p>
<p>The API is at <a href="/api/openapi.json">/api/openapi.json</a>.</p></html>
"""


class SecurityHeaders:
    """Puts ``HEADERS`` on every answer; answers of the API are also never cached."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, add)


@dataclass(frozen=True)
class _File:
    modified: int
    body: bytes
    packed: bytes | None
    media_type: str
    etag: str


class Site:
    """The files under ``folder``, read once and again when they change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._files: dict[Path, _File] = {}

    def find(self, path: str) -> _File | None:
        """The file at a URL path, or None. Nothing outside the folder is ever found."""
        try:
            place = (self.folder / path.lstrip("/")).resolve()
            if not place.is_relative_to(self.folder) or not place.is_file():
                return None
            modified = place.stat().st_mtime_ns
        except (ValueError, OSError):  # a NUL in it, or longer than a path can be: no file is called so
            return None
        held = self._files.get(place)
        if held is None or held.modified != modified:
            held = self._files[place] = _load(place, modified)
        return held

    def answer(self, request: Request, path: str) -> Response:
        file = self.find(path)
        immutable = path.startswith("assets/")
        if file is None:
            if immutable:
                raise ApiError(
                    404, "There is no such file.", remedy="Reload the page: a new version came out."
                )
            file = self.find("index.html")
        if file is None:
            return HTMLResponse(_NOT_BUILT, 503)
        headers = {
            "cache-control": "public, max-age=31536000, immutable" if immutable else "no-cache",
            "etag": file.etag,
            "vary": "accept-encoding",
        }
        if request.headers.get("if-none-match") == file.etag:
            return Response(status_code=304, headers=headers)
        if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(
                file.packed, headers={**headers, "content-encoding": "gzip"}, media_type=file.media_type
            )
        return Response(file.body, headers=headers, media_type=file.media_type)


def _load(place: Path, modified: int) -> _File:
    body = place.read_bytes()
    media_type = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
    if media_type == "text/javascript":
        media_type = "application/javascript"
    packed = gzip.compress(body, 9) if media_type.startswith(_COMPRESSED) and len(body) > 1024 else None
    return _File(modified, body, packed, media_type, f'"{sha256(body).hexdigest()[:32]}"')


class FrontEnd(Route):
    """Last of all routes: takes every path that is left, but none under /api, so that those stay 404 or 405."""

    def __init__(self, folder: Path = FOLDER) -> None:
        site = Site(folder)

        async def front_end(request: Request) -> Response:
            return site.answer(request, request.path_params["path"])

        super().__init__("/{path:path}", front_end, methods=["GET"], include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and (scope["path"] == "/api" or scope["path"].startswith("/api/")):
            return Match.NONE, {}
        return super().matches(scope)
