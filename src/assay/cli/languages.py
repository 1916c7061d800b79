"""``assay languages``: what can be run on this machine, and with which limits."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer


def languages(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
) -> None:
    """List the languages, their versions here, and how a problem's time limit is counted for each."""
    rows = described()
    if as_json:
        json.dump({"languages": rows}, sys.stdout, indent=2)
        sys.stdout.write("\n")
        return
    for row in rows:
        typer.echo(f"{row['name']:<12}{row['version'] or 'not installed: ' + row['install']}")
        typer.echo(
            f"{'':<12}{', '.join(row['modes'])}; time limit x {row['time_factor']:g} + {row['start_s']:g} s; "
            f"memory + {row['memory_extra_mib']} MiB; {row['flags']}"
        )


def described() -> list[dict[str, Any]]:
    """Every language that the judge knows; ``version`` is None where this machine lacks it."""
    from assay.judge.languages import LANGUAGES, available

    found = available()
    return [
        {
            "id": spec.id,
            "name": spec.name,
            "version": found[spec.id].version if spec.id in found else None,
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
