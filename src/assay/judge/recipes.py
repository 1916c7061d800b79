"""How each language is compiled and run inside a sandbox: argument lists and files, never a shell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from assay.judge import drivers
from assay.judge.languages import Found
from assay.judge.model import Limits, Program
from assay.judge.toolchains import Toolchain

BOX, OUT = "/box", "/tmp/out"
_PACKAGE_LINE = re.compile(r"^In file included from \S*driver\.cpp:\d+:\n", re.MULTILINE)
_JAVA_DRIVER_FRAME = re.compile(r"^\tat (java\.base/\S+\n\tat )?Assay(Driver|Json)\..*\n", re.MULTILINE)
_JAVA_PUBLIC = re.compile(
    r"^\s*public\s+(?:(?:final|abstract|strictfp)\s+)*(?:class|record|enum)\s+(\w+)", re.MULTILINE
)
_JAVA_MAIN = b"([Ljava/lang/String;)V"


@dataclass(frozen=True)
class Command:
    """``files`` are put into /box before; ``environment`` is all the program gets."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)


class Recipe(Protocol):
    """``memory_by``: see ``sandbox.host.Step``."""

    memory_by: str

    def compile(self, program: Program) -> Command:
        """Exit status 0: it compiles. What it leaves in OUT goes to ``run``."""
        ...

    def run(self, program: Program, limits: Limits, compiled: Mapping[str, bytes]) -> Command: ...

    def tidy(self, text: str) -> str:
        """Output of compiler or program with the sandbox's paths and our own frames taken out."""
        ...


@dataclass(frozen=True)
class Python:
    toolchain: Toolchain
    memory_by: str = "space"

    def _argv(self, file: str) -> tuple[str, ...]:
        return (self.toolchain.program, "-I", "-S", "-B", "-X", "utf8", f"{BOX}/{file}")

    def compile(self, program: Program) -> Command:
        files = {"solution.py": program.source.encode(), "check.py": drivers.text("check.py")}
        return Command(self._argv("check.py"), self.toolchain.environment(), files)

    def run(self, program: Program, limits: Limits, compiled: Mapping[str, bytes]) -> Command:
        files = {"solution.py": program.source.encode()}
        file = "solution.py"
        if program.signature is not None:
            files |= drivers.python(program.signature)
            file = "driver.py"
        return Command(self._argv(file), self.toolchain.environment(), files)

    def tidy(self, text: str) -> str:
        return text.replace(f"{BOX}/", "")


_RECIPES: dict[str, type[Python]] = {"python": Python}


def recipe(found: Found) -> Recipe:
    return _RECIPES[found.spec.id](found.toolchain)
