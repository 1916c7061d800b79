"""A program that wrote more than it may, run once more with somebody who reads on: whether it ever ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from collections.abc import Callable
from dataclasses import replace

from assay.judge.sandbox.host import Run, Step

_CHUNK = 1 << 20


def to_be_drained(run: Run, step: Step) -> bool:
    """Whether its output, and no other limit, ended it. Of a talk nothing is kept here, and so it is not."""
    return run.stopped is None and len(run.stdout) > step.output_bytes


def drained(first: Run, again: Callable[[int], Run]) -> Run:
    """How the program of ``first`` ends where its output is read and thrown away; what it wrote is that of
    ``first``. ``again`` runs it, and takes the pipe's end that is its stdout."""
    source, target = os.pipe2(os.O_CLOEXEC)
    with contextlib.suppress(OSError):  # more than this user may have for pipes: then each holds less
        fcntl.fcntl(source, fcntl.F_SETPIPE_SZ, _CHUNK)
    reader = threading.Thread(target=_read_away, args=(source,), name="drain", daemon=True)
    reader.start()
    try:
        run = again(target)
    finally:
        reader.join()
    return replace(run, stdout=first.stdout)


def _read_away(source: int) -> None:
    buffer = bytearray(_CHUNK)
    try:
        while os.readv(source, [buffer]):
            pass
    finally:
        os.close(source)
