"""What the server says about itself: structured logs, metrics, health.

Logs are JSON lines on stderr. Paths are logged as route templates or without their query, and no header,
cookie, body or token is ever logged.
"""

from __future__ import annotations

import secrets
import time

import structlog
from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assay import __version__
from assay.store import jobs
from assay.store.trouble import passes
from assay.web.errors import ApiError, AsciiJSONResponse
from assay.web.schema.common import Health
from assay.web.services import services_of

HEALTH_S = 5.0
RETRY_AFTER_S = 2
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger("assay.web")


class Metrics:
    """The server's own metrics, in a registry of their own so that two applications do not share them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "assay_http_requests_total",
            "Requests answered",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "assay_http_request_seconds", "Time to answer", ["method", "route"], registry=self.registry
        )
        self.websockets = Gauge("assay_websockets", "Open WebSocket connections", registry=self.registry)
        self.jobs = Gauge(
            "assay_jobs", "Jobs of the judge and evaluations", ["state"], registry=self.registry
        )
        self.sessions = Gauge("assay_sessions_live", "Sessions held in memory", registry=self.registry)
        self.judge_faults = Counter(
            "assay_judge_faults",
            "Runs and submissions that the judge itself failed on, after it was tried again",
            registry=self.registry,
        )
        self.workers = Gauge(
            "assay_workers", "Workers of the fleet that are heard of", registry=self.registry
        )
        self.slots = Gauge("assay_slots", "Programs that can be judged at once", registry=self.registry)
        self.failures = Counter("assay_failures_total", "Requests that failed here", registry=self.registry)

    def text(self) -> bytes:
        return generate_latest(self.registry)


def _route(scope: Scope) -> str:
    """The route's template, so that ids and tokens stay out of logs and metrics."""
    route = scope.get("route")
    path = getattr(route, "path_format", None) or getattr(route, "path", None)
    if path and path != "/{path:path}":
        return str(path)
    return "(front end)" if not scope["path"].startswith("/api") else "(none)"


class Observe:
    """The outermost middleware: request ids, one log line and the metrics of each request, and the 500 or 503."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            with self.metrics.websockets.track_inprogress():
                await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = secrets.token_hex(8)
        status = 0
        started = time.perf_counter()

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request_id):
            try:
                await self.app(scope, receive, note)
            except Exception as failed:
                self.metrics.failures.inc()
                log.exception("request failed", method=scope["method"], route=_route(scope))
                if status:
                    raise
                await _answer(failed, request_id).response()(scope, receive, note)
            seconds = time.perf_counter() - started
            route = _route(scope)
            # Anybody can make up a method; a label of its own for each would fill the memory.
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.metrics.requests.labels(method, route, str(status)).inc()
            self.metrics.seconds.labels(method, route).observe(seconds)
            log.info(
                "request", method=scope["method"], route=route, status=status, ms=round(seconds * 1e3, 1)
            )


def _answer(failed: Exception, request_id: str) -> ApiError:
    """For what no route foresaw."""
    if passes(failed):
        return ApiError(
            503,
            f"The server has too much to do just now (error {request_id}).",
            remedy="Try again in a moment; if it stays, give this number to whoever runs this server.",
            headers={"retry-after": str(RETRY_AFTER_S)},
        )
    return ApiError(
        500,
        f"Something failed on the server (error {request_id}).",
        remedy="Try again; if it stays, give this number to whoever runs this server.",
    )


router = APIRouter(tags=["operation"])


@router.get("/healthz", response_model=Health, responses={503: {"model": Health}})
async def healthz(request: Request) -> Response:
    """Whether the database answers and its writer is free: for load balancers and `docker healthcheck`."""
    try:
        await services_of(request).database.check(HEALTH_S)
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        log.error("not healthy", error=type(error).__name__)
        health = Health(status="failing", version=__version__, database=type(error).__name__)
        return AsciiJSONResponse(health.model_dump(), 503)
    return AsciiJSONResponse(Health(status="ok", version=__version__, database="ok").model_dump())


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(request: Request) -> Response:
    """Metrics in the Prometheus text format."""
    services = services_of(request)
    shown = services.metrics
    async with services.database.read() as s:
        counts = await jobs.waiting(s)
    for state in jobs.STATES:
        shown.jobs.labels(state).set(counts.get(state, 0))
    shown.sessions.set(services.hub.live)
    return Response(shown.text(), media_type=CONTENT_TYPE_LATEST)
