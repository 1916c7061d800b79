"""The application: routers, middleware and the published API document, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec

from fastapi import APIRouter, FastAPI

from assay import __version__
from assay.web import errors, observe
from assay.web.lifespan import open_services
from assay.web.openapi import DESCRIPTION, publish
from assay.web.schema.common import Problem4xx
from assay.web.security import BodyLimit, SameOrigin, body_limit
from assay.web.settings import Settings
from assay.web.static import FrontEnd, SecurityHeaders
from assay.web.team import routers as team_routers


def create_app(settings: Settings | None = None) -> FastAPI:
    """Nothing is opened here: the lifespan does that, so that an application can be made for its document."""
    chosen = settings or Settings()
    metrics = observe.Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services(chosen, metrics) as services:
            app.state.services = services
            yield

    app = FastAPI(
        title="Assay",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        default_response_class=errors.AsciiJSONResponse,
        responses={"4XX": {"model": Problem4xx, "description": "What happened, where, and what to do"}},
    )
    errors.install(app)
    for router in [*team_routers(), *_candidate_routers(), observe.router]:
        app.include_router(router)
    app.router.routes.append(FrontEnd())
    publish(app)
    # The last one added is the outermost.
    app.add_middleware(BodyLimit, limit=body_limit)
    app.add_middleware(SameOrigin, base_url=chosen.base_url)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(observe.Observe, metrics=metrics)
    return app


def _candidate_routers() -> list[APIRouter]:
    if find_spec("assay.web.candidate") is None:
        return []
    made: list[APIRouter] = import_module("assay.web.candidate").routers()
    return made
