"""``problem.yaml`` of the ICPC problem package format, version 2025-09 and legacy.

Specifications: https://icpc.io/problem-package-format/spec/2025-09 and .../spec/legacy. What the judge
cannot do is refused here by name, so that such a package never gives a wrong verdict.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assay.bank.complaint import Complaints
from assay.bank.limits_yaml import DraftLimits, LegacyLimits, LimitsIn, Timing, Validation, legacy_time_limit
from assay.bank.model_errors import validated
from assay.bank.yaml_file import YamlFile, read_yaml
from assay.judge.model import Limits

FILE = "problem.yaml"
Format = Literal["2025-09", "legacy"]

_TYPES = ("pass-fail", "scoring", "multi-pass", "interactive", "submit-answer")
_WITHOUT_EFFECT = (
    "problem_format_version",
    "author",
    "source",
    "source_url",
    "rights_owner",
    "keywords",
    "show_test_data_groups",
)
"""Of legacy: for people, or for the page that shows results."""
_APART = (("pass-fail", "scoring"), ("submit-answer", "multi-pass"), ("submit-answer", "interactive"))

_ConstantName = Annotated[str, Field(pattern=r"^[a-zA-Z_][a-zA-Z0-9_]*$")]


@dataclass(frozen=True)
class LegacyGrading:
    """Of ``grading`` in problem.yaml; the rest stands over what testdata.yaml says, as in problemtools."""

    objective: Literal["max", "min"] = "max"
    overrides: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProblemFacts:
    """``time_limit_s`` is None where the package states none. ``languages`` are codes of the format's
    table, None for all. ``code_kib`` is the most that a submission's files may have. ``groups`` is the version
    whose groups of tests the package has: drafts took legacy's ``testdata.yaml`` over at first.
    ``strict``: it is of a version whose specification is final, and what that forbids is refused.
    ``submit_answer``: a submission may be the answers themselves. ``names`` are the titles by language."""

    title: str
    format: Format
    groups: Format
    limits: Limits
    flags: tuple[str, ...]
    uuid: str | None
    licence: str
    time_limit_s: float | None = None
    timing: Timing = field(default_factory=Timing)
    scoring: bool = False
    validation: Validation = field(default_factory=Validation)
    grading: LegacyGrading = LegacyGrading()
    languages: tuple[str, ...] | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    code_kib: int | None = None
    strict: bool = False
    submit_answer: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


class _Problem(BaseModel):
    """Version 2025-09, whose specification makes unknown keys an error."""

    model_config = ConfigDict(extra="forbid")
    problem_format_version: str = Field(description='write `problem_format_version: "2025-09"`')
    type: str | list[str] = Field("pass-fail", description=f"one or more of {', '.join(_TYPES)}")
    name: str | dict[str, str] = Field(description="the title, such as `name: { en: Cart total }`")
    uuid: str = Field(description="a UUID of its own, such as one from `uuidgen`, in quotes")
    version: str | None = None
    credits: Any = None
    source: Any = None
    license: str = Field("unknown", description="such as `cc by-sa`")
    rights_owner: str | None = None
    embargo_until: Any = None
    limits: LimitsIn = Field(default_factory=LimitsIn, description="`{ time_limit: 2, memory: 256 }`")
    keywords: list[str] = Field(default_factory=list, description="a list of words")
    languages: str | list[str] = Field("all", description="a list of languages, or `all`")
    allow_file_writing: bool = False
    constants: dict[_ConstantName, int | float | str] = Field(
        default_factory=dict, description="names of letters, digits and `_` with numbers or texts"
    )


class _Draft(_Problem):
    """Version 2023-07-draft, which was never finished: keys came and went."""

    model_config = ConfigDict(extra="ignore")
    uuid: str | None = None  # type: ignore[assignment]
    keywords: str | list[str] | None = None  # type: ignore[assignment]
    limits: DraftLimits = Field(default_factory=lambda: DraftLimits.model_validate({}))


class _Grading(BaseModel):
    model_config = ConfigDict(extra="ignore")
    objective: Literal["max", "min"] = Field("max", description="`max` or `min`")
    accept_score: float | None = None
    reject_score: float | None = None
    range: str | None = None
    on_reject: Literal["first_error", "worst_error", "grade"] | None = None


class _LegacyProblem(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: Literal["pass-fail", "scoring"] = Field("pass-fail", description="`pass-fail` or `scoring`")
    name: str | dict[str, str] | None = None
    uuid: str | None = None
    license: str = "unknown"
    validation: str = Field("default", description="`default`, or `custom` with `interactive` and `score`")
    validator_flags: str | None = Field(None, description="the validator's flags as one string")
    limits: LegacyLimits = Field(
        default_factory=lambda: LegacyLimits.model_validate({}), description="a mapping of limits"
    )
    grading: _Grading = Field(default_factory=lambda: _Grading.model_validate({}), description="a mapping")


def read_problem(root: Path, complaints: Complaints) -> ProblemFacts | None:
    file = read_yaml(root, FILE, complaints)
    if file is None:
        return None
    version = file.value.get("problem_format_version", "legacy")
    if version in ("legacy", "legacy-icpc"):
        return _legacy(root, file, complaints)
    if version == "2025-09":
        return _current(root, file, _Problem, complaints)
    if version in ("2023-07-draft", "2023-07", "draft", "2025-09-draft"):
        return _current(root, file, _Draft, complaints)
    complaints.add(
        FILE,
        f"the format version {version!r} is not known",
        'use `problem_format_version: "2025-09"` (or legacy)',
        file.line("problem_format_version"),
    )
    return None


def _current(
    root: Path, file: YamlFile, model: type[_Problem], complaints: Complaints
) -> ProblemFacts | None:
    problem = validated(model, file, complaints)
    if problem is None:
        return None
    types = problem.type.split() if isinstance(problem.type, str) else problem.type
    _check_types(types, file, complaints)
    _note_unheld(file, complaints)
    limits, time_limit = problem.limits, problem.limits.time_limit
    passes = limits.validation_passes or 2
    return ProblemFacts(
        title=_title(problem.name) or root.name,
        format="2025-09",
        groups="legacy" if _legacy_groups(root, model) else "2025-09",
        limits=limits.for_submissions(time_limit),
        flags=(),
        uuid=problem.uuid,
        licence=problem.license,
        time_limit_s=time_limit,
        timing=limits.timing,
        scoring="scoring" in types,
        validation=limits.for_validators(
            interactive="interactive" in types, passes=passes if "multi-pass" in types else 1
        ),
        languages=None if problem.languages == "all" else _words(problem.languages),
        constants={name: str(value) for name, value in problem.constants.items()},
        code_kib=limits.code,
        strict=model is _Problem,
        submit_answer="submit-answer" in types,
        names=problem.name if isinstance(problem.name, dict) else {"en": problem.name},
    )


def _note_unheld(file: YamlFile, complaints: Complaints) -> None:
    """What the specification has and this judge does otherwise."""
    limits = file.value.get("limits")
    if isinstance(limits, dict) and "compilation_time" in limits:
        why = "`compilation_time` has no effect: each language has its own"
        complaints.note(FILE, why, file.line("limits", "compilation_time"))
    if file.value.get("allow_file_writing") is False:
        why = "`allow_file_writing: false` has no effect: in its own empty folder a program may write"
        complaints.note(FILE, why, file.line("allow_file_writing"))


def _note_unknown(
    file: YamlFile, model: type[BaseModel], place: tuple[str, ...], complaints: Complaints
) -> None:
    """Legacy packages have keys of all kinds, and are judged by those that the format knows."""
    given: Any = file.value
    for part in place:
        given = given.get(part)
    for key in given if isinstance(given, dict) else ():
        if key not in model.model_fields and key not in _WITHOUT_EFFECT:
            shown = ".".join((*place, str(key)))
            complaints.note(
                file.name,
                f"the key `{shown}` is not of this version and has no effect",
                file.line(*place, key),
            )


def _legacy(root: Path, file: YamlFile, complaints: Complaints) -> ProblemFacts | None:
    problem = validated(_LegacyProblem, file, complaints)
    if problem is None:
        return None
    for model, place in ((_LegacyProblem, ()), (LegacyLimits, ("limits",)), (_Grading, ("grading",))):
        _note_unknown(file, model, place, complaints)
    _note_unheld(file, complaints)
    kind, *more = problem.validation.split() or ["default"]
    if kind not in ("default", "custom") or not set(more) <= {"score", "interactive", "multi-pass"}:
        complaints.add(
            FILE,
            f"`validation: {problem.validation}` is not known",
            "use `validation: default`, or `custom` with `interactive` or `score`",
            file.line("validation"),
        )
    flags: tuple[str, ...] = ()
    try:
        flags = tuple(shlex.split(problem.validator_flags or ""))
    except ValueError as error:
        complaints.add(
            FILE,
            f"`validator_flags` cannot be split into words: {error}",
            "close the quotes",
            file.line("validator_flags"),
        )
    if kind != "custom":
        check_flags(flags, FILE, file.line("validator_flags"), complaints)
    limits = problem.limits
    time_limit = limits.time_limit or legacy_time_limit(root, complaints)
    stated = problem.grading.model_dump(exclude_none=True, exclude={"objective"})
    return ProblemFacts(
        title=_title(problem.name) or _title_in_tex(root) or root.name,
        format="legacy",
        groups="legacy",
        limits=limits.for_submissions(time_limit),
        flags=flags,
        uuid=problem.uuid,
        licence=problem.license,
        time_limit_s=time_limit,
        timing=limits.timing,
        scoring=problem.type == "scoring",
        validation=limits.for_validators(
            custom=kind == "custom",
            interactive="interactive" in more,
            passes=limits.validation_passes or 2 if "multi-pass" in more else 1,
            scores="score" in more,
        ),
        grading=LegacyGrading(problem.grading.objective, stated),
        code_kib=limits.code,
    )


def _legacy_groups(root: Path, model: type[_Problem]) -> bool:
    return model is _Draft and next((root / "data").rglob("testdata.yaml"), None) is not None


def _words(given: str | list[str]) -> tuple[str, ...]:
    return tuple(given.split() if isinstance(given, str) else given)


def check_flags(flags: tuple[str, ...], file: str, line: int | None, complaints: Complaints) -> None:
    """The flags of ICPC's default output validator, no others, and each tolerance once."""
    words = iter(flags)
    tolerances: list[str] = []
    for word in words:
        if word in ("case_sensitive", "space_change_sensitive"):
            continue
        if word not in ("float_tolerance", "float_relative_tolerance", "float_absolute_tolerance"):
            complaints.add(
                file,
                f"the validator flag {word!r} is not known",
                "use case_sensitive, space_change_sensitive, float_tolerance E, "
                "float_relative_tolerance E or float_absolute_tolerance E",
                line,
            )
            continue
        both = {word, *tolerances} >= {"float_tolerance"} and tolerances
        if word in tolerances or both:
            complaints.add(file, f"{word} is given beside {tolerances[-1]}", "keep one of the two", line)
        tolerances.append(word)
        number = next(words, "")
        if not re.fullmatch(r"\d*\.?\d+([eE][+-]?\d+)?", number):
            complaints.add(file, f"{word} needs a number, not {number!r}", f"write {word} 1e-6", line)


def _check_types(types: list[str], file: YamlFile, complaints: Complaints) -> None:
    line, known = file.line("type"), ", ".join(_TYPES)
    if not types:
        complaints.add(FILE, "`type` is empty", f"use one or more of {known}", line)
    for name in types:
        if name not in _TYPES:
            complaints.add(FILE, f"the type {name} is not known", f"use one or more of {known}", line)
        elif types.count(name) > 1:
            complaints.add(FILE, f"the type {name} is given twice", "keep one of the two", line)
    for one, other in _APART:
        if {one, other} <= set(types):
            complaints.add(FILE, f"a problem is {one} or {other}, not both", "keep one of the two", line)


def _title(name: str | dict[str, str] | None) -> str | None:
    if isinstance(name, dict):
        return name.get("en") or next(iter(name.values()), None)
    return name


def _title_in_tex(root: Path) -> str | None:
    for path in sorted(root.glob("problem_statement/problem*.tex")):
        if match := re.search(
            r"\\problemname\{([^{}]+)\}", path.read_text(encoding="utf-8", errors="replace")
        ):
            return match[1]
    return None
