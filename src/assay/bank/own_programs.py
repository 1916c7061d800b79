"""A package's own programs besides its solutions: validators of outputs and inputs, grader, added files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.input_validators import read_input_validators
from assay.bank.output_validators import read_output_validator, read_static_validator
from assay.bank.problem_yaml import ProblemFacts
from assay.bank.program_files import (
    ProgramFiles,
    files_in,
    language_of,
    programs_in,
    read_program,
    replaced,
    visible,
)
from assay.judge.languages import LANGUAGES, by_suffix
from assay.judge.model import Program, Validator


@dataclass(frozen=True)
class OwnPrograms:
    """``not_run`` are validators of inputs in languages that are not known here, in words. ``static_validator``
    looks at sources; with each submission it gets two arguments more: language and entry point.
    ``added`` are files that are put beside every solution, by our name of its language, "" for all."""

    output_validator: Validator | None = None
    static_validator: Validator | None = None
    input_validators: tuple[ProgramFiles, ...] = ()
    not_run: tuple[str, ...] = ()
    grader: ProgramFiles | None = None
    added: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    def with_added(self, program: Program, name: str | None = None) -> Program:
        """``program``, whose file is called ``name``, with the files that the package adds to every solution;
        one of them may be the main one."""
        files = {**self.added.get("", {}), **self.added.get(program.language, {})}
        if not files:
            return program
        own = program.main or name or f"solution{_suffix(program.language)}"
        all_files = {own: program.source.encode(), **program.more, **files}
        main = next((name for name in files if name.rsplit(".", 1)[0].lower() == "main"), own)
        if _language(main) != program.language:
            main = own
        source = all_files.pop(main).decode()
        return Program(program.language, source, program.signature, all_files, main)


def _suffix(language: str) -> str:
    return LANGUAGES[language].suffixes[0]


def _language(name: str) -> str | None:
    spec = by_suffix(name)
    return spec.id if spec else None


def read_own_programs(root: Path, facts: ProblemFacts, complaints: Complaints) -> OwnPrograms:
    programs, not_run = read_input_validators(root, facts, complaints)
    return OwnPrograms(
        output_validator=read_output_validator(root, facts, complaints) if facts.validation.custom else None,
        static_validator=read_static_validator(root, facts, complaints),
        input_validators=programs,
        not_run=not_run,
        grader=_grader(root, facts, complaints),
        added=_added(root, facts),
    )


def _grader(root: Path, facts: ProblemFacts, complaints: Complaints) -> ProgramFiles | None:
    if facts.groups != "legacy":
        return None
    found = programs_in(root / "graders")
    if len(found) > 1:
        complaints.add("graders", "there are several graders", "keep one")
        return None
    files = read_program(found[0], root, complaints, scripts=True) if found else None
    if files is not None and files.language is None:
        complaints.add(files.name, str(files.unknown), "write the grader in C, C++, Java or Python")
        return None
    return files


def _added(root: Path, facts: ProblemFacts) -> dict[str, dict[str, bytes]]:
    added: dict[str, dict[str, bytes]] = {}
    folder = root / "include"
    for inside in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not inside.is_dir() or not visible(inside, folder):
            continue
        language = "" if inside.name == "default" else language_of(inside.name)
        if language is None:
            continue  # of a language that nobody can use here
        content = {
            path.relative_to(inside).as_posix(): replaced(path.read_bytes(), facts.constants)
            for path in files_in(inside)
        }
        added[language] = content
    return added
