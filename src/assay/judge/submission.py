"""The way of one submission through the judge: compile, run its tests in order, measure again what is near
its limit. Blocking; one thread. After a fault of the judge it can go on, on another slot, where it was."""

from __future__ import annotations

import functools
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace

from assay.judge import batches, compiling, fair, faults, verdicts
from assay.judge.compiling import Compiled
from assay.judge.fair import MARGIN, Known, Rerun
from assay.judge.gate import Gate, GivenUp
from assay.judge.kept import KeptPrograms
from assay.judge.languages import Found
from assay.judge.model import Program, Result, Task, Test, TestResult, Verdict
from assay.judge.pace import Pace
from assay.judge.prepared import Prepared
from assay.judge.recipes import recipe
from assay.judge.slot import SandboxCrashed, Slot, cpu_limit, limit_words
from assay.judge.starts import Starts
from assay.judge.validators import Made

ALONE_MOST_S = 60.0
"""Wall seconds for which the reruns of one submission may hold others up. Later ones run beside others."""
PAUSES_MOST_S = 20.0
"""Seconds that one submission may wait for a slow machine to become faster, holding nobody up but its slot."""
_POOR_BATCHES = 2
"""After so many processes that did not pass two tests, every test has its own."""
_Held = tuple[Test, TestResult | None]


@dataclass(frozen=True)
class Work:
    """What is to be judged, in the judge's own terms."""

    task: Task
    found: Found
    environment: dict[str, str]
    validators_found: tuple[Found, ...] = ()
    """The languages of the package's own validators, where it is they which judge."""


@dataclass(frozen=True)
class Shared:
    """What all submissions of one judge share. ``again``: whether a test near its limit is measured again."""

    kept: KeptPrograms
    gate: Gate
    prepared: Prepared
    pace: Pace
    starts: Starts
    again: bool = True


class Submission:
    def __init__(self, work: Work, shared: Shared, on_result: Callable[[TestResult], None] | None) -> None:
        """``on_result`` is called in the order of the tests, in the thread that runs them."""
        self._work, self._kept, self._gate = work, shared.kept, shared.gate
        self._prepared, self._pace, self._starts = shared.prepared, shared.pace, shared.starts
        self._on_result = on_result
        self._given_up = False
        self._alone_left_s = ALONE_MOST_S
        self._pauses_left_s = PAUSES_MOST_S
        self._batches_left = _POOR_BATCHES
        self.results: list[TestResult] = []
        self._crashed: str | None = None
        self._known = Known()
        self._again = shared.again
        self.at: str | None = None
        """The name of the test that runs, if one does."""

    def give_up(self) -> None:
        """For another thread: ``run`` raises GivenUp soon, once the slot has been abandoned too."""
        self._given_up = True
        self._gate.wake()

    def run(self, slot: Slot) -> Result:
        """Raises GivenUp, or whatever went wrong with the judge; the results so far are kept for the next try."""
        slot.begin(self._is_given_up)
        self._pace.glance()
        with self._gate.passed(self._is_given_up):
            found = self._starts.here(slot, self._work.found)
        self._work = work = replace(self._work, found=found)
        most_mib = work.task.limits.compilation_mib
        compiled = self._compiled(slot, work.task.program, work.found, most_mib)
        environment = {**work.environment, "time_limit": limit_words(found, work.task.limits)}
        if compiled.prepared is not None:
            environment["compiled_with"] = compiled.prepared
        if compiled.trouble is not None:
            return Result(Verdict.CE, (), compiled.said, compiled.trouble, environment)
        made = self._made(slot)
        if made is not None and made.trouble is not None:
            message = f"the problem's validator cannot be used: {made.trouble}"
            return Result(Verdict.JE, (), compiled.said, message, environment)
        self._run_tests(slot, compiled, made)
        verdict = next((r.verdict for r in self.results if r.verdict is not Verdict.AC), Verdict.AC)
        failed = self.results[-1].message if self.results and self._failed_itself() else None
        if failed is not None:
            verdict = Verdict.JE
        return Result(verdict, tuple(self.results), compiled.said, failed, environment)

    def _run_tests(self, slot: Slot, compiled: Compiled, made: Made | None) -> None:
        """Those that have no result yet, in order."""
        waiting = deque(self._work.task.tests[len(self.results) :])
        while waiting and not self._over():
            held = self._batch(slot, compiled, waiting) if made is None and self._batches_left else []
            if not held and waiting:
                held = [(waiting.popleft(), None)]
            for test, result in held:
                if self._over():
                    return
                self.at = test.name
                self._tell(self._test(slot, compiled, test, made) if result is None else result)
                self.at = None

    def _batch(self, slot: Slot, compiled: Compiled, waiting: deque[Test]) -> list[_Held]:
        """Runs tests in one process as far as that goes, and tells what passed; from the first on that has to
        be run by itself (None), they are given back."""
        work, chosen = self._work, recipe(self._work.found)
        task = work.task
        tests = batches.leading(waiting)
        ready, folder = self._prepared.for_batch(work.found)
        if len(tests) < 2 or not ready:
            return []
        command = chosen.batch(task.program, task.limits, compiled.files, quick=task.quick, prepared=folder)
        if command is None:
            self._batches_left = 0
            return []
        passed = 0
        held: list[_Held] = []
        with (
            self._gate.passed(self._is_given_up),
            closing(slot.batch(task.program, work.found, command, tests, task.limits)) as runs,
        ):
            for run, step in runs:
                test = waiting.popleft()
                comparison = task.comparison.of(test)
                result = verdicts.of_run(run, step, test, task.limits, comparison, chosen.tidy)
                if result.verdict is not Verdict.AC:
                    held.append((test, None))
                elif held:
                    held.append((test, result))
                else:
                    self._tell(result)
                passed += result.verdict is Verdict.AC
                if self._given_up or (held and task.stop_early):
                    break
        if passed < 2:
            self._batches_left -= 1
        return held

    def _is_given_up(self) -> bool:
        return self._given_up

    def _over(self) -> bool:
        if self._given_up:
            raise GivenUp
        failed = bool(self.results) and self.results[-1].verdict is not Verdict.AC
        return (self._work.task.stop_early and failed) or self._failed_itself()

    def _failed_itself(self) -> bool:
        """The package's validator did, which no more tests would change."""
        return bool(self.results) and self.results[-1].verdict is Verdict.JE

    def _made(self, slot: Slot) -> Made | None:
        validator = self._work.task.comparison.validator
        if validator is None:
            return None
        all_of_them = zip(validator.all, self._work.validators_found, strict=True)
        first, *rest = [
            Made(each, found, self._compiled(slot, each.program, found, None)) for each, found in all_of_them
        ]
        return replace(first, further=tuple(rest))

    def _tell(self, result: TestResult) -> None:
        self.results.append(result)
        if self._on_result is not None:
            self._on_result(result)

    def _compiled(self, slot: Slot, program: Program, found: Found, most_mib: int | None) -> Compiled:
        key = KeptPrograms.key(program, found, most_mib)
        compiled = self._kept.get(key)
        if compiled is None:
            choose = functools.partial(self._prepared.choice, found)
            with self._gate.passed(self._is_given_up):
                try:
                    compiled = slot.compile(program, found, choose, most_mib)
                except SandboxCrashed as crash:
                    if not self._blamed(slot, "compiling", crash):
                        raise
                    return compiling.brought_down()
            self._kept.put(key, compiled)
        return compiled

    def _test(self, slot: Slot, compiled: Compiled, test: Test, made: Made | None) -> TestResult:
        task, found = self._work.task, self._work.found

        def run(margin: float) -> TestResult:
            return slot.test(
                task.program, found, compiled, test, task.limits, task.comparison, made, margin=margin
            )

        met = None
        try:
            with self._gate.passed(self._is_given_up):
                if self._known.too_slow:
                    margin = fair.margin(self._pace.slowness(slot.core))
                    with self._pace.beside(slot.core) as meeting:
                        first = run(margin)
                    met = meeting.slowness
                else:
                    first = run(MARGIN)
        except SandboxCrashed as crash:
            if not self._blamed(slot, f"the test {test.name!r}", crash):
                raise
            return verdicts.brought_down(test)
        if not self._again:
            return first
        return fair.measured(
            first,
            cpu_limit(found, task.limits),
            again=functools.partial(self._alone, slot.core, run),
            pause=self._pause,
            slowness=functools.partial(self._pace.slowness, slot.core),
            known=self._known,
            met=met,
        )

    def _blamed(self, slot: Slot, what: str, crash: SandboxCrashed) -> bool:
        """Whether the program ended its sandbox: it did so on another slot before, and others run on this."""
        before, self._crashed = self._crashed, what
        if before != what or not slot.works():
            return False
        faults.brought_down(self._work.found.spec.id, what, str(crash))
        return True

    def _alone(self, core: int, run: Callable[[float], TestResult], margin: float) -> Rerun:
        with self._gate.passed(self._is_given_up, alone=self._alone_left_s > 0):
            started = time.monotonic()
            try:
                with self._pace.beside(core) as meeting:
                    result = run(margin)
                return Rerun(result, meeting.slowness)
            finally:
                self._alone_left_s -= time.monotonic() - started

    def _pause(self, seconds: float) -> bool:
        """Runs that are not alone any more are not worth waiting for."""
        if self._alone_left_s <= 0 or self._pauses_left_s < seconds:
            return False
        self._pauses_left_s -= seconds
        self._gate.pause(self._is_given_up, seconds)
        return True
