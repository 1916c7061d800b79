"""``assay doctor``: what this machine can do, shown by attacking it."""

from __future__ import annotations

import asyncio
import json
import platform
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.languages import described

if TYPE_CHECKING:
    from assay.judge.hostile import Outcome
    from assay.judge.service import LocalJudge, Tier

NO = 1


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
    whole: Annotated[bool, typer.Option("--all", help="launch the slow attacks too")] = False,
    attacks: Annotated[bool, typer.Option(help="attack the judge, to see that it holds")] = True,
) -> None:
    """Show how programs are isolated here, which languages there are, and attack the judge. Exits 1 if it
    cannot isolate or an attack gets through."""
    from assay.judge.service import IsolationUnavailable

    try:
        found = asyncio.run(_examine(whole=whole, attacks=attacks, quiet=as_json))
    except IsolationUnavailable as error:
        found = {"ok": False, "isolation": None, "message": str(error), "raise": [], "attacks": []}
    found["languages"] = described()
    if as_json:
        json.dump(found, sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        _print(found)
    if not found["ok"]:
        raise typer.Exit(NO)


async def _examine(*, whole: bool, attacks: bool, quiet: bool) -> dict[str, Any]:
    from assay.judge.service import LocalJudge

    async with LocalJudge() as judge:
        outcomes = await _attack(judge, whole=whole, quiet=quiet) if attacks else []
        tier = judge.tier
        return {
            "ok": all(outcome.trouble is None for outcome in outcomes),
            "isolation": {
                "namespaces": "user, pid, mount, network, ipc, uts, cgroup",
                "users": "many" if tier.many else "one",
                "system_calls": "seccomp",
                "memory": tier.parents.tier("memory"),
                "processes": tier.parents.tier("pids"),
                "slots": judge.slots,
                "kernel": platform.release(),
            },
            "message": None,
            "raise": _advice(tier),
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


async def _attack(judge: LocalJudge, *, whole: bool, quiet: bool) -> list[Outcome]:
    from rich.console import Console
    from rich.progress import Progress

    from assay.judge.hostile import CORPUS, Attack, launch
    from assay.judge.languages import available

    here = available()
    chosen = [attack for attack in CORPUS if attack.language in here and (whole or not attack.slow)]
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("attacking the judge", total=len(chosen))

        async def one(attack: Attack) -> Outcome:
            outcome = await launch(judge, attack)
            bar.advance(task)
            return outcome

        return await asyncio.gather(*(one(attack) for attack in chosen))


def _advice(tier: Tier) -> list[str]:
    """What would isolate more strongly or measure more exactly."""
    advice: list[str] = []
    if not tier.many:
        advice.append("Run the judge as root: each test then gets a user of its own, which can do nothing.")
    for controller, what in (("memory", "memory"), ("pids", "processes")):
        if tier.parents.tier(controller) == "rlimit":
            why = tier.parents.why.get(controller, "no control group can be made")
            advice.append(
                f"Let the judge make control groups, so that {what} of all processes together are limited and "
                f"measured ({why}): run it as root, or as a systemd service with Delegate=yes."
            )
    return advice


def _print(found: dict[str, Any]) -> None:
    isolation = found["isolation"]
    if isolation is None:
        typer.echo(found["message"], err=True)
        return
    typer.echo(f"Isolation   own namespaces ({isolation['namespaces']}), {isolation['system_calls']}")
    typer.echo(f"            users: {isolation['users']}; memory by {isolation['memory']}; ", nl=False)
    typer.echo(
        f"processes by {isolation['processes']}; {isolation['slots']} slots; Linux {isolation['kernel']}"
    )
    for line in found["raise"]:
        typer.echo(f"  better: {line}")
    typer.echo("Languages")
    for row in found["languages"]:
        typer.echo(f"  {row['name']:<12}{row['version'] or 'not installed: ' + row['install']}")
    through = [attack for attack in found["attacks"] if not attack["contained"]]
    if found["attacks"]:
        typer.echo(f"Attacks     {len(found['attacks']) - len(through)} of {len(found['attacks'])} contained")
    for attack in through:
        typer.echo(f"  {attack['name']} ({attack['language']}): {attack['trouble']}")
