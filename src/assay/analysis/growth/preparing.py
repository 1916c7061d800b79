"""A submission made ready to be measured: the files that its run-time in WebAssembly gets."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass

from assay.analysis.growth import called, runtimes
from assay.analysis.growth.compiling import Compiler, DoesNotCompile, sandboxed
from assay.analysis.growth.entry import Entry
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


def ready(
    language: str, source: str, signature: Signature | None, backend: str | None, entry: Entry | None = None
) -> Ready:
    """A function that ``signature`` or ``entry`` describes; a whole program without both. Raises Missing,
    DoesNotCompile, IsolationUnavailable."""
    runtimes.check(runtimes.PYTHON)  # also for the generator
    beside = called.script(entry) if entry else {}
    if language == "python":
        beside = drivers.python(signature) if signature else beside
        return Ready("python", _with(beside, "solution.py", source))
    if language in ("javascript", "typescript"):
        runtimes.check(runtimes.QUICKJS)
        if language == "typescript":
            source = _without_types(source, signature, backend)
        beside = drivers.javascript(signature) if signature else beside
        return Ready("quickjs", _with(beside, "solution.js", source))
    file = f"solution.{language}"
    mains, sources = [file], {}
    if signature is not None:
        mains, sources = ["driver.cpp"], drivers.cpp(signature)
    elif entry is not None and language == "cpp":
        mains, sources = ["driver.cpp"], {"driver.cpp": called.cpp(entry, source).encode()}
    elif entry is not None:
        mains, sources = [file, "driver.cpp"], {"driver.cpp": called.c(entry).encode()}
    with Compiler(backend) as compiler:
        made = compiler.compile(mains, _with(sources, file, source))
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
