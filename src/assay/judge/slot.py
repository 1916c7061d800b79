"""A slot: one keeper, one submission at a time. All calls block; one thread uses a slot at once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assay.judge import batches, compiling, draining, verdicts
from assay.judge.compiling import Choice, Compiled
from assay.judge.fair import MARGIN
from assay.judge.gate import GivenUp
from assay.judge.languages import Found
from assay.judge.model import Comparison, Limits, Program, Test, TestResult
from assay.judge.recipes import Command, Recipe, recipe
from assay.judge.sandbox import wire
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.host import (
    BOX_MIB,
    INTERPRETER,
    JudgeFault,
    Keeper,
    Run,
    Sandbox,
    SandboxLost,
    Step,
    View,
    bare_environment,
    core_of,
)
from assay.judge.sandbox.isolation import Isolation
from assay.judge.validators import Made, Referee

__all__ = ["Compiled", "Slot", "cpu_limit", "limit_words", "test_step", "with_extras"]

_MIB = 1 << 20
_BESIDE_MIB = 16
_WORKING_FOLDER = "/tmp"  # noqa: S108 - the sandbox's own


class SandboxCrashed(JudgeFault):
    """A sandbox ended under its program, each time, by no one's hand from outside. One such end may be a fault
    of ours; where it happens again on another slot, on which other programs run, the program does it."""


class _BroughtDown(Exception):
    """The program ended its sandbox by taking all of its memory."""


def cpu_limit(found: Found, limits: Limits) -> float:
    """CPU seconds of one test in this language: those asked for, by its factor, with what starting takes."""
    return limits.cpu_s * found.spec.time_factor + found.spec.start_s


def limit_words(found: Found, limits: Limits) -> str:
    """As results record it."""
    return f"{cpu_limit(found, limits):.6g} s CPU"


def test_step(
    found: Found, recipe: Recipe, command: Command, limits: Limits, *, function: bool, margin: float = MARGIN
) -> Step:
    """One test's step. It is cut at ``margin`` times its CPU limit (see ``fair``)."""
    spec = found.spec
    cpu_s = cpu_limit(found, limits)
    output_bytes = limits.output_mib * _MIB
    return Step(
        argv=command.argv,
        environment=command.environment,
        cpu_s=margin * cpu_s,
        wall_s=max(3 * cpu_s, cpu_s + 1) + 2 * spec.start_s,
        memory_mib=limits.memory_mib + spec.memory_extra_mib,
        processes=limits.processes + spec.processes_extra,
        output_bytes=output_bytes,
        file_bytes=output_bytes + 1,  # one more than allowed, so that too much can be told from just enough
        memory_by=recipe.memory_by,
        answer=function,
        fork=command.fork,
        brings=command.brings,
        proc=spec.run.proc,
        shared_memory=spec.run.shared_memory,
    )


def with_extras(step: Step, test: Test) -> Step:
    """With the command line and the files that the test gives besides its input."""
    if test.files:
        step = replace(step, collect=_WORKING_FOLDER, collect_bytes=0, seed=test.files)
    return replace(step, argv=(*step.argv, *test.arguments)) if test.arguments else step


class Slot:
    def __init__(
        self, number: int, view: View, parents: Parents, isolation: Isolation, *, tmp_mib: int = 64
    ) -> None:
        self.number, self._tmp_mib = number, tmp_mib
        self.core = core_of(number)
        self._view, self._parents, self._isolation = view, parents, isolation
        self._keeper: Keeper | None = None
        self._keeper_room = (0, 0)
        self._compiles_with_mib: int | None = None
        self._sandbox: Sandbox | None = None
        self._referee = Referee(number, view, parents, isolation)
        self._given_up: Callable[[], bool] = lambda: False
        self._known: tuple[Program, Compiled, Command, Step] | None = None
        self._left_by: Program | None = None
        """The program that was compiled in the sandbox which is there: only its own tests may have it."""

    @property
    def supervisors(self) -> tuple[str, str] | None:
        """What executes programs here, and what runs tests in forks, in words; None before the first program."""
        keeper = self._keeper
        return None if keeper is None else (keeper.supervisor, keeper.forks)

    def begin(self, given_up: Callable[[], bool]) -> None:
        """A submission begins. Once ``given_up`` is true, every call raises GivenUp (see ``abandon``)."""
        self._given_up = given_up
        self._known = None

    def compile(
        self,
        program: Program,
        found: Found,
        choose: Callable[[Mapping[str, bytes]], Choice] | None = None,
        most_mib: int | None = None,
    ) -> Compiled:
        """``choose`` says what was prepared for a program of such files; ``most_mib`` is as
        ``Limits.compilation_mib``."""
        compiled = self._compile(program, found, choose)
        if most_mib is None or not compiled.may_lack_room:
            return compiled
        self._compiles_with_mib = most_mib
        try:
            return self._compile(program, found, choose)
        finally:
            self._compiles_with_mib = None

    def _compile(
        self, program: Program, found: Found, choose: Callable[[Mapping[str, bytes]], Choice] | None
    ) -> Compiled:
        chosen = recipe(found)
        try:
            command = plain = chosen.compile(program)
        except UnicodeEncodeError as error:
            return Compiled({}, "", f"the source holds a character that is not Unicode text: {error}")
        choice = Choice() if choose is None else choose(plain.files)
        if choice.options:
            command = chosen.compile(program, choice.options, choice.apart)
        step = self._compile_step(found, command)
        keeps = False
        try:
            run = self._run(command.files, step, b"")
            # In a fork of our own nothing but the program's text was at work: what it was read in is as good as new.
            keeps = command.fork is not None and self._isolation.refills
            if choice.options and compiling.options_to_blame(run):
                self.finish()
                step = self._compile_step(found, plain)
                run = self._run(plain.files, step, b"")
        except _BroughtDown:
            return compiling.out_of_memory(step)
        finally:
            if keeps:
                self._left_by = program
            else:
                self.finish()
        return compiling.of_run(run, step, chosen.tidy, choice.words)

    def _compile_step(self, found: Found, command: Command) -> Step:
        most_mib, slowness = self._compiles_with_mib, self._isolation.compile_slowness
        return compiling.compile_step(found, command, most_mib=most_mib, slowness=slowness)

    def test(
        self,
        program: Program,
        found: Found,
        compiled: Compiled,
        test: Test,
        limits: Limits,
        comparison: Comparison,
        made: Made | None = None,
        *,
        margin: float = MARGIN,
    ) -> TestResult:
        """Runs one test in this submission's sandbox, which the first test makes, and cuts it at ``margin`` times its
        limit. ``made`` is the package's own validator, where it is that which judges."""
        chosen = recipe(found)
        command, plain = self._way(program, found, compiled, limits)
        most_s = cpu_limit(found, limits)
        step = with_extras(plain if margin == MARGIN else replace(plain, cpu_s=margin * most_s), test)

        def ran(step: Step, stdin: bytes | int, stdout: int | None) -> Run:
            run = self._run(command.files, step, stdin, stdout, of=program)
            if not limits.output_drained or not draining.to_be_drained(run, step):
                return run
            return draining.drained(run, lambda pipe: self._run(command.files, step, stdin, pipe, of=program))

        started = time.monotonic()
        try:
            if made is not None:
                files = chosen.sources(program)
                return self._referee.test(
                    ran, step, test, limits, made, chosen.tidy, cpu_s=most_s, program=files
                )
            run = ran(step, test.input, None)
        except _BroughtDown:
            return verdicts.lost(test, limits, time.monotonic() - started)
        except JudgeFault:
            if self._given_up():
                raise GivenUp from None
            raise
        return verdicts.of_run(run, step, test, limits, comparison.of(test), chosen.tidy, cpu_s=most_s)

    def _way(
        self, program: Program, found: Found, compiled: Compiled, limits: Limits
    ) -> tuple[Command, Step]:
        """How the tests of this submission run: worked out once, not per test."""
        if self._known is None or self._known[0] is not program or self._known[1] is not compiled:
            chosen = recipe(found)
            command = chosen.run(program, limits, compiled.files)
            step = test_step(found, chosen, command, limits, function=program.signature is not None)
            self._known = program, compiled, command, step
        return self._known[2], self._known[3]

    def batch(
        self, program: Program, found: Found, command: Command, tests: Sequence[Test], limits: Limits
    ) -> Generator[tuple[Run, Step], None, None]:
        """Runs of many tests, in order, in the one process that ``command`` starts. Ends early where that
        did, and before a test for which the time of all of them together does not suffice."""
        step = test_step(
            found, recipe(found), command, limits, function=program.signature is not None, margin=1.0
        )
        inputs = [test.input for test in tests]
        batch = found.spec.batch
        framed = batch is not None and batch.kind == "framed"
        way = self._framed if framed else self._resident
        runs = way(program, command, step, inputs)
        for run in batches.within(runs, step.cpu_s):
            yield run, step

    def _framed(
        self, program: Program, command: Command, step: Step, inputs: Sequence[bytes]
    ) -> Iterator[Run]:
        try:
            run = self._run(command.files, step, batches.framed(inputs), of=program)
        except _BroughtDown:
            return  # the test that did it will do it again by itself
        yield from batches.frames(run)

    def _resident(
        self, program: Program, command: Command, step: Step, inputs: Sequence[bytes]
    ) -> Iterator[Run]:
        self._settle(command.files, program)
        try:
            yield from self._here().batch(step, inputs)
        except SandboxLost:
            self._after_loss()

    def once(self, files: Mapping[str, bytes], step: Step) -> Run:
        """Runs a step of the judge's own in a sandbox of its own. Raises JudgeFault."""
        try:
            return self._run(files, step, b"")
        except _BroughtDown as down:
            raise JudgeFault(f"{step.argv[0]} ended its sandbox: {down}") from down
        finally:
            self.finish()

    def works(self) -> bool:
        """Whether an innocent program runs here."""
        step = Step(
            argv=(INTERPRETER, "-I", "-S", "-c", "pass"),
            environment=bare_environment(),
            cpu_s=10,
            wall_s=60,
            memory_mib=256,
            processes=16,
            output_bytes=_MIB,
            file_bytes=_MIB,
        )
        return self.once({}, step).status == 0

    def finish(self) -> None:
        """Ends the submission's sandbox, and its validator's."""
        self._end_sandbox()
        self._referee.finish()

    def _end_sandbox(self) -> None:
        sandbox, self._sandbox = self._sandbox, None
        self._left_by = None
        if sandbox is not None:
            sandbox.close()

    def abandon(self) -> None:
        """Makes what runs here end soon; for another thread, after ``given_up`` has become true."""
        self._referee.abandon()
        sandbox = self._sandbox
        if sandbox is not None:
            sandbox.abandon()

    def close(self) -> None:
        """Ends the keeper and all with it; the next submission starts a new one."""
        keeper, self._keeper, self._sandbox = self._keeper, None, None
        if keeper is not None:
            keeper.close()
        self._referee.close()

    def _run(
        self,
        files: Mapping[str, bytes],
        step: Step,
        stdin: bytes | int,
        stdout: int | None = None,
        of: Program | None = None,
    ) -> Run:
        """Runs in the submission's sandbox; if that is lost for no reason, once more in a new one, unless it
        talks through pipes. ``of``: the program, if it is one of its tests.

        Raises _BroughtDown where the program is the reason, JudgeFault where the judge or its machine is.
        """
        lost: SandboxLost | None = None
        by_itself = True
        may_repeat = isinstance(stdin, bytes) and stdout is None
        for _ in range(2 if may_repeat else 1):
            try:
                self._settle(files, of)
                sandbox = self._here()
            except BaseException:
                # They belong to the run that will not be: who reads at their other ends would wait for ever.
                for pipe in (stdin, stdout):
                    if isinstance(pipe, int):
                        os.close(pipe)
                raise
            try:
                return sandbox.run(step, stdin, stdout)
            except SandboxLost as error:
                lost = error
                # Nothing within a sandbox can send its first process SIGKILL: that comes from outside.
                by_itself &= self._after_loss() not in (None, signal.SIGKILL)
            if lost.out_of_memory:
                raise _BroughtDown(str(lost)) from lost
        times = "twice" if may_repeat else "while its output went through a pipe"
        kind = SandboxCrashed if by_itself else JudgeFault
        raise kind(f"the sandbox was lost {times}: {lost}") from lost

    def _after_loss(self) -> int | None:
        """See ``Keeper.end``."""
        sandbox, self._sandbox = self._sandbox, None
        signalled = sandbox.close(lost=True) if sandbox is not None else None
        if self._given_up():
            raise GivenUp
        return signalled

    def _settle(self, files: Mapping[str, bytes], of: Program | None) -> None:
        """Has a sandbox there: that of the tests before, the one in which ``of`` was compiled, or a new one."""
        left_by, self._left_by = self._left_by, None
        if self._sandbox is not None and left_by is not None:
            if left_by is of:
                with _ready():
                    self._sandbox.refill(files)
                return
            self._end_sandbox()
        if self._sandbox is None:
            self._open(files)

    def _open(self, files: Mapping[str, bytes]) -> None:
        room = self._room(files)
        if self._keeper is not None and self._keeper_room != room:
            self._keeper.close()
            self._keeper = None
        if self._keeper is None:
            tmp_mib, box_mib = room
            self._keeper = Keeper(
                self.number,
                self._view,
                self._parents,
                self._isolation,
                tmp_mib=tmp_mib,
                box_mib=box_mib,
            )
            self._keeper_room = room
        with _ready():
            self._sandbox = self._keeper.sandbox(files)
        if self._given_up():  # asked after the sandbox can be seen by ``abandon``
            raise GivenUp

    def _room(self, files: Mapping[str, bytes]) -> tuple[int, int]:
        """MiB of /tmp and of /box: as always, but for a program that needs more."""
        needed = sum(map(len, files.values())) // _MIB + _BESIDE_MIB
        return self._compiles_with_mib or self._tmp_mib, max(BOX_MIB, needed)

    def _here(self) -> Sandbox:
        if self._sandbox is None:
            raise JudgeFault("the sandbox was closed under its submission")
        return self._sandbox


@contextmanager
def _ready() -> Iterator[None]:
    try:
        yield
    except wire.Closed as error:
        raise JudgeFault(f"the sandbox ended before it was ready: {error}") from error
