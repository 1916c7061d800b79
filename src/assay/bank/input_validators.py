"""The validators of inputs that a package brings: programs, Checktestdata grammars, VIVA files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assay.bank import checktestdata
from assay.bank.complaint import Complaints
from assay.bank.problem_yaml import ProblemFacts
from assay.bank.program_files import ProgramFiles, files_in, programs_in, read_program

_FOLDERS = ("input_validators", "input_format_validators")
_VIVA = ".viva"
_NEEDS_VIVA = (
    "a VIVA file, which only viva.jar can read, and that may not be passed on with this judge; write the same as "
    "a grammar of Checktestdata (.ctd) or as a program"
)


def read_input_validators(
    root: Path, facts: ProblemFacts, complaints: Complaints
) -> tuple[tuple[ProgramFiles, ...], tuple[str, ...]]:
    """Those that can be run, and in words those that cannot."""
    programs: list[ProgramFiles] = []
    not_run: list[str] = []
    for folder in (root / name for name in _FOLDERS):
        for path in _grammars(folder):
            if path.suffix == checktestdata.SUFFIX:
                programs.append(checktestdata.grammar(path, root, facts.constants))
            else:
                not_run.append(f"{path.relative_to(root).as_posix()}: {_NEEDS_VIVA}")
        for path in programs_in(folder):
            if path.is_dir() and path != folder and next(_grammars(path), None) is not None:
                continue
            files = read_program(path, root, complaints, constants=facts.constants, scripts=True)
            if files is not None and files.language is not None:
                programs.append(files)
            elif files is not None:
                not_run.append(f"{files.name}: {files.unknown}")
    return tuple(programs), tuple(not_run)


def _grammars(folder: Path) -> Iterator[Path]:
    return (path for path in files_in(folder) if path.suffix in (checktestdata.SUFFIX, _VIVA))
