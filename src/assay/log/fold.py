"""The log read: what it came to, and the text of a file at any event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from assay.log.events import Edit, Event, FileCreated, parse_data
from assay.log.ledger import BrokenLog, Ledger
from assay.log.text import ChangeMismatch, Text


def fold(events: Iterable[Event]) -> Ledger:
    """The ledger of a whole log. Raises `BrokenLog` where events contradict each other."""
    ledger = Ledger()
    ledger.extend(events)
    return ledger


def texts(events: Iterable[Event], file: str) -> Iterator[tuple[Event, Text]]:
    """Each event that made or changed the file, with the text after it. Raises `BrokenLog`."""
    text: Text | None = None
    for event in events:
        if event.kind not in ("file", "edit") or event.data.get("file") != file:
            continue
        if event.kind == "file":
            text = Text.of(cast(FileCreated, parse_data("file", event.data)).text)
        elif text is None:
            raise BrokenLog(event.seq, f"edits {file!r} before it was created")
        else:
            try:
                text = text.apply(cast(Edit, parse_data("edit", event.data)).changes)
            except ChangeMismatch as error:
                raise BrokenLog(event.seq, str(error)) from error
        yield event, text


def text_at(events: Iterable[Event], file: str, seq: int) -> str:
    """The text of a file just after the event ``seq``.

    Raises `KeyError` if the file had not been created by then, `BrokenLog` as `texts`.
    """
    last: Text | None = None
    for event, text in texts(events, file):
        if event.seq > seq:
            break
        last = text
    if last is None:
        raise KeyError(f"there is no file {file!r} at event {seq}")
    return str(last)
