"""Interactive submissions that do not play, under every way of isolating that can be set up here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.hostile.test_interactive import AC, HONEST, INTERACTOR, NOT_PLAYING
from tests.tiers import Setting, backends_here

REPRESENTATIVE = (
    "never reads",
    "floods",
    "ends first",
    "dies",
    "closes its input",
    "says that it is right",
    "a daemon holds the pipes",
    "grows the pipe",
    "reopens the pipes",
    "looks for the secret",
)
_PLAYED = """
import asyncio, json, sys
from assay.judge.model import Comparison, Limits, Program, Task, Test, Validator
from assay.judge.service import LocalJudge

interactor, programs = json.loads(sys.argv[1])

async def main():
    found = {}
    async with LocalJudge(slots=1) as judge:
        slowness = judge.tier.isolation.slowness
        validator = Validator(Program("python", interactor), interactive=True, cpu_s=2.0 * slowness)
        limits = Limits(cpu_s=0.4 * slowness, memory_mib=128, output_mib=1, processes=16)
        before = None
        for name, source in programs.items():
            tests = [Test("one", "hostile", b"707\\n", b"707\\n")]
            result = await judge.judge(
                Task(Program("python", source), tests, limits, Comparison("validator", validator=validator))
            )
            leak = any(b"LEAK" in test.stderr for test in result.tests)
            if before is None:
                before = host()  # the first of all has the judge make what it keeps
            found[name] = [result.verdict, "LEAK" if leak else "", *left_since(before)]
    print(json.dumps(found))

asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("setting", backends_here(), ids=lambda setting: setting.id)
def test_on_every_way_to_isolate(setting: Setting) -> None:
    programs = {
        "honest": HONEST,
        **{name: NOT_PLAYING[name][0] for name in REPRESENTATIVE},
        "honest again": HONEST,
    }
    script = f"{(Path(__file__).parent / 'host.py').read_text()}\n{_PLAYED}"
    found = json.loads(setting.run(script, json.dumps([INTERACTOR, programs])).splitlines()[-1])
    for name, (verdict, *trouble) in found.items():
        assert verdict in (NOT_PLAYING[name][1] if name in NOT_PLAYING else {AC}), (name, verdict)
        assert not any(trouble), (name, trouble)
