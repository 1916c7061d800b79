"""From what a program did to its verdict, in the order TLE, MLE, OLE, RTE, WA, AC."""

from __future__ import annotations

from collections.abc import Callable

from assay.judge import compare
from assay.judge.model import KEPT, Comparison, Limits, Test, TestResult, Verdict
from assay.judge.sandbox.host import Run, Step, exit_words

_MIB = 1 << 20
# What run-times say when an allocation fails; all of them then end with an error.
_OUT_OF_MEMORY = (
    b"MemoryError",
    b"std::bad_alloc",
    b"java.lang.OutOfMemoryError",
    b"heap out of memory",
    b"process out of memory",
    b"Cannot allocate memory",
    b"insufficient memory for the Java Runtime",
    b"Heap exhausted",
)
_SAID_AT_END = 8192


def of_run(
    run: Run,
    step: Step,
    test: Test,
    limits: Limits,
    comparison: Comparison,
    tidy: Callable[[str], str],
    *,
    cpu_s: float | None = None,
) -> TestResult:
    """``cpu_s`` is the CPU limit, where the step is cut only somewhat later.

    A function's printed output comes after its error output: ``stdout`` is the JSON it returned.
    """
    limit_s = step.cpu_s if cpu_s is None else cpu_s
    most = limits.output_mib * _MIB
    verdict, ended, difference = Verdict.AC, exit_words(run.status), None
    produced = run.answer if step.answer else run.stdout
    # What stood in the control group before may shrink meanwhile, and leave a MiB or two more than the limit.
    # Not where a run-time has memory of its own: its mapped files are resident too.
    exact = step.memory_mib == limits.memory_mib
    over = exact and run.own_peak_mib > limits.memory_mib
    if run.stopped is not None or run.cpu_s > limit_s:
        verdict, ended = Verdict.TLE, _too_slow(run, step, limit_s)
    elif run.out_of_memory or over or (ended is not None and _says_out_of_memory(run.stderr)):
        verdict, ended = Verdict.MLE, f"more than {limits.memory_mib} MiB of memory"
    elif max(len(run.stdout), len(run.stderr), len(run.answer)) > most:
        verdict, ended = Verdict.OLE, f"more than {limits.output_mib} MiB of output"
    elif ended is not None:
        verdict = Verdict.RTE
    elif step.answer and not run.answer:
        verdict, ended = Verdict.RTE, "ended before the function returned"
    elif test.answer is not None:
        difference = compare.difference(produced, test.answer, comparison)
        verdict = Verdict.AC if difference is None else Verdict.WA
    stderr = tidy(run.stderr[: 2 * KEPT].decode(errors="surrogateescape")).encode(errors="surrogateescape")
    if step.answer:
        stderr += run.stdout
    return TestResult(
        name=test.name,
        group=test.group,
        verdict=verdict,
        cpu_s=run.cpu_s,
        wall_s=run.wall_s,
        peak_mib=max(run.peak_mib, run.own_peak_mib) if exact else run.peak_mib,
        exit=ended,
        stdout=produced[:KEPT],
        stderr=stderr[:KEPT],
        difference=difference,
    )


def lost(test: Test, limits: Limits, wall_s: float) -> TestResult:
    """The kernel ended the whole sandbox for want of memory."""
    return TestResult(
        name=test.name,
        group=test.group,
        verdict=Verdict.MLE,
        cpu_s=0.0,
        wall_s=wall_s,
        peak_mib=float(limits.memory_mib),
        exit=f"more than {limits.memory_mib} MiB of memory",
    )


def brought_down(test: Test) -> TestResult:
    """The program ended its own sandbox otherwise, and would again."""
    return TestResult(
        name=test.name,
        group=test.group,
        verdict=Verdict.RTE,
        cpu_s=0.0,
        wall_s=0.0,
        peak_mib=0.0,
        exit="ended with its whole sandbox",
    )


def _too_slow(run: Run, step: Step, limit_s: float) -> str:
    if run.stopped == "wall":
        return f"not ended after {step.wall_s:.1f} s, of which it computed {run.cpu_s:.2f} s"
    return f"more than {limit_s:.2f} s of CPU time"


def _says_out_of_memory(stderr: bytes) -> bool:
    end = stderr[-_SAID_AT_END:]
    return any(sign in end for sign in _OUT_OF_MEMORY)
