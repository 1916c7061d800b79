"""Packages' own validators, checkers and interactors, run in a sandbox of their own beside the submission's.

They are trusted more than a submission, but they read what it wrote: so they get the same isolation, other
control groups, and never the submission's folder. What they do wrong is the package's fault (JE).

Called as https://icpc.io/problem-package-format/spec/2025-09 has it, or as testlib has checkers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assay.judge import interactive, verdicts
from assay.judge.compiling import Compiled
from assay.judge.feedback import NEXT_PASS, Judgement, judgement
from assay.judge.interactive import RunStep
from assay.judge.languages import Found
from assay.judge.model import KEPT, Comparison, Limits, Test, TestResult, Validator, Verdict
from assay.judge.recipes import OUT, Recipe, recipe
from assay.judge.sandbox import wire
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.host import JudgeFault, Keeper, Run, Sandbox, SandboxLost, Step, View
from assay.judge.sandbox.isolation import Isolation
from assay.judge.sandbox.watch import LONGEST_STRETCH

NUMBERS_FROM = 5000
"""A slot's referee has the slot's number and this: its control groups and user ids are its own."""
_MIB = 1 << 20
_INPUT, _ANSWER, _OUTPUT = "test.in", "test.ans", "team.out"
_PROGRAM = "program"
"""The folder of the submission's files, for a validator that sees them."""
_TALK_MIB = 64
_LATEST_S = 5.0
_FOR_THE_OTHER_S = 2.0
_RUN_ONLY = Comparison("tokens")
_NO_FILES: Mapping[str, bytes] = {}


@dataclass(frozen=True)
class Made:
    """A validator, compiled, and those that have to accept as well."""

    validator: Validator
    found: Found
    compiled: Compiled
    further: tuple[Made, ...] = ()

    @property
    def all(self) -> tuple[Made, ...]:
        return (self, *self.further)

    @property
    def trouble(self) -> str | None:
        """Why they cannot be used, with the compiler's words; None where they can."""
        for made in self.all:
            if made.compiled.trouble is not None:
                return f"{made.compiled.trouble}\n{made.compiled.said}".strip()
        return None


@dataclass(frozen=True)
class _Pass:
    """One run of the submission, and what was said of it (None: it did not come to that)."""

    result: TestResult
    judgement: Judgement | None
    transcript: str | None = None


class Referee:
    """One per slot. All calls block; ``abandon`` is for another thread."""

    def __init__(self, number: int, view: View, parents: Parents, isolation: Isolation) -> None:
        self._number, self._view, self._parents = number + NUMBERS_FROM, view, parents
        self._isolation = isolation
        self._keeper: Keeper | None = None
        self._sandbox: Sandbox | None = None
        self._of: Made | None = None
        self._abandoned = False

    def test(
        self,
        run: RunStep,
        step: Step,
        test: Test,
        limits: Limits,
        made: Made,
        tidy: Callable[[str], str],
        *,
        cpu_s: float,
        program: Mapping[str, bytes] = _NO_FILES,
    ) -> TestResult:
        """Runs the submission with ``run`` and judges what it does, by all of the validators that are for this
        test. ``cpu_s`` is its CPU limit, ``program`` its files. Raises SandboxLost where the submission's sandbox
        was lost."""
        chosen = [each for each in made.all if test.validator in (None, each.validator.name)]
        if not chosen:
            raise JudgeFault(
                f"the test {test.name!r} asks for a validator {test.validator!r}, which is not there"
            )

        def of(run: Run) -> TestResult:
            plain = replace(test, answer=None)
            return verdicts.of_run(run, step, plain, limits, _RUN_ONLY, tidy, cpu_s=cpu_s)

        if len(chosen) > 1 and not made.validator.interactive:
            run = _once(run)  # all of them judge the same output
        whole: TestResult | None = None
        for each in chosen:
            whole = _and_then(whole, self._passes(run, step, test, limits, each, of, program))
            if whole.verdict is not Verdict.AC:
                break
        assert whole is not None  # noqa: S101 - there is one validator at least
        return whole

    def _passes(
        self,
        run: RunStep,
        step: Step,
        test: Test,
        limits: Limits,
        made: Made,
        of: Callable[[Run], TestResult],
        program: Mapping[str, bytes],
    ) -> TestResult:
        """One validator's judgement, in one pass or several."""
        given = test.input
        feedback: Mapping[str, bytes] = {}
        so_far: TestResult | None = None
        transcripts: list[str] = []
        if test.answer is None and made.validator.interactive:
            raise JudgeFault(f"the test {test.name!r} has no answer, without which an interactor cannot run")
        for _ in range(made.validator.passes):
            if made.validator.interactive:
                done = self._talk(run, step, test, given, feedback, made, limits, of, program)
            else:
                done = self._check(run, step, test, given, feedback, made, of, program)
            so_far = _together(so_far, done.result)
            if done.transcript is not None:
                transcripts.append(done.transcript)
                so_far = replace(so_far, transcript="\n---\n".join(transcripts)[:KEPT])
            said = done.judgement
            if said is None:
                return so_far
            so_far = _judged(so_far, said)
            if said.verdict is not Verdict.AC or NEXT_PASS not in said.feedback:
                return so_far
            given = said.feedback[NEXT_PASS]
            feedback = {name: content for name, content in said.feedback.items() if name != NEXT_PASS}
        assert so_far is not None  # noqa: S101 - there is one pass at least
        most = "1 pass" if made.validator.passes == 1 else f"{made.validator.passes} passes"
        fault = f"it asks for another pass ({NEXT_PASS}) after {most}, which is all that the problem allows"
        return _judged(so_far, Judgement(Verdict.JE, fault))

    def finish(self) -> None:
        """Ends the sandbox; the next submission gets a new one."""
        self._end()
        self._abandoned = False

    def _end(self) -> None:
        sandbox, self._sandbox, self._of = self._sandbox, None, None
        if sandbox is not None:
            sandbox.close()

    def abandon(self) -> None:
        self._abandoned = True
        sandbox = self._sandbox
        if sandbox is not None:
            sandbox.abandon()

    def close(self) -> None:
        keeper, self._keeper, self._sandbox = self._keeper, None, None
        if keeper is not None:
            keeper.close()

    def _check(
        self,
        run: RunStep,
        step: Step,
        test: Test,
        given: bytes,
        feedback: Mapping[str, bytes],
        made: Made,
        of: Callable[[Run], TestResult],
        program: Mapping[str, bytes],
    ) -> _Pass:
        if made.validator.style == "static":
            result, output = TestResult(test.name, test.group, Verdict.AC, 0.0, 0.0, 0.0), b""
        else:
            ran = run(step, given, None)
            result = of(ran)
            if result.verdict is not Verdict.AC or test.answer is None:
                return _Pass(result, None)
            output = ran.answer if step.answer else ran.stdout
        chosen = recipe(made.found)
        call = self._step(made, chosen, test, {_INPUT: given, _OUTPUT: output}, feedback, program)
        for attempt in (1, 2):
            try:
                stdin = output if made.validator.style == "icpc" else b""
                checked = self._open(made, chosen).run(call, stdin)
                break
            except SandboxLost as lost:
                abandoned = self._abandoned
                self._end()
                if lost.out_of_memory:
                    fault = f"it took more than {made.validator.memory_mib} MiB of memory"
                    return _Pass(result, Judgement(Verdict.JE, fault))
                if attempt == 2 or abandoned:
                    raise JudgeFault(f"the validator's sandbox was lost: {lost}") from lost
        return _Pass(result, judgement(checked, call, made.validator.style, scores=made.validator.scores))

    def _talk(
        self,
        run: RunStep,
        step: Step,
        test: Test,
        given: bytes,
        feedback: Mapping[str, bytes],
        made: Made,
        limits: Limits,
        of: Callable[[Run], TestResult],
        program: Mapping[str, bytes],
    ) -> _Pass:
        chosen = recipe(made.found)
        validator = made.validator
        # While one waits for the other, the clock runs for both.
        step = replace(step, wall_s=step.wall_s + _FOR_THE_OTHER_S)
        grace_s = validator.cpu_s + _LATEST_S
        call = self._step(made, chosen, test, {_INPUT: given}, feedback, program)
        call = replace(call, wall_s=LONGEST_STRETCH * step.wall_s + grace_s)
        referee = self._open(made, chosen)
        try:
            talked = interactive.talk(
                run,
                step,
                referee.run,
                call,
                most_bytes=limits.output_mib * _MIB,
                most_back_bytes=_TALK_MIB * _MIB,
                grace_s=grace_s,
                stop_interactor=referee.abandon,
            )
        except BaseException:
            self._end()  # it was ended in the middle of a word
            raise
        result = replace(of(talked.submission), stdout=talked.said)
        if talked.interactor is None or talked.fault is not None:
            self._end()
            fault = Judgement(Verdict.JE, talked.fault or "it did not end")
            return _Pass(result, fault, talked.transcript)
        said = judgement(talked.interactor, call, validator.style, scores=validator.scores)
        first_wrong = said.verdict is Verdict.WA and talked.interactor_first
        if said.verdict is Verdict.JE or first_wrong:
            # Whatever the submission did after that, it did because nobody was there any more.
            result = replace(result, verdict=Verdict.AC, exit=None, timed=False)
            return _Pass(result, said, talked.transcript)
        if talked.flooded:
            ended = f"more than {limits.output_mib} MiB of output"
            return _Pass(replace(result, verdict=Verdict.OLE, exit=ended), None, talked.transcript)
        if result.verdict is not Verdict.AC:
            return _Pass(result, None, talked.transcript)
        return _Pass(result, said, talked.transcript)

    def _step(
        self,
        made: Made,
        chosen: Recipe,
        test: Test,
        files: Mapping[str, bytes],
        feedback: Mapping[str, bytes],
        program: Mapping[str, bytes],
    ) -> Step:
        validator, spec = made.validator, made.found.spec
        command = chosen.run(validator.program, _limits(validator), made.compiled.files)
        own = validator.arguments if test.validator_arguments is None else test.validator_arguments
        given, answer = f"/input/{_INPUT}", f"/input/{_ANSWER}"
        if validator.style == "testlib":
            output = f"{OUT}/{_OUTPUT}" if validator.interactive else f"/input/{_OUTPUT}"
            arguments = (given, output, answer, *own)
        elif validator.style == "static":
            arguments = (*validator.arguments, f"{OUT}/", *(test.validator_arguments or ()))
        else:
            arguments = (given, answer, f"{OUT}/", *own)
        most = validator.output_mib * _MIB
        seen = (
            {f"{_PROGRAM}/{name}": text for name, text in program.items()} if validator.sees_program else {}
        )
        return Step(
            argv=(*command.argv, *arguments),
            environment=command.environment,
            cpu_s=validator.cpu_s + spec.start_s,
            wall_s=2 * validator.cpu_s + spec.start_s + _LATEST_S,
            memory_mib=validator.memory_mib + spec.memory_extra_mib,
            processes=64 + spec.processes_extra,
            output_bytes=most,
            file_bytes=most + 1,
            memory_by=chosen.memory_by,
            collect=OUT,
            inputs={**files, _ANSWER: test.answer or b"", **seen},
            seed=feedback,
            folder=f"/input/{_PROGRAM}" if seen else None,
        )

    def _open(self, made: Made, chosen: Recipe) -> Sandbox:
        """This submission's sandbox for its validator."""
        if self._abandoned:
            raise JudgeFault("the submission was given up")
        if self._of is not made:
            self._end()
        if self._sandbox is None:
            if self._keeper is None:
                self._keeper = Keeper(self._number, self._view, self._parents, self._isolation)
            command = chosen.run(made.validator.program, _limits(made.validator), made.compiled.files)
            try:
                self._sandbox, self._of = self._keeper.sandbox(command.files), made
            except wire.Closed as error:
                raise JudgeFault(f"the validator's sandbox ended before it was ready: {error}") from error
        return self._sandbox


def _limits(validator: Validator) -> Limits:
    return Limits(validator.cpu_s, validator.memory_mib, validator.output_mib)


def _once(run: RunStep) -> RunStep:
    """Runs the first time, and gives the same again after that."""
    done: list[Run] = []

    def ran(step: Step, stdin: bytes | int, stdout: int | None) -> Run:
        if not done:
            done.append(run(step, stdin, stdout))
        return done[0]

    return ran


def _and_then(earlier: TestResult | None, later: TestResult) -> TestResult:
    """Of two validators: the second one's word, with what the first had to say besides."""
    if earlier is None:
        return later
    score = later if later.score is not None or later.score_multiplier is not None else earlier
    return replace(
        later,
        cpu_s=max(earlier.cpu_s, later.cpu_s),
        message="\n".join(each for each in (earlier.message, later.message) if each) or None,
        team_message="\n".join(each for each in (earlier.team_message, later.team_message) if each) or None,
        score=score.score if later.verdict is Verdict.AC else None,
        score_multiplier=score.score_multiplier if later.verdict is Verdict.AC else None,
    )


def _together(earlier: TestResult | None, later: TestResult) -> TestResult:
    """Of several passes: the last one's result with the most of each measure, as limits hold for each."""
    if earlier is None:
        return later
    return replace(
        later,
        cpu_s=max(earlier.cpu_s, later.cpu_s),
        wall_s=earlier.wall_s + later.wall_s,
        peak_mib=max(earlier.peak_mib, later.peak_mib),
        message=earlier.message,
        team_message=earlier.team_message,
    )


def _judged(result: TestResult, said: Judgement) -> TestResult:
    """With what the validator said. What is for the judges' eyes is in ``message`` only."""
    difference = None
    if said.verdict is Verdict.WA:
        difference = (said.team_message or "the problem's checker does not accept it").split("\n")[0]
    message = said.message or result.message
    if said.fault is not None:
        message = f"the problem's validator failed: {said.fault}"
    return replace(
        result,
        verdict=said.verdict,
        difference=difference,
        message=message,
        team_message=said.team_message or result.team_message,
        score=said.score,
        score_multiplier=said.multiplier,
    )
