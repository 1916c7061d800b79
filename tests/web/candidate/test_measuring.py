"""What is measured of a submission after its verdict: when, how often, and what the report waits for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

import assay.bank
from assay.jobs import carrier
from assay.jobs.measuring import FAULT, NOT_COMPILED, NOTHING_RIGHT, TRIES
from assay.store import jobs
from assay.store.engine import sqlite_url
from assay.store.tables import Job
from assay.web.live import work
from assay.worker.measurer import LocalMeasuring
from tests.web.candidate.world import (
    FILE,
    Candidate,
    Tab,
    WordJudge,
    WordMeasuring,
    World,
    grown,
    open_world,
    starter_length,
)


def rule(world: World) -> WordMeasuring:
    assert isinstance(world.measuring, WordMeasuring)
    return world.measuring


async def type_and_submit(tab: Tab, text: str, length: int, t: int = 0) -> None:
    t = t or tab.welcome["t"]
    await tab.push(tab.insert(text, length, t), tab.event("submit", t, problem="talks", language="python"))


async def measured(candidate: Candidate, count: int = 1, seconds: float = 20) -> list[dict[str, Any]]:
    """Data of the ``measured`` events, when there are so many."""
    async with asyncio.timeout(seconds):
        while True:
            found = [event["data"] for event in await candidate.log() if event["kind"] == "measured"]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)


async def jobs_done(world: World) -> None:
    async with asyncio.timeout(20):
        while True:
            async with world.database.read() as s:
                if set(await jobs.waiting(s)) <= {"done"}:
                    return
            await asyncio.sleep(0.05)


async def test_a_submission_is_measured_once_and_the_candidate_is_told_nothing(both: World) -> None:
    candidate = await both.started()
    length = await starter_length(candidate)
    async with candidate.tab() as tab:
        await type_and_submit(tab, "pass", length)
        told = await tab.hear_event("measured")
        assert told["data"]["growth"] is None and told["data"]["own_tests"] is None
        await tab.push(tab.event("finish", tab.welcome["t"] + 1))
    await candidate.until_state("ended")
    (data,) = await measured(candidate)
    submit = next(event for event in await candidate.log() if event["kind"] == "submit")
    assert data == {
        "of": submit["seq"],
        "problem": "talks",
        "language": "python",
        "growth": grown(length + len("pass")),
        "growth_why": None,
        "own_tests": None,
        "own_tests_why": None,
    }
    # Delivered again: its effect is there already.
    async with both.database.write() as s:
        await s.execute(update(Job).where(Job.kind == "measure").values(state="queued"))
    await jobs_done(both)
    assert len(await measured(candidate)) == 1 and len(rule(both).given) == 1


async def test_what_a_newer_submission_has_replaced_is_not_measured(world: World) -> None:
    rule(world).hold.clear()
    first, second = await world.started(), await world.started()
    length = await starter_length(first)
    async with first.tab() as tab, second.tab() as other:
        # The only place is taken by another session's.
        await type_and_submit(other, "occupied", length)
        await world.wait(lambda: len(rule(world).given) == 1)
        t = tab.welcome["t"]
        for count, text in enumerate(("one", "two", "three"), 1):
            await type_and_submit(tab, text, length, t)
            length += len(text)
            while sum(event["kind"] == "judged" for event in tab.events) < count:
                await tab.hear("events")
        rule(world).hold.set()
        await measured(second)
        (data,) = await measured(first)
        submits = [event["seq"] for event in await first.log() if event["kind"] == "submit"]
        assert data["of"] == submits[-1]
    await jobs_done(world)
    assert len(rule(world).given) == 2 and len(await measured(first)) == 1


async def test_what_is_replaced_while_it_is_measured_leaves_no_trace(world: World) -> None:
    rule(world).hold.clear()
    candidate = await world.started()
    length = await starter_length(candidate)
    async with candidate.tab() as tab:
        t = tab.welcome["t"]
        await type_and_submit(tab, "one", length, t)
        await world.wait(lambda: len(rule(world).given) == 1)
        await type_and_submit(tab, "two", length + 3, t)
        while sum(event["kind"] == "judged" for event in tab.events) < 2:
            await tab.hear("events")
        rule(world).hold.set()
        (data,) = await measured(candidate)
        assert data["growth"] == grown(length + 6)
    await jobs_done(world)
    assert len(await measured(candidate)) == 1


@pytest.mark.parametrize(("text", "why"), [("broken", NOT_COMPILED), ("wrong", NOTHING_RIGHT)])
async def test_why_there_is_nothing_to_measure(world: World, text: str, why: str) -> None:
    candidate = await world.started()
    async with candidate.tab() as tab:
        await type_and_submit(tab, text, await starter_length(candidate))
        (data,) = await measured(candidate)
    assert data["growth"] is None and data["growth_why"] == why
    assert not rule(world).given


async def test_a_fault_of_ours_is_tried_again_and_then_told_as_such(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "BACK_OFF_S", 0.02)
    candidate = await world.started()
    async with candidate.tab() as tab:
        await type_and_submit(tab, "FUEL", await starter_length(candidate))
        (data,) = await measured(candidate)
    assert data["growth"] is None and data["growth_why"] == FAULT
    assert rule(world).faults == TRIES


async def test_a_run_is_judged_while_a_submission_is_measured(world: World) -> None:
    """Whatever is measured, however long: no slot of the judge is taken by it."""
    rule(world).hold.clear()
    candidate = await world.started()
    async with candidate.tab() as tab:
        t = tab.welcome["t"]
        await type_and_submit(tab, "pass", await starter_length(candidate), t)
        await world.wait(lambda: len(rule(world).given) == 1)
        runs = [tab.event("run", t, problem="talks", language="python") for _ in range(6)]
        await tab.push(*runs)
        while sum(event["kind"] == "judged" for event in tab.events) < 7:
            await tab.hear("events")
        assert not any(event["kind"] == "measured" for event in tab.events)
        rule(world).hold.set()
        await tab.hear_event("measured")


async def test_the_report_waits_for_what_is_measured(both: World) -> None:
    rule(both).hold.clear()
    candidate = await both.started()
    async with candidate.tab() as tab:
        await type_and_submit(tab, "pass", await starter_length(candidate))
        await both.wait(lambda: len(rule(both).given) == 1)
        await tab.push(tab.event("finish", tab.welcome["t"] + 1))
        await tab.hear_event("ended")
    async with asyncio.timeout(20):
        while True:
            async with both.database.read() as s:
                if (await jobs.waiting(s)).get("queued"):  # the evaluation that was put off
                    break
            await asyncio.sleep(0.05)
    assert (await candidate.row())["state"] == "evaluating"
    rule(both).hold.set()
    await candidate.until_state("ended")
    assert (await measured(candidate))[0]["growth"]


async def test_the_report_does_not_wait_for_ever_and_is_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "MEASURED_S", 0.3)
    rule(world).hold.clear()
    candidate = await world.started()
    async with candidate.tab() as tab:
        await type_and_submit(tab, "pass", await starter_length(candidate))
        await world.wait(lambda: len(rule(world).given) == 1)
        await tab.push(tab.event("finish", tab.welcome["t"] + 1))
    await candidate.until_state("ended")
    assert not [event for event in await candidate.log() if event["kind"] == "measured"]
    before = await report(candidate)
    rule(world).hold.set()
    await measured(candidate)
    await jobs_done(world)
    assert (await candidate.row())["state"] == "ended"
    assert (await report(candidate))["log_hash"] != before["log_hash"]


async def report(candidate: Candidate) -> dict[str, Any]:
    team = await candidate.world.signed_in()
    found: dict[str, Any] = (await team.get(f"/api/sessions/{candidate.session}/report")).json()
    return found


async def test_what_is_judged_again_is_measured_again(world: World) -> None:
    candidate = await world.started()
    async with candidate.tab() as tab:
        await type_and_submit(tab, "pass", await starter_length(candidate))
        (first,) = await measured(candidate)
        await tab.push(tab.event("finish", tab.welcome["t"] + 1))
    await candidate.until_state("ended")
    assert isinstance(world.judge, WordJudge)
    world.judge.all_wrong = True
    again = jobs.NewJob(
        jobs.job_id(candidate.session, first["of"], "rejudge", "today"),
        "rejudge",
        candidate.session,
        {"of": first["of"]},
    )
    async with world.database.write() as s:
        await jobs.enqueue(s, [again])
    _, last = await measured(candidate, 2)
    assert (last["of"], last["growth_why"]) == (first["of"], NOTHING_RIGHT)


async def test_measuring_goes_on_after_the_server_stopped(both: World) -> None:
    rule(both).hold.clear()
    candidate = await both.started()
    async with candidate.tab() as tab:
        await type_and_submit(tab, "pass", await starter_length(candidate))
        await both.wait(lambda: len(rule(both).given) == 1)
    await both.stop()
    rule(both).hold.set()
    await both.start()
    candidate.browser.base_url = both.base
    assert len(await measured(candidate)) == 1
    assert len(rule(both).given) == 2


@pytest.mark.slow
async def test_the_whole_of_it_with_this_machines_own_judge(tmp_path: Path) -> None:
    pytest.importorskip("wasmtime", reason="growth is measured in WebAssembly: pip install 'assay[growth]'")
    practice = Path(assay.bank.__file__).parent / "practice" / "submissions"
    right = (practice / "accepted" / "solution.py").read_text()
    own_place = LocalMeasuring()
    async with open_world(
        tmp_path, sqlite_url(tmp_path / "assay.db"), real=True, measuring=own_place
    ) as world:
        candidate = await world.started()
        size = await starter_length(candidate)
        async with candidate.tab() as tab:
            t = tab.welcome["t"]
            own = [
                {"name": "three", "input": "3\n1 2 3\n"},
                {"name": "three again", "input": "3\n1 2 3\n"},
                {"name": "no number", "input": "two\n"},
                {"name": "below zero", "input": "2\n-5 5\n"},
            ]
            changes = [[size, *right.split("\n")]]
            await tab.push(
                tab.event("edit", t, file=FILE, version=0, changes=changes, origin="paste"),
                tab.event("run", t, problem="talks", language="python", cases=own[:2]),
                tab.event("run", t, problem="talks", language="python", cases=own[2:]),
                tab.event("submit", t, problem="talks", language="python"),
            )
            (data,) = await measured(candidate, seconds=120)
        runs = [event["seq"] for event in await candidate.log() if event["kind"] == "run"]
    assert data["growth"]["time"]["classes"] == ["O(n)"] and data["growth"]["time"]["target"] == "O(n)"
    tests = data["own_tests"]
    assert (tests["cases"], tests["valid"]) == (3, 2)
    assert {known["name"]: (known["by"], known["run"]) for known in tests["wrong"]} == {
        "submissions/run_time_error/needs_one_talk.py": (None, None),
        "submissions/wrong_answer/keeps_negative.py": ("below zero", runs[1]),
    }
    assert tests["wrong"][1]["what"] == "adds the negative numbers too"
