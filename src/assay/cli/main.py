"""The ``assay`` command. Each command is the function of a module of the same name, a group its ``app``.

Modules are imported for their commands' names and options only; what is heavy they import when they run.
"""

from __future__ import annotations

import sys

import typer

from assay import __version__
from assay.cli.demo import demo
from assay.cli.doctor import doctor
from assay.cli.judge import judge
from assay.cli.languages import languages
from assay.cli.member import app as member
from assay.cli.openapi import openapi
from assay.cli.report import report
from assay.cli.serve import serve
from assay.cli.session import app as session
from assay.cli.verify import verify

app = typer.Typer(
    name="assay",
    help="Coding interviews on a machine of your own: administered, measured, shown with their evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Exit status: 0 fine, 1 the answer is "no", 2 wrong use, 3 the system failed."""


for _command in (demo, serve, doctor, judge, verify, languages, report, openapi):
    app.command()(_command)
app.add_typer(session, name="session")
app.add_typer(member, name="member")


def main() -> None:
    try:
        app()
    except BrokenPipeError:
        sys.exit(3)


if __name__ == "__main__":
    main()
