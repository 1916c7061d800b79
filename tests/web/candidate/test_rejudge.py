"""Judging again: who changes is shown, nothing changes by itself, and what was found before stays."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from assay.cli.main import app
from tests.web.candidate.world import World

SCHEMA = Path(__file__).resolve().parents[3] / "docs/schema/rejudge.schema.json"


async def rejudge(world: World, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """With this machine's own judge, as from another terminal."""
    monkeypatch.setenv("ASSAY_BANK", str(world.settings.bank))
    options = ["--data", str(world.settings.data), "--database", world.settings.database_url]
    found = await asyncio.to_thread(CliRunner().invoke, app, ["rejudge", *arguments, *options])
    return found.exit_code, found.stdout


async def test_who_changes_is_shown_and_applied_on_request(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate = await world.started()
    async with candidate.tab() as tab:
        await tab.push(tab.event("submit", tab.welcome["t"], problem="talks", language="python"))
        assert (await tab.hear_event("judged"))["data"]["verdict"] == "AC", "by a judge that reads words"
        await tab.push(tab.event("finish", tab.welcome["t"] + 1))
    before = await candidate.until_state("ended")
    assert before["overall"] > 0
    events = len(await candidate.log())

    status, shown = await rejudge(world, monkeypatch, "--session", candidate.session, "--json")
    document = json.loads(shown)
    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    (change,) = document["changed"]
    assert status == 0 and (change["was"], change["now"]) == ("AC", "WA")
    assert {"test": "samples/01-three-talks", "was": "AC", "now": "WA"} in change["tests"]
    assert not document["applied"] and len(await candidate.log()) == events, "nothing was changed"

    status, shown = await rejudge(world, monkeypatch, "--problem", "talks-again")
    assert status == 0 and "0 judged again" in shown
    monkeypatch.setattr(world.judge, "all_wrong", True)
    status, shown = await rejudge(world, monkeypatch, "--problem", "talks", "--apply")
    assert status == 0 and "AC -> WA" in shown
    async with asyncio.timeout(20):
        while (row := await candidate.row())["overall"] == before["overall"]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert row["overall"] < before["overall"] and row["state"] == "ended"
    log = await candidate.log()
    assert [event["data"]["verdict"] for event in log if event["kind"] in ("judged", "rejudged")] == [
        "AC",
        "WA",
    ]


async def test_only_ended_sessions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = await world.started()
    assert (await rejudge(world, monkeypatch, "--session", candidate.session))[0] == 1
    assert (await rejudge(world, monkeypatch))[0] == 2
