"""Which worker runs what, where tests run side by side: a file at a time, the long ones first.

Tests of the machine itself (attacks, ways to isolate, time under load) are one unit: no two of them run at once, and
what one does to the machine is not held against another.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

MACHINE = "of the machine"
_MACHINE = (
    "tests/hostile/",
    "tests/cli/test_judge.py",
    "tests/judge/test_tiers.py",
    "tests/judge/test_fair_time.py",
)
EACH_S = 0.4
"""A test of a file that is not below."""
# Roughly, on a calm machine. Only the order counts: what is long begins early, so that no worker waits at the end.
LONG_S = {
    MACHINE: 1500,
    "tests/judge/test_conformance.py": 240,
    "tests/judge/test_languages.py": 180,
    "tests/bank/test_icpc_packages.py": 180,
    "tests/e2e/test_pages.py": 180,
    "tests/worker/test_storm.py": 180,
    "tests/e2e/test_whole_way.py": 150,
    "tests/e2e/test_nothing_lost.py": 120,
    "tests/e2e/test_report_evidence.py": 120,
    "tests/analysis/growth/test_growth.py": 120,
    "tests/e2e/test_wait_and_fault.py": 90,
    "tests/web/test_fuzz.py": 90,
    "tests/cli/test_verify.py": 90,
    "tests/worker/test_fleet.py": 90,
    "tests/web/candidate/test_real_judge.py": 40,
    "tests/judge/test_toolchains.py": 40,
    "tests/e2e/test_compare.py": 60,
    "tests/e2e/test_lines_that_break.py": 60,
    "tests/cli/test_server_commands.py": 60,
    "tests/injection/test_report.py": 60,
    "tests/web/candidate/test_ending.py": 40,
    "tests/web/candidate/test_measuring.py": 40,
}


class LongFirst(LoadFileScheduling):  # type: ignore[misc]  # it brings no types
    """Order and units as above; how units are handed out is xdist's."""

    def _split_scope(self, nodeid: str) -> str:
        return MACHINE if nodeid.startswith(_MACHINE) else super()._split_scope(nodeid)


def in_order(nodeids: list[str]) -> list[int]:
    """The places of the tests, as they are to be begun."""
    files = [nodeid.split("::", 1)[0] for nodeid in nodeids]
    units = [MACHINE if file.startswith(_MACHINE) else file for file in files]
    lasts = {unit: LONG_S.get(unit, EACH_S * units.count(unit)) for unit in set(units)}
    return sorted(range(len(nodeids)), key=lambda at: (-lasts[units[at]], units[at], files[at]))
