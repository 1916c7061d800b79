"""The same isolation for an ordinary user: single user id, no control groups."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
NOBODY = 65534
_SOURCE = Path(__file__).resolve().parents[2] / "src"

_ATTACK = """
import asyncio, json
from assay.judge.hostile import CORPUS, launch
from assay.judge.service import LocalJudge

async def main():
    async with LocalJudge(slots=1) as judge:
        outcomes = [await launch(judge, attack) for attack in CORPUS if not attack.slow]
        print(json.dumps({
            "tier": judge.tier.words,
            "trouble": {each.attack.name: each.trouble for each in outcomes if each.trouble},
            "count": len(outcomes),
        }))

asyncio.run(main())
"""
_LANGUAGES = """
import asyncio, json
from assay.judge.languages import LANGUAGES
from assay.judge.model import Comparison, Limits, Program, Test
from assay.judge.service import LocalJudge
from assay.judge.signature import Signature, Type
from assay.judge.starters import starter

async def main():
    made = Signature("made", (), Type("string"))
    async with LocalJudge(slots=1) as judge:
        said = {}
        for spec in LANGUAGES.values():
            for signature in (None, made) if "function" in spec.modes else (None,):
                program = Program(spec.id, starter(spec.id, signature), signature)
                comparison = Comparison("json" if signature else "tokens")
                result = await judge.judge(program, [Test("a", "b", b"", None)], Limits(), comparison)
                said[f"{spec.id} {'function' if signature else 'stdio'}"] = result.verdict
        print(json.dumps(said))

asyncio.run(main())
"""
_REFUSED = """
import asyncio
from assay.judge.service import IsolationUnavailable, LocalJudge

async def main():
    try:
        async with LocalJudge(slots=1):
            print("it runs")
    except IsolationUnavailable as error:
        print(error)

asyncio.run(main())
"""


def _run(program: str, *before: str) -> str:
    """As an ordinary user, on the system's Python if this one's folder is not open to others."""
    import pydantic

    packages = Path(pydantic.__file__).parents[1]
    command = [*before, SYSTEM_PYTHON, "-B", "-c", program]
    if os.geteuid() == 0:
        command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
    environment = {"PATH": os.environ["PATH"], "HOME": "/tmp", "PYTHONPATH": f"{_SOURCE}:{packages}"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd="/", timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


pytestmark = pytest.mark.skipif(
    not Path(SYSTEM_PYTHON).exists() or shutil.which("setpriv") is None or shutil.which("unshare") is None,
    reason="needs a Python open to all users, setpriv and unshare",
)


@pytest.mark.slow
def test_attacks_are_contained() -> None:
    found = json.loads(_run(_ATTACK))
    assert found["trouble"] == {}
    assert found["count"] > 60
    assert found["tier"].startswith("namespaces (one user), seccomp")


@pytest.mark.slow
def test_every_language_runs() -> None:
    found = json.loads(_run(_LANGUAGES))
    assert len(found) == 11
    assert set(found.values()) <= {"AC", "RTE"}
    assert all(found[name] == "AC" for name in found if name.endswith("stdio"))
    assert found["cpp function"] == found["python function"] == found["javascript function"] == "AC"


def test_without_namespaces_nothing_is_run() -> None:
    """In a user namespace that allows no further one, the judge refuses and says what to do."""
    inside = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'
    said = _run(_REFUSED, "unshare", "--user", "--map-root-user", "sh", "-c", inside, "sh")
    assert "it runs" not in said
    assert "none will be run" in said
    assert "sysctl -w user.max_user_namespaces" in said
