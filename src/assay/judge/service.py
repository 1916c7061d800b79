"""``LocalJudge``: judges programs on this machine, one at a time per slot, never without isolation."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import platform
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

from assay.judge import faults, languages, toolchains
from assay.judge.faults import Fault, OnFault
from assay.judge.gate import Gate, GivenUp
from assay.judge.kept import KeptPrograms
from assay.judge.languages import Found
from assay.judge.model import Limits, OnTest, Program, Result, Task, TestResult, Verdict
from assay.judge.pace import Pace
from assay.judge.prepared import Prepared
from assay.judge.sandbox.host import JudgeFault
from assay.judge.sandbox.probe import IsolationUnavailable
from assay.judge.slot import Slot, limit_words
from assay.judge.slots import FreeSlots
from assay.judge.starts import Starts
from assay.judge.submission import Shared, Submission, Work
from assay.judge.tier import Tier, find_tier

__all__ = ["IsolationUnavailable", "LocalJudge", "Tier", "find_tier"]

TRIES = 2
"""A submission that met a fault of the judge is tried once more, on another slot with a new keeper."""
_LONGEST_NAME, _DEEPEST = 200, 8
_NOT_STARTED = "the judge has not been started: use it as `async with LocalJudge() as judge`"
_slot_numbers = itertools.count()  # over all judges of this process: control groups are named by it


class LocalJudge:
    """``slots`` programs run at once, one per core unless said otherwise. ``on_fault`` hears of every fault of
    the judge itself, in the event loop's thread. ``backend`` (or ASSAY_JUDGE_BACKEND): the only one to isolate by;
    None: the best that this machine has. ``again``: tests near their limit are measured again
    (``fair``); False where limits only keep programs from running on and on.

    ``async with LocalJudge() as judge: await judge.judge(...)``. Entering raises IsolationUnavailable
    where no sandbox can be made. Cancelling a call ends its program at once.
    """

    def __init__(
        self,
        slots: int | None = None,
        *,
        on_fault: OnFault | None = None,
        backend: str | None = None,
        again: bool = True,
    ) -> None:
        count = len(os.sched_getaffinity(0)) if slots is None else slots
        if count < 1:
            raise ValueError(f"slots is {count}: a judge needs at least one")
        self.slots = count
        self._on_fault = on_fault
        self._backend = backend
        self._again = again
        self._tier: Tier | None = None
        self._all: list[Slot] = []
        self._shared: Shared | None = None
        self._free = FreeSlots()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="judge")

    @property
    def tier(self) -> Tier:
        if self._tier is None:
            raise RuntimeError(_NOT_STARTED)
        return self._tier

    def languages(self) -> dict[str, Found]:
        """What it can judge, by id: what is installed and works as programs are isolated here."""
        return languages.available(self.tier.isolation)

    def lacks(self, language: str) -> str | None:
        """Why it cannot judge that language, and what to do; None where it can."""
        return languages.missing(language, self.tier.isolation)

    @property
    def supervisors(self) -> tuple[str, str] | None:
        """As ``Slot.supervisors``, of a slot that has run something."""
        return next((slot.supervisors for slot in self._all if slot.supervisors is not None), None)

    def _started(self) -> Shared:
        if self._shared is None:
            raise RuntimeError(_NOT_STARTED)
        return self._shared

    async def __aenter__(self) -> LocalJudge:
        loop = asyncio.get_running_loop()
        self._tier = tier = await loop.run_in_executor(self._threads, find_tier, self._backend)
        prepared = Prepared(
            toolchains.view(),
            lambda view, tmp_mib: Slot(
                next(_slot_numbers), view, tier.parents, tier.isolation, tmp_mib=tmp_mib
            ),
        )
        self._shared = Shared(KeptPrograms(), Gate(), prepared, Pace(), Starts(tier.isolation), self._again)
        for _ in range(self.slots):
            slot = Slot(next(_slot_numbers), prepared.view, tier.parents, tier.isolation)
            self._all.append(slot)
            self._free.give(slot)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in self._all:
            await self._free.take()  # each is done with what it ran
        loop = asyncio.get_running_loop()
        for slot in self._all:
            await loop.run_in_executor(self._threads, slot.close)
        self._all.clear()
        if self._shared is not None:
            await loop.run_in_executor(self._threads, self._shared.prepared.close)
        self._threads.shutdown()

    @property
    def prepared(self) -> Prepared:
        """What this machine's compilers are helped by."""
        return self._started().prepared

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        """Compiles, then runs the tests; the next one runs while ``on_test`` is awaited."""
        tier = self.tier
        found = languages.find(task.program.language, tier.isolation)
        if found is None:
            why = languages.missing(task.program.language, tier.isolation)
            where = {"tier": tier.words, "kernel": platform.release()}
            return Result(Verdict.JE, message=why, environment=where)
        environment = _environment(found, tier, task.limits)
        trouble = _trouble_with_names(task.program)
        if trouble is not None:
            return Result(Verdict.CE, message=trouble, environment=environment)
        judging: list[Found] = []
        for validator in task.comparison.validator.all if task.comparison.validator is not None else ():
            known = languages.find(validator.program.language, tier.isolation)
            if known is None:
                why = languages.missing(validator.program.language, tier.isolation)
                message = f"the problem's validator cannot be used: {why}"
                return Result(Verdict.JE, message=message, environment=environment)
            judging.append(known)
        work = Work(task, found, environment, tuple(judging))
        return await self._judge(work, on_test)

    async def _judge(self, work: Work, on_test: OnTest | None) -> Result:
        loop = asyncio.get_running_loop()
        arrived: asyncio.Queue[TestResult | None] = asyncio.Queue()

        def tell(result: TestResult) -> None:
            loop.call_soon_threadsafe(arrived.put_nowait, result)

        submission = Submission(work, self._started(), None if on_test is None else tell)
        faulty: Slot | None = None
        for tried in range(1, TRIES + 1):
            slot = await self._free.take(faulty if self.slots > 1 else None)
            future = loop.run_in_executor(self._threads, _run, submission, slot, tried > 1)
            future.add_done_callback(lambda _: arrived.put_nowait(None))
            try:
                while (result := await arrived.get()) is not None:
                    if on_test is not None:
                        await on_test(result)
                done = future.result()
            except BaseException:
                await self._end(submission, slot, future)
                raise
            finally:
                self._free.give(slot)
            if isinstance(done, Result):
                return done
            faulty = slot
            fault = Fault(slot.number, work.found.spec.id, submission.at, str(done), again=tried < TRIES)
            faults.alarm(fault, done, self._on_fault)
        return Result(Verdict.JE, tuple(submission.results), "", fault.said, work.environment)

    async def _end(
        self, submission: Submission, slot: Slot, future: asyncio.Future[Result | Exception]
    ) -> None:
        """Ends what a cancelled call runs, and waits until its thread is done, whoever cancels again."""
        submission.give_up()
        slot.abandon()
        while not future.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([future])
        with contextlib.suppress(GivenUp):
            future.result()


def _run(submission: Submission, slot: Slot, new_keeper: bool) -> Result | Exception:
    """In a slot's thread: the result, or the judge's fault, after which the slot's keeper is ended."""
    try:
        if new_keeper:
            slot.close()
        result = submission.run(slot)
    except GivenUp:
        _tidy_up(slot)
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours: alarmed, tried again, then JE
        slot.close()
        return error
    _tidy_up(slot)
    return result


def _tidy_up(slot: Slot) -> None:
    """A keeper that cannot even end a sandbox is replaced; the submission had its result before."""
    try:
        slot.finish()
    except (JudgeFault, OSError) as error:
        faults.log.error("judge.keeper_replaced", slot=slot.number, said=str(error))
        slot.close()


def _environment(found: Found, tier: Tier, limits: Limits) -> dict[str, str]:
    spec = found.spec
    return {
        "tier": tier.words,
        "kernel": platform.release(),
        "language": found.version,
        "flags": spec.flags,
        "time_limit": limit_words(found, limits),
        "memory_limit": f"{limits.memory_mib} MiB and {spec.memory_extra_mib} MiB for the run-time",
        "output_limit": f"{limits.output_mib} MiB",
        "process_limit": f"{limits.processes} and {spec.processes_extra} for the run-time",
    }


def _trouble_with_names(program: Program) -> str | None:
    """Why the files of a program cannot lie in a folder of theirs; None where they can."""
    names = [*program.more, *([] if program.main is None else [program.main])]
    folders = {name[:at] for name in names for at, letter in enumerate(name) if letter == "/"}
    for name in names:
        parts = name.split("/")
        if len(parts) > _DEEPEST or not all(map(_plain, parts)):
            shown = repr(name[:80])
            return (
                f"a file cannot be called {shown}: each part of a name is printable, has at most {_LONGEST_NAME} "
                f"bytes and is not '.' or '..', and a path has at most {_DEEPEST} parts"
            )
        if name in folders:
            return f"{name[:80]!r} cannot be both a file and a folder"
    return None


def _plain(part: str) -> bool:
    size = len(part.encode(errors="replace"))
    return part not in ("", ".", "..") and "\0" not in part and part.isprintable() and size <= _LONGEST_NAME
