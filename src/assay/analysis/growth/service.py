"""Measures a submission's growth, in a process of its own."""

from __future__ import annotations

import base64
import importlib
import json
import resource
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from assay.analysis.growth import cpu, two
from assay.analysis.growth.classes import NAMES
from assay.analysis.growth.compiling import DoesNotCompile
from assay.analysis.growth.costly import costly_lines
from assay.analysis.growth.curve import Axis, Curve, LineCost, Measured
from assay.analysis.growth.entry import Entry
from assay.analysis.growth.few import EXACT_GRAIN, GRAIN, of_small_inputs
from assay.analysis.growth.fit import (
    CPU_FLOOR,
    FUEL_FLOOR,
    SCRIPT_FLOOR,
    SPACE_FLOOR,
    Dearer,
    Estimate,
    estimate,
)
from assay.analysis.growth.inputs import Call, GeneratorFailed, Inputs, takes_two
from assay.analysis.growth.logarithm import comes_from_somewhere
from assay.analysis.growth.preparing import LANGUAGES, ready
from assay.analysis.growth.result import Grown, Growth, Part, Two
from assay.analysis.growth.runtimes import PYTHON, Missing, check
from assay.analysis.growth.worker import FAULT, UNFIT
from assay.judge.cache import NoCache
from assay.judge.languages import available
from assay.judge.sandbox.probe import IsolationUnavailable
from assay.judge.signature import Signature

TIERS = ("O(1)", "O(n)", "O(n^2)", "O(n^3)", "O(2^n)", "O(n!)")
FEWEST_FOR_SPACE = 40
SPACE_CLASSES = ("O(1)", "O(log n)", "O(sqrt n)", "O(n)", "O(n^2)", "O(n^3)")
"""Peaks are too coarse for a logarithm beside a power."""
BLOCK_BYTES, EXACT_BYTES = 2048, 64
"""What a run-time takes now and then for itself, below which growth is not seen; of C and C++ each byte is the
program's."""
TIME_DEARER, SPACE_DEARER = Dearer(256, 1.4), Dearer(256, 5.0)
_SAME, _FEWEST_SAME, _SAME_SPAN = 0.001, 3, 8
_WALL_S = 300
_CPU_S = 240
_FILE_BYTES = 64 << 20


class NotMeasured(Exception):
    """Growth cannot be measured here; the message says why, and what to do. ``wrong_use``: what was given does not
    fit, the function, its name or its generator."""

    def __init__(self, message: str, *, wrong_use: bool = False) -> None:
        super().__init__(message)
        self.wrong_use = wrong_use


@dataclass(frozen=True)
class Target:
    """The problem's growth target, as in interview.yaml."""

    time: str | None = None
    space: str | None = None


def measure(
    language: str,
    source: str,
    generator: str,
    signature: Signature | None,
    *,
    largest_bytes: int | None = None,
    lines: bool = True,
    backend: str | None = None,
    entry: Entry | None = None,
) -> Measured:
    """``generator`` is the source of the problem's generator of worst cases, and ``largest_bytes`` the size of the
    largest input that the problem allows; without ``signature`` the submission is a whole program, or ``entry`` the
    function in it that is measured, on the arguments that the generator returns. ``lines``: also which of its lines cost what, where that can be told. Blocks for seconds. Raises NotMeasured."""
    try:
        if language not in LANGUAGES:
            if entry is not None:
                raise NotMeasured(
                    f"{language} is measured on a problem's package only: give --problem", wrong_use=True
                )
            return _by_cpu_time(language, source, generator, signature, largest_bytes, backend)
        made = ready(language, source, signature, backend, entry)
    except DoesNotCompile as error:
        raise NotMeasured(f"it does not compile to WebAssembly:\n{error}") from error
    except (Missing, NoCache, IsolationUnavailable, GeneratorFailed, cpu.NotRun) as error:
        raise NotMeasured(str(error)) from error
    job = {
        "run_time": made.run_time,
        "files": {name: base64.b64encode(content).decode() for name, content in made.files.items()},
        "form": "function" if signature else "entry" if entry else "program",
        "call": asdict(_call(language, entry)),
        "generator": generator,
        "largest_bytes": largest_bytes,
        "lines": lines,
        "two": takes_two(generator),
    }
    found = _measured(job)
    if made.compiler is not None:
        found = replace(found, engine=f"{found.engine}, {made.compiler}")
    return found


def _call(language: str, entry: Entry | None) -> Call:
    if entry is None:
        return Call()
    return Call("marshal" if language == "python" else "lines", entry.name, entry.least, entry.most)


def _by_cpu_time(
    language: str,
    source: str,
    generator: str,
    signature: Signature | None,
    largest_bytes: int | None,
    backend: str | None,
) -> Measured:
    if language not in available():
        raise NotMeasured(f"{language} is not installed here (`assay languages install {language}`)")
    check(PYTHON)  # for the generator
    if takes_two(generator):
        raise NotMeasured(f"{language} is measured by CPU time, and that with one size only", wrong_use=True)
    with Inputs(generator, largest_bytes) as inputs:
        return cpu.measured(language, source, signature, inputs, backend)


def judged(language: str, source: str, found: Measured, target: Target = Target()) -> Growth:
    """What the measurements say. With two sizes the target is held against the growth with n = m."""
    coarse = found.signal == cpu.SIGNAL
    logarithm = comes_from_somewhere(source, language)
    python = language == "python"
    times = {"both": found.time, **{each.of: each.time for each in found.two}}
    spaces = {"both": found.space, **{each.of: each.space for each in found.two}}
    time = {name: _time(curve, language, coarse, logarithm) for name, curve in times.items()}
    space = {name: _space(curve, language) for name, curve in spaces.items()}
    costly = costly_lines(source, found.lines) if python else ()
    two_time = two_space = None
    if found.two:
        dearer = TIME_DEARER if python else None
        form = two.estimate(times, floor=FUEL_FLOOR, logarithm=logarithm, dearer=dearer)
        two_time = Two(form, *(Part(each.of, each.fixed, time[each.of], each.time) for each in found.two))
        page = _page(language)
        form = two.estimate(
            {name: _coarse(curve, page) for name, curve in spaces.items()},
            floor=SCRIPT_FLOOR if language in _SCRIPTS else SPACE_FLOOR,
            dearer=SPACE_DEARER if python else None,
            logarithms=False,
        )
        two_space = Two(form, *(Part(each.of, each.fixed, space[each.of], each.space) for each in found.two))
    return Growth(
        language,
        found.engine,
        Grown(time["both"], found.time, found.signal, target.time, coarse, two_time),
        Grown(space["both"], found.space, "bytes", target.space, two=two_space),
        costly,
    )


_SCRIPTS, _NATIVE = ("javascript", "typescript"), ("c", "cpp")


def _time(curve: Curve, language: str, coarse: bool, logarithm: bool | None) -> Estimate:
    return _estimated(
        curve,
        CPU_FLOOR if coarse else FUEL_FLOOR,
        logarithm=logarithm,
        allowed=TIERS if coarse else NAMES,
        dearer=TIME_DEARER if language == "python" else None,
    )


def _space(curve: Curve, language: str) -> Estimate:
    if curve.sizes and curve.sizes[-1] < FEWEST_FOR_SPACE:
        grain = EXACT_GRAIN if language in _NATIVE else GRAIN
        return of_small_inputs(curve.sizes, curve.costs, grain)
    if bounded(curve):
        return Estimate(("O(1)",), {"O(1)": 1.0})
    return _estimated(
        _coarse(curve, _page(language)),
        SCRIPT_FLOOR if language in _SCRIPTS else SPACE_FLOOR,
        allowed=SPACE_CLASSES,
        dearer=SPACE_DEARER if language == "python" else None,
    )


def _page(language: str) -> int:
    return EXACT_BYTES if language in _NATIVE else BLOCK_BYTES


def bounded(curve: Curve) -> bool:
    """Whether its peaks stay the same over the last three sizes or more while n grows eightfold: what was filling up
    until then is full. Nothing that doubles or grows by shares stays the same for so long."""
    if not curve.costs:
        return False
    last, run = curve.costs[-1], []
    for n, cost in zip(reversed(curve.sizes), reversed(curve.costs), strict=True):
        if abs(cost - last) > _SAME * last:
            break
        run.append(n)
    return len(run) >= _FEWEST_SAME and run[0] >= _SAME_SPAN * run[-1]


def _coarse(curve: Curve, page: int) -> Curve:
    """Peaks are known to a ``page``: less than that is nothing. What every size takes, such as modules that are
    imported, is left out."""
    least = min(curve.costs, default=0.0)
    return replace(curve, costs=tuple(cost - least + page for cost in curve.costs))


def _estimated(
    curve: Curve,
    floor: float,
    *,
    logarithm: bool | None = None,
    allowed: tuple[str, ...] = NAMES,
    dearer: Dearer | None = None,
) -> Estimate:
    made = estimate(
        curve.sizes, curve.costs, floor=floor, logarithm=logarithm, allowed=allowed, dearer=dearer
    )
    if made.reason is not None and curve.stopped is not None:
        return Estimate((), {}, f"{made.reason}: {curve.stopped}")
    return made


_ready: list[subprocess.Popen[str]] = []
"""Processes that wait for a job, made by ``get_ready``."""


def get_ready() -> None:
    """Does ahead what the next measurement in this process would begin with: for who knows that one will come, and
    would wait for it. ``put_away`` ends what no measurement came for."""
    _ready.append(_started())
    importlib.import_module("scipy.optimize")


def put_away() -> None:
    while _ready:
        with _ready.pop() as process:
            process.kill()


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "assay.analysis.growth.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_limit,
    )


def _measured(job: Mapping[str, object]) -> Measured:
    # What the estimate will need is imported while the other process measures.
    threading.Thread(target=importlib.import_module, args=("scipy.optimize",), daemon=True).start()
    with _ready.pop() if _ready else _started() as process:
        try:
            found, said = process.communicate(json.dumps(job), _WALL_S)
        except BaseException as error:
            process.kill()
            if isinstance(error, subprocess.TimeoutExpired):
                words = f"measuring took more than {_WALL_S} s: is the machine overloaded?"
                raise NotMeasured(words) from error
            raise
    if process.returncode != 0:
        last = said.strip().splitlines()[-1:] or [f"exit status {process.returncode}"]
        known = process.returncode in (FAULT, UNFIT)
        raise NotMeasured(
            last[0] if known else f"measuring failed: {last[0]}", wrong_use=process.returncode == UNFIT
        )
    return read_measured(json.loads(found))


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_measured(found: dict[str, object]) -> Measured:
    def curve(of: object) -> Curve:
        assert isinstance(of, dict)  # noqa: S101 - written by our own process
        return Curve(tuple(of["sizes"]), tuple(of["costs"]), of["stopped"])

    lines = found["lines"]
    assert isinstance(lines, dict)  # noqa: S101
    return Measured(
        curve(found["time"]),
        curve(found["space"]),
        {int(n): tuple(LineCost(**each) for each in costs) for n, costs in lines.items()},
        str(found["signal"]),
        str(found["engine"]),
        tuple(
            Axis(each["of"], each["fixed"], curve(each["time"]), curve(each["space"]))
            for each in found.get("two") or ()  # type: ignore[attr-defined]
        ),
    )
