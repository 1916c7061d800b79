"""No edge or error test without a reason: each catches a wrong solution or a mutant that simpler tests miss."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.expectations import JudgeFailed
from assay.bank.mutants import mutants
from assay.bank.package import Package, TestFile
from assay.bank.reading import shown
from assay.judge import drivers
from assay.judge.model import Comparison, Judge, Limits, Program, Task, Test, Verdict

MOST_MUTANTS = 600
_BATCH = 40
_AT_ONCE = 2
_HARNESS = Path(__file__).with_name("mutant_harness.py")
_LIMITS = Limits(cpu_s=120.0, memory_mib=2048)


@dataclass
class _Search:
    """Targets not yet justified, and the mutants still to try."""

    package: Package
    source: str
    lives: list[str]
    open: list[TestFile]
    mutants: Iterator[str]
    tried: int = field(default=0)


async def check_redundancy(
    package: Package, already: set[TestFile], judge: Judge, complaints: Complaints
) -> None:
    """``already`` are the tests that a wrong solution justifies. Raises JudgeFailed.

    Where the package's own validator judges, another output than the solution's need not be wrong: then
    nothing can be said.
    """
    if package.comparison.form == "validator":
        return
    open_ = [test for test in package.tests if test.group in ("edge", "error") and test not in already]
    solution = next((each for each in package.submissions if each.right and each.language == "python"), None)
    if not open_ or solution is None:
        return
    source = solution.read()
    lives = [_text(test) for test in package.tests if test.group in ("samples", "basic")]
    every = itertools.islice(mutants(source), MOST_MUTANTS)
    search = _Search(package, source, lives, open_, every)
    await asyncio.gather(*(_work(search, judge) for _ in range(_AT_ONCE)))
    for test in search.open:
        complaints.add(
            shown(package, test.input_path),
            f"the test is redundant: no wrong solution and none of {search.tried} mutants of {solution.name} "
            "that pass samples and basic tests fail it",
            "remove it, or add under `wrong` a solution that only this test catches",
        )


async def _work(search: _Search, judge: Judge) -> None:
    """Takes batches of mutants until there are none, or every test is justified."""
    while search.open and (batch := list(itertools.islice(search.mutants, _BATCH))):
        search.tried += len(batch)
        targets = list(search.open)
        killed = await _kills(search, batch, targets, judge)
        search.open = [test for test in search.open if test not in killed]


async def _kills(
    search: _Search, batch: Sequence[str], targets: Sequence[TestFile], judge: Judge
) -> set[TestFile]:
    signature = search.package.signature
    comparison = search.package.comparison
    files = drivers.python(signature) if signature else {"driver.py": b""}
    job = {
        "original": search.source,
        "mutants": batch,
        "driver": files["driver.py"].decode(),
        "signature": json.loads(files["signature.json"]) if signature else None,
        "unordered": comparison.unordered,
        "case_sensitive": "case_sensitive" in comparison.flags,
        "lives": search.lives,
        "targets": [_text(test) for test in targets],
    }
    program = Program("python", _HARNESS.read_text(encoding="utf-8"))
    test = Test("mutants", "edge", json.dumps(job).encode())
    result = await judge.judge(Task(program, [test], _LIMITS, Comparison()))
    if result.verdict is not Verdict.AC:
        said = result.tests[0].stderr.decode(errors="replace").strip() if result.tests else result.message
        ended = result.tests[0].exit if result.tests else result.verdict
        raise JudgeFailed(f"the mutants could not be run: {ended}: {said}")
    found: list[list[int] | None] = json.loads(result.tests[0].stdout)
    return {targets[index] for indexes in found if indexes for index in indexes}


def _text(test: TestFile) -> str:
    return test.input_path.read_text(encoding="utf-8")
