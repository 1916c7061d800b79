"""``assay doctor``: what this machine can do, shown by attacking it."""

from __future__ import annotations

import asyncio
import json
import platform
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.backend import Backend
from assay.cli.languages import described

if TYPE_CHECKING:
    from assay.judge.advice import Ways
    from assay.judge.hostile import Outcome
    from assay.judge.sandbox.isolation import Isolation
    from assay.judge.service import LocalJudge
    from assay.judge.tier import Tier

NO = 1


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
    whole: Annotated[bool, typer.Option("--full", "--all", help="launch the slow attacks too")] = False,
    attacks: Annotated[bool, typer.Option(help="attack the judge, to see that it holds")] = True,
    backend: Backend = None,
) -> None:
    """Show how programs are isolated here, what would raise it, which languages there are, and attack the
    judge. Exits 1 if it cannot isolate or an attack gets through."""
    from assay.judge.advice import advice
    from assay.judge.sandbox.probe import attempts
    from assay.judge.service import IsolationUnavailable
    from assay.judge.toolchains import view

    ways = list(attempts(view()))
    isolation = None
    try:
        found, isolation = asyncio.run(_examine(backend, ways, whole=whole, attacks=attacks, quiet=as_json))
    except IsolationUnavailable as error:
        found = {
            "ok": False,
            "isolation": None,
            "message": str(error),
            "raise": [asdict(each) for each in advice(None, ways)],
            "attacks": [],
        }
    found["backends"] = _backends(ways)
    found["languages"] = described(isolation)
    if as_json:
        json.dump(found, sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        _print(found)
    if not found["ok"]:
        raise typer.Exit(NO)


async def _examine(
    backend: str | None, ways: Ways, *, whole: bool, attacks: bool, quiet: bool
) -> tuple[dict[str, Any], Isolation]:
    from assay.judge.advice import advice
    from assay.judge.service import LocalJudge

    async with LocalJudge(backend=backend) as judge:
        outcomes = await _attack(judge, whole=whole, quiet=quiet) if attacks else []
        programs, forks = judge.supervisors or (None, None)
        at_work = {"slots": judge.slots, "kernel": platform.release(), "programs": programs, "forks": forks}
        said = {
            "ok": all(outcome.trouble is None for outcome in outcomes),
            "isolation": _described(judge.tier) | at_work,
            "message": None,
            "raise": [asdict(each) for each in advice(judge.tier, ways)],
            "attacks": [
                {
                    "name": outcome.attack.name,
                    "language": outcome.attack.language,
                    "verdict": str(outcome.result.verdict),
                    "contained": outcome.trouble is None,
                    "trouble": outcome.trouble,
                }
                for outcome in outcomes
            ],
        }
        return said, judge.tier.isolation


def _described(tier: Tier) -> dict[str, Any]:
    return {
        "tier": tier.words,
        "backend": tier.isolation.backend,
        "users": "many" if tier.many else "one",
        "landlock_abi": tier.isolation.landlock,
        "system_calls": "seccomp",
        "memory": tier.parents.tier("memory"),
        "processes": tier.parents.tier("pids"),
        "cpu": tier.cpu,
    }


def _backends(ways: Ways) -> list[dict[str, Any]]:
    """Whether each works. What is the same but for details is one, by the best of it."""
    best: dict[tuple[str, bool], str | None] = {}
    for isolation, trouble in ways:
        key = (isolation.backend, isolation.many)
        best[key] = None if best.get(key, trouble) is None else trouble
    return [
        {"backend": backend, "users": "many" if many else "one", "works": trouble is None, "trouble": trouble}
        for (backend, many), trouble in best.items()
    ]


async def _attack(judge: LocalJudge, *, whole: bool, quiet: bool) -> list[Outcome]:
    from rich.console import Console
    from rich.progress import Progress

    from assay.judge.hostile import CORPUS, Attack, launch

    here = judge.languages()
    namespaces = judge.tier.isolation.namespaces
    chosen = [
        attack
        for attack in CORPUS
        if attack.language in here and (whole or not attack.slow) and (namespaces or not attack.namespaces)
    ]
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("attacking the judge", total=len(chosen))

        async def one(attack: Attack) -> Outcome:
            outcome = await launch(judge, attack)
            bar.advance(task)
            return outcome

        return await asyncio.gather(*(one(attack) for attack in chosen))


def _print(found: dict[str, Any]) -> None:
    isolation = found["isolation"]
    if isolation is None:
        typer.echo(found["message"], err=True)
    else:
        typer.echo(f"Isolation   {isolation['tier']}")
        typer.echo(
            f"            CPU time by {isolation['cpu']}; {isolation['slots']} slots; Linux {isolation['kernel']}"
        )
        for what in ("programs", "forks"):
            if isolation[what] is not None:
                typer.echo(f"            {what}: {isolation[what]}")
    for each in found["raise"]:
        typer.echo(f"  better: {each['gain']}")
        for command in each["commands"]:
            typer.echo(f"          {command}")
    typer.echo("Ways to isolate")
    for way in found["backends"]:
        users = "own user per test" if way["users"] == "many" else "one user"
        typer.echo(f"  {way['backend']:<12}{users:<19}{'works' if way['works'] else way['trouble']}")
    typer.echo("Languages")
    for row in found["languages"]:
        here = row["version"] and (row["obstacle"] or row["version"])
        typer.echo(f"  {row['name']:<12}{here or 'not installed: ' + row['install']}")
    through = [attack for attack in found["attacks"] if not attack["contained"]]
    if found["attacks"]:
        typer.echo(f"Attacks     {len(found['attacks']) - len(through)} of {len(found['attacks'])} contained")
    for attack in through:
        typer.echo(f"  {attack['name']} ({attack['language']}): {attack['trouble']}")
