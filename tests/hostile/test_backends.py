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
    "search a /proc that is there",
)
# Of the slow ones, what is bounded in another way by each: threads, processes, memory that no language's own limit
# counts, and what compilers can read. Not in gVisor, whose slow ones take an hour: `assay doctor --full` has them all.
SLOW = (
    "let workers compute",
    "processes from JavaScript",
    "thread bomb in Java",
    "memory outside the heap in JavaScript",
    "include_str in Rust",
)
_HOST = (Path(__file__).parent / "host.py").read_text()
_ATTACK = """
import asyncio, json, sys, types
from assay.judge.hostile import CORPUS, clean, launch
from assay.judge.service import LocalJudge

chosen, found, left_out = json.loads(sys.argv[1]), {}, {}

async def main():
    async with LocalJudge(slots=1) as judge:
        assert await clean(judge) is None
        for attack in CORPUS:
            if attack.name not in chosen if chosen else attack.slow:
                continue
            lacks = judge.lacks(attack.language)
            if lacks is not None or attack.namespaces and not judge.tier.isolation.namespaces:
                left_out[attack.name] = lacks or "namespaces"
                continue
            before = host()
            outcome = await launch(judge, attack)
            trouble = outcome.trouble or ", ".join(left_since(before))
            found[attack.name] = trouble
        tier = judge.tier.words
    print(json.dumps({"tier": tier, "found": found, "left_out": left_out}))

asyncio.run(main())
"""


def attacked(setting: Setting, *names: str) -> tuple[int, dict[str, str]]:
    """How many attacks were launched, and attack to trouble; says on stdout which way it was. Without names all
    quick ones. Left out is only what needs a language that is not installed, or that only namespaces hide."""
    # Before its last line there may be what the judge logged.
    said = json.loads(setting.run(f"{_HOST}\n{_ATTACK}", json.dumps(names), timeout_s=7200).splitlines()[-1])
    print(setting.id, said["tier"], said["left_out"])
    for name, why in said["left_out"].items():
        assert "not installed" in why or (why == "namespaces" and setting.backend == "landlock"), (name, why)
    found: dict[str, str] = said["found"]
    assert not names or found.keys() | said["left_out"].keys() == set(names)
    return len(found), {name: trouble for name, trouble in found.items() if trouble}


@pytest.fixture(params=backends_here(), ids=lambda setting: setting.id)
def setting(request: pytest.FixtureRequest) -> Setting:
    made: Setting = request.param
    return made


@pytest.mark.slow
def test_representative_attacks_are_contained(setting: Setting) -> None:
    names = REPRESENTATIVE if setting.backend == "gvisor" else (*REPRESENTATIVE, *SLOW)
    _, troubles = attacked(setting, *names)
    assert troubles == {}
