"""``interview.yaml``: what an interview needs besides the ICPC problem package.

The models are the specification; docs/schema/interview.schema.json is written from them. Descriptions of
fields are also the remedies in complaints, so they say what to write.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from assay.judge.languages import LANGUAGES
from assay.judge.model import Comparison
from assay.judge.signature import Method, Parameter, Signature, parse_type

Group = Literal["sample", "basic", "edge", "error", "stress"]
GROWTH_CLASSES = (
    "O(1)", "O(log n)", "O(sqrt n)", "O(n)", "O(n log n)", "O(n sqrt n)",
    "O(n^2)", "O(n^2 log n)", "O(n^3)", "O(2^n)", "O(n!)",
)  # fmt: skip
GrowthClass = Literal[
    "O(1)", "O(log n)", "O(sqrt n)", "O(n)", "O(n log n)", "O(n sqrt n)",
    "O(n^2)", "O(n^2 log n)", "O(n^3)", "O(2^n)", "O(n!)",
]  # fmt: skip
IDEAS = ("brute force", "edge case missed", "wrong idea")

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]


def _relative(path: str) -> str:
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"{path!r} is not a path inside the package")
    return path


def _type(text: str) -> str:
    parse_type(text)
    return text


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is no language of the judge: known are {', '.join(LANGUAGES)}")
    return language


def _no_code(text: str) -> str:
    if "```" in text:
        raise ValueError("a hint holds no code")
    return text


Language = Annotated[str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(LANGUAGES)})]
PackagePath = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_relative)]
TypeText = Annotated[str, Field(max_length=200), AfterValidator(_type)]
Hint = Annotated[Text, AfterValidator(_no_code)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ParameterIn(_Part):
    name: Name = Field(description="the parameter's name in snake_case")
    type: TypeText = Field(
        description="one of int, long, integer, float, bool, string, list<T>, map<string,T>, optional<T>, "
        'tree<T>, linked<T>; in quotes where it holds a comma, such as "map<string,int>"'
    )


class Function(_Part):
    """The function that a candidate writes, for ``mode: function``."""

    name: Name = Field(description="the function's name in snake_case")
    parameters: list[ParameterIn] = Field(
        min_length=1, max_length=8, description="one to eight lines `- { name: ..., type: ... }`"
    )
    returns: TypeText = Field(description="the type of the result, written as for parameters")

    def signature(self) -> Signature:
        return Signature(self.name, _parameters(self.parameters), parse_type(self.returns))

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _names_differ("parameters", [each.name for each in self.parameters])
        self.signature()
        return self


class MethodIn(_Part):
    name: Name = Field(description="the method's name in snake_case")
    parameters: list[ParameterIn] = Field(
        default_factory=list, max_length=8, description="up to eight lines `- { name: ..., type: ... }`"
    )
    returns: TypeText | None = Field(None, description="the type of the result; leave it out for none")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _names_differ("parameters", [each.name for each in self.parameters])
        return self


class Class(_Part):
    """The class that a candidate designs, for ``mode: function``."""

    name: Name = Field(description="the class's name in snake_case")
    parameters: list[ParameterIn] = Field(
        default_factory=list,
        max_length=8,
        description="what the constructor takes: up to eight lines `- { name: ..., type: ... }`",
    )
    methods: list[MethodIn] = Field(
        min_length=1, max_length=12, description="one to twelve methods, each with name, parameters, returns"
    )

    def signature(self) -> Signature:
        methods = tuple(
            Method(
                each.name, _parameters(each.parameters), parse_type(each.returns) if each.returns else None
            )
            for each in self.methods
        )
        return Signature(self.name, _parameters(self.parameters), None, methods)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _names_differ("parameters", [each.name for each in self.parameters])
        _names_differ("methods", [self.name, *(each.name for each in self.methods)])
        self.signature()
        return self


def _parameters(given: list[ParameterIn]) -> tuple[Parameter, ...]:
    return tuple(Parameter(each.name, parse_type(each.type)) for each in given)


def _names_differ(what: str, names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise ValueError(f"two {what} have the same name")


class Tolerance(_Part):
    """Numbers in the answer may differ by so much."""

    relative: float | None = Field(None, gt=0, lt=1, description="greatest relative difference, as 1.0e-9")
    absolute: float | None = Field(None, gt=0, description="greatest absolute difference, as 1.0e-9")

    @model_validator(mode="after")
    def _one_at_least(self) -> Self:
        if self.relative is None and self.absolute is None:
            raise ValueError("neither relative nor absolute is given")
        return self


class Growth(_Part):
    size: Text = Field(description="what n counts, in words, such as `number of cart lines`")
    time: GrowthClass = Field(description=f"the target for time, one of {', '.join(GROWTH_CLASSES)}")
    space: GrowthClass = Field(description=f"the target for space, one of {', '.join(GROWTH_CLASSES)}")
    generator: PackagePath = Field(description="a Python file with generate(n, seed) for a worst-case input")


class FollowUp(_Part):
    question: Text = Field(description="the question, put to the candidate after the problem")
    minutes: int = Field(ge=1, le=30, description="minutes to answer it, 1 to 30")
    points: list[Text] = Field(
        min_length=1, max_length=8, description="what a good answer says, one line for each rubric point"
    )


class Clarification(_Part):
    question: Text = Field(description="what candidates ask")
    answer: Text = Field(description="the answer to give")


class Playbook(_Part):
    clarifications: list[Clarification] = Field(
        min_length=1, max_length=20, description="questions that candidates ask, each with its answer"
    )


class Wrong(_Part):
    """A known wrong solution: it says what the tests must catch, and where."""

    file: PackagePath = Field(description="the solution's path, such as submissions/wrong_answer/one.py")
    idea: Literal["brute force", "edge case missed", "wrong idea"] = Field(
        description=f"one of: {', '.join(IDEAS)}"
    )
    says: Text = Field(description="what is wrong with it, in a few words")
    verdict: Literal["WA", "TLE", "MLE", "OLE", "RTE"] = Field(
        description="the first verdict that is not AC: WA, TLE, MLE, OLE or RTE"
    )
    fails: list[Group] = Field(
        min_length=1,
        description="the groups with a failing test, of sample, basic, edge, error, stress; "
        "every other group passes whole",
    )


class Interview(_Part):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="interview.yaml")

    version: Literal[1] = Field(description="the version of this file's format: write `version: 1`")
    kind: Literal["algorithm"] = Field(description="the kind of task: write `kind: algorithm`")
    mode: Literal["function", "stdio"] = Field(
        description="`function` if the candidate writes one function or class, `stdio` if a whole program"
    )
    summary: Text = Field(description="one sentence on the problem, for the team")
    difficulty: int = Field(ge=1, le=9, description="a whole number from 1 (easiest) to 9")
    minutes: int = Field(ge=1, le=240, description="what a prepared candidate needs, in minutes")
    discrimination: Literal["low", "medium", "high"] = Field(description="low, medium or high")
    topics: list[Word] = Field(min_length=1, description="a list of one topic or more")
    skills: list[Word] = Field(min_length=1, description="a list of one skill or more")
    function: Function | None = Field(
        None, description="the function's name, parameters and result; only with `mode: function`"
    )
    class_: Class | None = Field(
        None,
        alias="class",
        description="in place of `function`, a class to design: its name, parameters and methods",
    )
    compare: Literal["exact", "unordered"] | Tolerance = Field(
        "exact",
        description="`exact`, `unordered` or a tolerance such as {relative: 1.0e-9}; a stdio problem takes "
        "`exact` or a tolerance",
    )
    growth: Growth = Field(description="the growth target, with its worst-case generator")
    hints: list[Hint] = Field(
        min_length=4,
        max_length=4,
        description="exactly four hints, from a nudge to nearly the plan, without code",
    )
    follow_ups: list[FollowUp] = Field(
        min_length=3, max_length=3, description="exactly three follow-up questions with rubric points"
    )
    playbook: Playbook = Field(description="`clarifications`: questions that candidates ask, with answers")
    wrong: list[Wrong] = Field(
        min_length=3, description=f"at least three wrong solutions with among them: {', '.join(IDEAS)}"
    )
    starters: dict[Language, PackagePath] = Field(
        default_factory=dict, description="a starter file by language; optional"
    )
    languages: list[Language] | None = Field(
        None, min_length=1, description="the languages that may be used, if not all; optional"
    )

    @model_validator(mode="after")
    def _mode_and_function(self) -> Self:
        if self.mode == "function" and self.function is None and self.class_ is None:
            raise ValueError("`mode` is function but `function` is missing")
        if self.mode == "stdio" and self.function is not None:
            raise ValueError("`function` is given but `mode` is stdio")
        if self.class_ is not None and (self.mode == "stdio" or self.function is not None):
            raise ValueError("`class` stands in place of `function`, with `mode: function`")
        if self.class_ is not None and self.compare == "unordered":
            raise ValueError(
                "`compare: unordered` does not go with `class`: results are in the order of calls"
            )
        if self.mode == "stdio" and self.compare == "unordered":
            raise ValueError("`compare: unordered` needs `mode: function`")
        return self

    @model_validator(mode="after")
    def _all_ideas(self) -> Self:
        absent = [idea for idea in IDEAS if idea not in {each.idea for each in self.wrong}]
        if absent:
            raise ValueError(f"`wrong` has no solution with the idea {absent[0]!r}")
        if len({each.file for each in self.wrong}) < len(self.wrong):
            raise ValueError("`wrong` names the same file twice")
        return self

    @property
    def signature(self) -> Signature | None:
        """Of the function or class; None for a stdio problem."""
        part = self.function or self.class_
        return part.signature() if part is not None else None

    def comparison(self, flags: tuple[str, ...]) -> Comparison:
        """How outputs are held against answers; ``flags`` are ICPC's, for stdio problems."""
        tolerance = self.compare if isinstance(self.compare, Tolerance) else None
        if self.mode == "function":
            return Comparison(
                "json",
                unordered=self.compare == "unordered",
                relative=tolerance.relative if tolerance else None,
                absolute=tolerance.absolute if tolerance else None,
            )
        if tolerance and tolerance.relative:
            flags = (*flags, "float_relative_tolerance", repr(tolerance.relative))
        if tolerance and tolerance.absolute:
            flags = (*flags, "float_absolute_tolerance", repr(tolerance.absolute))
        return Comparison("tokens", flags)


def json_schema() -> dict[str, Any]:
    """The published schema, docs/schema/interview.schema.json."""
    schema = Interview.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
