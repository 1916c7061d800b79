"""A session as it stands: the ledger (versions, texts) and the state together, fed with stored events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assay.interview.closing import HandedIn, ToSubmit, submissions_at_end
from assay.interview.state import SessionState, advance
from assay.log.events import SERVER, Event, NewEvent, to_millisecond
from assay.log.ledger import Ledger


@dataclass(frozen=True)
class ByServer:
    """An event that the server is about to write; ``t`` in ms since the session was opened."""

    kind: str
    t: int
    data: dict[str, Any]


@dataclass
class Sitting:
    """``handed_in`` by problem: its last submission. ``sources`` by ``seq``: the text that a run or
    submission not yet judged is about."""

    ledger: Ledger = field(default_factory=Ledger)
    state: SessionState = field(default_factory=SessionState)
    handed_in: dict[str, HandedIn] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)

    def extend(self, events: Iterable[Event]) -> None:
        """Takes stored events in. Raises ``assay.log.ledger.BrokenLog``."""
        for event in events:
            self.ledger.extend((event,))
            self.state = advance(self.state, event)
            if event.kind in ("run", "submit"):
                self._attempted(event)
            elif event.kind == "judged":
                self.sources.pop(event.data["of"], None)

    def _attempted(self, event: Event) -> None:
        problem, language = event.data["problem"], event.data["language"]
        file = self.state.file_of(problem, language)
        if file is None:
            return
        text = self.ledger.text(file.file)
        self.sources[event.seq] = text
        if event.kind == "submit":
            self.handed_in[problem] = HandedIn(language, text)

    def to_submit(self) -> list[ToSubmit]:
        """What the server is to hand in if the session ends now (or has ended, and late edits came)."""
        return submissions_at_end(self.state, self.ledger.text, self.handed_in)

    def stamp_server(
        self, written: Sequence[ByServer], at: datetime, after: int | None = None
    ) -> list[Event]:
        """The server's events as they are to be stored after event ``after`` (default: the last one)."""
        at = to_millisecond(at)
        seq = self.ledger.seq if after is None else after
        n = self.ledger.stored(SERVER)
        return [
            Event(seq=seq + i, writer=SERVER, n=n + i, t=new.t, at=at, kind=new.kind, data=new.data)
            for i, new in enumerate(written, 1)
        ]

    def stamp(self, writer: str, accepted: Sequence[NewEvent], at: datetime) -> list[Event]:
        return self.ledger.stamp(writer, accepted, at)
