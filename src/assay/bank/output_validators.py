"""The validators of outputs that a package brings, and (version 2025-09) its validator of sources."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.problem_yaml import ProblemFacts
from assay.bank.program_files import ProgramFiles, files_in, programs_in, read_program, visible
from assay.judge.languages import SCRIPTS, by_suffix
from assay.judge.model import Validator

OUTPUT_VALIDATORS = ("output_validator", "output_validators")
_WHICH_IS_NEEDED = ", which an interactive problem and one of several passes need"
_STATIC = "static_validator"
_LANGUAGES = "write the validator in C, C++, Java or Python, or add a script `build` or `run` to its folder"
_SAFE_BESIDE_SOURCES = ("c", "cpp", "python", SCRIPTS)
"""The format's languages for validators: their programs do not look for code in the working folder."""
_INCLUDES_TESTLIB = re.compile(rb'^\s*#\s*include\s*[<"]testlib\.h[>"]', re.MULTILINE)
# Where testlib.h was made to speak as the format's validators do, its code for "right" is 42.
_TESTLIB_FOR_ICPC = re.compile(rb"OK_EXIT_CODE\s*=?\s*\(?\s*42\b")


def has_output_validator(root: Path) -> bool:
    return any(next(iter(files_in(root / name)), None) is not None for name in OUTPUT_VALIDATORS)


def read_output_validator(root: Path, facts: ProblemFacts, complaints: Complaints) -> Validator | None:
    """The first, by name, with the others in ``further``: legacy has all of them accept."""
    folder = next(
        (root / name for name in OUTPUT_VALIDATORS if (root / name).is_dir()), root / OUTPUT_VALIDATORS[0]
    )
    shown = folder.relative_to(root).as_posix()
    found = programs_in(folder) if facts.format == "legacy" else _the_program(folder)
    talks = facts.validation.interactive or facts.validation.passes > 1
    if not found:
        names = ", ".join(path.name for path in files_in(folder))
        complaints.add(
            shown,
            f"the judge does not know the language of {names}"
            if names
            else f"there is no validator of outputs{_WHICH_IS_NEEDED if talks else ''}",
            _LANGUAGES if talks else f"{_LANGUAGES}, or take the default one in problem.yaml",
        )
        return None
    if len(found) > 1 and (facts.format != "legacy" or facts.validation.passes > 1):
        why = "in several passes" if facts.format == "legacy" else "in version 2025-09"
        complaints.add(
            shown,
            f"there are {len(found)} validators of outputs ({', '.join(path.name for path in found)})",
            f"keep one, {why} there is no more: it may consist of several files in one folder",
        )
        return None
    validators = [_validator(path, root, facts, complaints) for path in found]
    given = [each for each in validators if each is not None]
    if len(given) < len(validators):
        return None
    return replace(given[0], further=tuple(given[1:]))


def read_static_validator(root: Path, facts: ProblemFacts, complaints: Complaints) -> Validator | None:
    folder = root / _STATIC
    if facts.format == "legacy" or next(iter(files_in(folder)), None) is None:
        return None
    if facts.submit_answer:
        complaints.add(
            _STATIC, "answers are submitted, which have no source to validate", "remove the folder"
        )
        return None
    found = _the_program(folder)
    path = found[0] if len(found) == 1 else folder
    files = _readable(path, root, facts, complaints)
    if files is None:
        return None
    limits = facts.validation
    return Validator(
        program=files.program(named=True),
        name=path.stem,
        style="static",
        sees_program=True,
        cpu_s=limits.cpu_s,
        memory_mib=limits.memory_mib,
        output_mib=limits.output_mib,
        scores=facts.scoring,
    )


def _the_program(folder: Path) -> list[Path]:
    """Since 2025-09 the folder is the program, at most one, though many put that into a folder within."""
    inside = [path for path in sorted(folder.iterdir()) if visible(path, folder)] if folder.is_dir() else []
    alone = len(inside) == 1 and (inside[0].is_dir() or by_suffix(inside[0].name) is not None)
    if alone or all(path.is_dir() for path in inside):
        return inside
    return [folder]


def _validator(path: Path, root: Path, facts: ProblemFacts, complaints: Complaints) -> Validator | None:
    files = _readable(path, root, facts, complaints)
    if files is None:
        return None
    style = _style(files, complaints)
    limits = facts.validation
    return Validator(
        program=files.program(named=True),
        name=path.name,
        style=style,
        interactive=limits.interactive,
        passes=limits.passes,
        arguments=facts.flags,
        cpu_s=limits.cpu_s,
        memory_mib=limits.memory_mib,
        output_mib=limits.output_mib,
        scores=facts.scoring and limits.scores,
        sees_program=facts.format != "legacy" and files.language in _SAFE_BESIDE_SOURCES,
    )


def _readable(path: Path, root: Path, facts: ProblemFacts, complaints: Complaints) -> ProgramFiles | None:
    files = read_program(path, root, complaints, constants=facts.constants, scripts=True)
    if files is not None and files.language is None:
        complaints.add(files.name, str(files.unknown), _LANGUAGES)
        return None
    return files


def _style(files: ProgramFiles, complaints: Complaints) -> str:
    """ "testlib" for a checker with a testlib.h that knows nothing of the format's exit codes."""
    texts = [files.source, *files.more.values()]
    if files.language == SCRIPTS:
        return "icpc"  # whatever it does inside, it is called as the format has it
    if not any(_INCLUDES_TESTLIB.search(text) for text in texts):
        return "icpc"
    library = files.more.get("testlib.h")
    if library is None:
        complaints.add(files.name, "it includes testlib.h, which is not there", "put testlib.h beside it")
        return "icpc"
    return "icpc" if any(_TESTLIB_FOR_ICPC.search(text) for text in texts) else "testlib"
