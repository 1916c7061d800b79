"""``assay similarity``: which files are alike, how unusual that is, and in which lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli import problem as problems
from assay.cli.problem import Problem

if TYPE_CHECKING:
    from assay.analysis.similarity import Comparison, Given
    from assay.bank.package import Package

WRONG_USE = 2


def similarity(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="answers to one problem, or folders of them")
    ],
    problem: Problem = None,
    independent: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="more files, or folders, written independently: only held against"),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="write the pairs side by side to this file")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
) -> None:
    """Compare answers to one problem by the shape of their code: pairs, how unusual their likeness is among
    independent pairs, and the lines that match. It finds what to ask about and never says who copied."""
    from assay.analysis.similarity import Given, compare
    from assay.analysis.similarity.page import page
    from assay.analysis.syntax import CannotRead, read

    package = problems.of(problem) if problem is not None else None
    try:
        asked = _files(files)
        known = [path for path in _files(independent or []) if path not in asked]
        given = [
            *(Given(str(path), read(path)) for path in asked),
            *(Given(str(path), read(path), True) for path in known),
        ]
        if len(given) < 2 and package is None:
            raise CannotRead("one file alone has nothing to be compared with: give more, or --problem")
    except CannotRead as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_USE) from error
    found = compare(given, package)
    if html is not None:
        html.write_text(page(found, _texts(given, package)), encoding="utf-8")
    if as_json:
        json.dump(document(found, package), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        _print(found)


def _files(paths: list[Path]) -> list[Path]:
    """The files named, and those in the folders named whose language is known; each once."""
    from assay.analysis.syntax import by_suffix

    found: dict[Path, None] = {}
    for path in paths:
        inside = (
            sorted(each for each in path.rglob("*") if each.is_file() and by_suffix(each.name))
            if path.is_dir()
            else [path]
        )
        found.update(dict.fromkeys(inside))
    return list(found)


def _texts(given: list[Given], package: Package | None) -> dict[str, str]:
    from assay.analysis.similarity.compare import solutions

    every = [*given, *(solutions(package, given) if package is not None else ())]
    return {each.name: each.tree.source.decode("utf-8", "replace") for each in every}


def document(found: list[Comparison], package: Package | None) -> dict[str, Any]:
    """What ``--json`` gives: docs/schema/similarity.schema.json."""
    return {
        "problem": package.slug if package is not None else None,
        "files": [
            {"file": name, "family": each.family, "tokens": tokens, "known": name in each.known}
            for each in found
            for name, tokens in each.tokens.items()
        ],
        "pairs": [
            {
                "one": pair.one,
                "other": pair.other,
                "family": each.family,
                "likeness": pair.likeness,
                "verdict": pair.verdict,
                "share": round(pair.unusual.share, 6),
                "at_least_as_alike": pair.unusual.at_least,
                "independent_pairs": pair.unusual.pairs,
                "expected_by_chance": round(pair.unusual.share * each.searched, 4),
                "parts": [
                    {"lines": list(part.lines), "other_lines": list(part.other_lines), "tokens": part.tokens}
                    for part in pair.parts
                ],
            }
            for each in found
            for pair in each.pairs
        ],
    }


def _print(found: list[Comparison]) -> None:
    from assay.analysis.similarity.words import said

    for each in found:
        if not each.pairs:
            typer.echo(f"{each.family}: one file, and no other of its family to compare it with")
            continue
        typer.echo(f"{each.family}: {len(each.tokens)} files, {each.searched} pairs compared")
        alike = [pair for pair in each.pairs if pair.parts]
        for pair in alike:
            typer.echo(f"  {pair.likeness:.2f} {pair.one} and {pair.other}: {said(pair, each.searched)}")
            for part in pair.parts:
                typer.echo(f"       lines {_range(part.lines)} are like lines {_range(part.other_lines)}")
        if len(alike) < len(each.pairs):
            typer.echo(f"  nothing in common in the other {len(each.pairs) - len(alike)}")


def _range(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"
