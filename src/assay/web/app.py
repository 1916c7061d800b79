"""The application: routers, middleware and the published API document, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from assay import __version__
from assay.judge.model import Judge
from assay.web import errors, observe
from assay.web.candidate import routers as candidate_routers
from assay.web.lifespan import open_services
from assay.web.live.clock import Clock, SystemClock
from assay.web.openapi import DESCRIPTION, publish
from assay.web.schema.common import Problem4xx
from assay.web.security import BodyLimit, SameOrigin, body_limit
from assay.web.settings import Settings
from assay.web.static import FrontEnd, SecurityHeaders
from assay.web.team import routers as team_routers
from assay.worker.measurer import Measuring


def create_app(
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    judge: Judge | None = None,
    measuring: Measuring | None = None,
) -> FastAPI:
    """Nothing is opened here: the lifespan does that, so that an application can be made for its document.

    ``clock``: where sessions take the time from, the system by default. ``judge`` and ``measuring``: by default this
    machine's, or the fleet.
    """
    chosen = settings or Settings()
    metrics = observe.Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services(chosen, metrics, clock or SystemClock(), judge, measuring) as services:
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
        redirect_slashes=False,
        default_response_class=errors.AsciiJSONResponse,
        responses={
            "4XX": {"model": Problem4xx, "description": "What is wrong with the request, and what to do"},
            "5XX": {"model": Problem4xx, "description": "The server could not do it now"},
        },
    )
    errors.install(app)
    for router in [*team_routers(), *candidate_routers(), observe.router]:
        app.include_router(router)
    app.router.routes.append(FrontEnd())
    publish(app)
    # The last one added is the outermost.
    app.add_middleware(BodyLimit, limit=body_limit)
    app.add_middleware(SameOrigin, base_url=chosen.base_url)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(observe.Observe, metrics=metrics)
    return app
