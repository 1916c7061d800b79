"""Runs a candidate's Python function on many inputs in one process, each in a module of its own.

Stdin holds the inputs, each behind its length (``SIZE``). For each, in order, a ``FRAME`` and the answer go to
descriptor 3: whether it ended well (else the answer is empty), the CPU time in nanoseconds, how long standard
output and error output have become, and the answer's length. Used for Run only: what counts is run apart.
"""

from __future__ import annotations

import marshal
import os
import struct
import sys
import time
import types

TYPE_CHECKING = False  # what is not imported need not be waited for
if TYPE_CHECKING:
    from typing import Any

SIZE = struct.Struct("<I")
FRAME = struct.Struct("<?QQQI")


def _driver(folder: str) -> Any:
    module = types.ModuleType("driver")
    module.__file__ = f"{folder}/driver.py"
    with open(f"{module.__file__}.code", "rb") as file:
        exec(marshal.load(file), module.__dict__)
    return module


def _inputs(data: bytes) -> list[bytes]:
    inputs, at = [], 0
    while at < len(data):
        (size,) = SIZE.unpack_from(data, at)
        at += SIZE.size
        inputs.append(data[at : at + size])
        at += size
    return inputs


def main() -> None:
    folder = os.path.dirname(os.path.abspath(__file__))
    driver = _driver(folder)
    inputs = _inputs(sys.stdin.buffer.read())
    clock, write, length = time.process_time_ns, os.write, os.fstat
    out, errors = sys.stdout, sys.stderr
    answered, fault, pack = driver.answered, driver.Fault, FRAME.pack
    code, signature = driver.load(folder)
    for text in inputs:
        started, well, answer = clock(), True, b""
        sys.stdout, sys.stderr = out, errors
        try:
            answer = answered(code, signature, text)
        except fault:
            well = False
        out.flush()
        errors.flush()
        ends = length(1).st_size, length(2).st_size
        rest = pack(well, clock() - started, *ends, len(answer)) + answer
        while rest:
            rest = rest[write(3, rest) :]


if __name__ == "__main__":
    main()
