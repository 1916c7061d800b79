"""Many tests in one process, where that is worth it: which tests may, and what comes of each.

Only what passes counts. Whatever does not is run again in a process of its own, and so is what a process
that ended early left undone. All tests of one process together get the CPU time of one test: so nothing that
one of them leaves behind for the next, on purpose or not, can save a program time that it would not have had
by itself. Answers are not in the process, so nothing else is to be gained there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assay.judge.drivers.batch import FRAME, SIZE
from assay.judge.model import Test
from assay.judge.sandbox.host import Run


def leading(tests: Iterable[Test]) -> list[Test]:
    """Those at the beginning that need nothing but their input."""
    found: list[Test] = []
    for test in tests:
        if test.arguments or test.files:
            break
        found.append(test)
    return found


def framed(inputs: Sequence[bytes]) -> bytes:
    """The standard input of ``drivers/batch.py``."""
    return b"".join(SIZE.pack(len(text)) + text for text in inputs)


def frames(run: Run) -> Iterator[Run]:
    """What ``drivers/batch.py`` did with each input, as runs of their own, up to the one it did not finish."""
    at, out, errors = 0, 0, 0
    while at + FRAME.size <= len(run.answer):
        well, cpu_ns, out_end, errors_end, size = FRAME.unpack_from(run.answer, at)
        at += FRAME.size
        if at + size > len(run.answer):
            return
        yield replace(
            run,
            status=0 if well else 1 << 8,
            stopped=None,
            cpu_s=cpu_ns / 1e9,
            wall_s=cpu_ns / 1e9,
            stdout=run.stdout[out:out_end],
            stderr=run.stderr[errors:errors_end],
            answer=run.answer[at : at + size],
            collected={},
        )
        at, out, errors = at + size, out_end, errors_end


def within(runs: Iterable[Run], limit_s: float) -> Iterator[Run]:
    """``runs`` of one process as long as they all together took no more than ``limit_s`` of CPU time."""
    used = 0.0
    for run in runs:
        used += run.cpu_s
        if used > limit_s:
            return
        yield run
