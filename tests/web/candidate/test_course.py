"""Entering, consent, practice, start, and the own copy: what is allowed when, and what is said otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from assay.bank.library import practice
from assay.interview.plan import Plan, Section
from assay.judge.languages import LANGUAGES
from assay.log.events import FileCreated
from assay.log.ledger import BrokenLog
from assay.web.candidate.problems import first_files
from assay.web.live import steps
from tests.web.candidate.world import PROBLEMS, World, post

pytestmark = pytest.mark.asyncio(loop_scope="module")


def soon(**delta: float) -> str:
    return (datetime.now(UTC) + timedelta(**delta)).isoformat()


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The error's body, which says what and what to do."""
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    assert found["message"] and found["remedy"]
    return found


async def enter(world: World, token: str) -> httpx.Response:
    return await world.browser().post("/api/candidate/enter", json={"token": token})


async def test_an_unknown_link(shared: World) -> None:
    problem(await enter(shared, "x" * 43), 404)
    problem(await enter(shared, "short"), 422)


async def test_the_link_works_on_a_second_computer(shared: World) -> None:
    invited = await shared.invite()
    one, two = await shared.candidate(invited), await shared.candidate(invited)
    await one.start()
    assert (await two.view())["state"] == "running"
    assert [event["kind"] for event in await one.log()].count("opened") == 1


async def test_a_revoked_invitation(shared: World) -> None:
    assert shared.team is not None
    invited = await shared.invite()
    candidate = await shared.candidate(invited)
    row = await candidate.row()
    await post(shared.team, f"/api/invitations/{row['invitation']}/revoke")
    problem(await enter(shared, invited.token), 410)
    problem(await candidate.browser.get("/api/candidate"), 401)


async def test_the_window_to_start_in(shared: World) -> None:
    early = await shared.candidate(await shared.invite(opens_at=soon(hours=1), closes_at=soon(hours=2)))
    view = await early.view()
    await post(early.browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
    problem(await early.browser.post("/api/candidate/start"), 409)
    closing = await shared.invite(closes_at=soon(seconds=1))
    shared.clock.set(closing.session, datetime.now(UTC) + timedelta(minutes=1))
    problem(await enter(shared, closing.token), 410)


async def test_consent_is_to_the_notice_that_was_shown(shared: World) -> None:
    candidate = await shared.candidate()
    problem(await candidate.browser.post("/api/candidate/consent", json={"notice_sha256": "0" * 64}), 409)
    problem(await candidate.browser.post("/api/candidate/start"), 409)
    assert [event["kind"] for event in await candidate.log()] == ["opened"]


async def test_asking_twice_changes_nothing(shared: World) -> None:
    candidate = await shared.started()
    log = await candidate.log()
    sha256 = (await candidate.view())["notice"]["sha256"]
    await post(candidate.browser, "/api/candidate/consent", {"notice_sha256": sha256})
    await post(candidate.browser, "/api/candidate/start")
    assert await candidate.log() == log
    assert [event["kind"] for event in log[:3]] == ["opened", "consented", "started"]
    assert {event["data"]["file"] for event in log[3:]} == {
        f"{slug}/solution.{suffix}" for slug in ("talks", "talks-again") for suffix in ("py", "js")
    }


async def test_strangers(shared: World) -> None:
    stranger = shared.browser()
    problem(await stranger.get("/api/candidate"), 401)
    problem(await stranger.get("/api/candidate/copy"), 401)
    problem(await stranger.post("/api/candidate/start"), 401)


async def test_practice_is_judged_and_not_recorded(shared: World) -> None:
    candidate = await shared.candidate()
    run = {"language": "python", "source": "print(80) # \ud800", "cases": None}
    body = '{"language": "python", "source": "print(80) # \\ud800"}'
    answer = await candidate.browser.post(
        "/api/candidate/practice", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["verdict"] == "AC" and answer.json()["purpose"] == "run"
    own = await post(
        candidate.browser,
        "/api/candidate/practice",
        {**run, "source": "x", "cases": [{"name": "", "input": "1\n"}, {"name": "a", "input": ""}]},
    )
    assert [test["name"] for test in own["tests"]] == ["own case 1", "a"]
    assert [event["kind"] for event in await candidate.log()] == ["opened"]


async def test_practice_has_bounds(shared: World) -> None:
    candidate = await shared.candidate()
    run = {"language": "python", "source": "x"}
    path = "/api/candidate/practice"
    problem(await candidate.browser.post(path, json={**run, "language": "cobol"}), 422)
    problem(await candidate.browser.post(path, json={**run, "source": "x" * 70_000}), 413)
    problem(
        await candidate.browser.post(path, json={**run, "cases": [{"name": "a", "input": "x"}] * 21}), 422
    )
    answers = [await candidate.browser.post(path, json=run) for _ in range(13)]
    assert [answer.status_code for answer in answers].count(429) == 1
    assert int(problem(answers[-1], 429) and answers[-1].headers["retry-after"]) > 0


async def test_the_copy_is_there_after_the_end_and_so_is_the_page(shared: World) -> None:
    candidate = await shared.started()
    problem(await candidate.browser.get("/api/candidate/copy"), 409)
    await post(candidate.browser, "/api/candidate/withdraw")
    again = await shared.candidate(candidate.invited)
    assert (await again.view())["state"] == "ended"
    assert (await again.browser.get("/api/candidate/copy")).status_code == 200


async def test_a_session_without_report_says_so(shared: World) -> None:
    candidate = await shared.started()
    team = await shared.signed_in()
    for kind in ("report", "report.html", "report.pdf"):
        problem(await team.get(f"/api/sessions/{candidate.session}/{kind}"), 409)
    for kind in ("log", "verify", "report", "report.html", "report.pdf", "export"):
        problem(await team.get(f"/api/sessions/{'0' * 32}/{kind}"), 404)


async def test_the_log_comes_in_pages_and_whole(shared: World) -> None:
    candidate = await shared.started()
    team = await shared.signed_in()
    answer = (await team.get(f"/api/sessions/{candidate.session}/log?after=2")).json()
    assert answer["events"][0]["seq"] == 3 and answer["last"] == answer["events"][-1]["seq"]
    opened = (await candidate.log())[0]
    assert len(opened["data"]["problems"]["talks"]) == 64, "the team sees what the candidate does not"


async def test_each_language_has_a_file_of_its_own() -> None:
    package = practice()
    plan = Plan(sections=[Section(problem=package.slug)], minutes=60, languages=list(LANGUAGES))
    made = [FileCreated.model_validate(one) for one in first_files(plan, [package], LANGUAGES)]
    assert {"python", "pypy"} <= {one.language for one in made}
    assert len({one.file for one in made}) == len(made)
    [pypy] = first_files(plan.model_copy(update={"languages": ["pypy"]}), [package], LANGUAGES)
    assert pypy["file"] in {one.file for one in made}, "the same, whichever others there are"


async def test_what_the_log_could_not_be_read_with_is_not_stored(shared: World) -> None:
    candidate = await shared.candidate()
    view = await candidate.view()
    await post(candidate.browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
    room = await shared.services.hub.room(candidate.session)
    file = {"file": f"{PROBLEMS[0]}/solution.py", "problem": PROBLEMS[0], "language": "python", "text": ""}
    with pytest.raises(BrokenLog):
        await steps.start(room, [file, file])
    assert (await candidate.view())["state"] == "consented"
    await post(candidate.browser, "/api/candidate/start")
    assert (await candidate.view())["state"] == "running"
