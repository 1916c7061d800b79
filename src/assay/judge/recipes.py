"""How each language is compiled and run inside a sandbox: argument lists and files, never a shell.

All is said by the language's manifest. In its arguments and environment stand, besides the parts of the
toolchain: ``{box}``, ``{out}`` (folders of the program's files, and of what compiling makes), ``{file}``
(the candidate's file), ``{main}`` (the file to be run: the driver's, for a function problem), ``{sources}``
(all files to be compiled; an argument of its own), ``{prepared}`` (options that are used where something
was prepared for them; an argument of its own), ``{name}`` ({main} without folder and suffix),
``{main_class}``, ``{memory_mib}``. What has no value in a step stays as it is.
"""

from __future__ import annotations

import functools
import marshal
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import PurePosixPath

from assay.judge import drivers, imports
from assay.judge.languages import Found
from assay.judge.manifest import Function, LanguageSpec, Preparation
from assay.judge.model import Limits, Program
from assay.judge.sandbox.warm import CODE
from assay.judge.signature import Signature
from assay.judge.toolchains import Toolchain

BOX, OUT = "/box", "/tmp/out"
_MAIN_METHOD = b"([Ljava/lang/String;)V"
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Command:
    """``files`` are put into /box before; ``environment`` is all the program gets. ``fork`` and ``brings``: see
    ``sandbox.host.Step``."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    fork: str | None = None
    brings: tuple[str, ...] = ()


def source_bytes(program: Program) -> bytes:
    """Without the mark that some editors put before the first character, which some compilers refuse."""
    return program.source.removeprefix("\ufeff").encode()


@dataclass(frozen=True)
class Recipe:
    spec: LanguageSpec
    toolchain: Toolchain

    @property
    def memory_by(self) -> str:
        """See ``sandbox.host.Step``."""
        return self.spec.limits.memory_by

    def compile(self, program: Program, prepared: Sequence[str] = (), apart: Collection[str] = ()) -> Command:
        """Exit status 0: it compiles. What it leaves in OUT goes to ``run``.

        ``prepared`` are options, and ``apart`` files that are not needed beside the program because of them.
        """
        step, function = self.spec.compile, self._function(program)
        files = self.sources(program)
        if program.signature is not None and function is not None and function.driver_for == "compile":
            files |= _driver(function.driver)(program.signature)
        argv = step.argv if function is None or function.compile is None else function.compile
        places = self._places(program, files) | {"prepared": tuple(prepared)}
        files |= {name: beside(name) for name in step.beside}
        kept = {name: content for name, content in files.items() if name not in apart}
        fork = _our_code(step.beside[0], kept) if step.fork else None
        return Command(self._filled(argv, places), self._environment(), kept, fork)

    def prepare(self, item: Preparation, files: Mapping[str, bytes]) -> Command:
        """Makes what ``item`` is; ``files`` are beside."""
        places = {"box": (BOX,), "out": (OUT,), **{n: (p,) for n, p in self.toolchain.parts.items()}}
        return Command(self._filled(item.make, places), self._environment(), files)

    def run(self, program: Program, limits: Limits, compiled: Mapping[str, bytes]) -> Command:
        step, function = self.spec.run, self._function(program)
        files = {**self.sources(program), **compiled}
        if self.spec.compile.keeps:
            files = {**program.more, **compiled} if program.more else dict(compiled)
        if program.signature is not None and function is not None and function.driver_for == "run":
            files |= _driver(function.driver)(program.signature)
        argv = step.argv
        if function is not None and function.run is not None:
            argv = function.run
        elif program.more and step.more_argv is not None:
            argv = step.more_argv
        places = self._places(program, files) | {"memory_mib": (str(limits.memory_mib),)}
        if any("{main_class}" in argument for argument in argv):
            places["main_class"] = (_main_class(compiled, places["name"][0]),)
        files |= {name: beside(name) for name in step.beside}
        fork = self._fork(program, files) if step.fork and argv is step.argv else None
        # What our own drivers import the interpreter has, or they import it where they need it.
        brings = imports.brought(self.sources(program)) if fork is not None else ()
        return Command(self._filled(argv, places), self._environment(), files, fork, brings)

    def batch(
        self,
        program: Program,
        limits: Limits,
        compiled: Mapping[str, bytes],
        *,
        quick: bool,
        prepared: str | None,
    ) -> Command | None:
        """As ``run``, for many tests in one process; None where each test has one of its own.

        ``prepared`` is the folder in the sandbox of what was prepared for it, where that is needed."""
        batch = self.spec.batch
        if batch is None or program.more:
            return None
        if batch.kind == "framed" and (program.signature is None or not quick):
            return None
        alone = self.run(program, limits, compiled)
        files = {**alone.files, **{name: drivers.text(name) for name in batch.beside}}
        places = self._places(program, files) | {
            "memory_mib": (str(limits.memory_mib),),
            "program": (alone.argv[-1],),
            "batch": () if prepared is None else (prepared,),
        }
        fork = _our_code(batch.beside[0], files) if batch.fork else None
        return Command(self._filled(batch.argv, places), alone.environment, files, fork, alone.brings)

    def tidy(self, text: str) -> str:
        """Output of compiler or program with the sandbox's paths and our own frames taken out."""
        for each in self.spec.tidy:
            text = re.sub(each.pattern, each.by, text, flags=re.MULTILINE)
        return text.replace(f"file://{BOX}/", "").replace(f"{BOX}/", "").replace(f"{OUT}/", "")

    def _fork(self, program: Program, files: dict[str, bytes]) -> str:
        """The file of ``files`` that is run; the code of a driver of ours is added to them."""
        function, file = self._function(program), self._file(program)
        if function is not None and function.main is not None:
            return _our_code(function.main, files)
        return file + CODE if file + CODE in files else file

    def _function(self, program: Program) -> Function | None:
        return self.spec.function if program.signature is not None else None

    def sources(self, program: Program) -> dict[str, bytes]:
        """The submission's files, by the names that they have in /box."""
        function = self._function(program)
        before = function.before.encode() if function is not None else b""
        return {**program.more, self._file(program): before + source_bytes(program)}

    def _file(self, program: Program) -> str:
        """The name of the candidate's file, of several the main one."""
        function = self._function(program)
        if program.main is not None and function is None:
            return program.main
        file = self.spec.file if function is None else function.file
        if self.spec.name_pattern is not None:
            named = re.search(self.spec.name_pattern, program.source, re.MULTILINE)
            if named is not None:
                return f"{named[1]}{PurePosixPath(file).suffix}"
        return file

    def _places(self, program: Program, files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
        function, file = self._function(program), self._file(program)
        main = file if function is None or function.main is None else function.main
        endings = (*self.spec.suffixes, *self.spec.compile.along)
        sources = [name for name in files if name.lower().endswith(endings)]
        if function is not None and function.sources is not None:
            sources = list(function.sources)
        return {
            "box": (BOX,),
            "out": (OUT,),
            "file": (f"{BOX}/{file}",),
            "main": (f"{BOX}/{main}",),
            "name": (PurePosixPath(main).stem,),
            "sources": tuple(f"{BOX}/{name}" for name in sources),
            **{name: (path,) for name, path in self.toolchain.parts.items()},
        }

    def _filled(self, argv: tuple[str, ...], places: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        filled: list[str] = []
        for argument in argv:
            if argument in ("{sources}", "{prepared}"):
                filled += places[argument[1:-1]]
            else:
                filled.append(_PLACEHOLDER.sub(lambda found: _one(found, places), argument))
        return tuple(filled)

    def _environment(self) -> dict[str, str]:
        places = {"box": (BOX,), "out": (OUT,), **{n: (p,) for n, p in self.toolchain.parts.items()}}
        own = self.spec.environment
        filled = self._filled(tuple(own.values()), places)
        return {**self.toolchain.environment(), **dict(zip(own, filled, strict=True))}


def _our_code(name: str, files: dict[str, bytes]) -> str:
    """Adds the code of ``name``, one of the judge's own programs, and says which file that is."""
    files[name + CODE] = _compiled(files[name], name)
    return name + CODE


@functools.cache
def _compiled(source: bytes, name: str) -> bytes:
    return marshal.dumps(compile(source, name, "exec", dont_inherit=True))


def recipe(found: Found) -> Recipe:
    return Recipe(found.spec, found.toolchain)


def _one(found: re.Match[str], places: Mapping[str, tuple[str, ...]]) -> str:
    value = places.get(found[1])
    return value[0] if value is not None and len(value) == 1 else found[0]


def beside(name: str) -> bytes:
    """A file of ours that lies beside a program."""
    tool = resources("assay.judge").joinpath("languages", "tools", name)
    return tool.read_bytes() if tool.is_file() else drivers.text(name)


def _driver(name: str) -> Callable[[Signature], dict[str, bytes]]:
    made: Callable[[Signature], dict[str, bytes]] = getattr(drivers, name)
    return made


def _main_class(compiled: Mapping[str, bytes], preferred: str) -> str:
    """Of the JVM's: ``preferred`` or ``Main`` if they have a main method, else the first that has one."""
    classes = {
        name.removesuffix(".class").replace("/", "."): code
        for name, code in compiled.items()
        if name.endswith(".class")
    }
    starting = [name for name, code in classes.items() if _MAIN_METHOD in code]
    starting.sort(key=lambda name: "$" in name)  # compilers put parts of a class into classes of their own
    for wanted in (preferred, "Main"):
        for name in starting:
            if wanted in (name, name.rpartition(".")[2]):
                return name
    return starting[0] if starting else preferred
