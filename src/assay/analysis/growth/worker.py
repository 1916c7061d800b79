"""The process in which a submission is measured: ``python -m assay.analysis.growth.worker``.

Reads a job as JSON from stdin and writes what was measured as JSON to stdout. Exit status 3 with one line on
stderr: the problem's generator, or this machine, is at fault.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict
from typing import Any

from assay.analysis.growth import runtimes
from assay.analysis.growth.curve import Measured
from assay.analysis.growth.inputs import GeneratorFailed, Inputs
from assay.analysis.growth.javascript import JavaScriptRun
from assay.analysis.growth.native import NativeRun
from assay.analysis.growth.python import PythonRun
from assay.judge.cache import NoCache

FAULT = 3


def measured(job: dict[str, Any]) -> Measured:
    """Raises GeneratorFailed, runtimes.Missing, NoCache."""
    files = {name: base64.b64decode(content) for name, content in job["files"].items()}
    with Inputs(job["generator"], job["largest_bytes"]) as inputs:
        if job["run_time"] == "python":
            python = PythonRun(files, inputs, function=job["function"])
            time = python.time()
            engine = runtimes.version(runtimes.PYTHON)
            lines = python.lines(time) if job["lines"] else {}
            return Measured(time, python.space(time), lines, engine=engine)
        if job["run_time"] == "quickjs":
            script = JavaScriptRun(files, inputs, function=job["function"])
            time = script.time()
            return Measured(time, script.space(time), engine=runtimes.version(runtimes.QUICKJS))
        native = NativeRun(files["time.wasm"], files["space.wasm"], inputs)
        time = native.time()
        return Measured(time, native.space(time), engine=runtimes.version())


def main() -> None:
    job = json.load(sys.stdin)
    try:
        found = measured(job)
    except (GeneratorFailed, runtimes.Missing, NoCache) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(FAULT)
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    main()
