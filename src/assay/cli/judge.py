"""``assay judge``: the verdict of submissions to a problem, held against what is expected of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from assay.cli.backend import Backend

if TYPE_CHECKING:
    from assay.bank.answers import Answers
    from assay.bank.complaint import Complaint
    from assay.bank.judging import Judged
    from assay.bank.package import Package, Submission
    from assay.judge.model import TestResult
    from assay.judge.service import LocalJudge

NO, WRONG_USE, FAILED = 1, 2, 3


@dataclass(frozen=True)
class _Chosen:
    """``stated`` is None for a file of which the package knows nothing: then only AC is a good end.
    ``skipped`` says why it is not judged."""

    name: str
    path: Path
    language: str | None
    stated: Submission | None
    skipped: str | None = None
    answers: Answers | None = None


@dataclass
class _Report:
    """What comes out, in the order in which it was asked for. ``notes`` are worth knowing, and no fault."""

    rows: list[dict[str, Any]]
    data: list[Complaint]
    not_checked: list[str]
    notes: list[str]
    time_limit_s: float | None = None


def judge(
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="the folder of a problem, or its archive (.zip, .kpp)")
    ],
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
    backend: Backend = None,
) -> None:
    """Judge submissions. A folder means all that is in it. Submissions of the package are held against what
    it expects of them, and with its whole submissions/ its data against its validators. Exits 1 if something
    differs, or if a file of which nothing is expected is not accepted. A submission in a language that is
    not here is named and left out."""
    from assay.bank.archive import opened
    from assay.bank.package import PackageError, load
    from assay.judge.service import IsolationUnavailable

    with contextlib.ExitStack() as stack:
        try:
            problem = load(stack.enter_context(opened(package)))
        except PackageError as error:
            for complaint in error.complaints:
                typer.echo(f"{package}: {str(complaint).removeprefix('.: ')}", err=True)
            raise typer.Exit(WRONG_USE) from error
        chosen = _choose(problem, files, language)
        submissions = (problem.root / "submissions").resolve()
        whole = any(submissions in (f.resolve(), (problem.root / f).resolve()) for f in files)
        try:
            report = asyncio.run(_judge_all(problem, chosen, slots, backend, whole=whole, quiet=as_json))
        except IsolationUnavailable as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(FAILED) from error
    if as_json:
        json.dump(_document(problem, report), sys.stdout, indent=2)
        sys.stdout.write("\n")
    _exit(report)


def _exit(report: _Report) -> None:
    judged = [row for row in report.rows if row["skipped"] is None]
    if any(row["verdict"] == "JE" for row in judged) or not judged:
        raise typer.Exit(FAILED)
    good = [
        row["as_expected"] if row["as_expected"] is not None else row["stated"] or row["verdict"] == "AC"
        for row in judged
    ]
    if not all(good) or report.data:
        raise typer.Exit(NO)


def _choose(problem: Package, files: list[Path], language: str | None) -> list[_Chosen]:
    from assay.bank.answers import are_answers
    from assay.judge.languages import LANGUAGES

    if language is not None and language not in LANGUAGES:
        _refuse(f"unknown language {language!r}: known are {', '.join(LANGUAGES)}")
    known = {_place(submission.path): submission for submission in problem.submissions}
    chosen: dict[Path, _Chosen] = {}
    for given in files:
        path = given if given.exists() else problem.root / given
        if not path.exists():
            _refuse(f"there is no file or folder {given}, neither here nor in {problem.root}")
        here = {_place(path)} if _place(path) in known else {_place(path), path.resolve()}
        inside = [each for each in known if here & {each, *each.parents}]
        for each in inside:
            chosen[each] = _of_package(known[each], language)
        if here & set(known):
            continue
        folders = [each for each in inside if each.is_dir()]
        loose = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for file in loose:
            at = _place(file)
            if at in chosen or any(folder in at.parents for folder in folders):
                continue
            if problem.facts.submit_answer and are_answers(file):
                chosen[at] = _submitted_answers(_shown(problem, given if path == file else file), file)
                continue
            found = language or _language(file)
            if found is None:
                if path.is_dir():
                    continue
                _refuse(f"{file} ends in no way that names a language: say --language NAME")
            chosen[at] = _Chosen(_shown(problem, given if path == file else file), at, found, None)
    if not chosen:
        _refuse(f"no submissions in {', '.join(str(each) for each in files)}")
    return list(chosen.values())


def _shown(problem: Package, file: Path) -> str:
    inside = file.is_absolute() and file.is_relative_to(problem.root)
    return str(file.relative_to(problem.root) if inside else file)


def _place(path: Path) -> Path:
    """One and the same for every way to write it. Submissions may be links to each other and are not the same."""
    path = path if path.name and path.name != ".." else path.resolve()
    return path.parent.resolve() / path.name


def _submitted_answers(name: str, file: Path) -> _Chosen:
    from assay.bank.answers import PRINTS_WHAT_IS_GIVEN, read_answers
    from assay.bank.complaint import Complaints

    complaints = Complaints()
    answers = read_answers(file, name, complaints)
    if answers is None:
        _refuse("\n".join(str(each) for each in complaints))
    return _Chosen(name, file, PRINTS_WHAT_IS_GIVEN.language, None, answers=answers)


def _of_package(submission: Submission, language: str | None) -> _Chosen:
    name, path, answers = submission.name, submission.path, submission.answers
    return _Chosen(name, path, language or submission.language, submission, answers=answers)


def _language(file: Path) -> str | None:
    from assay.judge.languages import by_suffix

    spec = by_suffix(file.name)
    return spec.id if spec else None


def _looked_up(each: _Chosen, local: LocalJudge) -> _Chosen:
    """With the reason for which this machine's judge cannot take it, if there is one."""
    from assay.bank.judging import unknown_here

    if each.language is not None:
        return replace(each, skipped=local.lacks(each.language))
    assert each.stated is not None  # noqa: S101 - any other file is named with its language
    return replace(each, skipped=unknown_here(each.stated, local.lacks))


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(WRONG_USE)


async def _judge_all(
    problem: Package,
    chosen: list[_Chosen],
    slots: int | None,
    backend: str | None,
    *,
    whole: bool,
    quiet: bool,
) -> _Report:
    """Unless ``quiet``, each submission is printed as soon as it and those before it are judged."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from assay.bank.time_limit import measured_time_limit
    from assay.judge.service import LocalJudge

    report = _Report([], [], [], list(problem.notes))
    errors = Console(stderr=True)
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        transient=True,
        redirect_stdout=False,
        disable=quiet or not errors.is_terminal,
    )
    async with LocalJudge(slots, backend=backend) as local:
        chosen = [_looked_up(each, local) for each in chosen]
        with bar:
            task = bar.add_task("judging", total=len(chosen) * len(problem.tests))

            async def count(_: TestResult) -> None:
                bar.advance(task)

            if whole:
                bar.update(task, description="validating the data")
                await _check_data(problem, local, report)
                bar.update(task, description="judging")
            done: dict[str, Judged] = {}
            if problem.interview is None and problem.facts.time_limit_s is None:
                report.time_limit_s, done = await measured_time_limit(
                    problem, local, problem.submissions, local.lacks
                )
                if not quiet:
                    typer.echo(
                        f"no time limit is stated: {report.time_limit_s:g} s, from the solutions' times"
                    )

            def one(each: _Chosen) -> asyncio.Task[Judged | None]:
                return asyncio.create_task(_judge_one(local, problem, each, report.time_limit_s, done, count))

            for each, running in [(each, one(each)) for each in chosen]:
                judged = await running
                row = _row(problem, each, judged)
                report.rows.append(row)
                if judged is not None and each.stated is not None and row["as_expected"]:
                    await _check_time(problem, local, each.stated, judged, report)
                if not quiet:
                    bar.stop()  # it would take what is printed to stderr
                    _print(row, judged, typer.echo)
                    bar.start()
    if not quiet:
        for complaint in report.data:
            typer.echo(f"data: {complaint}")
        for name in report.not_checked:
            typer.echo(f"data: not validated here: {name}")
        for words in report.notes:
            typer.echo(f"note: {words}")
    return report


async def _check_time(
    problem: Package, local: LocalJudge, stated: Submission, judged: Judged, report: _Report
) -> None:
    """A limit that was found here has to keep its distance from those solutions that are too slow. One that is
    stated was meant for another machine: then it is only worth knowing."""
    from assay.bank.complaint import Complaint
    from assay.bank.time_limit import barely_too_slow, too_near

    facts = problem.facts
    limit_s = report.time_limit_s or facts.time_limit_s
    if problem.interview is not None or limit_s is None:
        return
    if facts.time_limit_s is not None:
        if facts.format == "legacy":
            return  # its times are those of a limit that is to be found
        if (near := too_near(problem, stated, judged, limit_s)) is not None:
            report.notes.append(f"{stated.name}: {near}")
    words = await barely_too_slow(problem, stated, judged, limit_s, local)
    if words is None:
        return
    if facts.time_limit_s is not None or facts.format == "legacy":
        report.notes.append(f"{stated.name}: {words}")
    else:
        remedy = "Make it slower, the right ones faster, or state `time_limit` in problem.yaml."
        report.data.append(Complaint(stated.name, None, words, remedy))


async def _check_data(problem: Package, local: LocalJudge, report: _Report) -> None:
    from assay.bank.complaint import Complaints
    from assay.bank.data_checks import NotValidated, can_validate, check_outputs, check_test_inputs

    complaints = Complaints()
    report.not_checked += problem.own.not_run
    try:
        if (why := can_validate(problem, local.lacks)) is not None:
            report.not_checked.append(why)
        else:
            await check_test_inputs(problem, local, complaints)
        await check_outputs(problem, local, complaints)
    except NotValidated as error:
        if error.file is None:
            report.not_checked.append(str(error))
        else:
            complaints.add(error.file, str(error), "correct the validator")
    report.data += complaints


async def _judge_one(
    local: LocalJudge,
    problem: Package,
    each: _Chosen,
    time_limit_s: float | None,
    done: dict[str, Judged],
    on_test: Callable[[TestResult], Any],
) -> Judged | None:
    from assay.bank.answers import PRINTS_WHAT_IS_GIVEN
    from assay.bank.judging import Judged, judge_program, program_of, refused
    from assay.judge.model import Result, Verdict

    if each.skipped is not None or each.language is None:
        return None
    if each.name in done and each.stated is not None and each.language == each.stated.language:
        return done[each.name]
    if each.stated is not None and each.language == each.stated.language:
        program, size = program_of(problem, each.stated), each.stated.files.size
    elif each.answers is not None:
        program, size = PRINTS_WHAT_IS_GIVEN, 0
    else:
        try:
            source = each.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            return Judged(Result(Verdict.CE, message=f"the source is not UTF-8: {error}"), ())
        program, size = problem.program(each.language, source), len(source.encode())
    not_taken = refused(problem, program.language, size) if each.answers is None else None
    if not_taken is not None:
        return not_taken
    return await judge_program(
        problem, program, local, time_limit_s=time_limit_s, answers=each.answers, on_test=on_test
    )


def _row(problem: Package, each: _Chosen, judged: Judged | None) -> dict[str, Any]:
    from assay.bank.judging import unlike_expected

    stated = each.stated
    expects = stated is not None and bool(stated.expected or stated.rules)
    unlike = unlike_expected(problem, stated, judged) if stated is not None and judged is not None else []
    result = judged.result if judged else None
    return {
        "submission": each.name,
        "language": each.language if each.answers is None else "answers",
        "verdict": str(result.verdict) if result else None,
        "score": result.score if result else None,
        "scores": dict(judged.scores) if judged and judged.scores is not None else None,
        "stated": stated is not None,
        "expected": [str(verdict) for verdict in stated.expected] if stated else [],
        "as_expected": not unlike if expects and judged is not None else None,
        "unlike_expected": unlike,
        "skipped": each.skipped,
        "message": result.message if result else None,
        "compiler": result.compiler if result else "",
        "environment": result.environment if result else {},
        "tests": [_test(problem, path, test) for path, test in zip(judged.paths, result.tests, strict=True)]
        if judged and result
        else [],
    }


def _test(problem: Package, path: str, test: TestResult) -> dict[str, Any]:
    settings = next((each.settings for each in problem.tests if each.path == path), None)
    return {
        "name": test.name,
        "group": test.group,
        "path": path,
        "verdict": str(test.verdict),
        "cpu_s": round(test.cpu_s, 6),
        "cpu_runs_s": [round(each, 6) for each in test.cpu_runs_s],
        "wall_s": round(test.wall_s, 6),
        "peak_mib": round(test.peak_mib, 3),
        "score": test.score,
        "score_multiplier": test.score_multiplier,
        "exit": test.exit,
        "difference": test.difference,
        "message": test.message,
        "team_message": test.team_message,
        "transcript": test.transcript,
        "hint": settings.hint if settings else None,
        "description": settings.description if settings else None,
    }


def _document(problem: Package, report: _Report) -> dict[str, Any]:
    return {
        "package": problem.slug,
        "time_limit_s": report.time_limit_s,
        "results": report.rows,
        "data": [
            {"file": each.file, "line": each.line, "message": each.message, "remedy": each.remedy}
            for each in report.data
        ],
        "not_validated": report.not_checked,
        "notes": report.notes,
    }


def _print(row: dict[str, Any], judged: Judged | None, say: Callable[[str], None]) -> None:
    if judged is None:
        say(f"{row['submission']}: not judged: {row['skipped']}")
        return
    result = judged.result
    held = {True: "as expected", False: f"expected {' or '.join(row['expected'])}", None: ""}
    score = "" if row["score"] is None else f" {row['score']:g} points"
    say(f"{row['submission']}: {row['verdict']}{score} {held[row['as_expected']]}".rstrip())
    for words in row["unlike_expected"]:
        say(f"  not as expected: {words}")
    if result.message is not None:
        say(f"  {result.message}")
    if result.compiler and row["verdict"] == "CE":
        say("  " + result.compiler.rstrip().replace("\n", "\n  "))
    for path, score_ in (judged.scores or {}).items():
        if path:
            say(f"  {path}: {score_:g} points")
    for test in result.tests:
        why = test.message or test.difference or test.exit
        say(
            f"  {test.verdict!s:<4}{test.group:<9}{test.name:<40}{test.cpu_s:7.3f} s {test.peak_mib:7.1f} MiB"
            + (f"  {why.splitlines()[0]}" if why else "")
        )
