"""The judge against unprotected processes, bubblewrap and DMOJ; what a submission costs, and where it goes.

Runs as the present user and, started as root, as an ordinary one too; prints the tables for RESULTS.md.
Ratios are medians over rounds in which all contenders took turns; no absolute time is meant to be compared.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SYSTEM_PYTHON = "/usr/bin/python3"
NOBODY = 65534


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="the tables to make, by name, with commas between")
    parser.add_argument("--as", dest="who", choices=("both", "root", "user"), default="both")
    parser.add_argument(
        "--minutes", type=float, default=30, help="most for each user; then what is done counts"
    )
    chosen = parser.parse_args()
    tables = _tables()
    unknown = {name for name in chosen.only.split(",") if name not in tables} - {""}
    if unknown:
        parser.error(f"--only: no table {', '.join(sorted(unknown))}; there are {', '.join(tables)}")
    for user in _users(chosen.who):
        found = _measured(user, chosen.rounds, chosen.only, chosen.minutes)
        print(_page(found), flush=True)


def _tables() -> list[str]:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    from bench._judge_tables import TABLES

    return list(TABLES)


def _users(who: str) -> list[int]:
    if os.geteuid() != 0:
        return [os.geteuid()]
    return {"both": [0, NOBODY], "root": [0], "user": [NOBODY]}[who]


def _measured(user: int, rounds: int, only: str, minutes: float) -> dict[str, Any]:
    """Of a process of its own, on an interpreter open to everyone where there is one."""
    import pydantic

    # A home of its own: what is built once and kept (supervisor, precompiled headers) belongs to one user.
    with _group() as (group, enter), tempfile.TemporaryDirectory(prefix="assay-bench-") as home:
        os.chown(home, user, -1)
        command = [_python(), "-B", str(HERE / "_judge_tables.py"), str(rounds), only]
        if user != os.geteuid():
            command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command]
        packages = Path(pydantic.__file__).parents[1]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "PYTHONPATH": f"{ROOT / 'src'}:{packages}:{ROOT}",
            **({"ASSAY_BENCH_GROUP": str(group)} if group else {}),
            **{name: os.environ[name] for name in ("ASSAY_BENCH_DMOJ",) if name in os.environ},
        }
        found: dict[str, Any] = {}
        with subprocess.Popen(
            [*enter, *command], stdout=subprocess.PIPE, env=environment, cwd="/"
        ) as process:
            late = threading.Timer(60 * minutes, process.kill)
            late.start()
            assert process.stdout is not None
            for line in process.stdout:  # all tables so far
                found = json.loads(line)
            late.cancel()
    if not found:
        raise SystemExit("not one table was made in time")
    return found


@contextmanager
def _group() -> Iterator[tuple[Path | None, list[str]]]:
    """A control group for all that is measured, and the beginning of a command that enters it."""
    from bench._pairs import own_group

    group = own_group()
    if group is None:
        yield None, []
        return
    try:
        yield group, ["sh", "-c", f'echo $$ > "{group}/cgroup.procs" && exec "$@"', "sh"]
    finally:
        try:
            group.rmdir()
        except OSError as error:
            print(f"{group} is left: {error}", file=sys.stderr)


def _python() -> str:
    """Debian's own where it is of our version: its start is what most judges pay, without a site folder's."""
    try:
        asked = [SYSTEM_PYTHON, "-c", "import sys; print(*sys.version_info[:2])"]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return sys.executable
    return SYSTEM_PYTHON if said == [str(part) for part in sys.version_info[:2]] else sys.executable


def _page(found: dict[str, Any]) -> str:
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    lines = [
        f"### {'As root' if found['user'] == 0 else 'As an ordinary user'}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "",
        f"{found['tier']}; {found['runner']}; Linux {platform.release()}, {os.cpu_count()} cores, load {load}; "
        f"{found['rounds']} rounds; CPU {found['meter']}. Python is {found['python']}.",
        "",
    ]
    for table in found["tables"]:
        lines += [f"**{table['title']}**", ""]
        if "rows" in table:
            lines += [
                "| | wall ms | CPU ms | wall, to the first | CPU, to the first |",
                "|---|---|---|---|---|",
            ]
            lines += [
                f"| {row['name']} | {row['wall_ms']:.4g} | {row['cpu_ms']:.4g} | {_spread(row['wall_ratio'])} | "
                f"{_spread(row['cpu_ratio'])} |"
                for row in table["rows"]
            ]
        else:
            lines += ["| " + " | ".join(table["head"]) + " |", "|---" * len(table["head"]) + "|"]
            lines += ["| " + " | ".join(cells) + " |" for cells in table["cells"]]
        lines += ["", *([table["note"], ""] if table.get("note") else [])]
    return "\n".join(lines)


def _spread(ratio: list[float]) -> str:
    return f"{ratio[0]:.2f} ({ratio[1]:.2f}-{ratio[2]:.2f})"


if __name__ == "__main__":
    main()
