"""The ``assay`` command. Each command is the function of a module of the same name, a group its ``app``.

A command's module is imported when it is called, so that ``assay judge`` does not load the server.
"""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from assay import __version__

COMMANDS = (
    *("demo", "serve", "worker", "fleet", "doctor", "judge", "verify", "analyze", "growth", "similarity"),
    *("languages", "session", "report", "rejudge", "measure", "member", "openapi"),
)


def command(name: str) -> Any:
    """The command or group of that name, from its module."""
    module = import_module(f"assay.cli.{name}")
    holder = typer.Typer(add_completion=False, rich_markup_mode=None)
    if hasattr(module, "app"):
        holder.add_typer(module.app, name=name)
        return get_group(holder).commands[name]
    holder.command(name)(getattr(module, name))
    return get_command(holder)


class _Commands(TyperGroup):
    """Those in ``COMMANDS``, in that order."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return command(cmd_name) if cmd_name in COMMANDS else None


app = typer.Typer(
    name="assay",
    cls=_Commands,
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


def main() -> None:
    """Any failure that a command does not name itself is the system's: status 3."""
    try:
        app()
    except Exception:  # noqa: BLE001
        traceback.print_exc()
        sys.exit(3)


if __name__ == "__main__":
    main()
