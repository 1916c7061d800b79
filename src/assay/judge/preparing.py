"""Makes one prepared thing in a sandbox and tries it there. What fails its trial is not used."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from assay.judge import compiling
from assay.judge.languages import Found
from assay.judge.manifest import Preparation
from assay.judge.model import Limits, Program
from assay.judge.recipes import Command, beside, recipe
from assay.judge.sandbox.host import Run, Step, exit_words
from assay.judge.slot import Slot

PLACE = "/opt/prepared"
"""Where sandboxes see the folder of prepared things."""
TMP_MIB = 512
_FORM = 1  # of what is kept; another one makes all anew
_MIB = 1 << 20
_MAKE_CPU_S, _MAKE_MEMORY_MIB = 120.0, 3072
_SAID = 300
_READY = "ready.json"


class NotPrepared(Exception):
    """It cannot be had on this machine; the message says why."""


def key(found: Found, item: Preparation) -> str:
    """The name of its folder: all that it depends on. Raises NotPrepared."""
    needs = [(name, *_fingerprint(found, name)) for name in item.depends]
    contents = {name: hashlib.sha256(beside(name)).hexdigest() for name in item.files}
    parts = (_FORM, found.version, found.spec.compile.argv, item.model_dump_json(), contents, needs)
    return f"{found.spec.id}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"


def is_ready(root: Path, name: str) -> bool:
    return (root / name / _READY).is_file()


def options(item: Preparation, name: str) -> tuple[str, ...]:
    return tuple(option.replace("{folder}", f"{PLACE}/{name}") for option in item.options)


def prepare(root: Path, found: Found, item: Preparation, slot: Slot) -> str:
    """Makes and tries it unless it is there already; its folder's name. Raises NotPrepared.

    Who finds another process at the same work waits for that.
    """
    name = key(found, item)
    with _locked(root / f".{name}.lock"):
        if is_ready(root, name):
            return name
        stage = Path(tempfile.mkdtemp(prefix="stage-", dir=root))
        try:
            stage.chmod(0o755)
            if item.make:
                _make(found, item, stage, slot)
            if item.trial:
                _try(found, item, stage.name, slot)
            (stage / _READY).write_text(json.dumps({"name": item.name, "version": found.version}))
            shutil.rmtree(root / name, ignore_errors=True)
            stage.rename(root / name)
        except OSError as error:
            raise NotPrepared(f"{item.name}: {error}") from error
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return name


def _make(found: Found, item: Preparation, stage: Path, slot: Slot) -> None:
    files = {name: beside(name) for name in item.files}
    if item.input:
        files[f"input{found.spec.suffixes[0]}"] = item.input.encode()
    command = recipe(found).prepare(item, files)
    step = replace(
        compiling.compile_step(found, command),
        cpu_s=_MAKE_CPU_S,
        wall_s=3 * _MAKE_CPU_S,
        memory_mib=_MAKE_MEMORY_MIB,
        file_bytes=TMP_MIB * _MIB,
        collect_bytes=TMP_MIB * _MIB,
    )
    run = _run(item, slot, command, step)
    if not run.collected:
        raise NotPrepared(f"{item.name}: nothing was made")
    for name, content in run.collected.items():
        path = stage / (item.makes or name)
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o444)
    for name in item.files:
        (stage / name).write_bytes(files[name])


def _try(found: Found, item: Preparation, folder: str, slot: Slot) -> None:
    chosen, program = recipe(found), Program(found.spec.id, item.trial)
    command = chosen.compile(program, (*options(item, folder), *item.proof_options))
    run = _run(item, slot, command, compiling.compile_step(found, command))
    said = (run.stdout + run.stderr).decode(errors="replace")
    if item.proof is not None and re.search(item.proof, said, re.MULTILINE) is None:
        raise NotPrepared(f"{item.name}: the compiler does not use it: {said[:_SAID]}")
    if item.says is not None:
        command = chosen.run(program, Limits(), run.collected)
        step = replace(compiling.compile_step(found, command), collect=None)
        printed = _run(item, slot, command, step).stdout.decode(errors="replace").strip()
        if printed != item.says:
            raise NotPrepared(f"{item.name}: a program made with it says {printed[:_SAID]!r}")


def _run(item: Preparation, slot: Slot, command: Command, step: Step) -> Run:
    run = slot.once(command.files, step)
    ended = run.stopped or exit_words(run.status)
    if ended is not None:
        said = (run.stderr or run.stdout).decode(errors="replace")[:_SAID].strip()
        raise NotPrepared(f"{item.name}: {Path(command.argv[0]).name} ended with {ended}: {said}")
    return run


def _fingerprint(found: Found, name: str) -> tuple[str, int, int]:
    """Path, size and time of a file that the compiler finds by itself: a linker or a static library."""
    compiler = next(iter(found.toolchain.parts.values()))
    question = "-print-prog-name=" if name.startswith("ld.") else "-print-file-name="
    try:
        asked = [compiler, question + name]
        path = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=True).stdout.strip()
        path = shutil.which(path) or path
        state = os.stat(path)  # noqa: PTH116 - what it answers may be a bare name: then it is not there
    except (OSError, subprocess.SubprocessError) as error:
        raise NotPrepared(f"{name} is not installed") from error
    return path, state.st_size, state.st_mtime_ns


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        file = path.open("a")
    except OSError as error:
        raise NotPrepared(str(error)) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def applies(item: Preparation, sources: Mapping[str, bytes]) -> bool:
    """Whether its options may be used for a program of these files: all of them, where it is for a header,
    include that first or not at all. What stands before (such as ``#pragma GCC``) would else be lost."""
    if item.header is None:
        return True
    name = re.escape(item.header.encode())
    first = re.compile(rb'(?:\s|//[^\n]*|/\*.*?\*/)*+#[ \t]*include[ \t]*[<"]' + name + rb'[>"]', re.DOTALL)
    with_it = [content for content in sources.values() if item.header.encode() in content]
    return bool(with_it) and all(first.match(content.removeprefix(b"\xef\xbb\xbf")) for content in with_it)
