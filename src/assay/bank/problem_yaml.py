"""``problem.yaml`` of the ICPC problem package format, version 2025-09 and legacy.

Specifications: https://icpc.io/problem-package-format/spec/2025-09 and .../spec/legacy. What the judge
cannot do is refused here by name, so that such a package never gives a wrong verdict.
"""

from __future__ import annotations

import configparser
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assay.bank.complaint import Complaints
from assay.bank.model_errors import validated
from assay.bank.yaml_file import YamlFile, read_yaml
from assay.judge.model import Limits

FILE = "problem.yaml"
Format = Literal["2025-09", "legacy"]

UNSTATED_TIME_LIMIT_S = 5.0
"""Where an ICPC package leaves the limit to be found from its solutions' times."""
UNSTATED_MEMORY_MIB = 2048
UNSTATED_OUTPUT_MIB = 8
"""The format's "typical system defaults"."""

_TYPES = ("pass-fail", "scoring", "multi-pass", "interactive")


@dataclass(frozen=True)
class Timing:
    """How the format finds a time limit where none is stated: the slowest accepted solution's time
    ``times``, rounded up to a multiple of ``resolution_s``."""

    times: float = 2.0
    resolution_s: float = 1.0


@dataclass(frozen=True)
class Validation:
    """``custom``: the package has a validator of its own (None: as its folder says). ``passes``: how often
    a submission may be run on one test. The limits are those of one call of the validator."""

    custom: bool | None = None
    interactive: bool = False
    passes: int = 1
    scores: bool = False
    cpu_s: float = 60.0
    memory_mib: int = 2048
    output_mib: int = 8


@dataclass(frozen=True)
class LegacyGrading:
    """Of ``grading`` in problem.yaml; the rest stands over what testdata.yaml says, as in problemtools."""

    objective: Literal["max", "min"] = "max"
    overrides: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProblemFacts:
    """``time_limit_s`` is None where the package states none. ``languages`` are codes of the format's
    table, None for all. ``code_kib`` is the most that a submission's files may have. ``groups`` is the version
    whose groups of tests the package has: drafts took legacy's ``testdata.yaml`` over at first."""

    title: str
    format: Format
    groups: Format
    limits: Limits
    flags: tuple[str, ...]
    uuid: str | None
    licence: str
    time_limit_s: float | None = None
    timing: Timing = Timing()
    scoring: bool = False
    validation: Validation = Validation()
    grading: LegacyGrading = LegacyGrading()
    languages: tuple[str, ...] | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    code_kib: int | None = None


class _Multipliers(BaseModel):
    model_config = ConfigDict(extra="forbid")
    ac_to_time_limit: float = Field(2.0, ge=1, description="a number of at least 1, such as 2")
    time_limit_to_tle: float = Field(1.5, ge=1, description="a number of at least 1, such as 1.5")


class _LimitsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    time_multipliers: _Multipliers = Field(
        default_factory=_Multipliers, description="`{ ac_to_time_limit: 2, time_limit_to_tle: 1.5 }`"
    )
    time_limit: float | None = Field(None, gt=0, le=600, description="seconds of CPU time, such as 2")
    time_resolution: float | None = Field(None, gt=0, description="seconds")
    memory: int | None = Field(None, gt=0, description="MiB, such as 256")
    output: int | None = Field(None, gt=0, description="MiB, such as 8")
    code: int | None = Field(None, gt=0, description="KiB, such as 128")
    compilation_time: float | None = None
    compilation_memory: int | None = None
    validation_time: float | None = Field(None, gt=0, description="seconds, such as 60")
    validation_memory: int | None = Field(None, gt=0, description="MiB, such as 2048")
    validation_output: int | None = Field(None, gt=0, description="MiB, such as 8")
    validation_passes: int | None = Field(None, ge=2, le=100, description="a whole number from 2 to 100")


class _LegacyLimits(_LimitsIn):
    model_config = ConfigDict(extra="ignore")
    time_multiplier: float = Field(5.0, ge=1, description="a number of at least 1, such as 5")


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
    limits: _LimitsIn = Field(default_factory=_LimitsIn, description="`{ time_limit: 2, memory: 256 }`")
    keywords: list[str] = Field(default_factory=list, description="a list of words")
    languages: str | list[str] = Field("all", description="a list of languages, or `all`")
    allow_file_writing: bool = False
    constants: dict[str, int | float | str] = Field(
        default_factory=dict, description="names with numbers or texts"
    )


class _Draft(_Problem):
    """Version 2023-07-draft, which was never finished: keys came and went."""

    model_config = ConfigDict(extra="ignore")
    uuid: str | None = None  # type: ignore[assignment]
    keywords: str | list[str] | None = None  # type: ignore[assignment]
    limits: _LegacyLimits = Field(default_factory=lambda: _LegacyLimits.model_validate({}))


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
    limits: _LegacyLimits = Field(
        default_factory=lambda: _LegacyLimits.model_validate({}), description="a mapping of limits"
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
    limits, time_limit = problem.limits, problem.limits.time_limit
    passes = limits.validation_passes or 2
    return ProblemFacts(
        title=_title(problem.name) or root.name,
        format="2025-09",
        groups="legacy" if _legacy_groups(root, model) else "2025-09",
        limits=_limits(limits, time_limit),
        flags=(),
        uuid=problem.uuid,
        licence=problem.license,
        time_limit_s=time_limit,
        timing=Timing(limits.time_multipliers.ac_to_time_limit, limits.time_resolution or 1.0),
        scoring="scoring" in types,
        validation=_validation(
            limits, interactive="interactive" in types, passes=passes if "multi-pass" in types else 1
        ),
        languages=None if problem.languages == "all" else _words(problem.languages),
        constants={name: str(value) for name, value in problem.constants.items()},
        code_kib=limits.code,
    )


def _legacy(root: Path, file: YamlFile, complaints: Complaints) -> ProblemFacts | None:
    problem = validated(_LegacyProblem, file, complaints)
    if problem is None:
        return None
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
    time_limit = limits.time_limit or _legacy_time_limit(root, complaints)
    stated = problem.grading.model_dump(exclude_none=True, exclude={"objective"})
    return ProblemFacts(
        title=_title(problem.name) or _title_in_tex(root) or root.name,
        format="legacy",
        groups="legacy",
        limits=_limits(limits, time_limit),
        flags=flags,
        uuid=problem.uuid,
        licence=problem.license,
        time_limit_s=time_limit,
        timing=Timing(limits.time_multiplier),
        scoring=problem.type == "scoring",
        validation=_validation(
            limits,
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


def _validation(
    limits: _LimitsIn,
    *,
    custom: bool | None = None,
    interactive: bool = False,
    passes: int = 1,
    scores: bool = True,
) -> Validation:
    return Validation(
        custom=custom,
        interactive=interactive,
        passes=passes,
        scores=scores,
        cpu_s=limits.validation_time or 60.0,
        memory_mib=limits.validation_memory or 2048,
        output_mib=limits.validation_output or 8,
    )


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
    for name in types:
        if name not in _TYPES:
            why = (
                "is not supported: answers are submitted instead of programs"
                if name == "submit-answer"
                else "is not known"
            )
            complaints.add(
                FILE, f"the type {name} {why}", f"use one or more of {', '.join(_TYPES)}", file.line("type")
            )
    if {"pass-fail", "scoring"} <= set(types):
        complaints.add(
            FILE, "a problem is pass-fail or scoring, not both", "keep one of the two", file.line("type")
        )


def _limits(given: _LimitsIn, time_limit: float | None) -> Limits:
    return Limits(
        cpu_s=time_limit or given.time_limit or UNSTATED_TIME_LIMIT_S,
        memory_mib=given.memory or UNSTATED_MEMORY_MIB,
        output_mib=given.output or UNSTATED_OUTPUT_MIB,
    )


def _legacy_time_limit(root: Path, complaints: Complaints) -> float | None:
    """From ``.timelimit`` (Kattis) or ``domjudge-problem.ini`` (DOMjudge): legacy has no key for it."""
    for name in (".timelimit", "domjudge-problem.ini"):
        if not (root / name).is_file():
            continue
        text = (root / name).read_text(encoding="utf-8", errors="replace").strip()
        if name.endswith(".ini"):
            parser = configparser.ConfigParser(interpolation=None)
            try:
                parser.read_string(text if text.startswith("[") else f"[problem]\n{text}")
            except configparser.Error as error:
                complaints.add(
                    name, f"cannot be read: {error.message}", "write lines of the form key = value"
                )
                return None
            text = next((parser[s]["timelimit"] for s in parser if "timelimit" in parser[s]), "").strip(
                "'\" "
            )
            if not text:
                continue
        try:
            seconds = float(text)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds <= 600:
            complaints.add(name, f"{text!r} is not a time limit", "write seconds, such as 2", 1)
            return None
        return seconds
    return None


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
