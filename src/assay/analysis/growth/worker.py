"""The process in which a submission is measured: ``python -m assay.analysis.growth.worker``.

Reads a job as JSON from stdin and writes what was measured as JSON to stdout. Exit status 3 with one line on
stderr: the problem's generator, or this machine, is at fault; 4: the generator does not fit the function.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from assay.analysis.growth import runtimes
from assay.analysis.growth.curve import Axis, Curve, Measured
from assay.analysis.growth.fit import FEWEST_POINTS
from assay.analysis.growth.inputs import Along, BySize, Call, GeneratorFailed, Inputs, Unfit
from assay.analysis.growth.javascript import JavaScriptRun
from assay.analysis.growth.native import NativeRun
from assay.analysis.growth.python import PythonRun
from assay.analysis.growth.sizes import FIRST, following
from assay.analysis.growth.two import FIXED, LINES
from assay.judge.cache import NoCache

FAULT, UNFIT = 3, 4
_TRIES = 3


def measured(job: dict[str, Any]) -> Measured:
    """Raises GeneratorFailed, runtimes.Missing, NoCache."""
    files = {name: base64.b64decode(content) for name, content in job["files"].items()}
    if not job["two"]:
        return _line(job, files, None)
    both = _line(job, files, "both")
    of = {name: _line({**job, "lines": False}, files, name) for name in ("n", "m")}
    return replace(both, two=tuple(Axis(name, FIXED, one.time, one.space) for name, one in of.items()))


def _line(job: dict[str, Any], files: dict[str, bytes], name: str | None) -> Measured:
    """``name``: along which line of two sizes. Each has a generator of its own, as one may end where sizes become
    too large for it."""
    with Inputs(job["generator"], job["largest_bytes"], Call(**job["call"])) as inputs:
        return _along(job, files, inputs if name is None else Along(inputs, LINES[name]))


def _along(job: dict[str, Any], files: dict[str, bytes], inputs: BySize) -> Measured:
    if job["run_time"] == "python":
        python = PythonRun(files, inputs, form=job["form"])
        time = _longest(python.time, inputs)
        engine = runtimes.version(runtimes.PYTHON)
        # Each in an instance of its own: what one counts the other does not touch.
        with ThreadPoolExecutor(1) as beside:
            lines = beside.submit(python.lines, time) if job["lines"] else None
            space = python.space(time)
            return Measured(time, space, lines.result() if lines else {}, engine=engine)
    if job["run_time"] == "quickjs":
        script = JavaScriptRun(files, inputs, form=job["form"])
        time = _longest(script.time, inputs)
        return Measured(time, script.space(time), engine=runtimes.version(runtimes.QUICKJS))
    native = NativeRun(files["time.wasm"], files["space.wasm"], inputs)
    time = _longest(native.time, inputs)
    return Measured(time, native.space(time), engine=runtimes.version())


def _longest(measure: Callable[[int], Curve], inputs: BySize) -> Curve:
    """Some programs fail at one small size and at no larger one: measured again from beyond it."""
    first, found = FIRST, Curve()
    for _ in range(_TRIES):
        curve = measure(first)
        if curve.stopped is None and inputs.trouble is not None:
            curve = replace(curve, stopped=inputs.trouble)
        if len(curve.sizes) > len(found.sizes) or found.stopped is None:
            found = curve
        if curve.stopped is None or len(curve.sizes) >= FEWEST_POINTS:
            break
        first = following(2 * following(max(curve.sizes, default=first)))
    return found


def main() -> None:
    with suppress(runtimes.Missing, NoCache):  # said where it is needed
        runtimes.module(runtimes.PYTHON)
    job = json.load(sys.stdin)
    try:
        found = measured(job)
    except Unfit as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(UNFIT)
    except (GeneratorFailed, runtimes.Missing, NoCache) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(FAULT)
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    main()
