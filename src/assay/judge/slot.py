"""A slot: one keeper, one submission at a time. All calls block; one thread uses a slot at once."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from assay.judge import verdicts
from assay.judge.languages import Found
from assay.judge.model import Comparison, Limits, Program, Test, TestResult
from assay.judge.recipes import OUT, Command, Recipe, recipe
from assay.judge.sandbox import wire
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.host import JudgeFault, Keeper, Run, Sandbox, SandboxLost, Step, View, exit_words

_MIB = 1 << 20
_COMPILER_SHOWN = 16_384
# Limits of compiling, for every language; javac alone starts some 30 threads.
COMPILE_CPU_S, COMPILE_WALL_S, COMPILE_MEMORY_MIB, COMPILE_PROCESSES = 20.0, 60.0, 1024, 512


@dataclass(frozen=True)
class Compiled:
    """``trouble`` is None if it compiles, else what went wrong in words; ``said`` the compiler's output.
    ``repeatable``: the same text would come to the same end on another day."""

    files: Mapping[str, bytes]
    said: str
    trouble: str | None
    repeatable: bool = False


def test_step(found: Found, recipe: Recipe, command: Command, limits: Limits, *, function: bool) -> Step:
    """The limits of one test: those asked for, by the language's factor, with what its run-time takes."""
    spec = found.spec
    cpu_s = limits.cpu_s * spec.time_factor + spec.start_s
    output_bytes = limits.output_mib * _MIB
    return Step(
        argv=command.argv,
        environment=command.environment,
        cpu_s=cpu_s,
        wall_s=max(3 * cpu_s, cpu_s + 1) + 2 * spec.start_s,
        memory_mib=limits.memory_mib + spec.memory_extra_mib,
        processes=limits.processes + spec.processes_extra,
        output_bytes=output_bytes,
        file_bytes=output_bytes + 1,  # one more than allowed, so that too much can be told from just enough
        memory_by=recipe.memory_by,
        answer=function,
    )


class Slot:
    def __init__(self, number: int, view: View, parents: Parents, *, many: bool) -> None:
        self._number, self._view, self._parents, self._many = number, view, parents, many
        self._keeper: Keeper | None = None
        self._sandbox: Sandbox | None = None
        self._abandoned = False

    def compile(self, program: Program, found: Found) -> Compiled:
        try:
            command = recipe(found).compile(program)
        except UnicodeEncodeError as error:
            return Compiled({}, "", f"the source holds a character that is not Unicode text: {error}")
        step = Step(
            argv=command.argv,
            environment=command.environment,
            cpu_s=COMPILE_CPU_S,
            wall_s=COMPILE_WALL_S,
            memory_mib=COMPILE_MEMORY_MIB,
            processes=COMPILE_PROCESSES,
            output_bytes=_MIB,
            file_bytes=64 * _MIB,
            memory_by="data",
            collect=OUT,
        )
        try:
            self._open(command.files)
            run = self._here().run(step)
        except SandboxLost as lost:
            if not lost.out_of_memory:
                raise JudgeFault(f"the sandbox was lost while compiling: {lost}") from lost
            return Compiled({}, "", f"compiling took more than {COMPILE_MEMORY_MIB} MiB of memory")
        except OSError as error:
            raise JudgeFault(f"the judge could not compile: {error}") from error
        finally:
            self.finish()
        said = recipe(found).tidy((run.stdout + run.stderr).decode(errors="replace"))
        if len(said) > _COMPILER_SHOWN:
            said = said[:_COMPILER_SHOWN] + "\n... (cut here)\n"
        ended = exit_words(run.status)
        repeatable = run.stopped is None and not run.out_of_memory and (ended or "exit").startswith("exit")
        return Compiled(run.collected, said, _compile_trouble(run), repeatable)

    def test(
        self,
        program: Program,
        found: Found,
        compiled: Compiled,
        test: Test,
        limits: Limits,
        comparison: Comparison,
    ) -> TestResult:
        """Runs one test in this submission's sandbox, which the first test makes."""
        chosen = recipe(found)
        command = chosen.run(program, limits, compiled.files)
        step = test_step(found, chosen, command, limits, function=program.signature is not None)
        for attempt in (1, 2):
            started = time.monotonic()
            if self._sandbox is None:
                self._open(command.files)
            try:
                run = self._here().run(step, test.input)
            except SandboxLost as lost:
                abandoned = self._abandoned
                self.finish()
                if lost.out_of_memory:
                    return verdicts.lost(test, limits, time.monotonic() - started)
                if attempt == 2 or abandoned:
                    raise JudgeFault(
                        f"the sandbox was lost twice in the test {test.name!r}: {lost}"
                    ) from lost
            else:
                return verdicts.of_run(run, step, test, limits, comparison, chosen.tidy)
        raise AssertionError("unreachable")

    def finish(self) -> None:
        """Ends the submission's sandbox."""
        sandbox, self._sandbox = self._sandbox, None
        self._abandoned = False
        if sandbox is not None:
            sandbox.close()

    def abandon(self) -> None:
        """Makes a running ``compile`` or ``test`` end soon; for another thread."""
        self._abandoned = True
        sandbox = self._sandbox
        if sandbox is not None:
            sandbox.abandon()

    def close(self) -> None:
        """Ends the keeper and all with it; the next submission starts a new one."""
        keeper, self._keeper, self._sandbox = self._keeper, None, None
        if keeper is not None:
            keeper.close()

    def _open(self, files: Mapping[str, bytes]) -> None:
        if self._keeper is None:
            self._keeper = Keeper(self._number, self._view, self._parents, many=self._many)
        try:
            self._sandbox = self._keeper.sandbox(files)
        except wire.Closed as error:
            raise JudgeFault(f"the sandbox ended before it was ready: {error}") from error

    def _here(self) -> Sandbox:
        if self._sandbox is None:
            raise JudgeFault("the sandbox was closed under its submission")
        return self._sandbox


def _compile_trouble(run: Run) -> str | None:
    if run.stopped is not None or run.cpu_s > COMPILE_CPU_S:
        return f"compiling took more than {COMPILE_CPU_S:.0f} s"
    if run.out_of_memory:
        return f"compiling took more than {COMPILE_MEMORY_MIB} MiB of memory"
    ended = exit_words(run.status)
    if ended is None:
        return None
    return "it does not compile" if ended.startswith("exit status") else f"the compiler was {ended}"
