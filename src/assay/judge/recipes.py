"""How each language is compiled and run inside a sandbox: argument lists and files, never a shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from assay.judge import drivers
from assay.judge.languages import Found
from assay.judge.model import Limits, Program
from assay.judge.toolchains import Toolchain

BOX, OUT = "/box", "/tmp/out"
_INCLUDED_LINE = re.compile(r"^In file included from \S*driver\.cpp:\d+:\n", re.MULTILINE)
_SCRIPT_FRAME = re.compile(r"^ +at .*(node:internal|/box/(driver|check)\.js).*\n", re.MULTILINE)
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


def source_bytes(program: Program) -> bytes:
    """Without the mark that some editors put before the first character, which some compilers refuse."""
    return program.source.removeprefix("\ufeff").encode()


class Recipe(Protocol):
    """``memory_by``: see ``sandbox.host.Step``."""

    @property
    def memory_by(self) -> str: ...

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
        files = {"solution.py": source_bytes(program), "check.py": drivers.text("check.py")}
        return Command(self._argv("check.py"), self.toolchain.environment(), files)

    def run(self, program: Program, limits: Limits, compiled: Mapping[str, bytes]) -> Command:
        files = {"solution.py": source_bytes(program)}
        file = "solution.py"
        if program.signature is not None:
            files |= drivers.python(program.signature)
            file = "driver.py"
        return Command(self._argv(file), self.toolchain.environment(), files)

    def tidy(self, text: str) -> str:
        return text.replace(f"{BOX}/", "")


def _script(toolchain: Toolchain, memory_mib: int, *more: str) -> tuple[str, ...]:
    quiet = ("--disable-warning=ExperimentalWarning", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON")
    limits = ("--stack-size=32000", f"--max-old-space-size={memory_mib}")
    return (toolchain.program, *quiet, *limits, *more)


def _tidy_script(text: str) -> str:
    text = _SCRIPT_FRAME.sub("", text).replace("file:///box/", "").replace(f"{BOX}/", "")
    return re.sub(r"\n+Node\.js v\S+\n*$", "\n", text)


@dataclass(frozen=True)
class JavaScript:
    toolchain: Toolchain
    memory_by: str = "data"

    def compile(self, program: Program) -> Command:
        files = {"solution.js": source_bytes(program), "check.js": drivers.text("check.js")}
        form = "script" if program.signature is not None else "program"
        check = (f"{BOX}/check.js", f"{BOX}/solution.js", "solution.js", form)
        return Command(_script(self.toolchain, 512, *check), self.toolchain.environment(), files)

    def run(self, program: Program, limits: Limits, compiled: Mapping[str, bytes]) -> Command:
        files = {"solution.js": self._source(program, compiled)}
        file = "solution.js"
        if program.signature is not None:
            files |= drivers.javascript(program.signature, self._shown())
            file = "driver.js"
        argv = _script(self.toolchain, limits.memory_mib, f"{BOX}/{file}")
        return Command(argv, self.toolchain.environment(), files)

    def tidy(self, text: str) -> str:
        return _tidy_script(text)

    def _shown(self) -> str:
        return "solution.js"

    def _source(self, program: Program, compiled: Mapping[str, bytes]) -> bytes:
        return source_bytes(program)


@dataclass(frozen=True)
class TypeScript(JavaScript):
    def compile(self, program: Program) -> Command:
        files = {"solution.ts": source_bytes(program), "strip.js": drivers.text("strip.js")}
        form = "script" if program.signature is not None else "program"
        argv = _script(self.toolchain, 512, f"{BOX}/strip.js", form)
        return Command(argv, self.toolchain.environment(), files)

    def tidy(self, text: str) -> str:
        return _tidy_script(text).replace("solution.js", "solution.ts")

    def _shown(self) -> str:
        return "solution.ts"

    def _source(self, program: Program, compiled: Mapping[str, bytes]) -> bytes:
        return compiled["solution.js"]


@dataclass(frozen=True)
class Java:
    toolchain: Toolchain
    memory_by: str = "data"

    def compile(self, program: Program) -> Command:
        if program.signature is None:
            sources = {_java_file(program.source): source_bytes(program)}
        else:
            # On the candidate's first line, so that line numbers stay.
            whole = b"import java.util.*; " + source_bytes(program)
            sources = {"Solution.java": whole, **drivers.java(program.signature)}
        machine = ("-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1", "-J-XX:-UsePerfData", "-J-Xmx512m")
        options = ("-proc:none", "-encoding", "UTF-8", "-nowarn", "-Xlint:none", "-d", OUT)
        compiler = self.toolchain.program + "c"
        argv = (compiler, *machine, *options, *(f"{BOX}/{name}" for name in sources))
        return Command(argv, self.toolchain.environment(), sources)

    def run(self, program: Program, limits: Limits, compiled: Mapping[str, bytes]) -> Command:
        main = _java_main(compiled) if program.signature is None else "AssayDriver"
        machine = (
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-Xss64m",
            f"-Xmx{limits.memory_mib}m",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "--add-opens=java.base/java.io=ALL-UNNAMED",  # the driver's descriptor 3
        )
        argv = (self.toolchain.program, *machine, "-cp", BOX, main)
        return Command(argv, self.toolchain.environment(), compiled)

    def tidy(self, text: str) -> str:
        return _JAVA_DRIVER_FRAME.sub("", text).replace(f"{BOX}/", "").replace("import java.util.*; ", "")


def _java_file(source: str) -> str:
    """javac wants a public class in a file of its name."""
    public = _JAVA_PUBLIC.search(source)
    return f"{public[1] if public is not None else 'Main'}.java"


def _java_main(compiled: Mapping[str, bytes]) -> str:
    """``Main`` if there is one, else the first class with a main method."""
    names = [name.removesuffix(".class") for name in compiled if name.endswith(".class")]
    if "Main" in names:
        return "Main"
    return next((name for name in names if _JAVA_MAIN in compiled[f"{name}.class"]), "Main")


@dataclass(frozen=True)
class Native:
    """C and C++: one compiler call, one program."""

    toolchain: Toolchain
    source: str
    options: tuple[str, ...]
    libraries: tuple[str, ...] = ()
    memory_by: str = "space"

    def compile(self, program: Program) -> Command:
        files = {self.source: source_bytes(program)}
        main = self.source
        if program.signature is not None:
            files |= drivers.cpp(program.signature)
            main = "driver.cpp"
        argv = (
            self.toolchain.program,
            *self.options,
            "-pipe",
            "-fdiagnostics-color=never",
            "-fmax-errors=20",
            f"{BOX}/{main}",
            "-o",
            f"{OUT}/program",
            *self.libraries,
        )
        return Command(argv, self.toolchain.environment(), files)

    def run(self, program: Program, limits: Limits, compiled: Mapping[str, bytes]) -> Command:
        return Command((f"{BOX}/program",), self.toolchain.environment(), compiled)

    def tidy(self, text: str) -> str:
        return _INCLUDED_LINE.sub("", text).replace(f"{BOX}/", "")


def recipe(found: Found) -> Recipe:
    """Raises KeyError for a language that has no recipe."""
    tool = found.toolchain
    makers: dict[str, Callable[[], Recipe]] = {
        "python": lambda: Python(tool),
        "javascript": lambda: JavaScript(tool),
        "typescript": lambda: TypeScript(tool),
        "java": lambda: Java(tool),
        "c": lambda: Native(tool, "solution.c", ("-O2", "-std=gnu17"), ("-lm",)),
        "cpp": lambda: Native(tool, "solution.cpp", ("-O2", "-std=gnu++20")),
    }
    return makers[found.spec.id]()
