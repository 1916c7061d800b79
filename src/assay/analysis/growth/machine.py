"""One program in WebAssembly, with fuel as its clock.

The program says where it is by removing files that do not exist: ``next`` before it reads the next input,
``begin`` and ``end`` around what is measured. That call comes out of the sandbox here. It reaches nothing else:
one folder, read-only, no network, no clock but the fuel, no chance.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.analysis.growth import runtimes
from assay.analysis.growth.counted import LIVE, PEAK, STACK

if TYPE_CHECKING:
    import wasmtime

FOLDER = "/w"
_MEMORY = 1 << 30
_ABSENT = 44  # WASI's ENOENT
_WASI = "wasi_snapshot_preview1"
_SHOWN = 2000
_STACK_WATCHED, _LOOKED_AT = 48 << 20, 1 << 18
_PATTERN = b"\xa5"
_starting = threading.Lock()
"""The size of a new thread's stack is one setting for the whole process."""


@dataclass(frozen=True)
class Ended:
    """How a program ended: ``why`` is None if well. ``said`` is the end of its error output."""

    why: str | None
    said: str


Answer = Callable[[str, "Machine"], bool]
"""Of what the program says: False where there is no more."""


class Machine:
    """``answer`` is asked at each thing the program says. ``fuel`` is what a program may use until ``refill``.
    ``looked`` is called whenever the program looks at its clock."""

    def __init__(
        self,
        module: wasmtime.Module,
        answer: Answer,
        *,
        files: Mapping[str, bytes],
        fuel: int,
        writable: bool = False,
        looked: Callable[[], None] | None = None,
    ) -> None:
        self._looked = looked
        self._module, self._answer, self._fuel = module, answer, fuel
        self._writable = writable
        self._place = tempfile.TemporaryDirectory(prefix="assay-growth-")
        self.folder = Path(self._place.name, "w")
        self.folder.mkdir()
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        self._store: Any = None
        self._memory: Any = None
        self._globals: dict[str, Any] = {}
        self._held = self._top = 0
        self._lowest: int | None = None
        self._trouble: BaseException | None = None

    def close(self) -> None:
        self._place.cleanup()

    def used(self) -> int:
        """Fuel since the last ``refill``."""
        return int(self._fuel - self._store.get_fuel())

    def refill(self, fuel: int) -> None:
        self._fuel = fuel
        self._store.set_fuel(fuel)

    def watch_space(self) -> None:
        """From now on; of a module made by ``counted``. What lies on the stack is seen by a pattern below its
        top that is overwritten."""
        self._top = self._globals[STACK].value(self._store)
        if self._lowest is None:
            self._lowest = max(0, self._top - _STACK_WATCHED)
            self._memory.write(self._store, _PATTERN * (self._top - self._lowest), self._lowest)
        self._overwritten()
        self._held = self._globals[LIVE].value(self._store)
        self._globals[PEAK].set_value(self._store, self._held)

    def space(self) -> int:
        """Bytes of the heap and of the stack at their peaks since ``watch_space``."""
        return int(self._globals[PEAK].value(self._store) - self._held) + self._overwritten()

    def _overwritten(self) -> int:
        """Bytes of the stack that were used; the pattern is there again then."""
        end, used = self._top, 0
        while end > (self._lowest or 0):
            start = max(self._lowest or 0, end - _LOOKED_AT)
            part = self._memory.read(self._store, start, end).lstrip(_PATTERN)
            if not part:
                break
            used = self._top - end + len(part)
            self._memory.write(self._store, _PATTERN * (end - start), start)
            end = start
        return used

    def run(self, arguments: Sequence[str], *, stdin: bytes = b"", reactor: bool = False) -> Ended:
        """Runs the program to its end. ``reactor``: a library that is started by a call (QuickJS)."""
        result: list[Ended] = []

        def inside() -> None:
            try:
                result.append(self._run(arguments, stdin, reactor))
            except BaseException as error:  # noqa: BLE001 - it is raised again in the caller's thread
                self._trouble = error

        with _starting:
            before = threading.stack_size(runtimes.THREAD_STACK)
            try:
                thread = threading.Thread(target=inside, name="wasm")
                thread.start()
            finally:
                threading.stack_size(before)
        thread.join()
        if self._trouble is not None:
            raise self._trouble
        return result[0]

    def _run(self, arguments: Sequence[str], stdin: bytes, reactor: bool) -> Ended:
        import wasmtime

        outside = Path(self._place.name)
        (outside / "stdin").write_bytes(stdin)
        self._store = store = wasmtime.Store(runtimes.engine())
        store.set_limits(memory_size=_MEMORY)
        store.set_fuel(self._fuel)
        wasi = wasmtime.WasiConfig()
        wasi.argv = list(arguments)
        wasi.env = [("PYTHONHASHSEED", "0"), ("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUTF8", "1")]
        wasi.preopen_dir(str(self.folder), FOLDER, self._writable)
        wasi.stdin_file = str(outside / "stdin")
        wasi.stdout_file = "/dev/null"
        wasi.stderr_file = str(outside / "stderr")
        store.set_wasi(wasi)
        instance = self._linker(store).instantiate(store, self._module)
        exports = instance.exports(store)
        self._memory = exports["memory"]
        self._globals = {name: exports[name] for name in (LIVE, PEAK, STACK) if name in exports}
        why: str | None = None
        try:
            if reactor:
                _start_reactor(exports, store, arguments)
            else:
                exports["_start"](store)  # type: ignore[operator]
        except wasmtime.ExitTrap as ended:
            why = None if ended.code == 0 else f"exit status {ended.code}"
        except (wasmtime.Trap, wasmtime.WasmtimeError) as trap:
            why = _words(str(trap))
        said = (outside / "stderr").read_bytes()[-_SHOWN:].decode(errors="replace")
        return Ended(why, said)

    def _linker(self, store: wasmtime.Store) -> wasmtime.Linker:
        import wasmtime

        i32, i64 = wasmtime.ValType.i32(), wasmtime.ValType.i64()
        linker = wasmtime.Linker(runtimes.engine())
        linker.define_wasi()
        linker.allow_shadowing = True

        def said(caller: Any, _folder: int, at: int, length: int) -> int:
            name = bytes(caller["memory"].read(caller, at, at + length)).decode(errors="replace")
            return 0 if self._answer(name, self) else _ABSENT

        def clock(caller: Any, _id: int, _precision: int, at: int) -> int:
            if self._looked is not None:
                self._looked()
            spent = self._fuel - store.get_fuel()
            caller["memory"].write(caller, spent.to_bytes(8, "little"), at)
            return 0

        def chance(caller: Any, at: int, length: int) -> int:
            caller["memory"].write(caller, bytes(length), at)
            return 0

        def define(name: str, takes: list[Any], function: Callable[..., int]) -> None:
            kind = wasmtime.FuncType(takes, [i32])
            linker.define(store, _WASI, name, wasmtime.Func(store, kind, function, access_caller=True))

        define("path_unlink_file", [i32, i32, i32], said)
        define("clock_time_get", [i32, i64, i32], clock)
        define("random_get", [i32, i32], chance)

        def mark(kind: int, value: int) -> None:
            self._answer(f"{('begin', 'end', 'value')[kind]} {value}", self)

        kind = wasmtime.FuncType([i32, i32], [])
        linker.define(store, "assay", "mark", wasmtime.Func(store, kind, mark))
        return linker


def _start_reactor(exports: Any, store: wasmtime.Store, arguments: Sequence[str]) -> None:
    """QuickJS, as if its command had been called with these arguments."""
    memory, allocate = exports["memory"], exports["malloc"]
    exports["_initialize"](store)

    def placed(content: bytes) -> int:
        at = allocate(store, len(content))
        memory.write(store, content, at)
        return int(at)

    places = [placed(each.encode() + b"\0") for each in arguments]
    vector = placed(b"".join(each.to_bytes(4, "little") for each in places))
    exports["qjs_init_argv"](store, len(places), vector)


def _words(trap: str) -> str:
    known = {
        "all fuel consumed": "it took more steps than are allowed",
        "call stack exhausted": "its recursion is too deep",
        "out of bounds memory access": "its recursion is too deep, or it took more memory than there is",
        "unreachable": "it ended itself, or took more memory than there is",
    }
    for sign, words in known.items():
        if sign in trap:
            return words
    return trap.strip().splitlines()[-1].strip()
