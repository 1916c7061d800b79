"""A submission's sources held against the package's validator of sources (version 2025-09)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from assay.bank.group_yaml import Settings
from assay.judge.languages import LANGUAGES, available
from assay.judge.model import Comparison, Program, Result, Task, Test
from assay.judge.recipes import recipe

if TYPE_CHECKING:
    from assay.bank.walk import Judging


async def validated_sources(judging: Judging, settings: Settings, path: str) -> Result:
    """One test, called ``path``, in which the submission is compiled but not run."""
    validator = judging.package.own.static_validator
    assert validator is not None  # noqa: S101 - reading complains of settings without it
    program = judging.program
    spec = LANGUAGES[program.language]
    code = spec.icpc[0] if spec.icpc else spec.id
    group = "samples" if path.startswith("sample") else "secret"
    test = Test(path.rsplit("/", 1)[-1], group, b"", b"", validator_arguments=settings.static_arguments)
    called = replace(validator, arguments=(code, entry_point(program)))
    task = Task(program, [test], judging.limits, Comparison("validator", validator=called))
    return await judging.judge.judge(task, on_test=judging.on_test)


def entry_point(program: Program) -> str:
    """As the format's table of languages has it: the main file as it is called when it is compiled, of Java and
    Kotlin the class in it."""
    files = recipe(available()[program.language]).sources(program)
    file = PurePosixPath(next(name for name in files if name not in program.more))
    if program.language == "java":
        return file.stem
    if program.language == "kotlin":
        return f"{file.stem[:1].upper()}{file.stem[1:]}Kt"
    return str(file)
