"""Compiling: its limits, and what its run says of the program."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assay.judge.languages import Found
from assay.judge.recipes import OUT, Command
from assay.judge.sandbox.host import Run, Step, exit_words

_MIB = 1 << 20
_COMPILER_SHOWN = 16_384
_LEFT_MIB = 64
_WALL = 3  # times the CPU limit
_PROCESSES = 512  # javac alone starts some 30 threads


@dataclass(frozen=True)
class Compiled:
    """``trouble`` is None if it compiles, else what went wrong in words; ``said`` the compiler's output.
    ``repeatable``: the same text would come to the same end on another day."""

    files: Mapping[str, bytes]
    said: str
    trouble: str | None
    repeatable: bool = False
    prepared: str | None = None
    """What helped to compile it, and what not, in words (see ``prepared``)."""
    may_lack_room: bool = False
    """Whether more memory, or room for files, might let it compile."""


@dataclass(frozen=True)
class Choice:
    """What was prepared that serves one program: compiler ``options``, files ``apart`` that these make
    needless, and all of it in ``words``."""

    options: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    words: str | None = None


def compile_step(found: Found, command: Command, *, most_mib: int | None = None, slowness: int = 1) -> Step:
    """``most_mib``: what it may take, and leave, where that is to be more than usual. ``slowness``: as
    ``Isolation.compile_slowness``."""
    limits = found.spec.compile
    cpu_s = slowness * limits.cpu_s
    return Step(
        argv=command.argv,
        environment=command.environment,
        cpu_s=cpu_s,
        wall_s=_WALL * cpu_s,
        memory_mib=max(limits.memory_mib, most_mib or 0),
        processes=_PROCESSES,
        output_bytes=_MIB,
        file_bytes=(most_mib or _LEFT_MIB) * _MIB,
        collect_bytes=(most_mib or _LEFT_MIB) * _MIB,
        memory_by="data",
        collect=OUT,
        fork=command.fork,
        proc=limits.proc,
        shared_memory=limits.shared_memory,
    )


# Of the linker, or of the options themselves: a program's own mistake may look so too.
_OPTIONS_TROUBLE = re.compile(rb"collect2|mold|\bld\b|\.gch|cannot find|SharedArchive|CDS")


def options_to_blame(run: Run) -> bool:
    """Whether a failed run with prepared options has to be tried without them before it is believed."""
    return run.status != 0 and _OPTIONS_TROUBLE.search(run.stderr + run.stdout) is not None


def of_run(run: Run, step: Step, tidy: Callable[[str], str], prepared: str | None = None) -> Compiled:
    said = tidy((run.stdout + run.stderr).decode(errors="replace"))
    if len(said) > _COMPILER_SHOWN:
        said = said[:_COMPILER_SHOWN] + "\n... (cut here)\n"
    ended = exit_words(run.status)
    repeatable = run.stopped is None and not run.out_of_memory and (ended or "exit").startswith("exit")
    trouble, in_time = _trouble(run, step), run.stopped is None and run.cpu_s <= step.cpu_s
    may_lack_room = trouble is not None and in_time
    return Compiled(run.collected, said, trouble, repeatable, prepared, may_lack_room)


def out_of_memory(step: Step) -> Compiled:
    return Compiled({}, "", _too_much_memory(step), may_lack_room=True)


def brought_down() -> Compiled:
    return Compiled({}, "", "compiling it ended the compiler's sandbox")


def _trouble(run: Run, step: Step) -> str | None:
    if run.stopped is not None or run.cpu_s > step.cpu_s:
        return f"compiling took more than {step.cpu_s:.0f} s"
    if run.out_of_memory:
        return _too_much_memory(step)
    ended = exit_words(run.status)
    if ended is None:
        return None
    return "it does not compile" if ended.startswith("exit status") else f"the compiler was {ended}"


def _too_much_memory(step: Step) -> str:
    return f"compiling took more than {step.memory_mib} MiB of memory"
