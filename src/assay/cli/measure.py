"""``assay measure``: what the numbers on candidates and problems are worth."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from assay.measure.document import Simulated
    from assay.measure.selection import Choosable

WRONG_USE = 2
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


def _refuse(message: str) -> NoReturn:
    typer.echo(f"assay measure: {message}", err=True)
    raise typer.Exit(WRONG_USE)
