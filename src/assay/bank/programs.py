"""A package's generator, run in the sandbox like any other program."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assay.bank.complaint import Complaints
from assay.bank.data_checks import VALID, Given, ending, run_input_validator
from assay.bank.group_yaml import Settings
from assay.bank.package import Package
from assay.bank.values import arguments_misfit
from assay.judge.model import KEPT, Comparison, Judge, Limits, Program, Task, Test, Verdict

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
    result = await judge.judge(Task(program, tests, _LIMITS, Comparison()))
    made: list[_Made] = []
    for index, (n, _) in enumerate(sizes):
        pair = result.tests[2 * index : 2 * index + 2]
        if failed := [each for each in pair if each.verdict is not Verdict.AC] or not pair:
            how = ending(failed[0]) if isinstance(failed, list) else result.message or "did not run"
            complaints.add(
                name,
                f"generate({n}, 1) fails: {how}",
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
    inputs: list[Given] = [(f"n={each.size}", each.outputs[0], Settings(), {}) for each in whole]
    for validator in package.own.input_validators if whole else ():
        results = await run_input_validator(package, validator, inputs, judge)
        for each, result in zip(whole, results, strict=True):
            if result.exit != VALID:
                complaints.add(
                    name,
                    f"{validator.name} does not accept generate({each.size}, 1) ({ending(result)})",
                    "make only inputs that keep to the statement's limits",
                )
