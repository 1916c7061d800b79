"""A package's own programs (input validator, generator), run in the sandbox like any other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.package import Package
from assay.bank.reading import shown, validator
from assay.bank.values import arguments_misfit
from assay.judge.model import KEPT, Comparison, Judge, Limits, Program, Test, TestResult, Verdict

VALID = "exit status 42"
"""How ICPC's validators say yes."""
_LIMITS = Limits(cpu_s=10.0, memory_mib=512)
_SMALL, _LARGE = (5, 50), 1000
_RUN_GENERATOR = """\
import hashlib, json, sys
scope = {{"__name__": "generator"}}
exec(compile({source!r}, {name!r}, "exec"), scope)
n, seed, whole = json.loads(sys.stdin.readline())
made = scope["generate"](n, seed)
if {function!r}:
    made = "".join(json.dumps(argument, ensure_ascii=False) + "\\n" for argument in made)
if not isinstance(made, str):
    sys.exit("generate returned " + type(made).__name__ + ", but a stdio problem needs the input as str")
sys.stdout.write(made if whole else hashlib.sha256(made.encode()).hexdigest())
"""


@dataclass(frozen=True)
class _Made:
    """What the generator printed for one size."""

    size: int
    outputs: tuple[bytes, ...]


async def check_inputs(package: Package, judge: Judge, complaints: Complaints) -> None:
    """The validator accepts the input of every test, and no empty file."""
    path = validator(package)
    if path is None:
        return
    tests = [
        Test(shown(package, test.input_path), test.group, test.input_path.read_bytes())
        for test in package.tests
    ]
    for test, result in zip(tests, await _validate(path, tests, judge), strict=True):
        if result.exit != VALID:
            complaints.add(
                test.name,
                f"{shown(package, path)} does not accept the input ({_ending(result)})",
                "correct the input, or the validator if the statement allows it",
            )


async def check_generator(package: Package, judge: Judge, complaints: Complaints) -> None:
    """Same size and seed, same input; and the input is valid."""
    assert package.interview is not None and package.interview_file is not None  # noqa: S101 - checked before
    name = package.interview.growth.generator
    source = (package.root / name).read_text(encoding="utf-8")
    function = package.signature is not None
    program = Program("python", _RUN_GENERATOR.format(source=source, name=name, function=function))
    sizes = [(n, True) for n in _SMALL] + [(_LARGE, False)]
    runs = [(n, whole) for n, whole in sizes for _ in range(2)]
    tests = [Test(f"n={n}", "stress", json.dumps([n, 1, whole]).encode()) for n, whole in runs]
    result = await judge.judge(program, tests, _LIMITS, Comparison())
    made: list[_Made] = []
    for index, (n, _) in enumerate(sizes):
        pair = result.tests[2 * index : 2 * index + 2]
        if failed := [each for each in pair if each.verdict is not Verdict.AC] or not pair:
            ending = _ending(failed[0]) if isinstance(failed, list) else result.message or "did not run"
            complaints.add(
                name,
                f"generate({n}, 1) fails: {ending}",
                "it must return the input as str (stdio) or the list of arguments (function)",
            )
            return
        made.append(_Made(n, tuple(each.stdout for each in pair)))
    for each in made:
        if len(set(each.outputs)) > 1:
            complaints.add(
                name,
                f"generate({each.size}, 1) gave two different inputs",
                "draw all chance from random.Random(seed), and sort sets before going through them",
            )
            return
    await _check_made(package, name, made[:-1], judge, complaints)


async def _check_made(
    package: Package, name: str, made: list[_Made], judge: Judge, complaints: Complaints
) -> None:
    path = validator(package)
    whole = [each for each in made if len(each.outputs[0]) < KEPT]
    if package.signature is not None:
        for each in whole:
            if found := arguments_misfit(each.outputs[0].decode(errors="replace"), package.signature):
                complaints.add(
                    name,
                    f"generate({each.size}, 1) does not fit the signature: {found[1]}",
                    "return the arguments in order, with the types that interview.yaml states",
                )
                return
    if path is None:
        return
    tests = [Test(f"n={each.size}", "stress", each.outputs[0]) for each in whole]
    for each, result in zip(whole, await _validate(path, tests, judge), strict=True):
        if result.exit != VALID:
            complaints.add(
                name,
                f"{shown(package, path)} does not accept generate({each.size}, 1) ({_ending(result)})",
                "make only inputs that keep to the statement's limits",
            )


async def _validate(path: Path, tests: list[Test], judge: Judge) -> tuple[TestResult, ...]:
    program = Program("python", path.read_text(encoding="utf-8"))
    return (await judge.judge(program, tests, _LIMITS, Comparison())).tests


def _ending(result: TestResult) -> str:
    """How a run ended, with the last line that it wrote to stderr."""
    said = result.stderr.decode(errors="replace").strip().split("\n")[-1][:200]
    ended = result.exit or ("exit status 0" if result.verdict is Verdict.AC else str(result.verdict))
    return f"{ended}: {said}" if said else ended
