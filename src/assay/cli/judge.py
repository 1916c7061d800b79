"""``assay judge``: the verdict of submissions to a problem, held against what is expected of them."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from assay.bank.package import Package
    from assay.judge.model import Result, Test, TestResult, Verdict
    from assay.judge.service import LocalJudge

NO, WRONG_USE, FAILED = 1, 2, 3


@dataclass(frozen=True)
class _Chosen:
    """``expected`` is empty for a file of which the package says nothing: then only AC is a good end."""

    name: str
    path: Path
    language: str
    expected: tuple[Verdict, ...]


def judge(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="the folder of a problem")],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="submissions, or folders of them; also relative to PACKAGE"),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
    language: Annotated[
        str | None, typer.Option(help="the language; by the end of the file's name if not given")
    ] = None,
    slots: Annotated[
        int | None, typer.Option(min=1, help="programs run at once; default one per core")
    ] = None,
) -> None:
    """Judge submissions. A folder means all that is in it. Submissions of the package are held against the
    verdicts it expects; exits 1 if one differs, or if a file of which nothing is expected is not accepted."""
    from assay.bank.package import PackageError, load
    from assay.judge.service import IsolationUnavailable

    try:
        problem = load(package)
    except PackageError as error:
        for complaint in error.complaints:
            typer.echo(f"{package}: {complaint}", err=True)
        raise typer.Exit(WRONG_USE) from error
    chosen = _choose(problem, files, language)
    try:
        results = asyncio.run(_judge_all(problem, chosen, slots, quiet=as_json))
    except IsolationUnavailable as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    rows = [_row(each, result) for each, result in zip(chosen, results, strict=True)]
    if as_json:
        json.dump({"package": problem.slug, "results": rows}, sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        for row, result in zip(rows, results, strict=True):
            _print(row, result)
    verdicts = [row["verdict"] for row in rows]
    if "JE" in verdicts:
        raise typer.Exit(FAILED)
    if not all(row["as_expected"] if row["expected"] else row["verdict"] == "AC" for row in rows):
        raise typer.Exit(NO)


def _choose(problem: Package, files: list[Path], language: str | None) -> list[_Chosen]:
    from assay.judge.languages import LANGUAGES, by_suffix

    if language is not None and language not in LANGUAGES:
        _refuse(f"unknown language {language!r}: known are {', '.join(LANGUAGES)}")
    chosen: dict[Path, _Chosen] = {}
    known = {submission.path.resolve(): submission for submission in problem.submissions}
    for given in files:
        path = given if given.exists() else problem.root / given
        if not path.exists():
            _refuse(f"there is no file or folder {given}, neither here nor in {problem.root}")
        inside = [each for each in sorted(path.rglob("*")) if each.is_file()] if path.is_dir() else [path]
        for file in inside:
            real = file.resolve()
            stated = known.get(real)
            spec = by_suffix(file.name)
            of_file = language or (stated.language if stated else None) or (spec.id if spec else None)
            if of_file is None:
                if path.is_dir():
                    continue
                _refuse(f"{file} ends in no way that names a language: say --language NAME")
            name = stated.name if stated else str(given if path == file else file)
            chosen[real] = _Chosen(name, real, of_file, stated.expected if stated else ())
    if not chosen:
        _refuse(f"no submissions in {', '.join(str(each) for each in files)}")
    return list(chosen.values())


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(WRONG_USE)


async def _judge_all(
    problem: Package, chosen: list[_Chosen], slots: int | None, *, quiet: bool
) -> list[Result]:
    from rich.console import Console
    from rich.progress import Progress

    from assay.judge.service import LocalJudge

    tests = [test.read() for test in problem.tests]
    async with LocalJudge(slots) as local:
        with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
            task = bar.add_task("judging", total=len(chosen) * len(tests))

            async def count(_: TestResult) -> None:
                bar.advance(task)

            async def one(each: _Chosen) -> Result:
                return await _judge_one(local, problem, each, tests, count)

            return await asyncio.gather(*(one(each) for each in chosen))


async def _judge_one(
    local: LocalJudge, problem: Package, each: _Chosen, tests: list[Test], on_test: Any
) -> Result:
    from assay.judge.model import Program, Result, Verdict

    try:
        source = each.path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return Result(Verdict.CE, message=f"the source is not UTF-8: {error}")
    program = Program(each.language, source, problem.signature)
    return await local.judge(program, tests, problem.limits, problem.comparison, on_test=on_test)


def _row(each: _Chosen, result: Result) -> dict[str, Any]:
    return {
        "submission": each.name,
        "language": each.language,
        "verdict": str(result.verdict),
        "expected": [str(verdict) for verdict in each.expected],
        "as_expected": result.verdict in each.expected if each.expected else None,
        "message": result.message,
        "compiler": result.compiler,
        "environment": result.environment,
        "tests": [
            {
                "name": test.name,
                "group": test.group,
                "verdict": str(test.verdict),
                "cpu_s": round(test.cpu_s, 6),
                "wall_s": round(test.wall_s, 6),
                "peak_mib": round(test.peak_mib, 3),
                "exit": test.exit,
                "difference": test.difference,
            }
            for test in result.tests
        ],
    }


def _print(row: dict[str, Any], result: Result) -> None:
    held = {True: "as expected", False: f"expected {' or '.join(row['expected'])}", None: ""}
    typer.echo(f"{row['submission']}: {row['verdict']} {held[row['as_expected']]}".rstrip())
    if result.message is not None:
        typer.echo(f"  {result.message}")
    if result.compiler and row["verdict"] == "CE":
        typer.echo("  " + result.compiler.rstrip().replace("\n", "\n  "))
    for test in result.tests:
        why = test.difference or test.exit
        typer.echo(
            f"  {test.verdict!s:<4}{test.group:<9}{test.name:<40}{test.cpu_s:7.3f} s {test.peak_mib:7.1f} MiB"
            + (f"  {why}" if why else "")
        )
