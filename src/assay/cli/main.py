"""The ``assay`` command. Each command is the function of a module of the same name, a group its ``app``.

Modules are imported for their commands' names and options only; what is heavy they import when they run.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

import typer

from assay import __version__

COMMANDS = (
    "demo",
    "serve",
    "doctor",
    "judge",
    "languages",
    "verify",
    "session",
    "report",
    "member",
    "openapi",
)

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


for _name in COMMANDS:
    if find_spec(f"assay.cli.{_name}") is None:
        continue
    _module = import_module(f"assay.cli.{_name}")
    if hasattr(_module, "app"):
        app.add_typer(_module.app, name=_name)
    else:
        app.command(_name)(getattr(_module, _name))


def main() -> None:
    try:
        app()
    except BrokenPipeError:
        sys.exit(3)


if __name__ == "__main__":
    main()
