"""``--problem``: the folder of a problem, or the name of one of the bank."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assay.bank.package import Package

Problem = Annotated[
    str | None, typer.Option(metavar="P", help="the folder of a problem, or a name in the bank")
]


def of(problem: str) -> Package:
    """Says what is wrong and exits with status 2 where there is no such problem."""
    from assay.bank.library import Library
    from assay.bank.package import PackageError, load

    path = Path(problem)
    named = Library.default_folder() / problem
    try:
        return load(named if not path.exists() and named.is_dir() else path)
    except PackageError as error:
        for complaint in error.complaints:
            typer.echo(f"{problem}: {complaint}", err=True)
        raise typer.Exit(2) from error
