"""``assay measure``: what the numbers on candidates and problems are worth."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from assay.measure.document import Simulated
    from assay.measure.graded import Item
    from assay.measure.selection import Choosable
    from assay.measure.statistics import Response, Statistics
    from assay.web.settings import Settings

NO, WRONG_USE = 1, 2
app = typer.Typer(help="What the numbers on candidates and problems are worth.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """What the numbers on candidates and problems are worth."""


@app.command()
def simulate(
    bank: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Problem packages. [the bank that Assay brings]")
    ] = None,
    items: Annotated[
        int | None, typer.Option(min=5, max=1000, help="Instead of a bank: so many made-up items.")
    ] = None,
    problems: Annotated[
        list[int] | None,
        typer.Option(
            "--problems", "-k", min=1, max=12, help="Problems a candidate; once for each. [3 and 5]"
        ),
    ] = None,
    candidates: Annotated[int, typer.Option(min=1000, max=200_000, help="Made-up candidates.")] = 8000,
    seed: Annotated[int, typer.Option(min=0, help="Of everything that is drawn.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """What choosing problems adaptively gains on a bank, against random choice and the best fixed form: the error of
    abilities, the coverage of their 90 % intervals, and to how many the same problem is given."""
    from assay.measure import document
    from assay.measure.simulation import simulated_bank

    if bank is not None and items is not None:
        _refuse("give --bank or --items, not both")
    if items is not None:
        pool, name, by_authors = simulated_bank(items, seed), f"{items} made-up items", False
    else:
        pool, name, by_authors = *_of(bank), True
    asked = list(dict.fromkeys(problems or [k for k in (3, 5) if k < len(pool)]))
    if not asked or max(asked) >= len(pool):
        _refuse(f"{name} has {len(pool)} problems: too few to choose {max(asked or [3])} from")
    found = document.simulated(
        pool, asked, bank=name, by_authors=by_authors, seed=seed, candidates=candidates, say=_progress
    )
    if as_json:
        sys.stdout.write(found.model_dump_json(indent=2) + "\n")
    else:
        _print(found)


@app.command()
def items(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    data: Annotated[Path | None, typer.Option(help="Data folder. [ASSAY_DATA, else assay-data]")] = None,
    database: Annotated[
        str | None, typer.Option(help="Database URL. [ASSAY_DATABASE, else SQLite in the data folder]")
    ] = None,
) -> None:
    """What all sessions so far tell about the problems: difficulty and discrimination beside their author's word, how
    often each was given, times, and whether one became easier with time. Exits 1 where one may be known."""
    from assay.measure.statistics import statistics
    from assay.web.settings import Settings, SettingsError

    try:
        settings = Settings.chosen(data=data, database=database)
    except SettingsError as error:
        _refuse(str(error))
    responses, said = asyncio.run(_responses(settings))
    found = statistics(responses, _authors(settings, said))
    if as_json:
        sys.stdout.write(found.model_dump_json(indent=2) + "\n")
    else:
        _print_items(found)
    if any(each.change is not None and each.change.leak for each in found.items):
        raise typer.Exit(NO)


async def _responses(settings: Settings) -> tuple[list[Response], dict[str, int]]:
    """And of each problem the difficulty that its author stated."""
    from assay.measure.graded import band
    from assay.measure.statistics import Response
    from assay.store.engine import open_database
    from assay.store.migrate import migrate
    from assay.store.responses import reported

    found, said = [], {}
    async with open_database(settings.database_url) as database:
        await migrate(database)
        async for session, at, document in reported(database):
            for problem, share in _solved(document):
                said[problem["slug"]] = problem["difficulty"]
                hints = (problem.get("reasoning") or {}).get("hints")
                found.append(
                    Response(
                        session=session,
                        problem=problem["slug"],
                        at=at,
                        band=band(share),
                        minutes=problem["time_ms"] / 60_000,
                        hinted=bool(hints),
                    )
                )
    return found, said


def _solved(report: dict[str, Any]) -> Iterator[tuple[dict[str, Any], float]]:
    """The problems of a report whose correctness is known, with it."""
    for problem in report["problems"]:
        for part in problem["parts"]:
            if part["name"] == "correctness" and part["value"] is not None:
                yield problem, part["value"] / 100


def _authors(settings: Settings, said: dict[str, int]) -> dict[str, Item]:
    from assay.bank.library import Library
    from assay.measure.graded import authored

    packages = Library(settings.bank or Library.default_folder()).packages
    found = {}
    for name, difficulty in said.items():
        interview = packages[name].interview if name in packages else None
        found[name] = (
            authored(interview.difficulty, interview.discrimination)
            if interview is not None
            else authored(difficulty, "medium")
        )
    return found


def _of(folder: Path | None) -> tuple[list[Choosable], str]:
    from assay.bank.library import Library
    from assay.measure.graded import authored
    from assay.measure.selection import Choosable

    chosen = folder or Library.default_folder()
    try:
        library = Library(chosen)
    except FileNotFoundError as error:
        _refuse(str(error))
    for name, broken in library.broken.items():
        for complaint in broken.complaints:
            typer.echo(f"{name}: {complaint}", err=True)
    if library.broken:
        raise typer.Exit(WRONG_USE)
    found = [
        Choosable(
            name,
            authored(package.interview.difficulty, package.interview.discrimination),
            package.interview.minutes,
            frozenset(package.interview.topics),
        )
        for name, package in library.packages.items()
        if package.interview is not None
    ]
    if not found:
        _refuse(f"{chosen} holds no problem whose interview.yaml says how difficult it is")
    return found, str(folder) if folder else "the bank that Assay brings"


def _progress(done: str) -> None:
    if sys.stderr.isatty():
        typer.echo(done, err=True)


def _print(found: Simulated) -> None:
    typer.echo(
        f"{found.bank}, {found.size} problems; {found.candidates:,} made-up candidates, seed {found.seed}"
    )
    for case in found.cases:
        typer.echo(f"\n{case.words}: {case.problems} problems each, bound {case.bound:.3f}")
        typer.echo("  chosen     RMSE          of bound   90 % intervals hold   most given to")
        for each in case.outcomes:
            typer.echo(
                f"  {each.strategy:<9} {each.rmse:6.3f} ±{each.rmse_error:.3f} {each.of_bound:9.2f} "
                f"{100 * each.coverage:18.0f} % {100 * each.exposure:14.0f} %"
            )
        typer.echo(f"  {case.verdict}")


def _print_items(found: Statistics) -> None:
    typer.echo(f"{len(found.items)} problems in {found.sessions} sessions")
    for each in found.items:
        typer.echo(
            f"\n{each.problem}: given to {each.given} ({100 * each.exposure:.0f} %), "
            f"{each.responses} answers without hints"
        )
        own = "" if each.own_discrimination else ", found together with others'"
        typer.echo(
            f"  difficulty {each.difficulty:+.2f} ± {each.difficulty_error:.2f} (author {each.author_difficulty:+.2f}), "
            f"discrimination {each.discrimination:.2f}{own}"
        )
        if each.solved is not None:
            typer.echo(
                f"  solved by {100 * each.solved:.0f} %; half take up to {each.minutes:.0f} min, "
                f"four of five up to {each.minutes_most:.0f}"
            )
        if each.change is None:
            typer.echo("  too few answers to say whether it changes")
        elif each.change.leak:
            typer.echo("  EASIER AND FASTER WITH TIME: it may be known; read the later answers side by side")
        elif each.change.drift:
            typer.echo(f"  {'easier' if each.change.easier > 0 else 'harder'} with time, beyond chance")


def _refuse(message: str) -> NoReturn:
    typer.echo(f"assay measure: {message}", err=True)
    raise typer.Exit(WRONG_USE)
