"""Submissions for each second and core, and where a submission's time goes, against fork and exec alone."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from typing import Any

from assay.judge import compare
from assay.judge.model import Comparison, Limits, Program, Task, Test, Verdict
from assay.judge.sandbox.host import Keeper, Run, Sandbox
from assay.judge.service import LocalJudge
from assay.judge.slot import Slot
from bench._pairs import cpu_s

SOURCE = "print(sum(map(int, input().split())))\n"
FLOWS = {1: 120, 5: 60, 100: 8}
"""Tests of a submission to how many submissions are judged at once in one round."""


def _tests(count: int) -> list[Test]:
    return [Test(f"{n}", "bench", f"{n} {n * n}\n".encode(), f"{n + n * n}\n".encode()) for n in range(count)]


def _start_and_end(count: int) -> None:
    """Fork, exec and wait alone, of the smallest program there is."""
    for _ in range(count):
        pid = os.posix_spawn("/bin/true", ["true"], {})
        os.waitpid(pid, 0)


async def throughput(rounds: int) -> dict[str, Any]:
    cores = len(os.sched_getaffinity(0))
    cells: list[list[str]] = []
    async with LocalJudge() as judge:
        await judge.judge(Task(Program("python", SOURCE), _tests(5), Limits(), Comparison()))
        for tests, count in FLOWS.items():
            walls, cpus, alones = [], [], []
            for number in range(max(3, rounds // 2)):
                cpu, started = cpu_s(), time.monotonic()
                await _flow(judge, tests, count, number)
                walls.append(count / (time.monotonic() - started))
                cpus.append((cpu_s() - cpu) / count)
                cpu = cpu_s()
                _start_and_end(200)
                alones.append(cpus[-1] / ((cpu_s() - cpu) / 200 * tests))
            cells.append(
                [
                    f"{tests}",
                    f"{_middle(walls):.0f}",
                    f"{1 / _middle(cpus):.0f}",
                    f"{1000 * _middle(cpus):.2f}",
                    f"{_middle(alones):.1f}",
                ]
            )
    return {
        "title": f"Python submissions, each a new text, {cores} slots on {cores} cores",
        "head": [
            "tests each",
            "a second, wall",
            "for each CPU second (a core)",
            "CPU ms each",
            "CPU, to fork and exec of /bin/true for each test",
        ],
        "cells": cells,
    }


async def _flow(judge: LocalJudge, tests: int, count: int, number: int) -> None:
    async def one(which: int) -> None:
        text = f"{SOURCE}# {number} {tests} {which}\n"
        result = await judge.judge(Task(Program("python", text), _tests(tests), Limits(), Comparison()))
        if result.verdict is not Verdict.AC:
            raise ValueError(f"{result.verdict}: {result.message} {result.tests}")

    await asyncio.gather(*(one(which) for which in range(count)))


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


class _Clock:
    """Wall seconds spent in methods, by putting a watch around each."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.program_s = 0.0
        self._undo: list[Callable[[], None]] = []

    def around(self, owner: Any, method: str, stage: str) -> None:
        real = getattr(owner, method)

        def timed(*arguments: Any, **named: Any) -> Any:
            started = time.monotonic()
            try:
                result = real(*arguments, **named)
            finally:
                self.spent[stage] = self.spent.get(stage, 0.0) + time.monotonic() - started
            if isinstance(result, Run):
                self.program_s += result.wall_s
            return result

        setattr(owner, method, timed)
        self._undo.append(lambda: setattr(owner, method, real))

    def stop(self) -> None:
        for undo in self._undo:
            undo()


async def stages(judge: LocalJudge, rounds: int) -> dict[str, Any]:
    """Of a submission with 100 small Python tests, in one slot."""
    tests = _tests(100)
    await judge.judge(Task(Program("python", SOURCE), tests, Limits(), Comparison()))
    clock = _Clock()
    clock.around(Slot, "compile", "compile")
    clock.around(Keeper, "sandbox", "sandbox")
    clock.around(Sandbox, "run", "run")
    clock.around(Sandbox, "close", "end")
    clock.around(compare, "difference", "compare")
    started = time.monotonic()
    for number in range(rounds):
        text = f"{SOURCE}# stages {number}\n"
        await judge.judge(Task(Program("python", text), tests, Limits(), Comparison()))
    whole = time.monotonic() - started
    clock.stop()
    started = time.monotonic()
    _start_and_end(100 * rounds)
    alone = time.monotonic() - started
    spent = clock.spent
    # Compiling has a sandbox and a run of its own, which the other stages count too.
    running = spent.get("run", 0.0)
    named = {
        "the programs themselves, from fork to end (compiler's check included)": clock.program_s,
        "around each program: limits, messages, clean-up": running - clock.program_s,
        "making sandboxes": spent.get("sandbox", 0.0),
        "ending sandboxes": spent.get("end", 0.0),
        "comparing outputs": spent.get("compare", 0.0),
    }
    named["the rest: event loop, threads, results"] = whole - sum(named.values())
    cells = [
        [name, f"{1000 * value / rounds:.1f}", f"{100 * value / whole:.0f} %"]
        for name, value in named.items()
    ]
    cells.append(["all of it", f"{1000 * whole / rounds:.1f}", "100 %"])
    cells.append(
        [
            "for comparison: fork, exec and end of /bin/true, 100 times",
            f"{1000 * alone / rounds:.1f}",
            f"{100 * alone / whole:.0f} %",
        ]
    )
    return {
        "title": "Where the time of a submission with 100 Python tests goes",
        "head": ["stage", "wall ms", "part"],
        "cells": cells,
    }
