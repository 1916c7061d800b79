"""``assay growth``: how a submission's time and space grow with the size of its input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assay.cli.backend import Backend

if TYPE_CHECKING:
    from assay.analysis.growth.result import Grown, Growth

NO, WRONG_USE, FAILED = 1, 2, 3


def growth(
    package: Annotated[Path, typer.Argument(metavar="PROBLEM", help="the folder of a problem")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the submission; also relative to PROBLEM")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
    language: Annotated[
        str | None, typer.Option(help="the language; by the end of the file's name if not given")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="write the curves to this folder, as time.svg and space.svg")
    ] = None,
    backend: Backend = None,
) -> None:
    """Measure growth in time and space, on the problem's worst-case inputs of growing size. The answer is the
    smallest set of classes that holds the truth with 90 %. Exits 1 where the target is missed for sure."""
    from assay.analysis.growth.picture import svg
    from assay.analysis.growth.service import NotMeasured, Target, judged, measure
    from assay.bank.package import PackageError, load
    from assay.judge.languages import LANGUAGES, by_suffix

    try:
        problem = load(package)
    except PackageError as error:
        for complaint in error.complaints:
            typer.echo(f"{package}: {complaint}", err=True)
        raise typer.Exit(WRONG_USE) from error
    path = file if file.exists() else problem.root / file
    if not path.is_file():
        _refuse(f"there is no file {file}, neither here nor in {problem.root}")
    if language is not None and language not in LANGUAGES:
        _refuse(f"unknown language {language!r}: known are {', '.join(LANGUAGES)}")
    spec = by_suffix(path.name)
    chosen = language or (spec.id if spec else None)
    if chosen is None:
        _refuse(f"{path} ends in no way that names a language: say --language NAME")
    if problem.interview is None:
        _refuse(f"{package} has no interview.yaml, and so no generator of worst cases")
    try:
        source = path.read_text(encoding="utf-8")
        generator = (problem.root / problem.interview.growth.generator).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        _refuse(f"{path}: the source is not UTF-8: {error}")
    target = Target(problem.interview.growth.time, problem.interview.growth.space)
    try:
        largest = max((each.input_path.stat().st_size for each in problem.tests), default=0)
        measured = measure(
            chosen, source, generator, problem.signature, largest_bytes=largest or None, backend=backend
        )
    except NotMeasured as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    found = judged(chosen, source, measured, target)
    if picture is not None:
        picture.mkdir(parents=True, exist_ok=True)
        (picture / "time.svg").write_text(svg(found.time, "time", found.time.signal), encoding="utf-8")
        (picture / "space.svg").write_text(svg(found.space, "space", found.space.signal), encoding="utf-8")
    if as_json:
        json.dump(found.document(), sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        _print(found, problem.interview.growth.size)
    if False in (found.time.meets_target, found.space.meets_target):
        raise typer.Exit(NO)


def _print(found: Growth, size: str) -> None:
    for name, grown in (("time ", found.time), ("space", found.space)):
        typer.echo(f"{name} {grown.words}{_reached(grown)}{_held(grown)}")
        if grown.curve.stopped is not None:
            typer.echo(f"      larger inputs failed: {grown.curve.stopped}")
    typer.echo(f"n is the {size}; {found.engine}")
    for each in found.costly:
        typer.echo(str(each))


def _reached(grown: Grown) -> str:
    return f" (n up to {grown.curve.sizes[-1]:,}, by {grown.signal})" if grown.curve.sizes else ""


def _held(grown: Grown) -> str:
    if grown.target is None:
        return ""
    words = {True: "within", False: "slower than" if grown.signal != "bytes" else "more than"}
    return f": {words.get(grown.meets_target, 'perhaps more than')} the target {grown.target}"  # type: ignore[arg-type]


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(WRONG_USE)
