"""The judge of an ordinary user: the same isolation, and no run without it."""

from __future__ import annotations

import json
import os

import pytest

from tests.hostile.test_backends import attacked
from tests.tiers import Setting, backends_here, run_as

_USER = os.geteuid()
_LANGUAGES = """
import asyncio, json
from assay.judge.languages import available
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge
from assay.judge.signature import Signature, Type
from assay.judge.starters import starter

async def main():
    made = Signature("made", (), Type("string"))
    said = {}
    async with LocalJudge(slots=1) as judge:
        for name in sorted({"python", "javascript", "typescript", "java", "c", "cpp"} & set(available())):
            for signature in (None, made) if "function" in available()[name].spec.modes else (None,):
                program = Program(name, starter(name, signature), signature)
                comparison = Comparison("json" if signature else "tokens")
                result = await judge.judge(Task(program, [Test("a", "b", b"", None)], Limits(), comparison))
                said[f"{name} {'function' if signature else 'stdio'}"] = result.verdict
    print(json.dumps(said))

asyncio.run(main())
"""
_TRIED = """
import asyncio
from assay.judge.service import IsolationUnavailable, LocalJudge

async def main():
    try:
        async with LocalJudge(slots=1) as judge:
            print("it runs by", judge.tier.words)
    except IsolationUnavailable as error:
        print(error)

asyncio.run(main())
"""


@pytest.fixture
def ordinary() -> Setting:
    for setting in backends_here():
        if setting.backend == "namespaces" and setting.uid != 0 and not setting.many:
            return setting
    pytest.skip("an ordinary user has no namespaces here")


@pytest.mark.slow
def test_all_quick_attacks_are_contained(ordinary: Setting) -> None:
    count, troubles = attacked(ordinary)
    assert count > 120
    assert troubles == {}


@pytest.mark.slow
def test_the_main_languages_run(ordinary: Setting) -> None:
    found = json.loads(ordinary.run(_LANGUAGES))
    assert all(verdict == "AC" for name, verdict in found.items() if name.endswith("stdio"))
    assert set(found.values()) <= {"AC", "RTE"}


def test_without_namespaces_nothing_is_run_by_them() -> None:
    """In a user namespace that allows no further one, the judge refuses and says what to do."""
    said = run_as(_USER, _TRIED, backend="namespaces", namespaces=False).stdout
    assert "it runs" not in said
    assert "none will be run" in said
    assert "sysctl -w user.max_user_namespaces" in said


def test_without_namespaces_it_is_landlock_or_nothing() -> None:
    said = run_as(_USER, _TRIED, namespaces=False).stdout
    assert "it runs by landlock" in said or "none will be run" in said
