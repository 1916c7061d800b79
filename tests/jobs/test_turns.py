"""Whose turn it is at this machine's judge."""

from __future__ import annotations

import asyncio

from assay.jobs.turns import LocalTurns
from assay.judge.model import Comparison, Limits, OnTest, Program, Result, Task, Verdict
from assay.worker.subjects import LANES, Lane


class Recorder:
    """Judges when ``go`` is set."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.go = asyncio.Event()

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        self.begun.append(task.program.source)
        await self.go.wait()
        return Result(Verdict.AC)


def ask(turns: LocalTurns, lane: Lane, name: str | None = None) -> asyncio.Task[Result]:
    task = Task(Program("python", name or lane), [], Limits(), Comparison())
    return asyncio.create_task(turns.turn(lane).judge(task))


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_free_slot_is_the_first_lanes_and_in_a_lane_the_first_comers() -> None:
    judge = Recorder()
    turns = LocalTurns(judge, 1)
    asked = [ask(turns, "rejudge", "first")]
    await settle()
    asked += [ask(turns, lane, f"{lane} {n}") for n in (1, 2) for lane in reversed(LANES)]
    await settle()
    assert judge.begun == ["first"]
    judge.go.set()
    await asyncio.gather(*asked)
    assert judge.begun[1:] == [f"{lane} {n}" for lane in LANES for n in (1, 2)]


async def test_who_goes_away_while_waiting_takes_no_slot() -> None:
    judge = Recorder()
    turns = LocalTurns(judge, 1)
    first, gone, last = (ask(turns, "run", name) for name in ("first", "gone", "last"))
    await settle()
    gone.cancel()
    judge.go.set()
    await asyncio.gather(first, last)
    assert judge.begun == ["first", "last"]
    assert (await ask(turns, "submit")).verdict is Verdict.AC
