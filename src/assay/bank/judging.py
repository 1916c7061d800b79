"""Judges submissions to a package as its format has it: groups, scores, limits found from solutions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assay.bank.group_yaml import Settings
from assay.bank.package import Package, Submission, for_every_language
from assay.bank.problem_yaml import UNSTATED_TIME_LIMIT_S
from assay.bank.rules import counts_as, disagreements
from assay.bank.scoring import Line, ScoringFault, default_grader, grade_current, grade_legacy
from assay.bank.testdata import GroupFolder, TestFile
from assay.judge.languages import available
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

MEASURED_AT_MOST_S = 20.0
"""CPU seconds of a test while a package's time limit is found from its solutions."""


@dataclass(frozen=True)
class Judged:
    """``paths`` are the format's names of the tests in ``result``. ``scores`` by group, "" for the whole;
    None where the problem gives none."""

    result: Result
    paths: tuple[str, ...]
    scores: Mapping[str, float] | None = None


def program_of(package: Package, submission: Submission) -> Program:
    """As it is judged, with what the package adds to solutions. Raises ValueError without a language."""
    files = submission.files
    return package.own.with_added(files.program(package.signature), files.main)


def unknown_here(submission: Submission) -> str | None:
    """Why this machine cannot judge it, in words; None where it can."""
    if submission.language is None:
        return submission.files.unknown
    if submission.language not in available():
        return (
            f"{submission.language} is not installed here (`assay languages install {submission.language}`)"
        )
    return None


async def judge_program(
    package: Package,
    program: Program,
    judge: Judge,
    *,
    time_limit_s: float | None = None,
    on_test: OnTest | None = None,
) -> Judged:
    """``time_limit_s`` is the package's for every language alike, where it states none."""
    limits = package.limits_of(program.language)
    if package.interview is None and package.facts.time_limit_s is None:
        limits = for_every_language(limits, time_limit_s or UNSTATED_TIME_LIMIT_S, program.language)
    run = _Walk(package, program, judge, limits, on_test)
    if package.facts.scoring or not _plain(package.tree):
        return await run.graded()
    result = await judge.judge(
        Task(
            program,
            [test.read() for test in package.tests],
            limits,
            package.comparison,
            stop_early=package.facts.groups == "legacy" and package.interview is None,
        ),
        on_test=on_test,
    )
    paths = tuple(test.path for test in package.tests[: len(result.tests)])
    return Judged(result, paths)


def _plain(group: GroupFolder) -> bool:
    """The first verdict that is not AC is the whole's: nothing in the tree says otherwise."""
    settings = group.settings
    inner = [item for item in group.items if isinstance(item, GroupFolder)]
    usual = settings.stops_at_reject and not settings.grader_flags and not settings.custom_grader
    return usual and all(_plain(item) for item in inner)


class _Walk:
    """Runs the tests of a tree, group by group, and leaves out those that cannot change anything."""

    def __init__(
        self, package: Package, program: Program, judge: Judge, limits: Limits, on_test: OnTest | None
    ) -> None:
        self._package, self._program, self._judge = package, program, judge
        self._limits, self._on_test = limits, on_test
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
            found = grade_current(self._package.tree, self._results)
        score = found.scores.get("") if facts.scoring else None
        whole = replace(base, verdict=found.verdict, tests=tests, score=score)
        return Judged(whole, paths, found.scores if facts.scoring else None)

    async def _run(self, tests: Sequence[TestFile], *, stop_early: bool) -> bool:
        """False where nothing more is to be run: it does not compile, or the judge failed."""
        if self._broken is not None:
            return False
        result = await self._judge.judge(
            Task(
                self._program,
                [test.read() for test in tests],
                self._limits,
                self._package.comparison,
                stop_early=stop_early,
            ),
            on_test=self._on_test,
        )
        self._first = self._first or result
        self._results.update({t.path: each for t, each in zip(tests, result.tests, strict=False)})
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
            for part in parts:
                needed = part.settings.require_pass if part is not top else ()
                tests = list(part.tests())
                if blocked or not all(passed.get(name, False) for name in needed):
                    passed[part.path] = False
                    continue
                if not await self._run(tests, stop_early=False):
                    return
                passed[part.path] = all(self._results[test.path].verdict is Verdict.AC for test in tests)

    async def _grader(self, settings: Settings, lines: Sequence[Line]) -> Line:
        if not settings.custom_grader:
            return default_grader(settings, lines)
        grader = self._package.own.grader
        if grader is None:
            raise ScoringFault("testdata.yaml says `grading: custom`, but graders/ has no program")
        text = "".join(f"{verdict} {score:g}\n" for verdict, score in lines)
        validation = self._package.facts.validation
        result = await self._judge.judge(
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


async def measured_time_limit(
    package: Package, judge: Judge, submissions: Sequence[Submission]
) -> tuple[float, dict[str, Judged]]:
    """The limit in seconds for a package that states none, from the slowest of its right
    solutions; and what those did, by name (at a higher limit, which makes no difference for them)."""
    slowest = 0.0
    done: dict[str, Judged] = {}
    for submission in submissions:
        # Wrong ones may be slow as well, or hang: they are judged at the limit that the right ones need.
        if not submission.right or not submission.lower_bound or unknown_here(submission) is not None:
            continue
        program = program_of(package, submission)
        judged = await judge_program(package, program, judge, time_limit_s=MEASURED_AT_MOST_S)
        tests = [test for test in judged.result.tests if test.verdict is not Verdict.TLE]
        slowest = max([slowest, *(test.cpu_s for test in tests)])
        if len(tests) == len(judged.result.tests):
            done[submission.name] = judged
    timing = package.facts.timing
    if not slowest:
        return UNSTATED_TIME_LIMIT_S, done
    steps = max(1, math.ceil(slowest * timing.times / timing.resolution_s - 1e-9))
    return steps * timing.resolution_s, done


def unlike_expected(package: Package, submission: Submission, judged: Judged) -> list[str]:
    """What differs from what the package expects of it, in words; nothing where it is as expected."""
    result = judged.result
    if submission.rules:
        return list(disagreements(result, submission.rules, judged.paths, judged.scores))
    if not submission.expected:
        return []
    if not counts_as(result.verdict, submission.expected):
        return [f"expected {' or '.join(submission.expected)}, but it gets {result.verdict}"]
    if judged.scores is not None and package.facts.groups == "legacy" and result.verdict is Verdict.AC:
        return _legacy_score(package, submission, judged.scores.get("", 0.0))
    return []


def _legacy_score(package: Package, submission: Submission, score: float) -> list[str]:
    """A partially accepted solution does not get the best score of the range."""
    low, high = package.tree.settings.range
    best = high if package.facts.grading.objective == "max" else low
    if not math.isfinite(best):
        return []
    is_best = math.isclose(score, best, rel_tol=1e-9, abs_tol=1e-9)
    if submission.partial and is_best:
        return [f"expected a part of the score, but it gets all of it ({score:g})"]
    return []
