"""The tests of the graded submission, as rows and by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assay.bank.package import Package
from assay.report import scoring, words
from assay.report.document import Group, TestRow

SHOWN = 2048
"""Characters of an input, answer or output that the document keeps."""
_ORDER = ("samples", *scoring.GROUPS)


def rows(package: Package, result: Mapping[str, Any] | None) -> list[TestRow]:
    if result is None:
        return []
    outcomes = {(outcome["group"], outcome["name"]): outcome for outcome in result["tests"]}
    made = []
    for test in package.tests:
        outcome = outcomes.get((test.group, test.name))
        if outcome is None and result["verdict"] != "CE":
            continue
        code = outcome["verdict"] if outcome else "CE"
        found = outcome or {}
        content = test.read()
        made.append(
            TestRow(
                name=f"{test.group}/{test.name}",
                title=test.title,
                group=test.group,
                verdict=code,
                words=words.test_outcome(
                    code,
                    cpu_s=found.get("cpu_s", 0.0),
                    exit_words=found.get("exit"),
                    difference=found.get("difference"),
                ),
                cpu_s=found.get("cpu_s", 0.0),
                peak_mib=found.get("peak_mib", 0.0),
                input=_shown(content.input),
                expected=_shown(content.answer or b""),
                got=found.get("got"),
                stderr=found.get("stderr"),
                difference=found.get("difference"),
            )
        )
    return made


def _shown(content: bytes) -> str:
    text = content[: SHOWN * 4].decode("utf-8", "replace")
    if len(text) <= SHOWN:
        return text
    return f"{text[:SHOWN]}\n… ({len(content):,} bytes in all)"


def groups(package: Package, tests: Sequence[TestRow]) -> list[Group]:
    """Without any result each group counts its tests in the package, none passed."""
    found = []
    present = {test.group for test in package.tests}
    for name in (*_ORDER, *sorted(present - set(_ORDER))):
        mine = [test for test in tests if test.group == name]
        total = len(mine) if tests else sum(test.group == name for test in package.tests)
        if total:
            found.append(Group(name=name, passed=sum(test.verdict == "AC" for test in mine), total=total))
    return found
