"""``assay analyze``: how a file of code is written and by what means, with the lines that rests on."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli import problem as problems
from assay.cli.problem import Problem

if TYPE_CHECKING:
    from assay.analysis.approach import Technique
    from assay.analysis.intended import Intended
    from assay.analysis.quality import Analysis

WRONG_USE = 2


def analyze(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a file of code; - for standard input")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
    language: Annotated[
        str | None, typer.Option(help="the language; by the end of the file's name if not given")
    ] = None,
    problem: Problem = None,
) -> None:
    """Measure how code is written: findings with their lines, the score they add up to, techniques seen. With the
    problem, what it gave is not held against the code, and the techniques it is about are named."""
    from assay.analysis.approach import of_code
    from assay.analysis.intended import intended
    from assay.analysis.quality import Code, analyze_code, given_by
    from assay.analysis.starters import starter_code
    from assay.analysis.syntax import MAX_BYTES, CannotRead, parse, read

    package = problems.of(problem) if problem is not None else None
    try:
        if str(file) == "-":
            if language is None:
                raise CannotRead("standard input has no name: say the language with --language")
            tree = parse(sys.stdin.buffer.read(MAX_BYTES + 1), language)
        else:
            tree = read(file, language)
    except CannotRead as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_USE) from error
    code = Code(tree)
    techniques = of_code(code)
    meant: tuple[Intended, ...] = ()
    if package is None:
        analysis = analyze_code(code)
    else:
        start = starter_code(package, tree.grammar.id)
        analysis = analyze_code(code, given_by(start, package.signature))
        meant = intended(package.interview.topics if package.interview is not None else (), techniques)
    slug = package.slug if package is not None else None
    if as_json:
        made = document(analysis, techniques, str(file), slug, meant)
        json.dump(made, sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        _print(analysis, techniques, str(file), meant)


def document(
    analysis: Analysis,
    techniques: tuple[Technique, ...],
    file: str,
    problem: str | None = None,
    meant: tuple[Intended, ...] = (),
) -> dict[str, Any]:
    """What ``--json`` gives: docs/schema/analyze.schema.json."""
    from dataclasses import asdict

    from assay.analysis.quality import FAMILIES, FULL

    taken = dict.fromkeys(FAMILIES, 0)
    for each in analysis.findings:
        taken[each.family] += each.points
    return {
        "file": file,
        "language": analysis.language,
        "score": analysis.score,
        "of": FULL,
        "parse": {
            "ok": analysis.parsed,
            "readable": analysis.readable,
            "errors": [asdict(each) for each in analysis.faults],
        },
        "findings": [asdict(each) for each in analysis.findings],
        "families": [
            {"family": family, "most": most, "taken": taken[family]} for family, most in FAMILIES.items()
        ],
        "problem": problem,
        "excused": [asdict(each) for each in analysis.excused],
        "approach": [asdict(each) for each in techniques],
        "intended": [asdict(each) for each in meant],
        "metrics": {
            "lines": analysis.lines,
            "cognitive": max((each.cognitive for each in analysis.functions), default=0),
            "nesting": max((each.nesting for each in analysis.functions), default=0),
            "functions": [asdict(each) for each in analysis.functions],
        },
    }


def _print(
    analysis: Analysis, techniques: tuple[Technique, ...], file: str, meant: tuple[Intended, ...]
) -> None:
    from assay.analysis.quality import FULL
    from assay.analysis.syntax import LANGUAGES

    name = LANGUAGES[analysis.language].name
    if analysis.score is not None:
        verdict = f"{analysis.score} of {FULL}"
    elif analysis.lines == 0:
        verdict = "no score: there is no code"
    else:
        verdict = f"no score: only {analysis.readable:.0%} of the lines could be read"
    typer.echo(f"{file}: {verdict} ({name}, {analysis.lines} lines of code)")
    for technique in techniques:
        typer.echo(f"  seen: {technique.name} (line {', '.join(map(str, technique.lines))})")
    for each in meant:
        typer.echo(f"  the problem is about {each.topic}: {'seen' if each.lines else 'not seen'}")
    for fault in analysis.faults:
        typer.echo(f"  line {fault.line}: does not parse: {fault.message}")
    for finding in analysis.findings:
        better = f" Better: {finding.better}" if finding.better else ""
        typer.echo(f"  line {finding.line}: -{finding.points} {finding.rule}: {finding.message}{better}")
    for finding in analysis.excused:
        typer.echo(f"  line {finding.line}: given by the problem: {finding.rule}: {finding.message}")
