"""Judging by a tree of groups: what is run of it, and what its results come to."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assay.bank.group_yaml import Settings
from assay.bank.package import Package
from assay.bank.scoring import Line, ScoringFault, default_grader, grade_current, grade_legacy, static_path
from assay.bank.static_validation import validated_sources
from assay.bank.testdata import GroupFolder, TestFile
from assay.judge.model import (
    Comparison,
    Judge,
    Limits,
    OnTest,
    Program,
    Result,
    Task,
    Test,
    TestResult,
    Verdict,
)

Read = Callable[[TestFile], Test]
"""A test as it is judged: of answers that were submitted, with the right one of them."""


@dataclass(frozen=True)
class Judged:
    """``paths`` are the format's names of the tests in ``result``. ``scores`` by group, "" for the whole;
    None where the problem gives none."""

    result: Result
    paths: tuple[str, ...]
    scores: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Judging:
    """A program, and how a package has it judged."""

    package: Package
    program: Program
    judge: Judge
    limits: Limits
    read: Read
    on_test: OnTest | None = None


class Walk:
    """Runs the tests of a tree, group by group, and leaves out those that cannot change anything."""

    def __init__(self, judging: Judging) -> None:
        self._judging, self._package = judging, judging.package
        self._results: dict[str, TestResult] = {}
        self._first: Result | None = None
        self._broken: Result | None = None

    async def graded(self) -> Judged:
        try:
            return await self._graded()
        except ScoringFault as fault:
            base, tests = self._first or Result(Verdict.AC), tuple(self._results.values())
            whole = replace(base, verdict=Verdict.JE, tests=tests, message=str(fault))
            return Judged(whole, tuple(self._results))

    @property
    def _style(self) -> str | None:
        validator = self._package.comparison.validator
        return validator.style if validator else None

    async def _graded(self) -> Judged:
        legacy = self._package.facts.groups == "legacy"
        await (self._legacy(self._package.tree) if legacy else self._current())
        tests = tuple(self._results.values())
        paths = tuple(self._results)
        if self._broken is not None:
            return Judged(replace(self._broken, tests=tests), paths)
        base = self._first or Result(Verdict.AC)
        facts = self._package.facts
        if legacy:
            found = await grade_legacy(
                self._package.tree,
                self._results,
                self._grader,
                scoring=facts.scoring,
                score_needed=facts.scoring and facts.validation.scores and self._style == "icpc",
            )
        else:
            found = grade_current(self._package.tree, self._results, scoring=facts.scoring)
        score = found.scores.get("") if facts.scoring else None
        whole = replace(base, verdict=found.verdict, tests=tests, score=score)
        return Judged(whole, paths, found.scores if facts.scoring else None)

    async def _run(self, tests: Sequence[TestFile], *, stop_early: bool) -> bool:
        """False where nothing more is to be run: it does not compile, or the judge failed."""
        if self._broken is not None:
            return False
        judging = self._judging
        task = Task(
            judging.program,
            [judging.read(test) for test in tests],
            judging.limits,
            self._package.comparison,
            stop_early=stop_early,
        )
        result = await judging.judge.judge(task, on_test=judging.on_test)
        return self._took(result, [test.path for test in tests])

    async def _static(self, group: GroupFolder) -> bool:
        """As ``_run``, of the group's test of the sources, where it has one."""
        if not group.settings.static or self._broken is not None:
            return self._broken is None
        path = static_path(group)
        result = await validated_sources(self._judging, group.settings, path)
        return self._took(result, [path])

    def _took(self, result: Result, paths: Sequence[str]) -> bool:
        self._first = self._first or result
        self._results.update(zip(paths, result.tests, strict=False))
        if result.verdict in (Verdict.CE, Verdict.JE):
            self._broken = result
        return self._broken is None

    async def _legacy(self, group: GroupFolder) -> bool:
        """Whether all of it, as the default grader has it, is accepted; a custom grader is asked at the end."""
        stops = group.settings.stops_at_reject
        lines: list[Line] = []
        for is_group, together in itertools.groupby(group.items, lambda item: isinstance(item, GroupFolder)):
            items = list(together)
            if is_group:
                for item in items:
                    assert isinstance(item, GroupFolder)  # noqa: S101 - grouped so
                    accepted = await self._legacy(item)
                    lines.append((Verdict.AC if accepted else Verdict.WA, 0.0))
                    if (not accepted and stops) or self._broken is not None:
                        return False
                continue
            tests = [item for item in items if isinstance(item, TestFile)]
            if not await self._run(tests, stop_early=stops):
                return False
            found = [self._results[test.path].verdict for test in tests if test.path in self._results]
            lines += [(verdict, 0.0) for verdict in found]
            if stops and any(verdict is not Verdict.AC for verdict in found):
                break
        if not lines:
            return True
        verdict, _ = await self._grader(group.settings, lines)
        return verdict is Verdict.AC

    async def _current(self) -> None:
        passed: dict[str, bool] = {}
        for top in self._package.tree.items:
            assert isinstance(top, GroupFolder)  # noqa: S101 - sample and secret
            parts = [item for item in top.items if isinstance(item, GroupFolder)] or [top]
            blocked = not all(passed.get(name, False) for name in top.settings.require_pass)
            if parts[0] is not top and not blocked and not await self._static(top):
                return
            for part in parts:
                needed = part.settings.require_pass if part is not top else ()
                tests = list(part.tests())
                if blocked or not all(passed.get(name, False) for name in needed):
                    passed[part.path] = False
                    continue
                if not await self._static(part) or not await self._run(tests, stop_early=False):
                    return
                paths = [
                    *([static_path(part)] if part.settings.static else []),
                    *(test.path for test in tests),
                ]
                passed[part.path] = all(self._results[path].verdict is Verdict.AC for path in paths)

    async def _grader(self, settings: Settings, lines: Sequence[Line]) -> Line:
        if not settings.custom_grader:
            return default_grader(settings, lines)
        grader = self._package.own.grader
        if grader is None:
            raise ScoringFault("testdata.yaml says `grading: custom`, but graders/ has no program")
        text = "".join(f"{verdict} {score:g}\n" for verdict, score in lines)
        validation = self._package.facts.validation
        result = await self._judging.judge.judge(
            Task(
                grader.program(),
                [Test("grader", "grading", text.encode(), arguments=settings.grader_flags)],
                Limits(validation.cpu_s, validation.memory_mib, validation.output_mib),
                Comparison(),
            )
        )
        said = result.tests[0] if result.tests else None
        words = said.stdout.split() if said is not None else []
        if said is None or said.verdict is not Verdict.AC or len(words) != 2:
            why = result.message or (said.exit if said else None) or f"it printed {b' '.join(words)!r}"
            raise ScoringFault(f"the grader failed: {why}")
        try:
            return Verdict(words[0].decode()), float(words[1])
        except ValueError as error:
            raise ScoringFault(f"the grader printed {b' '.join(words)!r}: {error}") from error
