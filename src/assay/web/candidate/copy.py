"""The candidate's own copy: their code and their results, as a zip file."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from fastapi import APIRouter, Response

from assay.interview.projection import for_candidate
from assay.interview.sitting import Sitting
from assay.interview.state import Phase
from assay.log.events import Event
from assay.report import words
from assay.report.document import Report
from assay.report.render import render_own_copy
from assay.store import sitting
from assay.web.candidate.caller import OwnRoom, ServicesDep
from assay.web.errors import conflict
from assay.web.live.room import Room

router = APIRouter(prefix="/api/candidate", tags=["candidate"])

_GROUPS = {
    "samples": "the samples",
    "basic": "ordinary cases",
    "edge": "edge cases",
    "error": "bad input",
    "stress": "large inputs",
    "secret": "hidden tests",
}


@router.get(
    "/copy",
    response_class=Response,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_copy(services: ServicesDep, room: OwnRoom) -> Response:
    """Code as it was at the end, results and, once it was evaluated, scores in plain words. Once the interview has
    ended."""
    if room.state.phase is not Phase.ENDED:
        raise conflict("The interview has not ended yet.", "Come back when it has.")
    events = [for_candidate(event) for event in await services.hub.events(room)]
    titles = {package.slug: package.title for package in services.library.packages.values()}
    async with services.database.read() as s:
        document = await sitting.newest_report(s, room.id)
    page = None
    if document is not None:
        page = await asyncio.to_thread(render_own_copy, Report.model_validate(document))
    return Response(
        packed(room, events, titles, page),
        media_type="application/zip",
        headers={"content-disposition": 'attachment; filename="my-interview.zip"'},
    )


def packed(room: Room, events: Sequence[Event], titles: dict[str, str], page: str | None) -> bytes:
    """``events`` as the candidate may see them; ``titles`` of problems by slug; ``page`` is None until the interview
    has been evaluated."""
    made = io.BytesIO()
    code = _code(room.sitting)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", _readme(room, sorted(code), evaluated=page is not None))
        if page is not None:
            file.writestr("report.html", page)
        file.writestr("results.txt", _results(room, events, titles))
        for name, text in code.items():
            file.writestr(
                f"code/{name}", text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            )
    return made.getvalue()


def _code(sitting: Sitting) -> dict[str, str]:
    """Every file that the candidate changed."""
    texts = {file: sitting.ledger.text(file) for file in sitting.state.files}
    return {file: text for file, text in texts.items() if text != sitting.state.files[file].starter}


def _when(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "not at all"


def _readme(room: Room, files: Sequence[str], *, evaluated: bool) -> str:
    state, facts = room.state, room.facts
    end = state.end
    lines = [
        f"Interview of {facts.candidate} for {facts.position} at {facts.organization}",
        "",
        f"Started: {_when(state.started_at)}",
        f"Ended:   {_when(end.at if end else None)} ({words.ended(end.reason if end else None)})",
        "",
        "Thank you for your time. This is your own copy of your work.",
        "",
        "report.html   how it was scored, on one page: open it in any browser"
        if evaluated
        else "(How it was scored is not here yet: it is evaluated now. Fetch this copy again in some minutes.)",
        "results.txt   your runs and submissions, and what came of each",
    ]
    lines += [f"code/{file}   as it was at the end" for file in files] or ["(No file was changed.)"]
    lines += [
        "",
        "The hidden tests' contents are not here, so that the next candidate meets the same conditions.",
        "A person reads the report and decides. If you think a result is wrong, write to the person who",
        f"invited you and give this number: {room.id}",
        "",
    ]
    return "\n".join(lines)


def _results(room: Room, events: Sequence[Event], titles: dict[str, str]) -> str:
    judged = {event.data["of"]: event for event in events if event.kind == "judged"}
    timing = room.state.timing
    zero = timing.started if timing else 0
    lines: list[str] = []
    for problem in room.state.problems:
        lines += [titles.get(problem, problem), "=" * len(titles.get(problem, problem)), ""]
        attempts = [one for one in room.state.attempts.values() if one.problem == problem]
        for attempt in attempts:
            at = words.duration(max(0, attempt.t - zero))
            what = "Run" if attempt.purpose == "run" else "Submission"
            who = ", handed in for you when the interview ended" if attempt.by_server else ""
            lines.append(f"{what} after {at}, {attempt.language}{who}")
            result = judged.get(attempt.seq)
            lines += _result(result) if result else ["  not judged yet"]
            lines.append("")
        if not attempts:
            lines += ["Nothing was run or handed in.", ""]
    return "\n".join(lines or ["The interview ended before it started.", ""])


def _result(event: Event) -> list[str]:
    data = event.data
    tests = data["tests"]
    if not tests:
        said = data.get("message") or words.verdict(data["verdict"])
        return [f"  {said}"]
    lines = []
    for group in dict.fromkeys(test["group"] for test in tests):
        mine = [test for test in tests if test["group"] == group]
        passed = sum(test["verdict"] == "AC" for test in mine)
        if group == "own":
            lines.append(f"  {words.count(len(mine), 'case')} of your own, {passed} ran to the end")
        else:
            lines.append(f"  {_GROUPS.get(group, group)}: {passed} of {len(mine)} passed")
    for test in tests:
        if test["verdict"] != "AC":
            outcome = words.test_outcome(
                test["verdict"],
                cpu_s=test["cpu_s"],
                exit_words=test.get("exit"),
                difference=test.get("difference"),
            )
            lines.append(f"    {test['name']}: {outcome}")
    return lines
