"""The same with this machine's own judge: real programs, real verdicts."""

from __future__ import annotations

from pathlib import Path

import assay.bank
from assay.store.engine import sqlite_url
from tests.web.candidate.world import FILE, open_world, post, starter_length


async def test_a_right_and_a_wrong_solution(tmp_path: Path) -> None:
    submissions = Path(assay.bank.__file__).parent / "practice" / "submissions"
    right = (submissions / "accepted" / "solution.py").read_text()
    async with open_world(tmp_path, sqlite_url(tmp_path / "assay.db"), real=True) as world:
        candidate = await world.started()
        size = await starter_length(candidate)
        practice = await post(
            candidate.browser, "/api/candidate/practice", {"language": "python", "source": right}
        )
        assert practice["verdict"] == "AC" and practice["environment"]["tier"]
        async with candidate.tab() as tab:
            t = tab.welcome["t"]
            changes = [[size, *right.split("\n")]]
            await tab.push(
                tab.event("view", t, problem="talks", language="python"),
                tab.event("edit", t, file=FILE, version=0, changes=changes, origin="paste"),
                tab.event(
                    "run", t, problem="talks", language="python", cases=[{"name": "mine", "input": "0\n"}]
                ),
                tab.event("submit", t, problem="talks", language="python"),
            )
            while len([event for event in tab.events if event["kind"] == "judged"]) < 2:
                await tab.hear("events", 60)
            judged = [event["data"] for event in tab.events if event["kind"] == "judged"]
            submit, run = sorted(judged, key=lambda data: data["purpose"], reverse=True)
            assert run["tests"][0]["got"].strip() == "0" and run["verdict"] == "AC"
            assert submit["verdict"] == "AC" and len(submit["tests"]) > 5
            tab.versions[FILE] = 1
            await tab.push(
                tab.insert("\nraise SystemExit(3)\n", len(right), t + 1), tab.event("finish", t + 2)
            )
            await tab.hear_event("ended", 60)
        row = await candidate.until_state("ended", 60)
        team = await world.signed_in()
        report = (await team.get(f"/api/sessions/{candidate.session}/report")).json()
        assert report["problems"][0]["verdict"] == "RTE" and row["overall"] < 100
        assert report["problems"][0]["code"].endswith("raise SystemExit(3)\n")
