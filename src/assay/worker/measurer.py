"""Measures on this machine: one submission at a time, in a process of its own that gives way to the judge.

``python -m assay.worker.measurer`` reads a ``wire.MeasureTask`` from stdin and writes a ``Measurement`` to stdout.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from assay.analysis.measuring import Measurement, Problem, Submitted, measured
from assay.worker import wire

NICE = 10
"""Runs and submissions of the judge go at 0: beside one of them the measuring gets a tenth of a core."""
_AUTOGROUP = Path("/proc/self/autogroup")
"""Not there, or not to be written, where the kernel does not do that."""
MOST_S = 600.0
"""Of a busy machine, where what takes 10 s alone takes minutes; then it is tried again."""
READY_S = 120.0
"""A process that was started ahead waits so long for a measurement to come."""


class MeasuringFailed(Exception):
    """Ours: the process that measures ended without a word, or took too long."""


class Measuring(Protocol):
    async def measure(self, problem: Problem, submitted: Submitted) -> Measurement:
        """Raises MeasuringFailed."""
        ...

    def expect(self) -> None:
        """A measurement will be asked for soon: what can be done for it ahead may be."""
        ...


class LocalMeasuring:
    """This machine's only lane for measuring, beside the judge's slots and never in one of them: whoever waits
    for the judge does not wait for a measurement."""

    def __init__(self, most_s: float = MOST_S) -> None:
        self._lane = asyncio.Lock()
        self._most_s = most_s
        self._ahead: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._too_late: asyncio.TimerHandle | None = None

    def expect(self) -> None:
        """A process starts to wait for it: a second's work that is done then."""
        if self._ahead is None:
            self._ahead = asyncio.create_task(_started())
        if self._too_late is not None:
            self._too_late.cancel()
        self._too_late = asyncio.get_running_loop().call_later(READY_S, self._give_up)

    async def close(self) -> None:
        """Ends the process that waits, if one does."""
        if (ahead := self._taken()) is not None:
            await _end(await ahead)

    def _give_up(self) -> None:
        if (ahead := self._taken()) is not None:
            self._ending = asyncio.create_task(_end_of(ahead))

    def _taken(self) -> asyncio.Task[asyncio.subprocess.Process] | None:
        ahead, self._ahead = self._ahead, None
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None
        return ahead

    async def measure(self, problem: Problem, submitted: Submitted) -> Measurement:
        task = await asyncio.to_thread(wire.to_document, wire.MeasureTask(problem, submitted))
        async with self._lane:
            return await self._measured(task)

    async def _measured(self, task: bytes) -> Measurement:
        ahead = self._taken()
        process = await (_started() if ahead is None else ahead)
        try:
            async with asyncio.timeout(self._most_s):
                answer, _ = await process.communicate(task)
        except TimeoutError:
            raise MeasuringFailed(f"measuring took more than {self._most_s:.0f} s") from None
        finally:
            await _end(process)
        if process.returncode != 0:
            raise MeasuringFailed(
                f"measuring ended with status {process.returncode}; the log above says more"
            )
        return wire.from_document(Measurement, answer)


async def _started() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        # -P: nothing is imported from where the server happens to run.
        *(sys.executable, "-P", "-m", "assay.worker.measurer"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        # To be ended as one.
        start_new_session=True,
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


async def _end_of(starting: asyncio.Task[asyncio.subprocess.Process]) -> None:
    await _end(await starting)


def _give_way() -> None:
    os.nice(NICE)
    # Linux may share the processor out between sessions first, and then within each.
    with suppress(OSError):
        _AUTOGROUP.write_text(str(NICE))


def main() -> None:
    from assay.analysis.growth.service import get_ready, put_away
    from assay.judge.sandbox.kernel import die_with_parent
    from assay.judge.service import LocalJudge
    from assay.worker.logs import configure_logging

    die_with_parent()
    _give_way()
    configure_logging("warning")
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed is for the log
    get_ready()
    try:
        task = wire.from_document(wire.MeasureTask, sys.stdin.buffer.read())
        found = asyncio.run(measured(task.problem, task.submitted, lambda: LocalJudge(1)))
    finally:
        put_away()
    with answer:
        answer.write(wire.to_document(found))


if __name__ == "__main__":
    main()
