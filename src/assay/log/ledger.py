"""What a session's log has come to, and whether it can take the next events.

The ledger is the authority of the merge: it takes an edit only at its file's current version, so whoever
is behind must first rebase over what came between. It is pure and in memory. The one who stores does::

    acceptance = ledger.offer(writer, events, t_limit=..., allowed=...)
    stamped = ledger.stamp(writer, acceptance.accepted, at)
    ...commit the stamped events to disk...
    ledger.extend(stamped)

Only `extend` changes the ledger, so a failed commit leaves it true.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, cast

from assay.log.events import (
    CANDIDATE_KINDS,
    SERVER,
    Edit,
    Event,
    FileCreated,
    MalformedEvent,
    NewEvent,
    Run,
    Strict,
    Submit,
    View,
    parse_data,
    plain_data,
    to_millisecond,
)
from assay.log.text import ChangeMismatch, Text

FILE_UNITS = 256 * 1024
"""The longest a file may become, in UTF-16 code units."""

RefusalCode = Literal["late", "malformed", "not_allowed"]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as the log has it: ``version`` is the number of its edits."""

    problem: str
    language: str
    version: int
    text: Text


@dataclass(frozen=True, slots=True)
class BehindAt:
    """The edit that was not taken: its file is at ``version``."""

    file: str
    version: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """The event that will never be taken."""

    n: int
    code: RefusalCode
    message: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What of an offer can be stored.

    ``stored`` is the writer's highest n once ``accepted`` is stored. At most one of the other three is
    set; each says why nothing after ``accepted`` was taken.
    """

    accepted: list[NewEvent]
    stored: int
    behind: BehindAt | None = None
    gap: bool = False
    refused: Refusal | None = None


class BrokenLog(ValueError):
    """Stored events contradict each other at ``seq``. Says a fault of storage, never of a candidate."""

    def __init__(self, seq: int, message: str) -> None:
        super().__init__(f"event {seq}: {message}")
        self.seq = seq


class _Refuse(Exception):
    def __init__(self, code: RefusalCode, message: str) -> None:
        super().__init__(message)
        self.code: RefusalCode = code


@dataclass(slots=True)
class Ledger:
    """``seq`` is the last one given; ``writers`` maps a writer to its highest n; ``files`` by file id."""

    seq: int = 0
    writers: dict[str, int] = field(default_factory=dict)
    files: dict[str, FileState] = field(default_factory=dict)

    def copy(self) -> Ledger:
        """One that can be extended without this one's knowing."""
        return Ledger(self.seq, dict(self.writers), dict(self.files))

    def stored(self, writer: str) -> int:
        """The highest n stored of this writer; 0 if it has written nothing."""
        return self.writers.get(writer, 0)

    def text(self, file: str) -> str:
        """The text of a file now. Raises `KeyError` for a file that was not created."""
        return str(self.files[file].text)

    def extend(self, events: Iterable[Event]) -> None:
        """Fold stored events in, in order of seq. Raises `BrokenLog`; the events before it stay folded in."""
        for event in events:
            if event.seq != self.seq + 1:
                raise BrokenLog(event.seq, f"follows event {self.seq}")
            if event.n != self.stored(event.writer) + 1:
                raise BrokenLog(
                    event.seq,
                    f"is n {event.n} of writer {event.writer!r} after n {self.stored(event.writer)}",
                )
            try:
                if event.kind == "edit":
                    edit = cast(Edit, parse_data(event.kind, event.data))
                    self.files[edit.file] = _edited(self.files, edit)
                elif event.kind == "file":
                    made = cast(FileCreated, parse_data(event.kind, event.data))
                    if made.file in self.files:
                        raise _Refuse("malformed", f"file {made.file!r} exists already")
                    self.files[made.file] = FileState(made.problem, made.language, 0, Text.of(made.text))
            except (MalformedEvent, _Refuse, _NotAtVersion) as error:
                raise BrokenLog(event.seq, str(error)) from error
            self.seq = event.seq
            self.writers[event.writer] = event.n

    def offer(
        self,
        writer: str,
        events: Sequence[NewEvent],
        *,
        t_limit: int | None = None,
        allowed: Collection[str] = CANDIDATE_KINDS,
    ) -> Acceptance:
        """Which of a browser's events can be stored now; changes nothing.

        Events with n up to the stored one are skipped: sending twice stores once. ``t_limit`` is the
        latest ``t`` (ms since the session was opened) that is taken.
        """
        stored = self.stored(writer)
        accepted: list[NewEvent] = []
        touched: dict[str, FileState] = {}
        for event in events:
            if event.n <= stored:
                continue
            if event.n != stored + 1:
                return Acceptance(accepted, stored, gap=True)
            try:
                parsed = self._permitted(writer, event, t_limit, allowed)
                if isinstance(parsed, Edit):
                    touched[parsed.file] = _edited({**self.files, **touched}, parsed)
            except _NotAtVersion as error:
                return Acceptance(accepted, stored, behind=error.behind)
            except _Refuse as error:
                return Acceptance(accepted, stored, refused=Refusal(event.n, error.code, str(error)))
            accepted.append(replace_data(event, parsed))
            stored = event.n
        return Acceptance(accepted, stored)

    def stamp(self, writer: str, accepted: Sequence[NewEvent], at: datetime) -> list[Event]:
        """The events as they are stored, with their seq and the time of receipt; changes nothing."""
        at = to_millisecond(at)
        return [
            Event(seq=seq, writer=writer, n=new.n, t=new.t, at=at, kind=new.kind, data=new.data)
            for seq, new in enumerate(accepted, self.seq + 1)
        ]

    def _permitted(
        self, writer: str, event: NewEvent, t_limit: int | None, allowed: Collection[str]
    ) -> Strict:
        """The event's data if it may be written at all. Raises `_Refuse`."""
        if writer == SERVER:
            raise _Refuse("not_allowed", f"{SERVER!r} is the server's own name, choose another writer id")
        if event.kind not in allowed:
            raise _Refuse("not_allowed", f"{event.kind!r} cannot be written now")
        try:
            parsed = parse_data(event.kind, event.data)
        except MalformedEvent as error:
            raise _Refuse("malformed", str(error)) from error
        if event.t < 0:
            raise _Refuse("malformed", f"t is {event.t}: before the session was opened")
        if t_limit is not None and event.t > t_limit:
            raise _Refuse("late", f"made at {event.t} ms, the session ended at {t_limit} ms")
        if isinstance(parsed, View | Run | Submit) and not any(
            (file.problem, file.language) == (parsed.problem, parsed.language) for file in self.files.values()
        ):
            raise _Refuse("malformed", f"problem {parsed.problem!r} has no file in {parsed.language!r} here")
        return parsed


def replace_data(event: NewEvent, parsed: Strict) -> NewEvent:
    """The event with its data as understood, so that what is stored is what was checked."""
    return event.model_copy(update={"data": plain_data(parsed)})


class _NotAtVersion(Exception):
    def __init__(self, file: str, current: int, offered: int) -> None:
        super().__init__(f"an edit of {file!r} at version {offered}, the file is at version {current}")
        self.behind = BehindAt(file, current)


def _edited(files: dict[str, FileState], edit: Edit) -> FileState:
    """The file after the edit. Raises `_Refuse` or `_NotAtVersion`."""
    file = files.get(edit.file)
    if file is None:
        raise _Refuse("malformed", f"there is no file {edit.file!r} in this session")
    if edit.version != file.version:
        raise _NotAtVersion(edit.file, file.version, edit.version)
    try:
        text = file.text.apply(edit.changes)
    except ChangeMismatch as error:
        raise _Refuse("malformed", f"edit of {edit.file!r} at version {edit.version}: {error}") from error
    if len(text) > FILE_UNITS:
        raise _Refuse(
            "malformed", f"{edit.file!r} would have {len(text)} code units, the most is {FILE_UNITS}"
        )
    return replace(file, version=file.version + 1, text=text)
