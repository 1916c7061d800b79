"""What starting a program takes where that is more than the languages' manifests say: measured, and given.

In gVisor every call of the kernel takes many times as long as elsewhere, and most of what a run-time does at its
start are such calls. That is the sandbox's time, not the program's.
"""

from __future__ import annotations

import threading
from dataclasses import replace

from assay.judge.languages import Found
from assay.judge.model import Comparison, Limits, Program, Test, TestResult, Verdict
from assay.judge.sandbox.host import JudgeFault
from assay.judge.sandbox.isolation import Isolation
from assay.judge.slot import Slot

_TIMES = 3
_ROOM = 1.5
"""The longest measured is one of few."""
_LIMITS = Limits(cpu_s=10, memory_mib=512)


class Starts:
    """Of all languages on one tier. For the threads of one process."""

    def __init__(self, isolation: Isolation) -> None:
        self._slow = isolation.slowness > 1
        self._known: dict[str, float] = {}
        self._lock = threading.Lock()

    def here(self, slot: Slot, found: Found) -> Found:
        """``found`` with the ``start_s`` of this tier, for which the manifest's test program is run on ``slot`` the
        first time, which has no sandbox open. Raises JudgeFault where not even that works."""
        if not self._slow:
            return found
        spec = found.spec
        with self._lock:
            if spec.id not in self._known:
                self._known[spec.id] = max(spec.start_s, round(_ROOM * _measured(slot, found), 2))
            start_s = self._known[spec.id]
        limits = spec.limits.model_copy(update={"start_s": start_s})
        return replace(found, spec=spec.model_copy(update={"limits": limits}))


def _measured(slot: Slot, found: Found) -> float:
    """CPU seconds."""
    spec = found.spec
    program = Program(spec.id, spec.hello)
    test = Test("start", "start", spec.hello_input.encode(), "Hello, Zoë!\n".encode())
    compiled = slot.compile(program, found)
    if compiled.trouble is not None:
        raise JudgeFault(f"{spec.name} does not work here: {compiled.trouble}: {compiled.said[-500:]}")
    try:
        runs = [slot.test(program, found, compiled, test, _LIMITS, Comparison()) for _ in range(_TIMES)]
    finally:
        slot.finish()
    for run in runs:
        if run.verdict is not Verdict.AC:
            raise JudgeFault(f"{spec.name} does not work here: {_said(run)}")
    return max(run.cpu_s for run in runs)


def _said(run: TestResult) -> str:
    text = run.stderr.decode(errors="replace").strip()[-500:]
    return f"its test program got {run.verdict} ({run.exit or run.difference}) {text}".strip()
