"""A problem package on disk: the ICPC format, with ``interview.yaml`` where it is made for interviews."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assay.bank.complaint import Complaint, Complaints, PackageError
from assay.bank.group_checks import check_groups
from assay.bank.group_yaml import Settings
from assay.bank.interview_yaml import Interview
from assay.bank.limits_yaml import Validation
from assay.bank.model_errors import validated
from assay.bank.output_validators import has_output_validator
from assay.bank.own_programs import OwnPrograms, read_own_programs
from assay.bank.problem_yaml import Format, ProblemFacts, read_problem
from assay.bank.program_files import replaced, visible
from assay.bank.statement import with_samples
from assay.bank.statement_file import read_statement, samples_shown
from assay.bank.submissions import Submission, read_submissions
from assay.bank.testdata import GroupFolder, TestData, TestFile, read_tests
from assay.bank.unused import note_unused
from assay.bank.yaml_file import YamlFile, read_yaml
from assay.judge.languages import LANGUAGES
from assay.judge.model import Comparison, Limits, Program
from assay.judge.signature import Signature

__all__ = ["Complaint", "Package", "PackageError", "Submission", "TestFile", "load"]

INTERVIEW_FILE = "interview.yaml"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True)
class Package:
    """``interview`` is None for plain ICPC packages: those are stdio problems with the groups
    ``samples`` and ``secret``. ``digest`` is SHA-256 over all files, so it names this very content.

    ``limits`` are Python's, by which the judge's factors go; see ``limits_of`` for plain ICPC packages.
    ``notes`` say what in it has no effect here.
    """

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
    facts: ProblemFacts
    tree: GroupFolder
    own: OwnPrograms
    interview: Interview | None = None
    interview_file: YamlFile | None = None
    starters: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def mode(self) -> Literal["function", "stdio"]:
        return "function" if self.signature else "stdio"

    def program(self, language: str, source: str) -> Program:
        """What a candidate wrote in one file, as it is judged."""
        return self.own.with_added(Program(language, source, self.signature))

    def limits_of(self, language: str) -> Limits:
        """A plain ICPC package's time limit holds for every language alike, an interview's is Python's."""
        if self.interview is not None or self.facts.time_limit_s is None:
            return self.limits
        return for_every_language(self.limits, self.facts.time_limit_s, language)

    @property
    def interactive(self) -> bool:
        return self.comparison.validator is not None and self.comparison.validator.interactive

    @property
    def samples(self) -> tuple[TestFile, ...]:
        return tuple(test for test in self.tests if test.group == "samples")


def load(path: Path) -> Package:
    """The package in the folder ``path``. Raises PackageError with everything found wrong with it."""
    root = path.resolve()
    complaints = Complaints()
    try:
        return _read(root, complaints)
    except OSError as error:  # of a link that leads nowhere or round, a file that is closed to us
        at = Path(error.filename or root)
        shown = at.relative_to(root).as_posix() if at.is_relative_to(root) else str(at)
        complaints.add(
            shown, f"it cannot be read: {error.strerror}", "put a file there that can be read, or remove it"
        )
        raise PackageError(root.name, tuple(complaints)) from error


def _read(root: Path, complaints: Complaints) -> Package:
    slug = root.name
    if not root.is_dir():
        complaints.add(".", "there is no such folder or archive", "name a folder that holds problem.yaml")
        complaints.raise_if_any(slug)
    if not _SLUG.fullmatch(slug):
        complaints.add(
            ".",
            f"the folder's name {slug!r} cannot be a problem's name",
            "use small letters, digits and hyphens, at most 64",
        )
    _refuse_links(root, complaints)
    facts = read_problem(root, complaints)
    interview_file: YamlFile | None = None
    interview: Interview | None = None
    has_interview = (root / INTERVIEW_FILE).is_file()
    if has_interview:
        interview_file = read_yaml(root, INTERVIEW_FILE, complaints)
        if interview_file is not None:
            interview = validated(Interview, interview_file, complaints)
    own, data = OwnPrograms(), TestData((), GroupFolder("", Settings()), ())
    if facts is not None:
        facts = _with_own_validator(root, facts)
        own = read_own_programs(root, facts, complaints)
        validators = own.output_validator.all if own.output_validator is not None else ()
        names = [each.name for each in validators]
        data = read_tests(root, facts, grouped=has_interview, complaints=complaints, validators=names)
        if facts.groups != "legacy":
            has_static = own.static_validator is not None
            check_groups(root, data.tree, facts, has_static=has_static, complaints=complaints)
        note_unused(root, facts, complaints)
    statement_name, statement = read_statement(root, facts, complaints)
    submissions = read_submissions(root, facts, complaints, strict=has_interview)
    starters: dict[str, str] = {}
    if interview is not None and interview_file is not None:
        _named_files_exist(root, interview, interview_file, complaints)
        starters = _starters(root, interview, complaints)
    if interview is None:
        _note_missing(root, own, submissions, complaints)
    if facts is not None:
        _fits_interview(facts, own, interview, complaints)
    complaints.raise_if_any(slug)
    assert facts is not None  # noqa: S101 - read_problem complains whenever it returns None
    statement = replaced(statement.encode(), facts.constants).decode()
    samples = samples_shown(root, data.tests, facts)
    if interview is not None:
        # Its statement shows inputs and answers itself; what is said in a talk stands in files only.
        samples = [sample for sample in samples if sample.talk is not None]
    statement = with_samples(statement, samples)
    return Package(
        root=root,
        slug=slug,
        title=facts.title,
        digest=_digest(root),
        format=facts.format,
        limits=replace(facts.limits, compilation_mib=None) if has_interview else _native(facts.limits),
        comparison=_comparison(interview, own, data.flags),
        signature=interview.signature if interview else None,
        tests=data.tests,
        statement_markdown=statement,
        statement_name=statement_name,
        submissions=submissions,
        facts=facts,
        tree=data.tree,
        own=own,
        interview=interview,
        interview_file=interview_file,
        starters=starters,
        notes=complaints.notes,
    )


def _with_own_validator(root: Path, facts: ProblemFacts) -> ProblemFacts:
    """Version 2025-09 says by the folder whether a package has a validator of its own."""
    validation: Validation = facts.validation
    custom = validation.custom
    if custom is None:
        custom = has_output_validator(root) or validation.interactive or validation.passes > 1
    return replace(facts, validation=replace(validation, custom=custom))


def _comparison(interview: Interview | None, own: OwnPrograms, flags: tuple[str, ...]) -> Comparison:
    if own.output_validator is not None:
        first, *rest = (replace(each, arguments=flags) for each in own.output_validator.all)
        return Comparison("validator", validator=replace(first, further=tuple(rest)))
    return interview.comparison(flags) if interview else Comparison("tokens", flags)


def _fits_interview(
    facts: ProblemFacts, own: OwnPrograms, interview: Interview | None, complaints: Complaints
) -> None:
    """What an ICPC package may be, and a problem for interviews may not."""
    if interview is None:
        return
    if facts.scoring:
        complaints.add(
            "problem.yaml",
            "the problem gives scores, but an interview's problem is passed or failed",
            "use `type: pass-fail`",
        )
    if facts.submit_answer or own.static_validator is not None:
        what = "answers are submitted" if facts.submit_answer else "a validator looks at sources"
        complaints.add(
            "problem.yaml", f"{what}, which interviews do not have", "leave interview.yaml out, or that"
        )
    validator = own.output_validator
    if (
        validator is not None
        and interview.mode == "function"
        and (validator.interactive or validator.passes > 1)
    ):
        complaints.add(INTERVIEW_FILE, "a function cannot be talked with while it runs", "use `mode: stdio`")
    if validator is not None and interview.compare != "exact":
        complaints.add(
            INTERVIEW_FILE,
            "`compare` is given, but the package's own validator judges the outputs",
            "remove `compare`",
        )


def _note_missing(
    root: Path, own: OwnPrograms, submissions: tuple[Submission, ...], complaints: Complaints
) -> None:
    """What the format asks for, and a judge can do without."""
    if not own.input_validators and not own.not_run:
        complaints.note("input_validators", "there is no validator of inputs, which the format asks for")
    if (root / "submissions").is_dir() and not any(each.right for each in submissions):
        complaints.note("submissions/accepted", "there is no right solution, which the format asks for")


def _refuse_links(root: Path, complaints: Complaints) -> None:
    for path in root.rglob("*"):
        if not path.is_symlink() or not visible(path, root):
            continue
        shown = path.relative_to(root).as_posix()
        try:
            inside = path.resolve().is_relative_to(root)
        except (OSError, RuntimeError):
            complaints.add(shown, "the link leads round in a circle", "put the file in its place")
            continue
        if not inside:
            complaints.add(shown, "the link leads out of the package", "put a copy of the file in its place")
        elif not path.exists():
            complaints.add(shown, "the link leads to nothing", "put the file in its place, or remove it")


def _native(limits: Limits) -> Limits:
    """ICPC's limit holds for every language, ours is Python's: so that C++ gets what the package says. A flood
    that never ends is too slow there."""
    return replace(limits, cpu_s=limits.cpu_s / LANGUAGES["cpp"].time_factor, output_drained=True)


def for_every_language(limits: Limits, seconds: float, language: str) -> Limits:
    """``limits`` so that the judge gives a program in ``language`` exactly ``seconds`` of CPU time."""
    spec = LANGUAGES[language]
    return replace(limits, cpu_s=max(seconds - spec.start_s, 0.05) / spec.time_factor)


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
