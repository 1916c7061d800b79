"""What keeps strangers out: same-origin check, body limits, cookies, and slowed-down guessing."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assay.web.errors import ApiError

MEMBER_COOKIE = "assay_member"
CANDIDATE_COOKIE = "assay_candidate"
BODY_LIMIT = 1024 * 1024
CSV_LIMIT = 5 * 1024 * 1024
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_PORTS = {"http": 80, "https": 443}


def same_origin(headers: Headers, base_url: str | None) -> bool:
    """Whether the page that sent this request is one of ours.

    Browsers set ``Sec-Fetch-Site`` and ``Origin`` themselves, a foreign page cannot. One of the two must
    be there: programs send ``Origin`` too.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = _place(headers.get("origin", ""))
    if origin is None:
        return False
    # Behind a proxy that ends TLS this server sees http where the browser saw https: hosts are compared.
    here = f"{origin[0]}://{headers.get('host', '')}"
    return origin in {_place(here), _place(base_url or "")}


def _place(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None where the URL names none, as ``null`` does."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname and port else None


class SameOrigin:
    """Refuses unsafe methods and WebSocket handshakes that a foreign page could have sent."""

    def __init__(self, app: ASGIApp, base_url: str | None) -> None:
        self.app = app
        self.base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guarded = scope["type"] == "websocket" or (scope["type"] == "http" and scope["method"] not in _SAFE)
        if not guarded or same_origin(Headers(scope=scope), self.base_url):
            await self.app(scope, receive, send)
            return
        error = ApiError(
            403,
            "This request does not come from a page of this server.",
            where="headers Sec-Fetch-Site, Origin",
            remedy="Use the pages of this server; a program sends the header Origin with this server's address.",
        )
        if scope["type"] == "http":
            await error.response()(scope, receive, send)
        elif "websocket.http.response" in scope.get("extensions", {}):
            # Starlette's responses rename their messages by themselves where the scope is a WebSocket's.
            await error.response()(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4403, "reason": "foreign origin"})


class BodyLimit:
    """Reads the body ahead of the application, up to what its path may have; above that answers 413.

    ``limit`` maps a path to bytes.
    """

    def __init__(self, app: ASGIApp, limit: Callable[[str], int]) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _SAFE:
            await self.app(scope, receive, send)
            return
        limit = self.limit(scope["path"])
        declared = Headers(scope=scope).get("content-length", "")
        body = None
        if not (declared.isdecimal() and int(declared) > limit):
            body = await _read(receive, limit)
        if body is None:
            error = ApiError(
                413,
                f"The body is larger than {limit // 1024} KiB.",
                where="the body",
                remedy="Send less at once, for example in several parts.",
                headers={"connection": "close"},
            )
            await error.response()(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The whole body, or None where it is larger than ``limit`` bytes."""
    parts = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(parts)
        parts += message.get("body", b"")
        if len(parts) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def body_limit(path: str) -> int:
    """Bytes that a request to ``path`` may carry."""
    return CSV_LIMIT if path.endswith("/invitations/csv") else BODY_LIMIT


class Limiter:
    """Counts failed attempts by key, in memory, over a sliding window: at most ``attempts`` in ``seconds``."""

    KEYS = 100_000

    def __init__(self, attempts: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self.attempts = attempts
        self.seconds = seconds
        self._now = now
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, key: str) -> None:
        """Raises the 429 when ``key`` failed too often."""
        failed = self._failed.get(key)
        if failed is None:
            return
        now = self._now()
        while failed and failed[0] <= now - self.seconds:
            failed.popleft()
        if not failed:
            del self._failed[key]
        elif len(failed) >= self.attempts:
            wait = max(1, round(failed[0] + self.seconds - now))
            raise ApiError(
                429,
                "Too many failed attempts.",
                remedy=f"Wait {wait} seconds and try again.",
                headers={"retry-after": str(wait)},
            )

    def failed(self, key: str) -> None:
        """Counts a failure. The oldest keys are forgotten when there are too many to hold."""
        self._failed.setdefault(key, deque(maxlen=self.attempts)).append(self._now())
        self._failed.move_to_end(key)
        while len(self._failed) > self.KEYS:
            self._failed.popitem(last=False)

    def succeeded(self, key: str) -> None:
        self._failed.pop(key, None)


def client_address(request: Request) -> str:
    """For the limiter. Behind a proxy uvicorn has already put in what the trusted proxy said."""
    return request.client.host if request.client else "unknown"


def set_cookie(request: Request, response: Response, name: str, token: str, seconds: float) -> None:
    """A session cookie that scripts cannot read and foreign sites do not send with unsafe methods."""
    response.set_cookie(
        name,
        token,
        max_age=int(seconds),
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def clear_cookie(request: Request, response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=is_secure(request), httponly=True, samesite="lax")


def is_secure(request: Request) -> bool:
    """Whether the browser came by https, directly or as the settings' base_url says."""
    base: str | None = request.app.state.services.settings.base_url
    return request.url.scheme == "https" or (base is not None and base.startswith("https:"))
