"""Installs languages on this machine, and shows by a program that they work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.judge import toolchains
from assay.judge.languages import available
from assay.judge.manifest import LanguageSpec
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Verdict
from assay.judge.service import LocalJudge

Say = Callable[[str], None]
_APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "--no-install-recommends")


@dataclass(frozen=True)
class Outcome:
    """``message`` says what went wrong and what to do; None where the language works now."""

    spec: LanguageSpec
    version: str | None
    message: str | None


def command_for(specs: Iterable[LanguageSpec]) -> str:
    """The command that an administrator would type for what only the system's packages offer."""
    packages = dict.fromkeys(package for spec in specs for package in spec.install.debian)
    return f"sudo apt-get install {' '.join(packages)}"


async def install(specs: Sequence[LanguageSpec], say: Say) -> list[Outcome]:
    """From Python packages where there are, into this environment; else, as root, from the system's packages.

    Then each runs its ``hello`` in a sandbox. Raises IsolationUnavailable where there can be none.
    """
    missing = [spec for spec in specs if spec.id not in available()]
    troubles: dict[str, str] = {}
    from_python = [spec for spec in missing if spec.install.pypi]
    if from_python:
        trouble = _from_python([name for spec in from_python for name in spec.install.pypi], say)
        troubles |= {spec.id: trouble for spec in from_python if trouble is not None}
    from_system = [spec for spec in missing if spec.install.debian and not spec.install.pypi]
    troubles |= _from_system(from_system, say)
    toolchains.forget()
    return await _outcomes(specs, troubles)


async def _outcomes(specs: Sequence[LanguageSpec], troubles: dict[str, str]) -> list[Outcome]:
    here = available()
    outcomes: list[Outcome] = []
    async with LocalJudge(slots=1) as judge:
        for spec in specs:
            found = here.get(spec.id)
            if found is None:
                why = troubles.get(spec.id, "its packages are installed, but its programs were not found")
                outcomes.append(Outcome(spec, None, f"{why}. To install it: {spec.install}"))
                continue
            result = await judge.judge(
                Task(
                    Program(spec.id, spec.hello),
                    [Test("hello", "sample", spec.hello_input.encode(), "Hello, Zoë!\n".encode())],
                    Limits(cpu_s=10, memory_mib=512),
                    Comparison(),
                )
            )
            outcomes.append(Outcome(spec, found.version, _wrong(result)))
    return outcomes


def _wrong(result: Result) -> str | None:
    if result.verdict is Verdict.AC:
        return None
    test = result.tests[0] if result.tests else None
    ended = (test.exit or test.difference) if test is not None else None
    said = result.compiler or (test.stderr.decode(errors="replace") if test is not None else "")
    parts = [f"its test program got {result.verdict}", result.message, ended, said.strip()[-500:]]
    return ": ".join(part for part in parts if part)


def _from_python(packages: Sequence[str], say: Say) -> str | None:
    """What went wrong, None if nothing."""
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.is_file() else shutil.which("uv")
    if uv is not None:
        argv = [uv, "pip", "install", "--quiet", "--python", sys.executable, *packages]
    else:
        argv = [sys.executable, "-m", "pip", "install", "--quiet", *packages]
    return _run(argv, say)


def _from_system(specs: Sequence[LanguageSpec], say: Say) -> dict[str, str]:
    """What went wrong, by language: one whose packages this system does not have stops no other."""
    trouble = None
    if not specs:
        return {}
    if shutil.which("apt-get") is None:
        trouble = "this system has no apt-get: install the packages of the same purpose by its own means"
    elif os.geteuid() != 0:
        trouble = f"only root may install the system's packages. Run: {command_for(specs)}"
    else:
        trouble = _run(["apt-get", "update", "-qq"], say)
    if trouble is not None:
        return {spec.id: trouble for spec in specs}
    trouble = _by_apt(specs, say)
    if trouble is None or len(specs) == 1:
        return {} if trouble is None else {specs[0].id: trouble}
    alone = {spec.id: _by_apt([spec], say) for spec in specs}
    return {language: trouble for language, trouble in alone.items() if trouble is not None}


def _by_apt(specs: Sequence[LanguageSpec], say: Say) -> str | None:
    return _run([*_APT, *dict.fromkeys(package for spec in specs for package in spec.install.debian)], say)


def _run(argv: Sequence[str], say: Say) -> str | None:
    say(" ".join(argv))
    try:
        done = subprocess.run(argv, capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        return f"`{' '.join(argv)}` could not be started: {error}"
    if done.returncode == 0:
        return None
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return f"`{' '.join(argv)}` failed with exit status {done.returncode}: {' / '.join(lines[-3:])}"
