"""What carries jobs from the table to those who do them: the interface, and what its user brings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from assay.store.jobs import ClaimedJob, JobKind

Handler = Callable[[ClaimedJob], Awaitable[None]]
"""Does the job and marks it done (``store.jobs.finish``) in the transaction that stores its effect.

Raising puts the job back into the queue, to be tried again.
"""

Handlers = Mapping[JobKind, Handler]


class Carrier(Protocol):
    """``local.LocalCarrier`` is the one for a single machine."""

    async def start(self) -> None:
        """Takes up what an earlier process left running, then begins to carry."""
        ...

    def wake(self) -> None:
        """Call after a commit that added jobs: they are looked for at once."""
        ...

    async def stop(self) -> None:
        """Starts nothing more and gives up what is running: it stays in the table for the next start."""
        ...
