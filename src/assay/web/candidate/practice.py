"""Practice runs: the same editor, the same judge, and nothing of it is kept."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

from fastapi import APIRouter, Response

from assay.bank.package import Package
from assay.jobs.attempt import Answer, Attempt, answer
from assay.jobs.sharing import SharedPlaces
from assay.jobs.turns import Turn, Turns
from assay.log.events import Judged
from assay.web.candidate import problems
from assay.web.candidate.caller import OwnRoom, ServicesDep
from assay.web.errors import ApiError, AsciiJSONResponse, invalid
from assay.web.schema.candidate import PracticeRun

router = APIRouter(prefix="/api/candidate", tags=["candidate"])

SOURCE_BYTES = 64 * 1024
RUNS = 12
WINDOW_S = 60.0


class PracticeDesk:
    """Runs the practice problem, at most ``RUNS`` in ``WINDOW_S`` seconds for a session, one at a time.

    ``slots`` is how many programs are judged at once, by all who judge: half of them may practise, shared fairly
    between organizations. A practice run goes right after the runs of interviews: somebody watches it too.
    """

    KEPT = 10_000

    def __init__(
        self,
        turns: Turns,
        package: Package,
        slots: Callable[[], int],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.package = package
        self._turns = turns
        self._now = now
        self._places = SharedPlaces(lambda: max(1, slots() // 2))
        self._runs: OrderedDict[str, deque[float]] = OrderedDict()
        self._busy: set[str] = set()
        self._under_way: set[Turn] = set()

    def judging(self) -> int:
        """How many practice runs are being judged now."""
        return sum(turn.begun for turn in self._under_way)

    async def run(self, session: str, organization: str, attempt: Attempt) -> Answer:
        """Raises the 429 for a session that runs too often."""
        self._count(session)
        self._busy.add(session)
        try:
            async with self._places.place(organization):
                turn = self._turns.turn("practice")
                self._under_way.add(turn)
                try:
                    return await answer(turn, self.package, attempt)
                finally:
                    self._under_way.discard(turn)
        finally:
            self._busy.discard(session)

    def _count(self, session: str) -> None:
        now = self._now()
        runs = self._runs.setdefault(session, deque())
        self._runs.move_to_end(session)
        while runs and runs[0] <= now - WINDOW_S:
            runs.popleft()
        if session in self._busy:
            raise _too_many("Another practice run is still under way.", 1)
        if len(runs) >= RUNS:
            wait = max(1, round(runs[0] + WINDOW_S - now))
            raise _too_many(f"Practice runs are limited to {RUNS} a minute.", wait)
        runs.append(now)
        while len(self._runs) > self.KEPT:
            self._runs.popitem(last=False)


def _too_many(message: str, wait: int) -> ApiError:
    return ApiError(
        429,
        message,
        remedy=f"Wait {wait} {'second' if wait == 1 else 'seconds'} and run again.",
        headers={"retry-after": str(wait)},
    )


@router.post("/practice", response_model=Judged)
async def practice(services: ServicesDep, room: OwnRoom, body: PracticeRun) -> Response:
    """Runs on the practice problem's samples or on own cases, and waits for the result. Not recorded."""
    desk = services.practice
    if len(body.source.encode("utf-8", "surrogatepass")) > SOURCE_BYTES:
        raise ApiError(413, "The code is longer than 64 KiB.", where="source", remedy="Shorten it.")
    here = [language.id for language in services.languages]
    if body.language not in [one.id for one in problems.offered(desk.package, room.plan.languages, here)]:
        raise invalid(
            f"The language {body.language} is not offered for practice here.", "language", "Choose another."
        )
    cases = tuple(body.cases) if body.cases is not None else None
    attempt = Attempt("run", desk.package.slug, body.language, body.source, cases)
    found = await desk.run(room.id, room.facts.organization_id, attempt)
    return AsciiJSONResponse({"of": 0, **found.data})
