"""``assay languages``: what can be run on this machine, with which limits, and how to get the rest."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from assay.judge.languages import Found
    from assay.judge.manifest import LanguageSpec
    from assay.judge.sandbox.isolation import Isolation

app = typer.Typer(add_completion=False, rich_markup_mode=None)
NO, WRONG_USE, FAILED = 1, 2, 3
AsJson = Annotated[bool, typer.Option("--json", help="one JSON document on stdout")]


@app.callback(invoke_without_command=True)
def languages(context: typer.Context, as_json: AsJson = False) -> None:
    """List the languages: id, name, version here or how to get it, what kinds of problem it is for. With
    --json also how a problem's limits are counted for each."""
    if context.invoked_subcommand is not None:
        return
    isolation = _isolation()
    rows = described(isolation)
    if isolation is None:
        typer.echo(
            "assay languages: no program can be isolated here, so none will be run: see `assay doctor`",
            err=True,
        )
    if as_json:
        _print({"languages": rows})
        return
    here = [row for row in rows if row["version"] is not None and row["obstacle"] is None]
    for row in here:
        typer.echo(f"{row['id']:<12}{row['name']:<13}{row['version']:<24}{', '.join(row['modes'])}")
    refused = [row for row in rows if row["obstacle"] is not None]
    if refused:
        typer.echo(f"\nInstalled, and not working as programs are isolated here ({len(refused)}):")
    for row in refused:
        typer.echo(f"{row['id']:<12}{row['name']:<13}{row['obstacle']}")
    missing = [row for row in rows if row["version"] is None]
    if missing:
        typer.echo(f"\nNot here ({len(missing)}); `assay languages install ID...` installs them:")
    for row in missing:
        typer.echo(f"{row['id']:<12}{row['name']:<13}{row['install']}")


@app.command()
def install(
    names: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="as `assay languages`")] = None,
    everything: Annotated[bool, typer.Option("--all", help="all that are not here")] = False,
    as_json: AsJson = False,
) -> None:
    """Install languages, as root from the system's packages, and run a program in each to see that it works.
    Exits 1 if one of them does not."""
    from assay.judge.installing import install as install_all
    from assay.judge.service import IsolationUnavailable

    specs = _chosen(names or [], everything=everything)
    try:
        outcomes = asyncio.run(install_all(specs, lambda text: typer.echo(f"  {text}", err=True)))
    except IsolationUnavailable as error:
        typer.echo(f"assay languages: what was installed cannot be tried: {error}", err=True)
        raise typer.Exit(FAILED) from error
    if as_json:
        rows = [
            {"id": each.spec.id, "name": each.spec.name, "version": each.version, "message": each.message}
            for each in outcomes
        ]
        _print({"languages": rows})
    else:
        for each in outcomes:
            typer.echo(f"{each.spec.id:<12}{each.version or 'no':<24}{each.message or 'works'}")
    if any(each.message is not None for each in outcomes):
        raise typer.Exit(NO)


@app.command()
def prepare(
    names: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="all, if none is named")] = None,
    as_json: AsJson = False,
) -> None:
    """Make now what else is made at first use: precompiled headers and the like. Exits 1 if something cannot be
    had on this machine, which costs speed only."""
    from assay.judge.languages import available
    from assay.judge.service import IsolationUnavailable

    here = {name: found for name, found in available().items() if found.spec.prepare}
    missing = [name for name in names or [] if name not in available()]
    if missing:
        _refuse(f"{missing[0]} is not on this machine: see `assay languages`")
    chosen = [found for name, found in here.items() if not names or name in names]
    try:
        rows = asyncio.run(_prepared(chosen))
    except IsolationUnavailable as error:
        typer.echo(f"assay languages: nothing can be prepared: {error}", err=True)
        raise typer.Exit(FAILED) from error
    if as_json:
        _print({"prepared": rows})
    else:
        for row in rows:
            typer.echo(f"{row['id']:<12}{row['name']:<32}{row['message'] or 'ready'}")
    if any(row["message"] is not None for row in rows):
        raise typer.Exit(NO)


async def _prepared(chosen: list[Found]) -> list[dict[str, Any]]:
    from assay.judge.service import LocalJudge

    rows: list[dict[str, Any]] = []
    async with LocalJudge(1) as judge:
        for found in chosen:
            typer.echo(f"  {found.spec.name} ...", err=True)
            said = await asyncio.to_thread(judge.prepared.wait, found)
            rows += [{"id": found.spec.id, "name": name, "message": why} for name, why in said.items()]
    return rows


def _isolation() -> Isolation | None:
    """How programs are isolated here; None where they cannot be, of which ``assay doctor`` speaks."""
    from assay.judge.service import IsolationUnavailable, find_tier

    try:
        return find_tier().isolation
    except IsolationUnavailable:
        return None


def described(isolation: Isolation | None) -> list[dict[str, Any]]:
    """Every language that the judge knows; ``version`` is None where this machine lacks it, ``obstacle`` says why
    it does not work although it is here."""
    from assay.judge.languages import LANGUAGES, available, obstacle

    found = available()
    return [
        {
            "id": spec.id,
            "name": spec.name,
            "version": found[spec.id].version if spec.id in found else None,
            "obstacle": None if isolation is None or spec.id not in found else obstacle(spec, isolation),
            "modes": list(spec.modes),
            "file": spec.file_name,
            "time_factor": spec.time_factor,
            "start_s": spec.start_s,
            "memory_extra_mib": spec.memory_extra_mib,
            "flags": spec.flags,
            "install": spec.install.words,
        }
        for spec in LANGUAGES.values()
    ]


def _chosen(names: list[str], *, everything: bool) -> list[LanguageSpec]:
    from assay.judge.languages import LANGUAGES, available

    unknown = [name for name in names if name not in LANGUAGES]
    if unknown:
        _refuse(f"unknown language {unknown[0]!r}: known are {', '.join(LANGUAGES)}")
    if everything == bool(names):
        _refuse("say which languages, or --all")
    if everything:
        return [spec for spec in LANGUAGES.values() if spec.id not in available()]
    return [LANGUAGES[name] for name in names]


def _refuse(message: str) -> NoReturn:
    typer.echo(f"assay languages: {message}", err=True)
    raise typer.Exit(WRONG_USE)


def _print(document: dict[str, Any]) -> None:
    json.dump(document, sys.stdout, indent=2)
    sys.stdout.write("\n")
