"""``assay rejudge``: who would change if submissions were judged again today."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assay.bank.package import Package
    from assay.jobs.attempt import Attempt
    from assay.jobs.rejudging import Rejudgement, RejudgeReport
    from assay.judge.model import Judge
    from assay.log.events import Event
    from assay.store.engine import Database
    from assay.store.secret import MasterKey
    from assay.web.settings import Settings


def rejudge(
    session: Annotated[
        list[str] | None, typer.Option("--session", "-s", help="An ended session; once for each. [all]")
    ] = None,
    problem: Annotated[
        list[str] | None, typer.Option("--problem", "-p", help="A problem; once for each. [all]")
    ] = None,
    every: Annotated[
        bool, typer.Option("--every", help="Every submission, not only those that count.")
    ] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Hand the changes to the server.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    data: Annotated[Path | None, typer.Option(help="Data folder. [ASSAY_DATA, else assay-data]")] = None,
    database: Annotated[
        str | None, typer.Option(help="Database URL. [ASSAY_DATABASE, else SQLite in the data folder]")
    ] = None,
) -> None:
    """Judge submissions again with today's packages and judge, and show who changes.

    Changes nothing by itself. With --apply the running server (or the next one to start) judges what changes
    once more, adds the new results to the logs, where the old ones stay, and makes the reports anew.
    """
    from assay.web.settings import Settings, SettingsError

    if not session and not problem:
        typer.echo("assay rejudge: say which: --session ID, --problem NAME, or both.", err=True)
        raise typer.Exit(2)
    try:
        settings = Settings.chosen(data=data, database=database)
    except SettingsError as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(2) from error
    report = asyncio.run(_rejudge(settings, session or [], set(problem or ()), every, apply))
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
    else:
        _print(report)


async def _rejudge(
    settings: Settings, ids: Sequence[str], problems: set[str], every: bool, apply: bool
) -> RejudgeReport:
    from assay.bank.library import Library
    from assay.jobs.rejudging import RejudgeReport, attempt_of, current, submissions
    from assay.store.engine import open_database
    from assay.store.migrate import migrate
    from assay.web.judging import open_judging
    from assay.web.lifespan import master_key

    packages = Library(settings.bank or Library.default_folder()).packages
    found: list[Rejudgement] = []
    async with open_database(settings.database_url) as database:
        await migrate(database)
        async with open_judging(settings, database, None) as judging:
            async for id, candidate, events in _logs(database, master_key(settings), ids):
                results = current(events)
                for one in submissions(events, every=every):
                    if problems and one.data["problem"] not in problems:
                        continue
                    attempt = attempt_of(events, one)
                    package = packages.get(attempt.problem)
                    turn = judging.turns.turn("rejudge")
                    found.append(
                        await _again(turn, package, attempt, id, candidate, one.seq, results[one.seq])
                    )
        changed = [one for one in found if one.changed]
        if apply:
            await _hand_over(database, changed)
    faults = sum(one.now == "JE" for one in found)
    return RejudgeReport(judged=len(found), faults=faults, changed=changed, applied=apply and bool(changed))


async def _again(
    turn: Judge,
    package: Package | None,
    attempt: Attempt,
    session: str,
    candidate: str,
    of: int,
    was: dict[str, Any],
) -> Rejudgement:
    from assay.jobs.attempt import answer
    from assay.jobs.rejudging import Rejudgement, differences

    now = (await answer(turn, package, attempt)).data
    return Rejudgement(
        session=session,
        candidate=candidate,
        problem=attempt.problem,
        language=attempt.language,
        of=of,
        was=was["verdict"],
        now=now["verdict"],
        tests=[] if now["verdict"] == "JE" else differences(was, now),
        package_was=was["environment"].get("package"),
        package_now=now["environment"].get("package"),
    )


async def _logs(
    database: Database, key: MasterKey, ids: Sequence[str]
) -> AsyncIterator[tuple[str, str, list[Event]]]:
    """Id, candidate and events of each ended session. Exits 1 for an id that is none."""
    from assay.log.chain import SessionKey, open_batch
    from assay.store import logs, sessions, sitting

    async with database.read() as s:
        ended = await sessions.ended(s, ids)
    missing = set(ids) - set(ended)
    if missing:
        typer.echo(f"assay rejudge: not the id of an ended session: {', '.join(sorted(missing))}", err=True)
        raise typer.Exit(1)
    for id in ended:
        async with database.read() as s:
            facts = await sitting.facts(s, id)
            batches = await logs.batches(s, id)
        if facts is not None:
            opened = SessionKey(key.open(id, facts.key_sealed))
            yield id, facts.candidate, [event for batch in batches for event in open_batch(batch, opened)]


async def _hand_over(database: Database, changed: Sequence[Rejudgement]) -> None:
    from assay.store import jobs

    # Another token each time: what was judged again once may be judged again another day.
    token = secrets.token_hex(4)
    async with database.write() as s:
        await jobs.enqueue(
            s,
            [
                jobs.NewJob(
                    jobs.job_id(one.session, one.of, "rejudge", token), "rejudge", one.session, {"of": one.of}
                )
                for one in changed
            ],
        )


def _print(report: RejudgeReport) -> None:
    for one in report.changed:
        typer.echo(f"{one.session} {one.candidate}, {one.problem} ({one.language}): {one.was} -> {one.now}")
        for test in one.tests:
            typer.echo(f"    {test.test}: {test.was or 'not there'} -> {test.now or 'not there'}")
    typer.echo(f"{report.judged} judged again, {len(report.changed)} would change.")
    if report.faults:
        typer.echo(f"On {report.faults} the judge failed: those stay as they are.")
    if report.applied:
        typer.echo("Handed to the server: it judges them once more and makes their reports anew.")
    elif report.changed:
        typer.echo("Nothing was changed; --apply hands them to the server.")
