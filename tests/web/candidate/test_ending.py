"""The end of a session, what arrives after it, outages of the server and faults of the judge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assay.jobs import carrier, handlers
from assay.store.engine import sqlite_url
from assay.web.live import room
from tests.web.candidate.world import (
    FILE,
    OPENED_AT,
    Candidate,
    WordJudge,
    World,
    open_world,
    post,
    starter_length,
)

MINUTE = 60_000


async def scripted(world: World) -> Candidate:
    """A started session whose clock stands at one minute after the start."""
    invited = await world.invite()
    world.clock.set(invited.session, OPENED_AT)
    candidate = await world.candidate(invited)
    await candidate.start()
    world.clock.set(invited.session, OPENED_AT + timedelta(minutes=1))
    return candidate


def at(world: World, candidate: Candidate, minutes: float) -> None:
    """It is so many minutes after the start (the session has 60)."""
    world.clock.set(candidate.session, OPENED_AT + timedelta(minutes=minutes))


async def kinds(candidate: Candidate, *wanted: str) -> list[tuple[str, str]]:
    return [(event["kind"], event["writer"]) for event in await candidate.log() if event["kind"] in wanted]


async def report(world: World, candidate: Candidate) -> dict[str, Any]:
    team = await world.signed_in()
    found: dict[str, Any] = (await team.get(f"/api/sessions/{candidate.session}/report")).json()
    return found


async def test_when_the_time_is_over_what_is_in_the_editor_is_judged(both: World) -> None:
    candidate = await scripted(both)
    size = await starter_length(candidate)
    async with candidate.tab() as tab:
        await tab.push(
            tab.event("view", MINUTE, problem="talks", language="python"), tab.insert("typed", size, MINUTE)
        )
        at(both, candidate, 60.5)
        await tab.hear_event("ended")
    await candidate.until_state("ended")
    log = await candidate.log()
    ended = next(event for event in log if event["kind"] == "ended")
    assert ended["data"] == {"reason": "time"} and ended["t"] == 60 * MINUTE, "as the clock said"
    assert await kinds(candidate, "submit", "ended") == [("submit", "server"), ("ended", "server")]
    found = await report(both, candidate)
    assert found["problems"][0]["code"].endswith("typed") and found["problems"][0]["verdict"] == "AC"
    assert found["problems"][1]["verdict"] is None, "an untouched starter is not handed in"


async def test_a_session_nobody_is_connected_to_ends_too(world: World) -> None:
    candidate = await scripted(world)
    at(world, candidate, 61)
    row = await candidate.until_state("ended")
    assert row["clock"]["state"] == "ended" and row["overall"] == 0


async def test_what_was_made_in_time_and_arrives_late_is_judged(both: World) -> None:
    candidate = await scripted(both)
    size = await starter_length(candidate)
    async with candidate.tab() as tab:
        await tab.push(tab.event("view", MINUTE, problem="talks", language="python"))
        at(both, candidate, 61)
        await tab.hear_event("ended")
    await candidate.until_state("ended")
    at(both, candidate, 90)
    async with candidate.tab() as tab:
        tab.n = tab.welcome["stored"]
        made_in_time = tab.insert("late", size, 59 * MINUTE)
        too_late = tab.insert("r", size + 4, 60 * MINUTE + 2001)
        assert (await tab.push(made_in_time, too_late))["stored"] == tab.n - 1
        refused = await tab.hear("refused")
        assert (refused["code"], refused["n"]) == ("late", tab.n)
        assert (await candidate.row())["state"] == "evaluating"
    await candidate.until_state("ended")
    found = await report(both, candidate)
    assert found["problems"][0]["code"].endswith("late"), "handed in by the server once more"
    assert any("arrived after it" in sentence for sentence in found["summary"])
    at(both, candidate, 26 * 60)
    async with candidate.tab("tab-z") as tab:
        await tab.say({"type": "push", "writer": "tab-z", "events": [tab.insert("x", size + 4, 59 * MINUTE)]})
        assert (await tab.hear("refused"))["code"] == "late"


async def test_withdrawing_hands_nothing_in(world: World) -> None:
    candidate = await scripted(world)
    async with candidate.tab() as tab:
        await tab.push(tab.insert("typed", await starter_length(candidate), MINUTE))
    view = await post(candidate.browser, "/api/candidate/withdraw")
    assert (view["state"], view["ended_reason"]) == ("ended", "withdrawn")
    await candidate.until_state("ended")
    assert (await candidate.row())["waiting_for"] == "nobody: the candidate withdrew"
    assert await kinds(candidate, "submit", "ended") == [("ended", "server")]
    assert (await candidate.browser.post("/api/candidate/withdraw")).status_code == 409


async def test_an_outage_of_the_server_gives_the_time_back(both: World) -> None:
    candidate = await both.started()
    tab = await candidate.open_tab()
    before = (await candidate.row())["clock"]
    await both.stop()
    both.clock.set(candidate.session, datetime.now(UTC) + timedelta(minutes=5))
    await both.start()
    candidate.browser.base_url = both.base
    after = (await candidate.row())["clock"]
    assert 5 * MINUTE <= after["returned_ms"] < 6 * MINUTE
    moved = datetime.fromisoformat(after["ends_at"]) - datetime.fromisoformat(before["ends_at"])
    assert moved == timedelta(milliseconds=after["returned_ms"])
    log = await candidate.log()
    assert [event["kind"] for event in log][-1] == "time_returned"
    assert log[-1]["data"] == {"ms": after["returned_ms"], "reason": "server outage"}
    await tab.close()


async def test_a_quick_restart_gives_nothing_back_and_loses_nothing(world: World) -> None:
    candidate = await world.started()
    await world.restart()
    candidate.browser.base_url = world.base
    assert (await candidate.row())["clock"]["returned_ms"] == 0
    assert (await candidate.view())["state"] == "running"


async def test_a_fault_of_the_judge_that_stays_is_told_and_gives_the_time_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "PATIENCE", 1)
    candidate = await world.started()
    judge = world.judge
    assert isinstance(judge, WordJudge)
    async with candidate.tab() as tab:
        await tab.push(
            tab.insert("FAULT", await starter_length(candidate), tab.welcome["t"]),
            tab.event("run", tab.welcome["t"], problem="talks", language="python"),
        )
        result = await tab.hear_event("judged")
        assert result["data"]["verdict"] == "JE" and "not your code" in result["data"]["message"]
        returned = await tab.hear_event("time_returned")
        assert returned["data"]["reason"] == "judge fault" and returned["data"]["ms"] >= 40
    assert judge.faults == 2
    row = await candidate.row()
    assert row["judge_faults"] == 1 and "the judge failed on one run" in row["waiting_for"]
    metrics = (await candidate.browser.get("/metrics")).text
    assert "assay_judge_faults_total 1.0" in metrics


async def test_a_submission_that_could_not_be_judged_is_judged_once_the_judge_works(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "PATIENCE", 1)
    monkeypatch.setattr(room, "REJUDGE_AFTER", timedelta(0))
    monkeypatch.setattr(carrier, "BACK_OFF_S", 0.05)
    candidate = await world.started()
    judge = world.judge
    assert isinstance(judge, WordJudge)
    async with candidate.tab() as tab:
        await tab.push(
            tab.insert("FAULT", await starter_length(candidate), tab.welcome["t"]),
            tab.event("submit", tab.welcome["t"], problem="talks", language="python"),
        )
        result = await tab.hear_event("judged")
        assert result["data"]["verdict"] == "JE"
        judge.well = True
        again = await tab.hear_event("rejudged")
        assert (again["data"]["verdict"], again["data"]["of"]) == ("AC", result["data"]["of"])


async def test_jobs_survive_the_server(both: World) -> None:
    candidate = await both.started()
    judge = both.judge
    assert isinstance(judge, WordJudge)
    judge.hold.clear()
    async with candidate.tab() as tab:
        await tab.push(tab.event("run", tab.welcome["t"], problem="talks", language="python"))
        await both.wait(lambda: len(judge.judged) == 1)
    await both.stop()
    judge.hold.set()
    await both.start()
    candidate.browser.base_url = both.base
    async with candidate.tab("tab-b") as tab:
        assert (await tab.hear_event("judged"))["data"]["verdict"] == "AC"
    assert len(judge.judged) == 2
    assert len(await kinds(candidate, "judged")) == 1


async def test_a_result_is_applied_once(world: World) -> None:
    candidate = await world.started()
    async with candidate.tab() as tab:
        await tab.push(tab.event("run", tab.welcome["t"], problem="talks", language="python"))
        await tab.hear_event("judged")
        of = next(event["seq"] for event in await candidate.log() if event["kind"] == "run")
        from assay.bank.package import Package
        from assay.jobs.attempt import Answer
        from assay.store.jobs import ClaimedJob, job_id
        from assay.web.live.work import LiveSessions

        packages: dict[str, Package] = world.services.library.packages
        sessions = LiveSessions(world.services.hub, world.database, packages)
        job = ClaimedJob(job_id(candidate.session, of, "run"), "run", candidate.session, {"of": of}, 2)
        assert await sessions.attempt(candidate.session, of) is None
        event = await tab.hear_event("judged")
        await sessions.judged(job, Answer(event["data"], 0))
    assert len(await kinds(candidate, "judged")) == 1


async def test_a_failed_commit_keeps_the_server_true_to_its_disk(world: World) -> None:
    candidate = await world.started()
    size = await starter_length(candidate)
    commit = world.services.hub._shared.commit

    async def fail(_: object) -> None:
        raise OSError("disk full")

    tab = await candidate.open_tab()
    event = tab.insert("a", size, tab.welcome["t"])
    commit.commit = fail  # type: ignore[method-assign, assignment]
    await tab.say({"type": "push", "writer": "tab-a", "events": [event]})
    assert "sent again" in (await tab.hear("trouble"))["message"]
    assert not any(said["type"] == "ack" for said in tab.heard)
    del commit.commit
    async with candidate.tab() as again:
        assert again.welcome["stored"] == 0
        assert (await again.push(event))["stored"] == 1
    room = await world.services.hub.room(candidate.session)
    assert room.sitting.ledger.text(FILE).endswith("a")


async def test_leaving_the_page_is_recorded_at_level_notice_only(tmp_path: Path) -> None:
    async with open_world(tmp_path, sqlite_url(tmp_path / "assay.db"), level="notice") as world:
        candidate = await world.started()
        async with candidate.tab() as tab:
            assert (await tab.push(tab.event("away"), tab.event("back")))["stored"] == 2
