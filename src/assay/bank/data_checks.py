"""Test data held against the package's own validators: inputs, and outputs said to be right or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assay.bank import checktestdata, group_yaml
from assay.bank.answers import PRINTS_WHAT_IS_GIVEN, with_output
from assay.bank.complaint import Complaints
from assay.bank.group_yaml import Settings
from assay.bank.judging import Lacks
from assay.bank.output_validators import OUTPUT_VALIDATORS
from assay.bank.package import Package
from assay.bank.program_files import ProgramFiles, files_in
from assay.judge.model import Comparison, Judge, Limits, Result, Task, Test, TestResult, Verdict

VALID = "exit status 42"
"""How ICPC's validators say yes."""
_UNUSABLE = "the problem's validator cannot be used: "
_COMPILER_LINES = 3
Given = tuple[str, bytes, Settings, Mapping[str, bytes]]
"""An input: its name, content, the settings that hold for it, and the files beside it."""


class NotValidated(Exception):
    """A validator could not be run. ``file`` is it, where it is at fault; None where the judge is."""

    def __init__(self, message: str, file: str | None = None) -> None:
        super().__init__(message)
        self.file = file


async def check_test_inputs(package: Package, judge: Judge, complaints: Complaints) -> None:
    """Every validator of inputs accepts the input of every test, and those that outputs are validated with; one
    of them refuses those said to be wrong."""
    inputs: list[Given] = [
        (
            package_path(package, test.input_path),
            test.input_path.read_bytes(),
            test.settings,
            test.files(),
        )
        for test in package.tests
    ]
    for folder in ("valid_output", "invalid_output"):
        for path, settings in _loose(package, folder, complaints):
            inputs.append((package_path(package, path), path.read_bytes(), settings, {}))
    _refuse_same_names(package, inputs, complaints)
    for each in package.own.input_validators:
        # A grammar's program says what is wrong, then which of its rules that breaks.
        lines = 2 if each.name.endswith(checktestdata.SUFFIX) else 1
        for (name, *_), result in zip(
            inputs, await run_input_validator(package, each, inputs, judge), strict=True
        ):
            if result.exit != VALID:
                complaints.add(
                    name,
                    f"{each.name} does not accept the input ({ending(result, lines)})",
                    "correct the input, or the validator if the statement allows it",
                )
    await _check_invalid_inputs(package, judge, complaints)


def _refuse_same_names(package: Package, inputs: Sequence[Given], complaints: Complaints) -> None:
    for each in package.own.input_validators:
        for name, _, _, files in inputs:
            for same in _beside(each).keys() & files.keys():
                complaints.add(
                    f"{name.removesuffix('.in')}.files/{same}",
                    f"{each.name} has a file of this name too, and both lie in its working folder",
                    "give one of them another name",
                )


async def _check_invalid_inputs(package: Package, judge: Judge, complaints: Complaints) -> None:
    inputs: list[Given] = [
        (package_path(package, path), path.read_bytes(), settings, {})
        for path, settings in _loose(package, "invalid_input", complaints)
    ]
    if not inputs or not package.own.input_validators or package.own.not_run:
        return
    refused: set[str] = set()
    for each in package.own.input_validators:
        results = await run_input_validator(package, each, inputs, judge)
        refused |= {given[0] for given, result in zip(inputs, results, strict=True) if result.exit != VALID}
    for name, *_ in inputs:
        if name not in refused:
            complaints.add(
                name, "every validator accepts this wrong input", "make a validator refuse it, or move it"
            )


async def run_input_validator(
    package: Package,
    validator: ProgramFiles,
    inputs: Sequence[Given],
    judge: Judge,
) -> tuple[TestResult, ...]:
    """What it did with each. Raises NotValidated."""
    own = _beside(validator)
    tests = [
        Test(name, "input", content, arguments=_arguments(validator, settings), files={**own, **files})
        for name, content, settings, files in inputs
    ]
    limits = package.facts.validation
    result = await judge.judge(
        Task(
            validator.program(named=True),
            tests,
            Limits(limits.cpu_s, limits.memory_mib, limits.output_mib),
            Comparison(),
        )
    )
    if result.verdict is Verdict.CE:
        raise NotValidated(_compiler_words(result), validator.name)
    if len(result.tests) < len(tests):
        raise NotValidated(f"{validator.name}: {result.message}")
    for test in result.tests:
        if validator.name.endswith(checktestdata.SUFFIX) and test.exit == checktestdata.BAD_GRAMMAR:
            raise NotValidated(ending(test).removeprefix(checktestdata.BAD_GRAMMAR)[2:], validator.name)
    return result.tests


def _beside(validator: ProgramFiles) -> Mapping[str, bytes]:
    """What of it lies in its working folder: all that it consists of, as the format has it for these alone."""
    if not validator.more or validator.name.endswith(checktestdata.SUFFIX):
        return {}
    return {**validator.more, validator.main: validator.source}


def _arguments(validator: ProgramFiles, settings: Settings) -> tuple[str, ...]:
    given = settings.input_arguments
    if isinstance(given, Mapping):
        last = validator.name.rsplit("/", 1)[-1]
        given = given.get(last, given.get(last.rsplit(".", 1)[0], ()))
    return (*given, *settings.arguments)


async def check_outputs(package: Package, judge: Judge, complaints: Complaints) -> None:
    """Outputs under ``valid_output`` and those shown with samples are accepted, ``invalid_output`` not. What a
    sample shows is its answer, where it has no output of its own."""
    validator = package.comparison.validator
    if validator is not None and (validator.interactive or validator.passes > 1):
        return
    wanted: list[tuple[Path, Path, Settings, bool]] = []
    for folder, right in (("valid_output", True), ("invalid_output", False)):
        for path, settings in _loose(package, folder, complaints):
            wanted.append((path, path.with_suffix(".out"), settings, right))
    for sample in package.samples:
        if (out := sample.input_path.with_suffix(".out")).is_file():
            wanted.append((sample.input_path, out, sample.settings, True))
        elif validator is not None and package.facts.strict and not _overridden(sample.input_path):
            wanted.append((sample.input_path, sample.answer_path, sample.settings, True))
    tests: list[Test] = []
    for given, out, settings, _ in list(wanted):
        answer = given.with_suffix(".ans")
        for path in (out, answer):
            if not path.is_file():
                complaints.add(package_path(package, given), f"there is no {path.name}", f"add {path.name}")
                return
        test = Test(
            package_path(package, out),
            "output",
            given.read_bytes(),
            answer.read_bytes(),
            validator_arguments=settings.validator_arguments,
        )
        tests.append(with_output(test, out.read_bytes()))
    if not tests:
        return
    limits = replace(package.limits, cpu_s=max(package.limits.cpu_s, 5.0))
    result = await judge.judge(Task(PRINTS_WHAT_IS_GIVEN, tests, limits, package.comparison))
    if result.tests and result.tests[-1].verdict is Verdict.JE:
        failed = result.tests[-1]
        complaints.add(failed.name, str(failed.message), "correct the validator of outputs, or this output")
        return
    if len(result.tests) < len(tests) or result.verdict is Verdict.JE:
        message = result.message or "the outputs could not be validated"
        unusable = message.startswith(_UNUSABLE)
        raise NotValidated(message.removeprefix(_UNUSABLE), _of_outputs(package) if unusable else None)
    for test, each, (*_, right) in zip(tests, result.tests, wanted, strict=True):
        if (each.verdict is Verdict.AC) != right:
            says = "does not accept" if right else "accepts"
            complaints.add(
                test.name,
                f"the validator of outputs {says} it" + (f" ({each.difference})" if each.difference else ""),
                "correct the output or the validator",
            )


def _overridden(path: Path) -> bool:
    return path.with_suffix(".ans.statement").is_file()


def _loose(package: Package, folder: str, complaints: Complaints) -> list[tuple[Path, Settings]]:
    """Inputs under ``data/<folder>``, which are no tests for submissions."""
    found = []
    top = Settings(validator_arguments=package.facts.flags)
    data = package.root / "data"
    for path in files_in(data / folder, "*.in"):
        settings = top
        for above in reversed([each for each in path.parents if data in (each, *each.parents)]):
            settings = group_yaml.read_settings(package.root, above, settings, complaints, package.facts)
        found.append((path, group_yaml.of_test(package.root, path, settings, complaints)))
    return found


def _of_outputs(package: Package) -> str:
    return next(name for name in OUTPUT_VALIDATORS if (package.root / name).is_dir())


def _compiler_words(result: Result) -> str:
    lines = [line.strip() for line in result.compiler.split("\n") if line.strip()][:_COMPILER_LINES]
    return ": ".join([result.message or "it does not compile", *([", ".join(lines)] if lines else [])])


def can_validate(package: Package, lacks: Lacks) -> str | None:
    """Why inputs cannot be validated here, in words; None where they can."""
    for each in package.own.input_validators:
        why = each.unknown if each.language is None else lacks(each.language)
        if why is not None:
            return f"{each.name}: {why}"
    return None


def package_path(package: Package, path: Path) -> str:
    return path.relative_to(package.root).as_posix()


def _last_words(result: TestResult, lines: int = 1) -> str:
    said = (result.stderr or result.stdout).decode(errors="replace").strip().split("\n")
    return ", ".join(said[-lines:])[:200]


def ending(result: TestResult, lines: int = 1) -> str:
    """How a run ended, with the last line or ``lines`` that it wrote to stderr or else to stdout."""
    said = _last_words(result, lines)
    ended = result.exit or ("exit status 0" if result.verdict is Verdict.AC else str(result.verdict))
    return f"{ended}: {said}" if said else ended
