"""The compiled supervisors: how they are built, once per machine, and what is said to them (see common.h).

One is a program that takes the place of that in Python (supervisor.c), for programs that are executed. The other
is a library in that in Python (warm.c), for tests of a program that is run in forks."""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from assay.judge import cache

_COMPILERS = ("gcc", "cc", "clang")
_OPTIONS = ("-std=gnu11", "-O2")
_AS_PROGRAM = ("-static",)
_AS_LIBRARY = ("-shared", "-fPIC", "-Wl,-z,now")
_SHARED_SOURCE = "common.h"
_BUILD_S = 120
_NOT_IN_A_SANDBOX = 9
READY = b"native"
LARGEST = 1 << 19
"""Bytes of arguments, environment and input that a request can have."""
_MOST_ARGUMENTS = 1000
_REQUEST = struct.Struct("<4I6Q2I")
_REPLY = struct.Struct("<iI6Q2I")
_ANSWER, _STDIN_PIPE, _STDIN_FILE, _STDOUT_PIPE = 1, 2, 4, 8
_STOPPED = (None, "cpu", "wall")
_S = 1_000_000_000


@dataclass(frozen=True)
class Native:
    """``content`` is the file, None where there is none; ``words`` say which supervisor that makes."""

    content: bytes | None
    words: str


@functools.cache
def supervisor() -> Native:
    """Built where this machine has a C compiler with static libraries; it is slower without, not weaker."""
    return _made("supervisor.c", _AS_PROGRAM, _try_program)


@functools.cache
def library() -> Native:
    """Likewise, for the judge's own interpreter."""
    return _made("warm.c", _AS_LIBRARY, _try_library)


def _made(name: str, options: tuple[str, ...], attempt: Callable[[Path], None]) -> Native:
    compiler = next(filter(None, map(shutil.which, _COMPILERS)), None)
    if compiler is None:
        return Native(None, "supervisor in Python (no C compiler)")
    try:
        return Native(_built(name, options, attempt, os.path.realpath(compiler)), "compiled supervisor")
    except (cache.NoCache, OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or b""
        reason = said.decode(errors="replace").strip().splitlines()[-1:] or [str(error)]
        return Native(None, f"supervisor in Python (the compiled one could not be built: {reason[0]})")


def _built(name: str, options: tuple[str, ...], attempt: Callable[[Path], None], compiler: str) -> bytes:
    sources = {
        each: files("assay.judge.sandbox").joinpath(each).read_bytes() for each in (_SHARED_SOURCE, name)
    }
    state = os.stat(compiler)
    key = (compiler, state.st_size, state.st_mtime_ns, _OPTIONS, options, sources)
    place = cache.folder("supervisor") / hashlib.sha256(repr(key).encode()).hexdigest()
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=place.parent) as folder:
            for each, source in sources.items():
                Path(folder, each).write_bytes(source)
            made = Path(folder, "made")
            command = [compiler, *_OPTIONS, *options, "-o", str(made), str(Path(folder, name))]
            subprocess.run(command, capture_output=True, check=True, timeout=_BUILD_S)
            made.chmod(0o500)
            attempt(made)
            made.replace(place)
    return place.read_bytes()


def _try_program(made: Path) -> None:
    tried = subprocess.run([made], capture_output=True, timeout=_BUILD_S, check=False)
    if tried.returncode != _NOT_IN_A_SANDBOX:
        raise OSError(f"it does not start: status {tried.returncode}")


def _try_library(made: Path) -> None:
    ctypes.CDLL(str(made))


def request(asked: Mapping[str, Any], payload: bytes) -> bytes | None:
    """What ``Sandbox.run`` asks of the supervisor in Python, in the compiled one's form. None for what only the
    former can do: forks, further files, folders to be collected or started in, a /proc."""
    special = ("fork", "proc", "shared_memory", "folder", "collect", "inputs", "seed")
    if any(asked[name] for name in special):
        return None
    words = [*asked["argv"], *(f"{name}={value}" for name, value in asked["env"].items())]
    text = b"".join(os.fsencode(word) + b"\0" for word in words)
    if text.count(b"\0") != len(words):
        raise ValueError("an argument or a setting of the environment holds a zero byte")
    if len(text) + len(payload) > LARGEST or len(words) > _MOST_ARGUMENTS:
        return None
    flags = (_ANSWER if asked["answer"] else 0) | (_STDOUT_PIPE if asked["stdout"] == "pipe" else 0)
    flags |= {"here": 0, "pipe": _STDIN_PIPE, "file": _STDIN_FILE}[asked["stdin"]]
    numbers = _REQUEST.pack(
        flags,
        len(asked["argv"]),
        len(asked["env"]),
        asked["processes"],
        int(asked["cpu_s"] * _S),
        int(asked["wall_s"] * _S),
        asked["file_bytes"],
        asked["output_bytes"],
        asked["address_bytes"] or 0,
        asked["data_bytes"] or 0,
        len(text),
        len(payload),
    )
    return numbers + text + payload


def reply(data: bytes, *, piped: bool, answer: bool) -> dict[str, Any]:
    """What came back, as the supervisor in Python says it. ``piped``: the step's output went elsewhere; ``answer``:
    it has a stream for its answer."""
    status, stopped, cpu_ns, wall_ns, peak_kib, *sizes, inline, failed = _REPLY.unpack_from(data)
    payload = data[_REPLY.size :]
    if failed:
        return {"failed": payload.decode(errors="replace")}
    present = [not piped, True, answer]
    return {
        "status": status,
        "stopped": _STOPPED[stopped],
        "cpu_s": cpu_ns / _S,
        "wall_s": wall_ns / _S,
        "peak_kib": peak_kib,
        "inline": bool(inline),
        "sizes": [size for size, there in zip(sizes, present, strict=True) if there],
        "payload": payload,
    }
