"""Manifests: all that the judge knows about a language, one TOML file each in ``languages/``.

A file's name is the language's id. Argument lists and environments may hold ``{name}``: a part of the
toolchain (``[toolchain.parts]``), or one of those that ``recipes`` explains. docs/judge.md says how to add
a language.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files as resources
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError


class BadManifest(Exception):
    """A language's file is wrong: names the file, what is wrong and where."""


def _pattern(text: str) -> str:
    try:
        re.compile(text, re.MULTILINE)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
Arguments = tuple[str, ...]
PlainName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.+-]+$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Version(_Table):
    """``label`` and the first group of ``pattern`` are what is shown. It is searched for in what ``argv``
    says, else in the resolved path of the program, which starts no process."""

    label: str
    pattern: Pattern
    argv: Arguments = ()


class ToolchainTable(_Table):
    """``base``: a run-time that the judge knows how to find ("python", "node", "java"), which gives parts of
    its own. ``parts``: placeholder to where it is: names of programs, else absolute paths with ``*`` (the
    last in order of name counts); the first that is there is taken, and without all parts there is no
    language. ``packages``: placeholder to a folder of a Python package, "module/folder", which every sandbox
    sees as /opt/<placeholder>; it goes before ``parts`` of the same name. ``shown``: what else of the host a
    sandbox must see, read-only, where it is there."""

    base: Literal["python", "node", "java"] | None = None
    parts: dict[str, tuple[str, ...]] = {}
    packages: dict[str, str] = {}
    shown: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    version: Version | None = None


class Install(_Table):
    """Where it comes from: names of packages; ``note`` where that does not say it."""

    debian: tuple[str, ...] = ()
    pypi: tuple[str, ...] = ()
    note: str | None = None

    @property
    def words(self) -> str:
        ways = [f"apt-get install {' '.join(self.debian)}"] if self.debian else []
        ways += [f"pip install {' '.join(self.pypi)}"] if self.pypi else []
        return " or ".join([*ways, *([self.note] if self.note else [])])

    def __str__(self) -> str:
        return self.words


class LimitsTable(_Table):
    """``time_factor`` times a problem's limit plus ``start_s`` (CPU seconds of starting the run-time) is the
    CPU limit. ``memory_extra_mib`` and ``processes_extra`` are what the run-time itself takes. ``memory_by``
    says what bounds memory where there is no memory cgroup: see ``sandbox.host.Step``."""

    time_factor: Annotated[float, Field(gt=0)]
    start_s: Annotated[float, Field(ge=0)] = 0.0
    memory_extra_mib: Annotated[int, Field(ge=0)] = 0
    processes_extra: Annotated[int, Field(ge=0)] = 0
    memory_by: Literal["space", "data"] = "space"


class Compile(_Table):
    """``argv`` exits with 0 where the program compiles. ``keeps``: what it leaves in ``{out}`` is what runs;
    otherwise it only checks, and the source itself runs. ``along``: endings of files that are compiled with those
    of the language. ``beside``: files of ``languages/tools/`` or
    ``drivers/`` that it needs. ``proc``, ``shared_memory``: it needs them; ``fork``: the first of ``beside`` is one of
    ours for our own Python: see ``sandbox.host.Step``."""

    argv: Arguments
    keeps: bool = True
    beside: tuple[PlainName, ...] = ()
    along: tuple[str, ...] = ()
    cpu_s: Annotated[float, Field(gt=0)] = 20.0
    memory_mib: Annotated[int, Field(gt=0)] = 1024
    proc: bool = False
    shared_memory: bool = False
    fork: bool = False


class RunTable(_Table):
    """``more_argv`` stands for ``argv`` where a program has several files; ``beside``: files of
    ``languages/tools/`` or ``drivers/`` that lie beside the program. ``proc`` and ``shared_memory``: it needs
    them, ``fork``: it is a program for our own Python, see ``sandbox.host.Step``."""

    argv: Arguments
    more_argv: Arguments | None = None
    beside: tuple[PlainName, ...] = ()
    proc: bool = False
    shared_memory: bool = False
    fork: bool = False


class Function(_Table):
    """Function problems. ``file`` holds the candidate's function; ``driver`` names the function of
    ``drivers`` that writes the files around it, for compiling or for running. ``main`` is the driver's file
    that ``{main}`` then is, and ``sources`` what ``{sources}`` is; ``before`` stands before the candidate's
    first line, without a line break."""

    file: PlainName
    driver: str
    driver_for: Literal["compile", "run"]
    main: PlainName | None = None
    sources: tuple[PlainName, ...] | None = None
    before: str = ""
    compile: Arguments | None = None
    run: Arguments | None = None


class Batch(_Table):
    """Many tests in one process (``batches``). ``kind``: "resident", a process that stays and is given one
    input after the other, or "framed", which gets all at once: only for function problems, only for Run.
    ``beside``: files of ``drivers/`` that lie beside the program. ``{program}`` is the last argument of the
    command that runs the program by itself, ``{batch}`` the folder of what is prepared for this ``use``.
    ``fork``: the first of ``beside`` is a program of ours for our own Python, see ``sandbox.host.Step``."""

    argv: Arguments
    kind: Literal["resident", "framed"] = "resident"
    beside: tuple[PlainName, ...] = ()
    fork: bool = False


class Preparation(_Table):
    """Something that makes compiling or running faster, made once for this machine in a sandbox (``prepared``)
    and used only where a trial shows that it works.

    ``make`` leaves in ``{out}`` what is kept, under the name ``makes`` where given; it finds ``files`` of
    ``drivers/`` and ``input`` (as "input" with the language's suffix) in ``{box}``. ``options`` stand for
    ``{prepared}`` in the arguments of compiling; ``{folder}`` in them is where the kept files lie. With
    ``header`` they are used for programs alone whose first line of code includes that header. ``depends``:
    files of the toolchain whose change asks for a new trial, by name; all must be there.

    The trial compiles ``trial`` with ``options`` and ``proof_options``; what that says must match ``proof``,
    and what the program prints must be ``says``.
    """

    name: str
    use: Literal["compile", "batch"] = "compile"
    make: Arguments = ()
    makes: str | None = None
    input: str = ""
    files: tuple[PlainName, ...] = ()
    options: Arguments = ()
    header: str | None = None
    depends: tuple[str, ...] = ()
    trial: str = ""
    proof_options: Arguments = ()
    proof: Pattern | None = None
    says: str | None = None


class Tidy(_Table):
    """Every ``pattern`` (multi-line) in what compiler or program said is replaced, in order; the paths of the
    sandbox go afterwards by themselves."""

    pattern: Pattern
    by: str = ""


class LanguageSpec(_Table):
    """``file`` is the candidate's file in stdio problems; ``name_pattern`` finds in the source the name that
    the file must have instead (Java). ``main_class``: ``{main_class}`` is the class with a main method.
    ``flags`` are the compiler's or run-time's, as published. ``starter`` is what a candidate finds in the
    editor for a stdio problem; ``hello`` reads a name from ``hello_input`` and prints "Hello, name!", to see that
    it works. ``by_name_only``: offered only for problems that name it, as no other would make sense in it.
    ``packages_only``: for validators and graders of packages; no submission is in it, and nobody is offered it."""

    id: str
    name: str
    order: int = 100
    file: PlainName
    name_pattern: Pattern | None = None
    suffixes: tuple[str, ...]
    icpc: tuple[str, ...] = ()
    flags: str
    starter: str
    hello: str
    hello_input: str = "Zoë\n"
    by_name_only: bool = False
    packages_only: bool = False
    toolchain: ToolchainTable
    install: Install
    limits: LimitsTable
    environment: dict[str, str] = {}
    compile: Compile
    run: RunTable
    function: Function | None = None
    tidy: tuple[Tidy, ...] = ()
    prepare: tuple[Preparation, ...] = ()
    batch: Batch | None = None

    @property
    def modes(self) -> tuple[str, ...]:
        return ("stdio",) if self.function is None else ("stdio", "function")

    @property
    def file_name(self) -> str:
        return self.file

    @property
    def function_file(self) -> str | None:
        return None if self.function is None else self.function.file

    @property
    def time_factor(self) -> float:
        return self.limits.time_factor

    @property
    def start_s(self) -> float:
        return self.limits.start_s

    @property
    def memory_extra_mib(self) -> int:
        return self.limits.memory_extra_mib

    @property
    def processes_extra(self) -> int:
        return self.limits.processes_extra


def read(language: str, text: str) -> LanguageSpec:
    """Raises BadManifest."""
    try:
        return LanguageSpec.model_validate({"id": language, **tomllib.loads(text)}, strict=False)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadManifest(f"the manifest {language}.toml of a language is wrong: {error}") from error


@functools.cache
def read_all() -> dict[str, LanguageSpec]:
    """By id, in the order in which people are shown them."""
    specs = [
        read(file.name.removesuffix(".toml"), file.read_text(encoding="utf-8"))
        for file in resources("assay.judge").joinpath("languages").iterdir()
        if file.name.endswith(".toml")
    ]
    return {spec.id: spec for spec in sorted(specs, key=lambda spec: (spec.order, spec.id))}
