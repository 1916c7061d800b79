"""C and C++ to WebAssembly, with the compiler of the ziglang package, in the judge's sandbox."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from types import TracebackType

from assay.analysis.growth.runtimes import INSTALL, Missing
from assay.judge import cache, toolchains
from assay.judge.sandbox.host import Run, Step, exit_words
from assay.judge.slot import Slot
from assay.judge.tier import find_tier

_ZIG, _LIBRARIES, _HEADERS = "/opt/zig", "/opt/growth", "/opt/growth-headers"
_BOX, _OUT = "/box", "/tmp/out"
_MIB = 1 << 20
_MAKE_S, _COMPILE_CPU_S = 1200, 40.0
_SAID = 2000
_DEFINED = (
    *("-DNDEBUG", "-D_LIBCPP_ABI_VERSION=1", "-D_LIBCPP_ABI_NAMESPACE=__1", "-D_LIBCPP_HAS_THREADS=0"),
    *("-D_LIBCPP_HAS_MONOTONIC_CLOCK", "-D_LIBCPP_HAS_TERMINAL", "-D_LIBCPP_HAS_MUSL_LIBC=1"),
    *("-D_LIBCXXABI_DISABLE_VISIBILITY_ANNOTATIONS", "-D_LIBCPP_DISABLE_VISIBILITY_ANNOTATIONS"),
    *("-D_LIBCPP_HAS_VENDOR_AVAILABILITY_ANNOTATIONS=0", "-D_LIBCPP_HAS_FILESYSTEM=0"),
    *("-D_LIBCPP_HAS_RANDOM_DEVICE", "-D_LIBCPP_HAS_LOCALIZATION", "-D_LIBCPP_HAS_UNICODE"),
    *("-D_LIBCPP_HAS_WIDE_CHARACTERS", "-D_LIBCPP_HAS_NO_STD_MODULES", "-D_LIBCPP_PSTL_BACKEND_SERIAL"),
    "-D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_NONE",
    "-D_LIBCPP_ASSERTION_SEMANTIC_DEFAULT=_LIBCPP_ASSERTION_SEMANTIC_IGNORE",
)
_INCLUDED = (
    "libcxx/include",
    "libcxxabi/include",
    "include",
    "libc/include/wasm-wasi-musl",
    "libc/include/generic-musl",
)
_OPTIONS = (
    *("--target=wasm32-wasip1", "-fvisibility=hidden", "-nostdinc", "-resource-dir", f"{_ZIG}/lib"),
    *("-mbulk-memory", "-msign-ext", "-mmutable-globals", "-mnontrapping-fptoint"),
    *("-fexceptions", "-fwasm-exceptions", "-mllvm", "-wasm-use-legacy-eh=false"),
    *_DEFINED,
)
_SYSTEM = tuple(part for folder in _INCLUDED for part in ("-isystem", f"{_ZIG}/lib/{folder}"))
_WRAPPED = ("malloc", "calloc", "realloc", "aligned_alloc", "posix_memalign", "free")
_STACK_BYTES = 32 * _MIB
_numbers = itertools.count(9000)  # over all slots of this process: control groups are named by it


class DoesNotCompile(Exception):
    """The message is the compiler's."""


@dataclass(frozen=True)
class Native:
    """A program as WebAssembly, to measure its ``time``, and made otherwise, its ``space``."""

    time: bytes
    space: bytes


@contextlib.contextmanager
def sandboxed(backend: str | None, placed: Mapping[str, str] | None = None) -> Iterator[Slot]:
    """A slot of the judge to compile in, which sees what is ``placed`` (path in the sandbox to the one here). Raises
    IsolationUnavailable."""
    tier = find_tier(backend)
    seen = toolchains.view()
    seen = replace(seen, placed={**seen.placed, **(placed or {})})
    slot = Slot(next(_numbers), seen, tier.parents, tier.isolation, tmp_mib=128)
    try:
        yield slot
    finally:
        slot.close()


class Compiler:
    """``with Compiler() as compiler``: raises IsolationUnavailable where there is no sandbox, Missing where there
    is no compiler. The first time on a machine, the libraries are made: about a minute."""

    def __init__(self, backend: str | None = None) -> None:
        self._backend = backend
        self._slot: Slot | None = None
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Compiler:
        found = importlib.util.find_spec("ziglang")
        if found is None or not found.submodule_search_locations:
            raise Missing(f"C and C++ are measured in WebAssembly, and ziglang is not installed: {INSTALL}")
        self._zig = Path(found.submodule_search_locations[0]).resolve()
        placed = {_ZIG: str(self._zig), _LIBRARIES: str(self._made()), _HEADERS: str(_headers())}
        self._slot = self._open.enter_context(sandboxed(self._backend, placed))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def compile(self, mains: Sequence[str], sources: Mapping[str, bytes]) -> Native:
        """``mains`` are the files to compile of ``sources``. Raises DoesNotCompile."""
        guests = {name: _guest(name) for name in ("measured.hpp", "space.c", "called.hpp")}
        inside = {**sources, **guests}
        return Native(self._one(mains, inside, space=False), self._one(mains, inside, space=True))

    def _one(self, mains: Sequence[str], sources: Mapping[str, bytes], *, space: bool) -> bytes:
        assert self._slot is not None  # noqa: S101 - entered
        compiled = [
            [
                *(f"{_ZIG}/zig", "clang", *_OPTIONS, "-w", "-O0" if space else "-O1", *_SYSTEM),
                *("-I", _BOX, "-I", _HEADERS),
                *(
                    ("-x", "c++", "-std=gnu++20", "-include", "measured.hpp")
                    if main.endswith(".cpp")
                    else ("-x", "c", "-std=gnu17")
                ),
                *(("-DASSAY_SPACE", "-finstrument-function-entry-bare") if space else ()),
                *("-c", f"{_BOX}/{main}", "-o", f"/tmp/{main}.o"),
            ]
            for main in mains
        ]
        objects = [f"/tmp/{main}.o" for main in mains]
        hooks = [
            f"{_ZIG}/zig",
            "clang",
            *_OPTIONS,
            "-w",
            "-O1",
            *_SYSTEM,
            "-c",
            f"{_BOX}/space.c",
            "-o",
            "/tmp/space.o",
        ]
        linked = [
            *(f"{_ZIG}/zig", "wasm-ld", "--export-memory", "--stack-first", "--entry", "_start", "-z"),
            *(f"stack-size={_STACK_BYTES}", *(f"--wrap={name}" for name in _WRAPPED if space)),
            *(f"{_LIBRARIES}/crt1-command.o", *objects, *(["/tmp/space.o"] if space else [])),
            *(f"{_LIBRARIES}/{name}" for name in ("libcxx.a", "libc.a", "libzigc.a", "libcompiler_rt.a")),
            *("-o", f"{_OUT}/program.wasm"),
        ]
        steps = [*compiled, *([hooks] if space else []), linked]
        script = "set -e\n" + "".join(" ".join(f"'{each}'" for each in step) + "\n" for step in steps)
        run = self._run(
            self._slot, {**sources, "compile.sh": script.encode()}, "compile.sh", (), _COMPILE_CPU_S
        )
        if "program.wasm" not in run.collected:
            said = (run.stderr + run.stdout).decode(errors="replace")
            ended = "took too long" if run.stopped else exit_words(run.status)
            raise DoesNotCompile(said.strip()[-_SAID:] or f"the compiler ended with {ended}")
        return run.collected["program.wasm"]

    def _made(self) -> Path:
        script = _guest("libraries.sh")
        parts = (importlib.metadata.version("ziglang"), script, _OPTIONS)
        folder = cache.folder("growth-cpp")
        kept = folder / hashlib.sha256(repr(parts).encode()).hexdigest()[:24]
        if kept.is_dir():
            return kept
        with tempfile.TemporaryDirectory(prefix="assay-growth-") as work:
            stage = Path(tempfile.mkdtemp(dir=folder))
            stage.chmod(0o755)
            try:
                self._make(script, Path(work), stage)
            except BaseException:
                shutil.rmtree(stage, ignore_errors=True)
                raise
        stage.rename(kept)
        return kept

    def _make(self, script: bytes, work: Path, out: Path) -> None:
        """Outside of the sandbox, which has no file locks: nothing of this is anyone's submission."""
        (work / "libraries.sh").write_bytes(script)
        here = [each.replace(_ZIG, str(self._zig)) for each in (*_OPTIONS, "-O2", *_SYSTEM)]
        argv = ["/bin/sh", "libraries.sh", str(self._zig), str(out), *here]
        run = subprocess.run(argv, cwd=work, capture_output=True, check=False, timeout=_MAKE_S)
        if run.returncode != 0:
            said = (run.stderr + run.stdout).decode(errors="replace").strip()[-_SAID:]
            raise Missing(f"the libraries for C++ in WebAssembly could not be made: {said}")
        for path in out.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o444)

    def _run(
        self, slot: Slot, inside: Mapping[str, bytes], script: str, arguments: tuple[str, ...], cpu_s: float
    ) -> Run:
        step = Step(
            argv=("/bin/sh", f"{_BOX}/{script}", *arguments),
            environment={"PATH": "/usr/bin:/bin", "HOME": "/tmp"},
            cpu_s=cpu_s,
            wall_s=4 * cpu_s,
            memory_mib=3072,
            processes=512,
            output_bytes=_MIB,
            file_bytes=256 * _MIB,
            memory_by="data",
            collect=_OUT,
            proc=True,
        )
        return slot.once(inside, step)


def _headers() -> Path:
    """The folder of <bits/stdc++.h>."""
    content = _guest("stdcpp.hpp")
    folder = cache.folder("growth-headers") / hashlib.sha256(content).hexdigest()[:24]
    header = folder / "bits" / "stdc++.h"
    if not header.is_file():
        header.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        header.write_bytes(content)
    return folder


def _guest(name: str) -> bytes:
    return files("assay.analysis.growth").joinpath(f"guest/{name}").read_bytes()
