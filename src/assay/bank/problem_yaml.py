"""``problem.yaml`` of the ICPC problem package format, version 2025-09 and legacy.

Specifications: https://icpc.io/problem-package-format/spec/2025-09 and .../spec/legacy. What the judge
cannot do (own validators, interaction, several passes, scores) is refused here by name, so that such a
package never gives a wrong verdict.
"""

from __future__ import annotations

import configparser
import re
import shlex
from dataclasses import dataclass
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

_TYPES = {
    "scoring": "it gives scores instead of pass or fail",
    "multi-pass": "it runs a solution in several passes",
    "interactive": "it talks with the solution while that runs",
    "submit-answer": "answers are submitted instead of programs",
}


@dataclass(frozen=True)
class ProblemFacts:
    title: str
    format: Format
    limits: Limits
    flags: tuple[str, ...]
    uuid: str | None
    licence: str


class _LimitsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    time_multipliers: dict[str, float] | None = None
    time_limit: float | None = Field(None, gt=0, le=600, description="seconds of CPU time, such as 2")
    time_resolution: float | None = Field(None, gt=0, description="seconds")
    memory: int | None = Field(None, gt=0, description="MiB, such as 256")
    output: int | None = Field(None, gt=0, description="MiB, such as 8")
    code: int | None = None
    compilation_time: float | None = None
    compilation_memory: int | None = None
    validation_time: float | None = None
    validation_memory: int | None = None
    validation_output: int | None = None
    validation_passes: int | None = None


class _LegacyLimits(_LimitsIn):
    model_config = ConfigDict(extra="ignore")


class _Problem(BaseModel):
    """Version 2025-09, whose specification makes unknown keys an error."""

    model_config = ConfigDict(extra="forbid")
    problem_format_version: str = Field(description='write `problem_format_version: "2025-09"`')
    type: str | list[str] = Field("pass-fail", description="write `type: pass-fail`")
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
    constants: dict[str, Any] = Field(default_factory=dict)


class _LegacyProblem(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: str | list[str] = "pass-fail"
    name: str | dict[str, str] | None = None
    uuid: str | None = None
    license: str = "unknown"
    validation: str = Field("default", description="write `validation: default`")
    validator_flags: str | None = Field(None, description="the default validator's flags as one string")
    limits: _LegacyLimits = Field(default_factory=_LegacyLimits, description="a mapping of limits")


def read_problem(root: Path, complaints: Complaints) -> ProblemFacts | None:
    file = read_yaml(root, FILE, complaints)
    if file is None:
        return None
    version = file.value.get("problem_format_version", "legacy")
    if version in ("legacy", "legacy-icpc"):
        return _legacy(root, file, complaints)
    if version in ("2025-09", "2023-07-draft"):
        return _current(root, file, complaints)
    complaints.add(
        FILE,
        f"the format version {version!r} is not known",
        'use `problem_format_version: "2025-09"` (or legacy)',
        file.line("problem_format_version"),
    )
    return None


def _current(root: Path, file: YamlFile, complaints: Complaints) -> ProblemFacts | None:
    problem = validated(_Problem, file, complaints)
    if problem is None:
        return None
    _refuse_types(problem.type, file, complaints)
    if problem.constants:
        complaints.add(FILE, "constants are not supported", "write the values out", file.line("constants"))
    return ProblemFacts(
        title=_title(problem.name) or root.name,
        format="2025-09",
        limits=_limits(problem.limits, None),
        flags=(),
        uuid=problem.uuid,
        licence=problem.license,
    )


def _legacy(root: Path, file: YamlFile, complaints: Complaints) -> ProblemFacts | None:
    problem = validated(_LegacyProblem, file, complaints)
    if problem is None:
        return None
    _refuse_types(problem.type, file, complaints)
    if not problem.validation.startswith("default"):
        complaints.add(
            FILE,
            f"`validation: {problem.validation}` is not supported: the judge compares outputs itself",
            "use `validation: default`, with `validator_flags` for case, space and tolerance",
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
    check_flags(flags, FILE, file.line("validator_flags"), complaints)
    return ProblemFacts(
        title=_title(problem.name) or _title_in_tex(root) or root.name,
        format="legacy",
        limits=_limits(problem.limits, _legacy_time_limit(root, complaints)),
        flags=flags,
        uuid=problem.uuid,
        licence=problem.license,
    )


def check_flags(flags: tuple[str, ...], file: str, line: int | None, complaints: Complaints) -> None:
    """The flags of ICPC's default output validator, no others."""
    words = iter(flags)
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
        number = next(words, "")
        if not re.fullmatch(r"\d*\.?\d+([eE][+-]?\d+)?", number):
            complaints.add(file, f"{word} needs a number, not {number!r}", f"write {word} 1e-6", line)


def _refuse_types(given: str | list[str], file: YamlFile, complaints: Complaints) -> None:
    for name in given.split() if isinstance(given, str) else given:
        if name == "pass-fail":
            continue
        why = _TYPES.get(name, "it is none that the format knows")
        complaints.add(
            FILE,
            f"a problem of type {name} is not supported: {why}",
            "use `type: pass-fail`",
            file.line("type"),
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
