"""Waiting for the judge: told honestly, and given back."""

from __future__ import annotations

import asyncio

import pytest

from assay.interview import clock as rules
from assay.jobs import carrier
from assay.web.live import waits
from tests.web.candidate.world import WordJudge, World, starter_length


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(waits, "LONG_S", 0.1)
    monkeypatch.setattr(rules, "JUDGE_WAIT_MS", 300)


async def test_who_waits_is_told_the_place_and_gets_the_time_back(world: World) -> None:
    judge = world.judge
    assert isinstance(judge, WordJudge)
    judge.hold.clear()
    busy = [await world.started() for _ in range(2)]
    lines = [await candidate.open_tab() for candidate in busy]
    for line in lines:
        await line.push(line.event("run", problem="talks", language="python"))
    await world.wait(lambda: len(judge.judged) == 2)
    candidate = await world.started()
    async with candidate.tab() as tab:
        await tab.push(tab.event("run", t=1, problem="talks", language="python"))
        told = await tab.hear("wait")
        assert (told["ahead"], type(told["seconds"])) == (1, int)
        await asyncio.sleep(0.5)
        judge.hold.set()
        result = await tab.hear_event("judged")
        returned = await tab.hear_event("time_returned")
        assert returned["seq"] == result["seq"] + 1
        assert returned["data"]["reason"] == "judge wait"
        assert 300 < returned["data"]["ms"] <= result["t"], "no more than has passed"
    for one, line in zip(busy, lines, strict=True):
        await line.hear_event("judged")
        assert not [event for event in await one.log() if event["kind"] == "time_returned"]
        await line.close()


async def test_ones_own_queue_is_not_given_back(world: World) -> None:
    judge = world.judge
    assert isinstance(judge, WordJudge)
    candidate = await world.started()
    judge.hold.clear()
    async with candidate.tab() as tab:
        for _ in range(3):
            await tab.push(tab.event("run", problem="talks", language="python"))
        await world.wait(lambda: len(judge.judged) == 1)
        told = await tab.hear("wait")
        assert told["of"] > 0
        await asyncio.sleep(0.5)
        judge.hold.set()
        while len([event for event in tab.events if event["kind"] == "judged"]) < 3:
            await tab.hear("events")
    assert not [event for event in await candidate.log() if event["kind"] == "time_returned"]


def test_the_rule_counts_no_moment_twice() -> None:
    def waited(ms: int, **more: int) -> int:
        facts = {"asked": 1000, "judging": 100, "busy_until": 0, "returned": 0, "now": 60_000, **more}
        return rules.waited_ms(ms, **facts)

    assert waited(10_000) == 10_000
    assert waited(200) == 0
    assert waited(10_000, now=5_000) == 3_900, "never more than has passed"
    assert waited(10_000, busy_until=55_000) == 4_900, "the run before it was the candidate's own"
    assert waited(10_000, returned=59_800) == 0, "given back already"


async def test_who_waits_for_a_judge_that_fails_is_told_so_and_answered_once_it_works(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = world.judge
    assert isinstance(judge, WordJudge)
    monkeypatch.setattr(carrier, "BACK_OFF_S", 0.3)
    candidate = await world.started()
    async with candidate.tab() as tab:
        await tab.push(
            tab.insert("FAULT", await starter_length(candidate), tab.welcome["t"]),
            tab.event("submit", tab.welcome["t"], problem="talks", language="python"),
        )
        while not (told := await tab.hear("wait"))["fault"]:
            pass
        returned = await tab.hear_event("time_returned")
        assert returned["data"]["reason"] == "judge fault" and returned["data"]["of"] == told["of"]
        async with candidate.tab("tab-b") as later:
            assert (await later.hear("wait"))["fault"], "also who comes back meanwhile"
        row = await candidate.row()
        assert row["judge_faults"] == 1 and "the judge failed on one run" in row["waiting_for"]
        judge.well = True
        result = await tab.hear_event("judged")
        assert (result["data"]["verdict"], result["data"]["of"]) == ("AC", told["of"])
        last = await tab.hear_event("time_returned")
        assert (last["seq"], last["data"]["reason"]) == (result["seq"] + 1, "judge fault")
    events = await candidate.log()
    back = sum(event["data"]["ms"] for event in events if event["kind"] == "time_returned")
    asked = next(event for event in events if event["kind"] == "submit")
    assert 300 <= back <= result["t"] - asked["t"], "all of it, and no moment twice"


async def test_the_clock_stands_still_for_who_waits_at_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = world.judge
    assert isinstance(judge, WordJudge)
    monkeypatch.setattr(waits, "LATE_MS", 24 * 3_600_000)
    judge.hold.clear()
    lines = [await (await world.started()).open_tab() for _ in range(2)]
    for line in lines:
        await line.push(line.event("run", problem="talks", language="python"))
    await world.wait(lambda: len(judge.judged) == 2)
    candidate = await world.started()
    async with candidate.tab() as tab:
        await tab.push(tab.event("run", t=1, problem="talks", language="python"))
        returned = await tab.hear_event("time_returned")
        assert returned["data"]["reason"] == "judge wait", "while it still waits"
        assert (await candidate.row())["clock"]["returned_ms"] >= returned["data"]["ms"]
        judge.hold.set()
        await tab.hear_event("judged")
    for line in lines:
        await line.close()
