"""A submission made ready to be measured: the files that its run-time in WebAssembly gets."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass

from assay.analysis.growth import runtimes
from assay.analysis.growth.compiling import Compiler, DoesNotCompile, sandboxed
from assay.judge import drivers, languages
from assay.judge.model import Program
from assay.judge.signature import Signature

LANGUAGES = ("python", "javascript", "typescript", "c", "cpp")
"""Those that are measured in WebAssembly."""


@dataclass(frozen=True)
class Ready:
    """``run_time``: "python", "quickjs" or "native"; ``compiler`` is what it was compiled with, in words."""

    run_time: str
    files: dict[str, bytes]
    compiler: str | None = None


def ready(language: str, source: str, signature: Signature | None, backend: str | None) -> Ready:
    """Raises Missing, DoesNotCompile, IsolationUnavailable."""
    if language == "python":
        runtimes.check(runtimes.PYTHON)
        return Ready("python", _with(drivers.python(signature) if signature else {}, "solution.py", source))
    runtimes.check(runtimes.PYTHON)  # for the generator
    if language in ("javascript", "typescript"):
        runtimes.check(runtimes.QUICKJS)
        if language == "typescript":
            source = _without_types(source, signature, backend)
        return Ready(
            "quickjs", _with(drivers.javascript(signature) if signature else {}, "solution.js", source)
        )
    file = "solution.cpp" if language == "cpp" else "solution.c"
    with Compiler(backend) as compiler:
        sources = _with(drivers.cpp(signature) if signature else {}, file, source)
        made = compiler.compile(language, "driver.cpp" if signature else file, sources)
    words = f"clang of ziglang {importlib.metadata.version('ziglang')}, -O1"
    return Ready("native", {"time.wasm": made.time, "space.wasm": made.space}, words)


def _with(files: dict[str, bytes], name: str, source: str) -> dict[str, bytes]:
    return {**files, name: source.encode()}


def _without_types(source: str, signature: Signature | None, backend: str | None) -> str:
    found = languages.available().get("typescript")
    if found is None:
        raise runtimes.Missing(
            "TypeScript's types are removed by Node, which is not here: assay languages install typescript"
        )
    with sandboxed(backend) as slot:
        compiled = slot.compile(Program("typescript", source, signature), found)
    if compiled.trouble is not None or "solution.js" not in compiled.files:
        raise DoesNotCompile(compiled.said.strip() or compiled.trouble or "it does not compile")
    return compiled.files["solution.js"].decode()
