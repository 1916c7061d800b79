"""A package's own programs besides its solutions: validators of outputs and inputs, grader, added files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.problem_yaml import ProblemFacts
from assay.bank.program_files import ProgramFiles, files_in, language_of, read_program, replaced, visible
from assay.judge.languages import LANGUAGES, by_suffix
from assay.judge.model import Program, Validator

_OUTPUT = ("output_validator", "output_validators")
_INPUT = ("input_validators", "input_format_validators")
_UNSUPPORTED = {"static_validator": "a validator of sources"}
_DESCRIPTIONS = {".ctd": "checktestdata", ".viva": "VIVA"}
_INCLUDES_TESTLIB = re.compile(rb'^\s*#\s*include\s*[<"]testlib\.h[>"]', re.MULTILINE)
# Where testlib.h was made to speak as the format's validators do, its code for "right" is 42.
_TESTLIB_FOR_ICPC = re.compile(rb"OK_EXIT_CODE\s*=?\s*\(?\s*42\b")


@dataclass(frozen=True)
class OwnPrograms:
    """``descriptions`` are validators of inputs in languages that are not run here (checktestdata, VIVA).
    ``added`` are files that are put beside every solution, by our name of its language, "" for all."""

    output_validator: Validator | None = None
    input_validators: tuple[ProgramFiles, ...] = ()
    descriptions: tuple[str, ...] = ()
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


def has_output_validator(root: Path) -> bool:
    return any(next(iter(files_in(root / name)), None) is not None for name in _OUTPUT)


def read_own_programs(root: Path, facts: ProblemFacts, complaints: Complaints) -> OwnPrograms:
    for name, what in _UNSUPPORTED.items():
        if next(iter(files_in(root / name)), None) is not None:
            complaints.add(
                name,
                f"the package has {what}, which is not supported",
                "remove the folder if the problem can be judged without it",
            )
    programs, descriptions = _input_validators(root, facts, complaints)
    return OwnPrograms(
        output_validator=_output_validator(root, facts, complaints) if facts.validation.custom else None,
        input_validators=programs,
        descriptions=descriptions,
        grader=_grader(root, facts, complaints),
        added=_added(root, facts, complaints),
    )


def _programs_in(folder: Path) -> list[Path]:
    """Folders and files of known languages; the folder itself where one program's files lie in it."""
    inside = [path for path in sorted(folder.iterdir()) if visible(path, folder)] if folder.is_dir() else []
    folders = [path for path in inside if path.is_dir()]
    sources = [path for path in inside if path.is_file() and by_suffix(path.name) is not None]
    others = [path for path in inside if path.is_file() and path not in sources]
    if len(sources) == 1 and (others or not folders):
        return [folder if others else sources[0], *folders]
    return [*sources, *folders]


def _output_validator(root: Path, facts: ProblemFacts, complaints: Complaints) -> Validator | None:
    folder = next((root / name for name in _OUTPUT if (root / name).is_dir()), root / _OUTPUT[0])
    shown = folder.relative_to(root).as_posix()
    found = _programs_in(folder)
    if facts.format != "legacy" and found and all(path.is_file() for path in found):
        found = [folder] if len(found) > 1 else found  # one program of several files
    if not found:
        names = ", ".join(path.name for path in files_in(folder))
        complaints.add(
            shown,
            f"the judge does not know the language of {names}"
            if names
            else "there is no validator of outputs",
            "write the validator in C, C++, Java or Python, or take the default one in problem.yaml",
        )
        return None
    if len(found) > 1:
        complaints.add(
            shown,
            f"there are {len(found)} validators of outputs ({', '.join(path.name for path in found)})",
            "keep one: it may consist of several files in one folder",
        )
        return None
    files = read_program(found[0], root, complaints, constants=facts.constants)
    if files is None:
        return None
    if files.language is None:
        complaints.add(files.name, str(files.unknown), "write the validator in C, C++, Java or Python")
        return None
    style = _style(files, complaints)
    limits = facts.validation
    return Validator(
        program=files.program(),
        style=style,
        interactive=limits.interactive,
        passes=limits.passes,
        arguments=facts.flags,
        cpu_s=limits.cpu_s,
        memory_mib=limits.memory_mib,
        output_mib=limits.output_mib,
        scores=facts.scoring and limits.scores,
    )


def _style(files: ProgramFiles, complaints: Complaints) -> str:
    """ "testlib" for a checker with a testlib.h that knows nothing of the format's exit codes."""
    texts = [files.source, *files.more.values()]
    if not any(_INCLUDES_TESTLIB.search(text) for text in texts):
        return "icpc"
    library = files.more.get("testlib.h")
    if library is None:
        complaints.add(files.name, "it includes testlib.h, which is not there", "put testlib.h beside it")
        return "icpc"
    return "icpc" if any(_TESTLIB_FOR_ICPC.search(text) for text in texts) else "testlib"


def _input_validators(
    root: Path, facts: ProblemFacts, complaints: Complaints
) -> tuple[tuple[ProgramFiles, ...], tuple[str, ...]]:
    programs: list[ProgramFiles] = []
    descriptions: list[str] = []
    for name in _INPUT:
        folder = root / name
        for path in files_in(folder):
            if path.suffix in _DESCRIPTIONS:
                descriptions.append(f"{path.relative_to(root).as_posix()} ({_DESCRIPTIONS[path.suffix]})")
        for path in _programs_in(folder):
            files = read_program(path, root, complaints, constants=facts.constants)
            if files is not None and files.language is not None:
                programs.append(files)
            elif files is not None and not any(path.suffix in _DESCRIPTIONS for path in files_in(path)):
                descriptions.append(f"{files.name} ({files.unknown})")
    return tuple(programs), tuple(descriptions)


def _grader(root: Path, facts: ProblemFacts, complaints: Complaints) -> ProgramFiles | None:
    if facts.groups != "legacy":
        return None
    found = _programs_in(root / "graders")
    if len(found) > 1:
        complaints.add("graders", "there are several graders", "keep one")
        return None
    files = read_program(found[0], root, complaints) if found else None
    if files is not None and files.language is None:
        complaints.add(files.name, str(files.unknown), "write the grader in C, C++, Java or Python")
        return None
    return files


def _added(root: Path, facts: ProblemFacts, complaints: Complaints) -> dict[str, dict[str, bytes]]:
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
        if deep := next((name for name in content if "/" in name), None):
            shown = f"{inside.relative_to(root).as_posix()}/{deep}"
            complaints.add(shown, "added files in folders are not supported", "put it into the folder above")
            continue
        added[language] = content
    return added
