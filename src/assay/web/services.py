"""What the routes work with: made once by ``lifespan.open_services``, held in ``app.state.services``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from assay.store.engine import Database
from assay.store.secret import MasterKey
from assay.web.live.clock import ORGANIZATION
from assay.web.settings import Settings

if TYPE_CHECKING:
    from assay.bank.library import Library
    from assay.web.candidate.practice import PracticeDesk
    from assay.web.likeness import LikenessDesk
    from assay.web.live.clock import Clock
    from assay.web.live.hub import Hub
    from assay.web.observe import Metrics
    from assay.web.schema.common import Language
    from assay.web.security import Limiter


@dataclass(frozen=True)
class Services:
    """``languages_now`` gives those that can be run, on this machine or by the fleet. The limiters count failed attempts: ``sign_ins`` at
    a password from one address, ``addresses`` at any password, ``entries`` at personal links."""

    settings: Settings
    database: Database
    master_key: MasterKey
    library: Library
    languages_now: Callable[[], tuple[Language, ...]]
    clock: Clock
    hub: Hub
    practice: PracticeDesk
    likeness: LikenessDesk
    metrics: Metrics
    sign_ins: Limiter
    addresses: Limiter
    entries: Limiter

    @property
    def languages(self) -> tuple[Language, ...]:
        return self.languages_now()

    def now(self) -> datetime:
        """The time for what concerns no session: sign-ins, windows, when something was made."""
        return self.clock.now(ORGANIZATION)

    def connected(self, session: str) -> bool:
        """Whether a tab of the candidate is on line."""
        return self.hub.connected(session)


def services_of(connection: HTTPConnection) -> Services:
    """Of a request or a WebSocket."""
    services: Services = connection.app.state.services
    return services
