"""A whole interview over the API: from the link to the report."""

from __future__ import annotations

import io
import zipfile

from assay.log import sealed_file
from assay.log.chain import verify
from tests.web.candidate.world import World, post


async def test_from_the_link_to_the_report(both: World) -> None:
    candidate = await both.candidate()
    view = await candidate.view()
    assert view["state"] == "invited" and view["problems"] == [] and view["problem_count"] == 2
    await post(candidate.browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
    assert (await candidate.view())["state"] == "consented"
    started = await post(candidate.browser, "/api/candidate/start")
    assert started["state"] == "running" and started["clock"]["state"] == "running"
    files = {one["language"]: one for one in started["problems"][0]["starters"]}
    length = len(files["python"]["text"])
    async with candidate.tab() as tab:
        await tab.hear_event("file")
        t = tab.welcome["t"]
        ack = await tab.push(
            tab.event("view", t, problem="talks", language="python"),
            tab.insert("# mine \u00e9\ud800", length, t + 10),
            tab.event("run", t + 20, problem="talks", language="python"),
        )
        assert ack["stored"] == 3
        result = await tab.hear_event("judged")
        assert result["data"]["verdict"] == "AC" and result["data"]["tests"][0]["group"] == "samples"
        await tab.push(tab.event("submit", t + 30, problem="talks", language="python"))
        await tab.push(tab.insert(" wrong", length + 9, t + 40), tab.event("finish", t + 50))
        ended = await tab.hear_event("ended")
        assert ended["data"]["reason"] == "finished"
    row = await candidate.until_state("ended")
    assert row["overall"] is not None
    events = await candidate.log()
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    submits = [event for event in events if event["kind"] == "submit"]
    assert [event["writer"] for event in submits] == ["tab-a", "server"], "what was in the editor is judged"
    team = await both.signed_in()
    base = f"/api/sessions/{candidate.session}"
    report = (await team.get(f"{base}/report")).json()
    assert report["problems"][0]["code"] == files["python"]["text"] + "# mine \u00e9\ud800 wrong"
    assert report["problems"][0]["verdict"] == "WA"
    integrity = (await team.get(f"{base}/verify")).json()
    assert integrity["ok"] and integrity["events"] == len(events)
    page = await team.get(f"{base}/report.html")
    assert page.status_code == 200 and "text/html" in page.headers["content-type"]
    assert (await team.get(f"{base}/report.pdf")).content.startswith(b"%PDF")
    session, batches = sealed_file.read((await team.get(f"{base}/export")).content)
    assert session == candidate.session and verify(batches) == []
    copy = zipfile.ZipFile(io.BytesIO((await candidate.browser.get("/api/candidate/copy")).content))
    assert set(copy.namelist()) == {"README.txt", "report.html", "results.txt", "code/talks/solution.py"}
    scored = copy.read("report.html").decode()
    assert "Thank you for your time" in scored
    hidden = [test for test in report["problems"][0]["tests"] if test["group"] != "samples"]
    assert hidden and not [test["title"] for test in hidden if test["title"] in scored]
    assert copy.read("code/talks/solution.py").decode() == files["python"]["text"] + "# mine é\ufffd wrong"
    assert "handed in for you" in copy.read("results.txt").decode()
