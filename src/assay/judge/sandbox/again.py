"""Tests that differ from the one before by their input only: the library that runs them (see warm.c)."""

from __future__ import annotations

import ctypes
import mmap
import os

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_NS = 1_000_000_000
_ANSWER = 1
_IN_A_FORK = 1
_run_again: Callable[[int], int] | None = None


class _Request(ctypes.Structure):
    """``struct request`` of common.h."""

    _fields_ = [
        *((name, ctypes.c_uint32) for name in ("flags", "argc", "envc", "processes")),
        *((name, ctypes.c_uint64) for name in ("cpu_ns", "wall_ns", "file_bytes", "output_bytes")),
        *((name, ctypes.c_uint64) for name in ("address_bytes", "data_bytes")),
        *((name, ctypes.c_uint32) for name in ("text_bytes", "input_bytes")),
    ]


class _Settings(ctypes.Structure):
    """``struct settings`` of warm.c."""

    _fields_ = [
        *((name, ctypes.c_int32) for name in ("channel", "processes", "failures")),
        *((name, ctypes.c_uint32) for name in ("first_id", "ids", "runs", "filter_bytes", "peak_kib")),
        ("message", ctypes.c_void_p),
        ("filter", ctypes.c_void_p),
        ("tmp_options", ctypes.c_char_p),
        ("asked", _Request),
    ]


def load(library: int) -> str | None:
    """In the keeper: takes the library, an open file, which this closes. Why that cannot be done, if so."""
    global _run_again
    try:
        # PyDLL keeps the interpreter's lock over a call, which forks.
        found = ctypes.PyDLL(f"/proc/self/fd/{library}").run_again
    except (OSError, AttributeError) as error:
        return str(error)
    finally:
        os.close(library)
    found.argtypes, found.restype = (ctypes.c_void_p,), ctypes.c_int
    _run_again = found
    return None


def loaded() -> bool:
    return _run_again is not None


class Again:
    """How the tests after a first one are run, which was ``request``, of the program ``path``."""

    def __init__(
        self,
        path: str,
        request: dict[str, Any],
        *,
        channel: int,
        processes: int | None,
        failures: int,
        ids: range | None,
        peak_kib: int,
        message: mmap.mmap,
        calls: bytes,
        tmp_options: str,
    ) -> None:
        """``message``: where messages are received, ``wire.LARGEST`` bytes. ``ids``: of the users that programs
        run as; None: as the supervisor's own. ``peak_kib``: what every fork begins with. ``calls``: the filter."""
        ids = ids or range(0)
        self.path = path
        self._kept = ctypes.c_char.from_buffer(message), ctypes.create_string_buffer(calls, len(calls))
        place, rules = map(ctypes.addressof, self._kept)
        asked = _Request(
            flags=_ANSWER if request["answer"] else 0,
            processes=request["processes"],
            cpu_ns=int(request["cpu_s"] * _NS),
            wall_ns=int(request["wall_s"] * _NS),
            file_bytes=request["file_bytes"],
            output_bytes=request["output_bytes"],
            address_bytes=request["address_bytes"] or 0,
            data_bytes=request["data_bytes"] or 0,
        )
        self._settings = _Settings(
            channel=channel,
            processes=-1 if processes is None else processes,
            failures=failures,
            first_id=ids.start,
            ids=len(ids),
            filter_bytes=len(calls),
            peak_kib=peak_kib,
            message=place,
            filter=rules,
            tmp_options=tmp_options.encode(),
            asked=asked,
        )
        self._address = ctypes.addressof(self._settings)

    def run(self, runs: int) -> bool:
        """Runs tests until there is nothing or something else to be received: ``runs`` have been before, and as
        many as the property says then. True in a fork, which has its streams and limits and is to run the program."""
        assert _run_again is not None
        self._settings.runs = runs
        return _run_again(self._address) == _IN_A_FORK

    @property
    def runs(self) -> int:
        count: int = self._settings.runs
        return count


def applies(request: dict[str, Any]) -> bool:
    """Whether a test like ``request`` differs from it by its input only, and leaves nothing but its streams."""
    more = ("collect", "inputs", "seed", "folder")
    return request["fork"] is not None and request["stdout"] == "memory" and not any(map(request.get, more))
