"""Settings of test data: ``test_group.yaml`` and a test's own ``.yaml`` (2025-09), ``testdata.yaml`` (legacy).

What a folder does not say, the one above it says. The models are the two specifications' tables.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assay.bank.complaint import Complaints
from assay.bank.model_errors import validated
from assay.bank.problem_yaml import LegacyGrading, ProblemFacts
from assay.bank.program_files import replaced
from assay.bank.yaml_file import YamlFile, read_yaml

GROUP_FILES = ("test_group.yaml", "testdata.yaml")
Aggregation = Literal["pass-fail", "sum", "min"]
_GRADER_MODES = ("worst_error", "no_errors", "first_error", "always_accept", "sum", "avg", "min", "max")
GRADER_FLAGS = (*_GRADER_MODES, "ignore_sample", "accept_if_any_accepted")


def _arguments(given: Any) -> Any:
    """A list, or (drafts and legacy) one text or ``{name, flags}``."""
    if isinstance(given, dict) and set(given) <= {"name", "flags"}:
        given = given.get("flags", "")
    if isinstance(given, str):
        return tuple(shlex.split(given))
    if isinstance(given, list):
        return tuple(str(each) if isinstance(each, int | float) else each for each in given)
    return given


def _input_arguments(given: Any) -> Any:
    """The same for every validator, or by validator."""
    if isinstance(given, dict) and "name" in given:
        return {str(given["name"]): _arguments(given.get("flags", ""))}
    if isinstance(given, dict):
        return {name: _arguments(each) for name, each in given.items()}
    return _arguments(given)


def _validator_of(given: Any) -> str | None:
    """The one validator that ``{name, flags}`` is for."""
    return str(given["name"]) if isinstance(given, dict) and given.get("name") else None


Arguments = Annotated[tuple[str, ...], BeforeValidator(_arguments)]
InputArguments = Annotated[
    tuple[str, ...] | dict[str, tuple[str, ...]],
    BeforeValidator(_input_arguments),
]
_LIST = "write it in the form [float_tolerance, 1e-6]"


class _TestIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    args: Arguments | None = Field(None, description="write it in the form [--fast, '3']")
    input_validator_args: InputArguments | None = Field(None, description=_LIST)
    output_validator_args: Arguments | None = Field(None, description=_LIST)
    input_visualizer_args: Any = None
    output_visualizer_args: Any = None
    full_feedback: bool | None = None
    hint: str | None = None
    description: str | None = None


class _GroupIn(_TestIn):
    """Keys of the drafts are read too."""

    max_score: int | Literal["unbounded"] | None = Field(None, description="a whole number, or `unbounded`")
    score_aggregation: Aggregation | None = Field(None, description="`pass-fail`, `sum` or `min`")
    static_validation_score: Annotated[int, Field(ge=0)] | Literal["pass-fail"] | None = Field(
        None, description="a whole number from 0 up, or `pass-fail`"
    )
    static_validator_args: Arguments | None = Field(None, description=_LIST)
    require_pass: str | list[str] | None = Field(None, description="names of groups, such as [sample]")
    input_validator_flags: InputArguments | None = Field(None, description=_LIST)
    output_validator_flags: Arguments | None = Field(None, description=_LIST)


class _LegacyGroupIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    on_reject: Literal["break", "continue"] | None = Field(None, description="`break` or `continue`")
    grading: Literal["default", "custom"] | None = Field(None, description="`default` or `custom`")
    grader_flags: Arguments | None = Field(None, description=f"one or more of {', '.join(GRADER_FLAGS)}")
    input_validator_flags: InputArguments | None = Field(None, description="the flags as one text")
    output_validator_flags: Arguments | None = Field(None, description="the flags as one text")
    output_validator_args: Arguments | None = Field(None, description=_LIST)
    accept_score: float | None = Field(None, description="a number")
    reject_score: float | None = Field(None, description="a number")
    range: str | None = Field(None, description="two numbers, such as `0 100`")


@dataclass(frozen=True)
class Settings:
    """Of one folder of tests, or one test. ``stated_in`` is the file that says something, for complaints.

    ``max_score`` None is unbounded. ``static``: the sources are validated too, for at most ``static_score`` (None:
    it gives no score). ``hint`` and ``description`` are a test's. ``validator`` is the one of several that judges
    (None: all of them); it and the last six are legacy's.
    """

    arguments: tuple[str, ...] = ()
    validator_arguments: tuple[str, ...] = ()
    validator: str | None = None
    static: bool = False
    static_score: float | None = None
    static_arguments: tuple[str, ...] = ()
    hint: str | None = None
    description: str | None = None
    input_arguments: tuple[str, ...] | Mapping[str, tuple[str, ...]] = ()
    stated_in: tuple[str, int | None] | None = None
    max_score: float | None = None
    aggregation: Aggregation = "pass-fail"
    require_pass: tuple[str, ...] = ()
    stops_at_reject: bool = True
    custom_grader: bool = False
    grader_flags: tuple[str, ...] = ()
    accept_score: float = 1.0
    reject_score: float = 0.0
    range: tuple[float, float] = field(default=(-math.inf, math.inf))


def read_settings(
    root: Path,
    folder: Path,
    above: Settings,
    complaints: Complaints,
    facts: ProblemFacts,
) -> Settings:
    """Those of the folder's own file over those of the one ``above``."""
    legacy = facts.groups == "legacy"
    name = next((name for name in GROUP_FILES if (folder / name).is_file()), None)
    if not legacy:
        secret = folder == root / "data/secret"
        above = replace(
            above,
            max_score=100.0 if secret else None,
            aggregation="sum" if secret else "pass-fail",
            require_pass=(),
            static=False,
            static_score=None,
            static_arguments=(),
        )
    if name is None:
        return above
    shown = (folder / name).relative_to(root).as_posix()
    if not (root / shown).read_bytes().strip():
        return above
    file = read_yaml(root, shown, complaints, lambda content: replaced(content, facts.constants))
    if file is None:
        return above
    if legacy:
        return _legacy(file, above, complaints)
    if facts.strict:
        _note_place(file, folder, root, facts, complaints)
    return _current(file, above, complaints)


def _note_place(
    file: YamlFile, folder: Path, root: Path, facts: ProblemFacts, complaints: Complaints
) -> None:
    """Which settings have no effect where."""
    if not facts.scoring:
        where = "in a problem that is passed or failed"
    elif folder == root / "data/sample":
        where = "for samples, which give no score"
    else:
        return
    for key in ("max_score", "score_aggregation", "require_pass"):
        if key in file.value:
            complaints.note(file.name, f"`{key}` has no effect {where}", file.line(key))


def _stated(file: YamlFile, *keys: str) -> tuple[str, int | None]:
    key = next((key for key in keys if key in file.value), keys[0])
    return (file.name, file.line(key))


def _current(file: YamlFile, above: Settings, complaints: Complaints) -> Settings:
    given = validated(_GroupIn, file, complaints)
    if given is None:
        return above
    static = given.static_validation_score
    if given.static_validator_args is not None and static is None:
        complaints.add(
            file.name,
            "`static_validator_args` is given without `static_validation_score`",
            "add `static_validation_score: pass-fail`, or a number",
            file.line("static_validator_args"),
        )
    score = above.max_score
    if given.max_score is not None:
        score = None if given.max_score == "unbounded" else float(given.max_score)
    required = given.require_pass or ()
    flags = given.output_validator_args
    flags = given.output_validator_flags if flags is None else flags
    inputs = given.input_validator_args
    inputs = given.input_validator_flags if inputs is None else inputs
    return replace(
        above,
        arguments=above.arguments if given.args is None else given.args,
        validator_arguments=above.validator_arguments if flags is None else flags,
        input_arguments=above.input_arguments if inputs is None else inputs,
        stated_in=above.stated_in
        if flags is None
        else _stated(file, "output_validator_args", "output_validator_flags"),
        static=static is not None,
        static_score=float(static) if isinstance(static, int) else None,
        static_arguments=given.static_validator_args or (),
        max_score=score,
        aggregation=given.score_aggregation or above.aggregation,
        require_pass=(required,) if isinstance(required, str) else tuple(required),
    )


def _legacy(file: YamlFile, above: Settings, complaints: Complaints) -> Settings:
    given = validated(_LegacyGroupIn, file, complaints)
    if given is None:
        return above
    for key in file.value:
        if key not in _LegacyGroupIn.model_fields:
            words = f"the key `{key}` is not of this version and has no effect"
            complaints.note(file.name, words, file.line(key))
    named = file.value.get("output_validator_flags", file.value.get("output_validator_args"))
    flags = given.output_validator_flags
    flags = given.output_validator_args if flags is None else flags
    custom = above.custom_grader if given.grading is None else given.grading == "custom"
    unknown = [flag for flag in given.grader_flags or () if flag not in GRADER_FLAGS]
    if unknown and not custom:
        complaints.add(
            file.name,
            f"the grader flag {unknown[0]!r} is not known",
            f"use {', '.join(GRADER_FLAGS)}",
            file.line("grader_flags"),
        )
    bounds = above.range
    if given.range is not None:
        try:
            low, high = map(float, given.range.split())
            bounds = (low, high)
        except ValueError:
            complaints.add(
                file.name,
                f"`range` is {given.range!r}",
                "write two numbers, such as `0 100`",
                file.line("range"),
            )
    return replace(
        above,
        validator_arguments=above.validator_arguments if flags is None else flags,
        input_arguments=above.input_arguments
        if given.input_validator_flags is None
        else given.input_validator_flags,
        stated_in=above.stated_in
        if flags is None
        else _stated(file, "output_validator_flags", "output_validator_args"),
        validator=above.validator if flags is None else _validator_of(named),
        stops_at_reject=above.stops_at_reject if given.on_reject is None else given.on_reject == "break",
        custom_grader=custom,
        grader_flags=above.grader_flags if given.grader_flags is None else given.grader_flags,
        accept_score=above.accept_score if given.accept_score is None else given.accept_score,
        reject_score=above.reject_score if given.reject_score is None else given.reject_score,
        range=bounds,
    )


def with_overrides(settings: Settings, grading: LegacyGrading) -> Settings:
    """What ``grading`` in a legacy problem.yaml says goes over the folders' own, as in problemtools."""
    stated = grading.overrides
    changes: dict[str, Any] = {
        key: float(stated[key]) for key in ("accept_score", "reject_score") if key in stated
    }
    if stated.get("on_reject") in ("first_error", "grade"):
        changes["stops_at_reject"] = stated["on_reject"] == "first_error"
    if isinstance(text := stated.get("range"), str) and len(text.split()) == 2:
        low, high = map(float, text.split())
        changes["range"] = (low, high)
    return replace(settings, **changes)


def of_test(root: Path, input_path: Path, above: Settings, complaints: Complaints) -> Settings:
    """Those of ``above`` with what the test's own ``.yaml`` and ``.args`` (of a draft) say."""
    arguments = input_path.with_suffix(".args")
    if arguments.is_file():
        try:
            above = replace(above, arguments=tuple(shlex.split(arguments.read_text(encoding="utf-8"))))
        except ValueError as error:
            complaints.add(
                arguments.relative_to(root).as_posix(),
                f"it cannot be split into words: {error}",
                "close quotes",
            )
    own = input_path.with_suffix(".yaml")
    if not own.is_file() or not own.read_bytes().strip():
        return above
    file = read_yaml(root, own.relative_to(root).as_posix(), complaints)
    given = validated(_TestIn, file, complaints) if file is not None else None
    if file is None or given is None:
        return above
    flags = given.output_validator_args
    return replace(
        above,
        arguments=above.arguments if given.args is None else given.args,
        validator_arguments=above.validator_arguments if flags is None else flags,
        input_arguments=above.input_arguments
        if given.input_validator_args is None
        else given.input_validator_args,
        stated_in=above.stated_in if flags is None else _stated(file, "output_validator_args"),
        hint=given.hint,
        description=given.description,
    )
