"""What is done for each kind of job. The sessions themselves are reached through ``Sessions``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from assay.bank.package import Package
from assay.jobs.attempt import Attempt, answer
from assay.jobs.carrier import Handlers
from assay.jobs.turns import Turns
from assay.store.jobs import ClaimedJob


class Sessions(Protocol):
    """What jobs need of the live sessions."""

    async def attempt(self, session: str, of: int) -> Attempt | None:
        """The run or submission at ``of``; None where it was judged already."""
        ...

    async def judged(self, job: ClaimedJob, data: dict[str, Any], fault_ms: int) -> None:
        """Adds the result to the log and marks the job done, both or neither, once."""
        ...

    async def evaluate(self, job: ClaimedJob) -> None:
        """Makes the report and marks the job done, both or neither, once."""
        ...

    async def drop(self, job: ClaimedJob) -> None:
        """Marks a job done that has nothing left to do."""
        ...


@dataclass(frozen=True)
class Work:
    """``package`` gives a problem of the bank by slug, None where there is none such any more."""

    sessions: Sessions
    turns: Turns
    package: Callable[[str], Package | None]

    def handlers(self) -> Handlers:
        return {"run": self._attempt, "submit": self._attempt, "evaluate": self.sessions.evaluate}

    async def _attempt(self, job: ClaimedJob) -> None:
        of: int = job.payload["of"]
        attempt = await self.sessions.attempt(job.session, of)
        if attempt is None:
            await self.sessions.drop(job)
            return
        turn = self.turns.turn("run" if job.kind == "run" else "submit")
        found = await answer(turn, self.package(attempt.problem), attempt)
        await self.sessions.judged(job, {"of": of, **found.data}, found.fault_ms)
