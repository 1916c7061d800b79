"""The closed set of event kinds: what can happen in a session, as Pydantic models.

An event on the wire and in storage is one JSON object::

    {"seq": 17, "writer": "tab-x1", "n": 4, "t": 90312, "at": "2026-11-23T10:00:02.113Z",
     "kind": "edit", "data": {...}}

``seq`` is given by the server, from 1, without gaps. ``writer`` and ``n`` name who wrote it and that
writer's own count, from 1, without gaps. ``t`` is milliseconds since the session was opened, by the
writer's clock; ``at`` is the server's UTC time of receipt. The browser writes the kinds in
``CANDIDATE_KINDS``; the server writes the others and, where the time ran out, ``submit`` too.

Text may hold lone surrogates (an editor can delete half of a pair), so it crosses as the JSON escape
``\\udXXX`` and is never passed through Pydantic's own ``str`` validation: see ``Utf16Text``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
)

EVENTS_VERSION = 1
CASE_INPUT_BYTES = 64 * 1024
"""Of one own case's input, as UTF-8."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("expected a string")  # noqa: TRY004  (Pydantic catches ValueError)
    return value


def _changes(value: object) -> list[Any]:
    """CodeMirror's ``ChangeSet.toJSON()``: lengths kept, or ``[deleted, line, line, ...]``.

    Joined by newlines the lines of one part are the inserted text. Lengths count UTF-16 code units.
    """
    if not isinstance(value, list):
        raise ValueError("a change set is a list")  # noqa: TRY004
    for part in value:
        if isinstance(part, int) and not isinstance(part, bool):
            length = part
        elif isinstance(part, list) and part and isinstance(part[0], int) and not isinstance(part[0], bool):
            length = part[0]
            if not all(isinstance(line, str) for line in part[1:]):
                raise ValueError("inserted lines of a change set are strings")
        else:
            raise ValueError("a part of a change set is a length or [length, line, ...]")
        if length < 0:
            raise ValueError("a length in a change set is negative")
        # CodeMirror never writes such a part, and its iterators do not expect one.
        if length == 0 and (isinstance(part, int) or (not any(part[1:]) and len(part) < 3)):
            raise ValueError("a part of a change set keeps, deletes and inserts nothing")
    return value


def _case_input(value: object) -> str:
    text = _text(value)
    if len(text.encode("utf-8", "surrogatepass")) > CASE_INPUT_BYTES:
        raise ValueError(f"the input of a case is longer than {CASE_INPUT_BYTES // 1024} KiB")
    return text


Utf16Text = Annotated[
    str,
    PlainValidator(_text),
    PlainSerializer(lambda value: value, return_type=Any, when_used="always"),
    WithJsonSchema({"type": "string"}),
]
"""A string that may hold lone surrogates."""

CaseInput = Annotated[
    str,
    PlainValidator(_case_input),
    PlainSerializer(lambda value: value, return_type=Any, when_used="always"),
    WithJsonSchema({"type": "string"}),
]

Changes = Annotated[
    list[Any],
    PlainValidator(_changes),
    PlainSerializer(lambda value: value, return_type=Any, when_used="always"),
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "anyOf": [
                    {"type": "integer", "minimum": 0},
                    {"type": "array", "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
                ]
            },
        }
    ),
]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
FileId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}/[A-Za-z0-9._-]{1,64}$")]
"""``<problem>/<file name>``, for example ``cart-total/solution.py``."""
LanguageId = Annotated[str, Field(pattern=r"^[a-z0-9+#-]{1,24}$")]
WriterId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, use_enum_values=True, json_schema_serialization_defaults_required=True
    )


class Origin(StrEnum):
    """How an edit came about, from the editor's own annotation of the transaction."""

    TYPE = "type"
    DELETE = "delete"
    PASTE = "paste"
    DROP = "drop"
    CUT = "cut"
    UNDO = "undo"
    REDO = "redo"
    COMPLETE = "complete"
    INDENT = "indent"
    MOVE = "move"
    OTHER = "other"


# --- written by the candidate's browser ------------------------------------------------------------


class Edit(Strict):
    """A change of one file, against exactly ``version`` (the number of edits that the file has had)."""

    file: FileId
    version: Annotated[int, Field(ge=0)]
    changes: Changes
    origin: Origin


class View(Strict):
    """The candidate turned to a problem, or to another language of it."""

    problem: Slug
    language: LanguageId


class OwnCase(Strict):
    name: Annotated[str, Field(max_length=80)]
    input: Annotated[CaseInput, Field(description="at most 64 KiB")]


class Run(Strict):
    """Try the file as it stands at this place in the log: on the samples, or on own cases."""

    problem: Slug
    language: LanguageId
    cases: Annotated[list[OwnCase], Field(max_length=20)] | None = None


class Submit(Strict):
    """Hand in the file as it stands at this place in the log."""

    problem: Slug
    language: LanguageId


class Away(Strict):
    """The page was left (level *notice* only)."""


class Back(Strict):
    """The page was returned to (level *notice* only)."""


class Finish(Strict):
    """The candidate ends the session before its time."""


# --- written by the server -------------------------------------------------------------------------


class Opened(Strict):
    """The personal link was opened for the first time. ``problems``: slug to SHA-256 of the package."""

    assay: str
    plan_version: str
    problems: dict[str, str]


class Consented(Strict):
    notice_version: str
    notice_sha256: str


class Started(Strict):
    """The clock starts. ``minutes`` is the time granted; ``level`` the integrity level."""

    minutes: Annotated[int, Field(ge=1)]
    level: Literal["trust", "notice"]


class FileCreated(Strict):
    """A file exists from here on, at version 0, with this text (the starter code)."""

    file: FileId
    problem: Slug
    language: LanguageId
    text: Utf16Text


class Connected(Strict):
    tab: WriterId


class Disconnected(Strict):
    tab: WriterId


class Outcome(Strict):
    """One test of a run or submission.

    ``input`` and ``expected`` are kept for samples and own cases only (hidden ones are in the package);
    ``got`` and ``stderr`` are cut to 4 KiB, and of a hidden test kept only where it failed. ``cpu_s`` and
    ``wall_s`` in seconds.
    """

    name: str
    group: str
    verdict: str
    cpu_s: float
    wall_s: float
    peak_mib: float
    exit: str | None = None
    input: Utf16Text | None = None
    expected: Utf16Text | None = None
    got: Utf16Text | None = None
    stderr: Utf16Text | None = None
    difference: str | None = None


class Judged(Strict):
    """What the judge found for the run or submission at ``of`` (its ``seq``)."""

    of: int
    purpose: Literal["run", "submit"]
    problem: Slug
    language: LanguageId
    verdict: str
    message: str | None = None
    compiler: Utf16Text | None = None
    tests: list[Outcome]
    environment: dict[str, str]


class Rejudged(Judged):
    """What the judge finds for the run or submission at ``of`` on a later day, with the package and judge of
    that day. From here on it counts instead of what was found before, which stays in the log."""


class WrongCaught(Strict):
    """A known wrong solution of the problem, and the candidate's first own case that shows it is wrong: its output
    differs there from the right solution's, or it fails. ``name``: of its file in the package, ``what``: its fault
    in the package's words, "" where it has none. ``by``: the case's name, ``run``: the ``seq`` of the run in which
    it first was; None where no case shows it."""

    name: str
    what: str
    by: Utf16Text | None
    run: int | None


class OwnTests(Strict):
    """The candidate's own cases held against the problem's known wrong solutions. ``cases``: distinct inputs of the
    problem's runs up to the submission; ``valid``: those on which the right solution runs to its end."""

    cases: Annotated[int, Field(ge=0)]
    valid: Annotated[int, Field(ge=0)]
    wrong: list[WrongCaught]


class Measured(Strict):
    """What was measured of the submission at ``of`` after it was judged. After a rejudging it may be there again,
    and the last counts.

    ``growth`` is the document of docs/schema/growth.schema.json; None with ``growth_why`` in words where it could
    not be measured. ``own_tests`` is None where the candidate wrote none for the problem; where they did and it is
    None, ``own_tests_why`` says why (logs from before it was there do not).
    """

    of: int
    problem: Slug
    language: LanguageId
    growth: dict[str, Any] | None
    growth_why: str | None
    own_tests: OwnTests | None
    own_tests_why: str | None = None


class TimeReturned(Strict):
    """Time given back because the fault was ours. ``of``: the run or submission (its ``seq``) on which the
    judge failed."""

    ms: Annotated[int, Field(gt=0)]
    reason: Literal["server outage", "judge fault", "judge wait"]
    of: int | None = None


class Ended(Strict):
    reason: Literal["finished", "time", "withdrawn"]


KINDS: dict[str, type[Strict]] = {
    "edit": Edit,
    "view": View,
    "run": Run,
    "submit": Submit,
    "away": Away,
    "back": Back,
    "finish": Finish,
    "opened": Opened,
    "consented": Consented,
    "started": Started,
    "file": FileCreated,
    "connected": Connected,
    "disconnected": Disconnected,
    "judged": Judged,
    "rejudged": Rejudged,
    "measured": Measured,
    "time_returned": TimeReturned,
    "ended": Ended,
}
CANDIDATE_KINDS = frozenset({"edit", "view", "run", "submit", "away", "back", "finish"})
SERVER = "server"
"""The server's writer id."""


class NewEvent(BaseModel):
    """An event as its writer offers it: without ``seq`` and ``at``. ``data`` is checked by ``parse_data``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    n: Annotated[int, Field(ge=1)]
    t: int
    kind: str
    data: Annotated[dict[str, Any], PlainValidator(lambda value: value), WithJsonSchema({"type": "object"})]


class Event(BaseModel):
    """An event as stored."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    seq: Annotated[int, Field(ge=1)]
    writer: WriterId
    n: Annotated[int, Field(ge=1)]
    t: int
    at: datetime
    kind: str
    data: Annotated[
        dict[str, Any],
        PlainValidator(lambda value: value),
        PlainSerializer(lambda value: value, return_type=Any),
        WithJsonSchema({"type": "object"}),
    ]

    def as_json(self) -> dict[str, Any]:
        """The object of the module's docstring, for ``json.dumps(..., ensure_ascii=True)``."""
        return {
            "seq": self.seq,
            "writer": self.writer,
            "n": self.n,
            "t": self.t,
            "at": utc_text(self.at),
            "kind": self.kind,
            "data": self.data,
        }


class MalformedEvent(ValueError):
    """An event's kind is unknown or its data does not have the kind's shape; the text says what and where."""


def parse_data(kind: str, data: object) -> Strict:
    """The data of an event as its kind's model. Raises `MalformedEvent`."""
    model = KINDS.get(kind)
    if model is None:
        raise MalformedEvent(f"unknown kind of event {kind!r}; known: {', '.join(KINDS)}")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "data"
        raise MalformedEvent(f"{kind}: {where}: {first['msg']}") from None


def plain_data(parsed: Strict) -> dict[str, Any]:
    """The data as plain JSON values, exactly as the model understood them."""
    return parsed.model_dump(exclude_unset=True)


def utc_text(at: datetime) -> str:
    """``2026-11-23T10:00:02.113Z``: UTC, to the millisecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def to_millisecond(at: datetime) -> datetime:
    """In UTC and cut to the millisecond, as it is stored. Raises `ValueError` without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a time of receipt needs a time zone")
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)
