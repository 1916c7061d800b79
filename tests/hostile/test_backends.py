"""The corpus under every way of isolating that can be set up here, as root and as ordinary users."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tiers import Setting, backends_here

# What ways of isolating differ in: files, processes, users, time, memory, what is left behind.
REPRESENTATIVE = (
    "spin",
    "let orphans compute",
    "let adopted children compute",
    "fork bomb that goes on",
    "storm of sessions in C",
    "leave a daemon that holds the output open",
    "flood of output",
    "heap bomb",
    "memory files",
    "many processes that share the limit",
    "fill the disk",
    "use up the inodes",
    "read the host's files",
    "climb out of the folders",
    "write to the system",
    "call what is forbidden",
    "use the network",
    "kill the supervisor",
    "kill all there is",
    "files for the next test",
    "links for whoever cleans up",
    "processes for the next test",
    "change /tmp itself",
    "change one's own program",
    "reopen the streams",
    "use descriptors of the judge",
    "leave a changed interpreter",
    "search memory for other tests",
    "patched json",
    "include the host's files",
)
_HOST = (Path(__file__).parent / "host.py").read_text()
_ATTACK = """
import asyncio, json, sys, types
from assay.judge.hostile import CORPUS, clean, launch
from assay.judge.languages import available
from assay.judge.service import LocalJudge

chosen, found = json.loads(sys.argv[1]), {}

async def main():
    async with LocalJudge(slots=1) as judge:
        slowness = judge.tier.isolation.slowness
        assert await clean(judge, slowness=slowness) is None
        for attack in CORPUS:
            if attack.slow or attack.language not in available() or chosen and attack.name not in chosen:
                continue
            if attack.namespaces and "landlock" in judge.tier.words:
                continue
            before = host()
            outcome = await launch(judge, attack, slowness=slowness)
            trouble = outcome.trouble or ", ".join(left_since(before))
            found[attack.name] = trouble
        tier = judge.tier.words
    print(json.dumps({"tier": tier, "found": found}))

asyncio.run(main())
"""


def attacked(setting: Setting, *names: str) -> dict[str, str]:
    """Attack to trouble; says on stdout which way it was."""
    # Before its last line there may be what the judge logged.
    said = json.loads(setting.run(f"{_HOST}\n{_ATTACK}", json.dumps(names)).splitlines()[-1])
    print(setting.id, said["tier"])
    found: dict[str, str] = said["found"]
    return {name: trouble for name, trouble in found.items() if trouble} | {"count": str(len(found))}


@pytest.fixture(params=backends_here(), ids=lambda setting: setting.id)
def setting(request: pytest.FixtureRequest) -> Setting:
    made: Setting = request.param
    return made


@pytest.mark.slow
def test_representative_attacks_are_contained(setting: Setting) -> None:
    found = attacked(setting, *REPRESENTATIVE)
    assert int(found.pop("count")) >= len(REPRESENTATIVE) - 3
    assert found == {}
