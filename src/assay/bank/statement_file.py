"""The statement of a package, and the samples that the format has the judge show with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.problem_yaml import FILE, ProblemFacts
from assay.bank.statement import Sample
from assay.bank.testdata import TestFile

_FOLDERS = ("statement", "problem_statement")
_STEMS = ("problem.en", "problem", "problem.*")
_SUFFIXES = (".md", ".tex", ".pdf")


def read_statement(root: Path, facts: ProblemFacts | None, complaints: Complaints) -> tuple[str, str]:
    """Name and Markdown of the statement, in English where there is one; LaTeX is shown as it was written, of a
    PDF only its name."""
    if facts is not None and facts.strict:
        _check_languages(root, facts, complaints)
    for folder in _FOLDERS:
        for stem in _STEMS:
            for suffix in _SUFFIXES:
                for path in sorted((root / folder).glob(stem + suffix)):
                    return _read(path, root, complaints)
    complaints.add("statement", "there is no statement in Markdown or LaTeX", "add statement/problem.en.md")
    return "statement", ""


def _check_languages(root: Path, facts: ProblemFacts, complaints: Complaints) -> None:
    """A name for each statement, and a statement for each name."""
    files = [path for path in (root / _FOLDERS[0]).glob("problem*") if path.suffix in _SUFFIXES]
    written = {path.stem.removeprefix("problem").removeprefix(".") or "en" for path in files}
    if files and written != set(facts.names):
        named, there = ", ".join(sorted(facts.names)), ", ".join(sorted(written))
        complaints.note(FILE, f"`name` is given in {named}, but the statements are in {there}")


def _read(path: Path, root: Path, complaints: Complaints) -> tuple[str, str]:
    name = path.relative_to(root).as_posix()
    if path.suffix == ".pdf":
        return name, f"The statement is a PDF file: `{name}` in the package.\n"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        complaints.add(name, "the statement is not UTF-8", "save it in the encoding UTF-8")
        return name, ""
    return name, text if path.suffix == ".md" else _tex_as_markdown(text)


def _tex_as_markdown(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"The statement was written in LaTeX and is shown as it stands.\n\n{fence}tex\n{text}\n{fence}\n"


def samples_shown(root: Path, tests: Sequence[TestFile], facts: ProblemFacts) -> list[Sample]:
    """By the format's priorities: ``.interaction``, else ``.in.statement`` or ``.in`` with
    ``.ans.statement``, ``.out`` or ``.ans``. An interactive legacy problem's files are never shown."""
    folder = root / "data/sample"
    shown = [Sample(None, None, _text(path)) for path in sorted(folder.glob("*.interaction"))]
    talks = {path.stem for path in folder.glob("*.interaction")}
    for test in tests:
        if test.group != "samples" or test.input_path.stem in talks:
            continue
        if facts.validation.interactive and facts.format == "legacy":
            continue
        given = _first(test.input_path, ".in.statement", ".in")
        answer = _first(test.input_path, ".ans.statement", ".out", ".ans")
        shown.append(Sample(_text(given), _text(answer)))
    return shown


def _first(path: Path, *suffixes: str) -> Path:
    base = path.with_suffix("")
    found = [base.with_name(base.name + suffix) for suffix in suffixes]
    return next((each for each in found if each.is_file()), found[-1])


def _text(path: Path) -> str:
    return path.read_bytes().decode(errors="replace").rstrip("\n")
