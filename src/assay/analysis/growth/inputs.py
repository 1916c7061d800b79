"""Worst-case inputs by size: made by the problem's generator in WebAssembly, and kept, since every submission to a
problem is measured on the same ones."""

from __future__ import annotations

import ast
import hashlib
import json
import queue
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Protocol

from assay.analysis.growth import runtimes
from assay.analysis.growth.machine import Ended, Machine
from assay.judge import cache

SEED = 1
_FUEL = 20_000_000_000
_LARGEST_BYTES = 16 << 20
_KEPT_BYTES = 4 << 20
_TOO_LARGE = b"too large"


class GeneratorFailed(Exception):
    """The generator made no input; the message says why."""


class Unfit(GeneratorFailed):
    """It is no generator, or what it makes does not fit the function."""


@dataclass(frozen=True)
class Call:
    """What the inputs are for: arguments in the ``form`` "lines" (of JSON) or "marshal"; where no package describes
    the function, its ``name`` and how many arguments it takes."""

    form: str = "lines"
    name: str | None = None
    least: int = 0
    most: int = 0

    @property
    def words(self) -> list[str]:
        return [self.form] if self.name is None else [self.form, self.name, str(self.least), str(self.most)]


class Inputs:
    """``with Inputs(source) as inputs: inputs.of(100)``: what the generator makes for 100, as the bytes of a
    ``.in`` file. Its process is started when the first is needed that is not kept. ``largest_bytes`` is the size of
    the largest input that there is: beyond what a problem allows, a generator makes what it must not. Where it fails at some size, but not at the first,
    that is the end of its sizes, and ``trouble`` says why."""

    def __init__(self, source: str, largest_bytes: int | None = None, call: Call = Call()) -> None:
        self._source, self._call = source, call
        self._good = False
        self.trouble: str | None = None
        self._largest_bytes = largest_bytes or _LARGEST_BYTES
        self._wanted: queue.Queue[tuple[int, ...] | None] = queue.Queue()
        self._made: queue.Queue[bytes | None] = queue.Queue()
        self._machine: Machine | None = None
        self._thread: threading.Thread | None = None
        self._ended: Ended | None = None
        self._folder = cache.folder("growth-inputs")
        self._one = threading.Lock()  # space and lines are measured side by side

    def __enter__(self) -> Inputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None and self._machine is not None:
            self._wanted.put(None)
            self._thread.join()
            self._machine.close()

    def of(self, *sizes: int) -> bytes | None:
        """None where it would be too large. Raises GeneratorFailed."""
        with self._one:
            return self._of(sizes)

    def _of(self, sizes: tuple[int, ...]) -> bytes | None:
        guest = _guest()
        parts = (runtimes.version(runtimes.PYTHON), guest, self._call, self._source, sizes, SEED)
        kept = self._folder / hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
        if kept.is_file():
            self._good = True
            return self._allowed(kept.read_bytes())
        try:
            made = self._generated(sizes)
        except GeneratorFailed as error:
            if not self._good:
                raise
            self.trouble = str(error)
            return None
        self._good = True
        if made is _TOO_LARGE:
            return None
        if len(made) <= _KEPT_BYTES:
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(made)
            Path(file.name).rename(kept)
        return self._allowed(made)

    def _allowed(self, made: bytes) -> bytes | None:
        return made if len(made) <= self._largest_bytes else None

    def _generated(self, sizes: tuple[int, ...]) -> bytes:
        if self._thread is None:
            self._start()
        made = None
        if self._ended is None:
            self._wanted.put(sizes)
            made = self._made.get()
        if made is None:
            ended = self._ended
            said = ended.said.strip().splitlines()[-1:] if ended is not None else []
            why = (
                (said[0] if said else None) or (ended.why if ended is not None else None) or "it made nothing"
            )
            if why.startswith("unfit: "):
                raise Unfit(why.removeprefix("unfit: "))
            raise GeneratorFailed(f"generate({', '.join(map(str, sizes))}, {SEED}) fails: {why}")
        return made

    def _start(self) -> None:
        machine = Machine(
            runtimes.module(runtimes.PYTHON),
            self._answer,
            files={"generate.py": _guest(), "generator.py": self._source.encode()},
            fuel=_FUEL,
            writable=True,
        )

        def inside() -> None:
            try:
                self._ended = machine.run(["python", "-S", "/w/generate.py", *self._call.words])
            except Exception as error:  # noqa: BLE001 - told to whom waits for an input
                self._ended = Ended(str(error), "")
            self._made.put(None)

        self._machine = machine
        self._thread = threading.Thread(target=inside, name="generator")
        self._thread.start()

    def _answer(self, what: str, machine: Machine) -> bool:
        if what == "made":
            made = machine.folder / "made"
            small = made.stat().st_size <= _LARGEST_BYTES
            self._made.put(made.read_bytes() if small else _TOO_LARGE)
        elif what == "next":
            machine.refill(_FUEL)
            sizes = self._wanted.get()
            if sizes is None:
                return False
            (machine.folder / "wanted").write_text(json.dumps([*sizes, SEED]))
        return True


class Along:
    """Inputs of two sizes by one: ``point`` gives both."""

    def __init__(self, inputs: Inputs, point: Callable[[int], tuple[int, int]]) -> None:
        self._inputs, self._point = inputs, point

    @property
    def trouble(self) -> str | None:
        return self._inputs.trouble

    def of(self, size: int) -> bytes | None:
        return self._inputs.of(*self._point(size))


class BySize(Protocol):
    """``Inputs`` of one size, or ``Along`` a line."""

    @property
    def trouble(self) -> str | None: ...

    def of(self, size: int, /) -> bytes | None: ...


def takes_two(generator: str) -> bool:
    """Whether it is ``generate(n, m, seed)``."""
    try:
        tree = ast.parse(generator)
    except (SyntaxError, ValueError):
        return False  # said when it is run
    found = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == "generate"]
    return bool(found) and len(found[-1].args.args) - len(found[-1].args.defaults) == 3


def _guest() -> bytes:
    return files("assay.analysis.growth").joinpath("guest/generate.py").read_bytes()
