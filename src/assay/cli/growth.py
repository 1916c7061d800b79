"""``assay growth``: how a submission's time and space grow with the size of its input."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assay.cli.backend import Backend

if TYPE_CHECKING:
    from assay.analysis.growth.entry import Entry
    from assay.analysis.growth.result import Grown, Growth
    from assay.analysis.growth.service import Target
    from assay.bank.package import Package

NO, WRONG_USE, FAILED = 1, 2, 3


def growth(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the code; also relative to the problem")],
    problem: Annotated[
        str | None, typer.Option(help="the folder of a problem, or the name of one that Assay brings")
    ] = None,
    generator: Annotated[
        Path | None,
        typer.Option(
            help="instead of a problem: a file with generate(n, seed) or generate(n, m, seed), which returns the arguments"
        ),
    ] = None,
    entry: Annotated[
        str | None, typer.Option(help="the function to measure; if not given, the only one in FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
    language: Annotated[
        str | None, typer.Option(help="the language; by the end of the file's name if not given")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="write the curves to this folder, as time.svg and space.svg")
    ] = None,
    backend: Backend = None,
) -> None:
    """Measure growth in time and space, on worst-case inputs of growing size. The answer is the smallest set of
    classes that holds the truth with 90 %. Exits 1 where a problem's target is missed for sure."""
    from assay.analysis.growth.picture import svg
    from assay.analysis.growth.service import NotMeasured, judged, measure

    if (problem is None) == (generator is None):
        _refuse("give either --problem or --generator")
    package = _package(problem) if problem is not None else None
    path = file if file.is_file() or package is None else package.root / file
    if not path.is_file():
        _refuse(f"there is no file {file}" + (f", neither here nor in {package.root}" if package else ""))
    chosen = _language(path, language)
    source = _text(path)
    try:
        if package is not None:
            if entry is not None:
                _refuse("--entry goes with --generator: the problem says which function it is")
            given = _of_package(package)
            measured = measure(
                chosen,
                source,
                given.generator,
                package.signature,
                largest_bytes=given.largest_bytes,
                backend=backend,
            )
        else:
            assert generator is not None  # noqa: S101 - one of the two
            given = _Given(_text(generator))
            measured = measure(
                chosen, source, given.generator, None, entry=_entry(chosen, source, entry), backend=backend
            )
    except NotMeasured as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_USE if error.wrong_use else FAILED) from error
    found = (
        judged(chosen, source, measured, given.target) if given.target else judged(chosen, source, measured)
    )
    if picture is not None:
        picture.mkdir(parents=True, exist_ok=True)
        (picture / "time.svg").write_text(svg(found.time, "time", found.time.signal), encoding="utf-8")
        (picture / "space.svg").write_text(svg(found.space, "space", found.space.signal), encoding="utf-8")
    if as_json:
        json.dump(found.document(), sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        _print(found, given.size)
    if False in (found.time.meets_target, found.space.meets_target):
        raise typer.Exit(NO)


@dataclass(frozen=True)
class _Given:
    """The generator's source, and of a package, the problem's limits and target."""

    generator: str
    size: str = "size that the generator was asked for"
    largest_bytes: int | None = None
    target: Target | None = None


def _package(problem: str) -> Package:
    from assay.bank.library import Library
    from assay.bank.package import PackageError, load

    folder = Path(problem)
    if not folder.exists() and folder.name == problem:
        folder = Library.default_folder() / problem
    if not folder.is_dir():
        _refuse(f"there is no problem {problem}: neither a folder nor one that Assay brings")
    try:
        return load(folder)
    except PackageError as error:
        for complaint in error.complaints:
            typer.echo(f"{folder}: {complaint}", err=True)
        raise typer.Exit(WRONG_USE) from error


def _of_package(package: Package) -> _Given:
    from assay.analysis.growth.service import Target

    if package.interview is None:
        _refuse(f"{package.root} has no interview.yaml, and so no generator of worst cases")
    aims = package.interview.growth
    largest = max((each.input_path.stat().st_size for each in package.tests), default=0)
    text = _text(package.root / aims.generator)
    return _Given(text, aims.size, largest or None, Target(aims.time, aims.space))


def _language(path: Path, language: str | None) -> str:
    from assay.judge.languages import LANGUAGES, by_suffix

    if language is not None and language not in LANGUAGES:
        _refuse(f"unknown language {language!r}: known are {', '.join(LANGUAGES)}")
    spec = by_suffix(path.name)
    chosen = language or (spec.id if spec else None)
    if chosen is None:
        _refuse(f"{path} ends in no way that names a language: say --language NAME")
    return chosen


def _entry(language: str, source: str, name: str | None) -> Entry:
    from assay.analysis.growth.entry import NoEntry, entry

    try:
        return entry(language, source, name)
    except NoEntry as error:
        _refuse(str(error))


def _text(path: Path) -> str:
    if not path.is_file():
        _refuse(f"there is no file {path}")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(f"{path} is not UTF-8: {error}")


def _print(found: Growth, size: str) -> None:
    for name, grown in (("time ", found.time), ("space", found.space)):
        if grown.two is not None:
            typer.echo(f"{name} {grown.two.words}")
            typer.echo(f"      {grown.two.n.words}; {grown.two.m.words}")
            typer.echo(f"      {grown.words} with n = m{_reached(grown)}{_held(grown)}")
        else:
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
