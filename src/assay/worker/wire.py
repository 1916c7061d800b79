"""What servers and workers say to each other: a line of JSON, then bytes. Versioned; unknown fields are refused.

The JSON line is ``{"v": VERSION, "kind": ..., ...}``; what follows the line end is the body (a piece of a
document, a result), compressed where it says so. Values of the judge cross as JSON with bytes in base64.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeVar, overload

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assay.analysis.measuring import Measurement, Problem, Submitted
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, TestResult

VERSION = 1
PIECE_BYTES = 512 * 1024
"""Of one message's body; the broker takes 1 MiB."""
MOST_BYTES = 1 << 30
"""Of a document, unpacked."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class BadMessage(ValueError):
    """Not a message of this version of the protocol; the text says why."""


class NewerMessage(BadMessage):
    """A message of a later version: somebody newer can read it."""


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[str]


class Offer(Message):
    """In a lane: there is something to judge. What it is, the server tells whoever begins it."""

    kind = "offer"
    ticket: Name
    server: Name
    language: str


class Begin(Message):
    kind = "begin"
    ticket: Name


class Part(Message):
    """A document by its content. ``size`` in bytes, as it is sent."""

    kind = "part"
    digest: Digest
    size: Annotated[int, Field(ge=0, le=MOST_BYTES)]


class Go(Message):
    """The work is yours. ``stream``: tell of each test as it is done. The task may follow in the body."""

    kind = "go"
    task: Part
    tests: Part
    stream: bool


class No(Message):
    """``gone``: nobody wants it any more; ``elsewhere``: another worker is to have it."""

    kind = "no"
    why: Literal["gone", "elsewhere"]


class Fetch(Message):
    kind = "fetch"
    ticket: Name
    digest: Digest
    offset: Annotated[int, Field(ge=0)]


class Piece(Message):
    kind = "piece"
    size: int


class Report(Message):
    """A piece of a result; the server answers each with ``Kept`` or ``No``."""

    kind = "report"
    ticket: Name
    digest: Digest
    offset: Annotated[int, Field(ge=0)]
    size: Annotated[int, Field(ge=0, le=64 << 20)]


class Kept(Message):
    kind = "kept"


class Told(Message):
    """One test is done: the ``index``-th."""

    kind = "told"
    ticket: Name
    index: Annotated[int, Field(ge=0)]


class LanguageFacts(BaseModel):
    """As the candidate's page shows it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: str
    version: str
    file_name: str
    time_factor: float


class Alive(Message):
    kind = "alive"
    slots: Annotated[int, Field(ge=1, le=4096)]
    tickets: list[Name] = Field(description="what it holds now")
    languages: list[LanguageFacts]
    assay: str
    tier: str
    draining: bool = False


@dataclass(frozen=True)
class Own:
    """Of a task what differs from submission to submission."""

    program: Program
    limits: Limits
    stop_early: bool
    quick: bool


@dataclass(frozen=True)
class Tests:
    """Of a task what is the problem's: the same for all who submit to it, so that a worker keeps it."""

    __test__: ClassVar[bool] = False

    tests: tuple[Test, ...]
    comparison: Comparison


@dataclass(frozen=True)
class MeasureTask:
    """What a process that measures is told."""

    problem: Problem
    submitted: Submitted


def parts(task: Task) -> tuple[Own, Tests]:
    return (
        Own(task.program, task.limits, task.stop_early, task.quick),
        Tests(tuple(task.tests), task.comparison),
    )


def whole(own: Own, tests: Tests) -> Task:
    """What ``parts`` took apart."""
    return Task(own.program, tests.tests, own.limits, tests.comparison, own.stop_early, own.quick)


M = TypeVar("M", bound=Message)
N = TypeVar("N", bound=Message)
T = TypeVar("T")
_BYTES = ConfigDict(
    ser_json_bytes="base64", val_json_bytes="base64", ser_json_inf_nan="strings", extra="forbid"
)
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {
    # In a list, since a dataclass of its own takes no configuration from here.
    kind: TypeAdapter(list[kind], config=_BYTES)  # type: ignore[valid-type]
    for kind in (Own, Tests, Result, TestResult, Problem, Submitted, MeasureTask, Measurement)
}


def pack(message: Message, body: bytes = b"") -> bytes:
    line = {"v": VERSION, "kind": message.kind, **message.model_dump(mode="json")}
    return json.dumps(line, separators=(",", ":")).encode() + b"\n" + body


@overload
def unpack(data: bytes, one: type[M], /) -> tuple[M, bytes]: ...
@overload
def unpack(data: bytes, one: type[M], other: type[N], /) -> tuple[M | N, bytes]: ...
def unpack(data: bytes, *kinds: type[Message]) -> tuple[Message, bytes]:
    """The message, which is one of ``kinds``, and its body. Raises BadMessage."""
    line, _, body = data.partition(b"\n")
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise BadMessage(f"the first line is no JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BadMessage("the first line is no JSON object")
    version, kind = fields.pop("v", None), fields.pop("kind", None)
    if version != VERSION:
        words = f"version {version!r} of the protocol; this is version {VERSION}"
        raise NewerMessage(words) if isinstance(version, int) and version > VERSION else BadMessage(words)
    model = next((one for one in kinds if one.kind == kind), None)
    if model is None:
        raise BadMessage(f"{kind!r} where {' or '.join(one.kind for one in kinds)} was expected")
    try:
        return model.model_validate(fields), body
    except ValidationError as error:
        raise BadMessage(f"{kind}: {_first(error)}") from None


def to_document(value: object) -> bytes:
    """Compressed. Raises ValueError for text that is no Unicode."""
    return zlib.compress(_ADAPTERS[type(value)].dump_json([value]), 1)


def from_document(kind: type[T], content: bytes) -> T:
    """Raises BadMessage."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(content, MOST_BYTES)
        if not unpacking.eof:
            raise BadMessage(f"a {kind.__name__} is cut, or larger than {MOST_BYTES} bytes")
        found: list[T] = _ADAPTERS[kind].validate_json(text)
    except zlib.error as error:
        raise BadMessage(f"a {kind.__name__} cannot be unpacked: {error}") from error
    except ValidationError as error:
        raise BadMessage(f"{kind.__name__}: {_first(error)}") from None
    if len(found) != 1:
        raise BadMessage(f"a document of {len(found)} values where one {kind.__name__} was expected")
    return found[0]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
