"""A problem package on disk: the ICPC format, with ``interview.yaml`` where it is made for interviews."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assay.bank.complaint import Complaint, Complaints, PackageError
from assay.bank.interview_yaml import Interview
from assay.bank.model_errors import validated
from assay.bank.problem_yaml import Format, read_problem
from assay.bank.statement import with_samples
from assay.bank.submissions import Submission, read_submissions
from assay.bank.testdata import TestFile, read_tests, read_validator_flags
from assay.bank.yaml_file import YamlFile, read_yaml
from assay.judge.languages import LANGUAGES
from assay.judge.model import Comparison, Limits
from assay.judge.signature import Signature

__all__ = ["Complaint", "Package", "PackageError", "Submission", "TestFile", "load"]

INTERVIEW_FILE = "interview.yaml"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_UNSUPPORTED_FOLDERS = {
    "output_validator": "a validator of its own for outputs",
    "output_validators": "a validator of its own for outputs",
    "static_validator": "a validator of sources",
    "include": "files that are added to solutions",
    "graders": "a grader of its own",
}


@dataclass(frozen=True)
class Package:
    """``interview`` is None for plain ICPC packages: those are stdio problems with the groups
    ``samples`` and ``secret``. ``digest`` is SHA-256 over all files, so it names this very content."""

    root: Path
    slug: str
    title: str
    digest: str
    format: Format
    limits: Limits
    comparison: Comparison
    signature: Signature | None
    tests: tuple[TestFile, ...]
    statement_markdown: str
    statement_name: str
    submissions: tuple[Submission, ...]
    interview: Interview | None = None
    interview_file: YamlFile | None = None
    starters: dict[str, str] = field(default_factory=dict)

    @property
    def mode(self) -> Literal["function", "stdio"]:
        return "function" if self.signature else "stdio"

    @property
    def samples(self) -> tuple[TestFile, ...]:
        return tuple(test for test in self.tests if test.group == "samples")


def load(path: Path) -> Package:
    """The package in the folder ``path``. Raises PackageError with everything found wrong with it."""
    root = path.resolve()
    complaints = Complaints()
    slug = root.name
    if not root.is_dir():
        complaints.add(".", "there is no such folder", "name a folder that holds problem.yaml")
        complaints.raise_if_any(slug)
    if not _SLUG.fullmatch(slug):
        complaints.add(
            ".",
            f"the folder's name {slug!r} cannot be a problem's name",
            "use small letters, digits and hyphens, at most 64",
        )
    _refuse_folders(root, complaints)
    facts = read_problem(root, complaints)
    interview_file: YamlFile | None = None
    interview: Interview | None = None
    has_interview = (root / INTERVIEW_FILE).is_file()
    if has_interview:
        interview_file = read_yaml(root, INTERVIEW_FILE, complaints)
        if interview_file is not None:
            interview = validated(Interview, interview_file, complaints)
    tests = read_tests(root, grouped=has_interview, complaints=complaints)
    flags = read_validator_flags(root, complaints)
    statement_name, statement = _statement(root, complaints)
    submissions = read_submissions(root, complaints)
    starters: dict[str, str] = {}
    if interview is not None and interview_file is not None:
        _named_files_exist(root, interview, interview_file, complaints)
        starters = _starters(root, interview, complaints)
    complaints.raise_if_any(slug)
    assert facts is not None  # noqa: S101 - read_problem complains whenever it returns None
    flags = facts.flags if flags is None else flags
    if interview is None:
        statement = with_samples(statement, [_shown(test) for test in tests if test.group == "samples"])
    return Package(
        root=root,
        slug=slug,
        title=facts.title,
        digest=_digest(root),
        format=facts.format,
        limits=facts.limits if has_interview else _native(facts.limits),
        comparison=interview.comparison(flags) if interview else Comparison("tokens", flags),
        signature=interview.signature if interview else None,
        tests=tests,
        statement_markdown=statement,
        statement_name=statement_name,
        submissions=submissions,
        interview=interview,
        interview_file=interview_file,
        starters=starters,
    )


def _refuse_folders(root: Path, complaints: Complaints) -> None:
    for name, what in _UNSUPPORTED_FOLDERS.items():
        folder = root / name
        if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
            complaints.add(
                name,
                f"the package has {what}, which is not supported",
                "remove the folder if the default comparison of outputs is enough for the problem",
            )
    for path in root.rglob("*"):
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            shown = path.relative_to(root).as_posix()
            complaints.add(shown, "the link leads out of the package", "put a copy of the file in its place")


def _statement(root: Path, complaints: Complaints) -> tuple[str, str]:
    """Name and Markdown of the statement; LaTeX is shown as it was written."""
    for folder in ("statement", "problem_statement"):
        for stem in ("problem.en", "problem", "problem.*"):
            for suffix in (".md", ".tex"):
                for path in sorted((root / folder).glob(stem + suffix)):
                    name = path.relative_to(root).as_posix()
                    try:
                        text = path.read_text(encoding="utf-8")
                    except UnicodeDecodeError:
                        complaints.add(name, "the statement is not UTF-8", "save it in the encoding UTF-8")
                        return name, ""
                    return name, text if suffix == ".md" else _tex_as_markdown(text)
    complaints.add("statement", "there is no statement in Markdown or LaTeX", "add statement/problem.en.md")
    return "statement", ""


def _tex_as_markdown(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"The statement was written in LaTeX and is shown as it stands.\n\n{fence}tex\n{text}\n{fence}\n"


def _native(limits: Limits) -> Limits:
    """ICPC's limit holds for every language, ours is Python's: so that C++ gets what the package says."""
    return replace(limits, cpu_s=limits.cpu_s / LANGUAGES["cpp"].time_factor)


def _shown(sample: TestFile) -> tuple[str, str]:
    test = sample.read()
    return test.input.decode(errors="replace").rstrip("\n"), (test.answer or b"").decode(
        errors="replace"
    ).rstrip("\n")


def _named_files_exist(root: Path, interview: Interview, file: YamlFile, complaints: Complaints) -> None:
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (interview.growth.generator, ("growth", "generator")),
        *((wrong.file, ("wrong", index, "file")) for index, wrong in enumerate(interview.wrong)),
        *((name, ("starters", language)) for language, name in interview.starters.items()),
    ]
    for name, location in named:
        if not (root / name).is_file():
            complaints.add(
                INTERVIEW_FILE,
                f"the file {name} does not exist",
                "correct the path, or add the file",
                file.line(*location),
            )


def _starters(root: Path, interview: Interview, complaints: Complaints) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, name in interview.starters.items():
        if (root / name).is_file():
            try:
                found[language] = (root / name).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                complaints.add(name, "the starter is not UTF-8", "save it in the encoding UTF-8")
    return found


def _digest(root: Path) -> str:
    """Over the sorted paths and contents of all files; what Python leaves behind does not count."""
    total = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return total.hexdigest()
