"""``LocalJudge``: judges programs on this machine, one at a time per slot, never without isolation."""

from __future__ import annotations

import asyncio
import itertools
import os
import platform
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

from assay.judge import languages, toolchains
from assay.judge.kept import KeptPrograms
from assay.judge.languages import Found
from assay.judge.model import Comparison, Limits, OnTest, Program, Result, Test, TestResult, Verdict
from assay.judge.sandbox import cgroups
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.host import JudgeFault
from assay.judge.sandbox.probe import IsolationUnavailable, probe
from assay.judge.slot import Compiled, Slot

__all__ = ["IsolationUnavailable", "LocalJudge", "Tier", "find_tier"]

_T = TypeVar("_T")
_slot_numbers = itertools.count()  # over all judges of this process: control groups are named by it


@dataclass(frozen=True)
class Tier:
    """How strongly programs are held here. ``many``: each test has a user id of its own."""

    many: bool
    parents: Parents

    @property
    def words(self) -> str:
        users = "own user per test" if self.many else "one user"
        memory, processes = self.parents.tier("memory"), self.parents.tier("pids")
        return f"namespaces ({users}), seccomp, memory by {memory}, processes by {processes}"


def find_tier() -> Tier:
    """Makes a sandbox to see whether it can be done. Raises IsolationUnavailable."""
    return Tier(probe(toolchains.view()), cgroups.find())


class LocalJudge:
    """``slots`` programs run at once, one per core unless said otherwise.

    ``async with LocalJudge() as judge: await judge.judge(...)``. Entering raises IsolationUnavailable
    where no sandbox can be made. Cancelling a call ends its program at once.
    """

    def __init__(self, slots: int | None = None) -> None:
        count = len(os.sched_getaffinity(0)) if slots is None else slots
        if count < 1:
            raise ValueError(f"slots is {count}: a judge needs at least one")
        self.slots = count
        self._tier: Tier | None = None
        self._all: list[Slot] = []
        self._kept = KeptPrograms()
        self._free: asyncio.Queue[Slot] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="judge")

    @property
    def tier(self) -> Tier:
        if self._tier is None:
            raise RuntimeError("the judge has not been started: use it as `async with LocalJudge() as judge`")
        return self._tier

    async def __aenter__(self) -> LocalJudge:
        loop = asyncio.get_running_loop()
        self._tier = tier = await loop.run_in_executor(self._threads, find_tier)
        view = toolchains.view()
        for _ in range(self.slots):
            slot = Slot(next(_slot_numbers), view, tier.parents, many=tier.many)
            self._all.append(slot)
            self._free.put_nowait(slot)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in self._all:
            await self._free.get()  # each is done with what it ran
        loop = asyncio.get_running_loop()
        for slot in self._all:
            await loop.run_in_executor(self._threads, slot.close)
        self._all.clear()
        self._threads.shutdown()

    async def judge(
        self,
        program: Program,
        tests: Sequence[Test],
        limits: Limits,
        comparison: Comparison,
        *,
        stop_early: bool = False,
        on_test: OnTest | None = None,
    ) -> Result:
        """Compiles, then runs all tests in order; ``stop_early`` ends at the first that is not AC."""
        tier = self.tier
        found = languages.available().get(program.language)
        if found is None:
            here = {"tier": tier.words, "kernel": platform.release()}
            return Result(Verdict.JE, message=_missing(program.language), environment=here)
        environment = _environment(found, tier, limits)
        slot = await self._free.get()
        results: list[TestResult] = []
        try:
            compiled = await self._compiled(slot, program, found)
            if compiled.trouble is not None:
                return Result(Verdict.CE, (), compiled.said, compiled.trouble, environment)
            for test in tests:
                result = await self._on(
                    slot,
                    lambda test=test: slot.test(program, found, compiled, test, limits, comparison),  # type: ignore[misc]
                )
                results.append(result)
                if on_test is not None:
                    await on_test(result)
                if stop_early and result.verdict is not Verdict.AC:
                    break
            verdict = next((r.verdict for r in results if r.verdict is not Verdict.AC), Verdict.AC)
            return Result(verdict, tuple(results), compiled.said, None, environment)
        except JudgeFault as fault:
            await self._on(slot, slot.close)
            return Result(Verdict.JE, tuple(results), "", str(fault), environment)
        finally:
            await self._give_back(slot)

    async def _compiled(self, slot: Slot, program: Program, found: Found) -> Compiled:
        key = KeptPrograms.key(program, found)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        compiled = await self._on(slot, lambda: slot.compile(program, found))
        self._kept.put(key, compiled)
        return compiled

    async def _give_back(self, slot: Slot) -> None:
        try:
            await self._on(slot, slot.finish)
        except JudgeFault:
            await self._on(slot, slot.close)  # a new keeper for the next one
        finally:
            self._free.put_nowait(slot)

    async def _on(self, slot: Slot, work: Callable[[], _T]) -> _T:
        """Runs ``work`` in a thread. If cancelled, ends the program and waits until the thread is done."""
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            slot.abandon()
            await asyncio.wait([future])
            raise


def _environment(found: Found, tier: Tier, limits: Limits) -> dict[str, str]:
    spec = found.spec
    return {
        "tier": tier.words,
        "kernel": platform.release(),
        "language": found.version,
        "flags": spec.flags,
        "time_limit": f"{limits.cpu_s * spec.time_factor + spec.start_s:g} s CPU",
        "memory_limit": f"{limits.memory_mib} MiB and {spec.memory_extra_mib} MiB for the run-time",
        "output_limit": f"{limits.output_mib} MiB",
        "process_limit": f"{limits.processes} and {spec.processes_extra} for the run-time",
    }


def _missing(language: str) -> str:
    spec = languages.LANGUAGES.get(language)
    if spec is None:
        return f"unknown language {language!r}: known are {', '.join(languages.LANGUAGES)}"
    return f"{spec.name} is not installed on this machine. To install it: {spec.install}"
