"""Where sessions take the time from: the system's clock, or for some sessions a scripted one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

ORGANIZATION = ""
"""In place of a session's id: the time for what concerns none, such as when an invitation was made."""


class Clock(Protocol):
    """Everything about a session asks here what time it is."""

    def now(self, session: str) -> datetime:
        """UTC."""
        ...


class SystemClock:
    def now(self, session: str) -> datetime:
        return datetime.now(UTC)


class ScriptedClock:
    """Gives a session the time that was set for it; the others get the system's.

    With it the demo plays whole interviews through the real API, with time as data.
    """

    def __init__(self) -> None:
        self._set: dict[str, datetime] = {}

    def now(self, session: str) -> datetime:
        return self._set.get(session) or datetime.now(UTC)

    def set(self, session: str, now: datetime) -> None:
        """It is ``now`` for this session until it is set again. Raises ValueError if time went back."""
        if now.tzinfo is None:
            raise ValueError(f"{now!r} has no time zone")
        if session in self._set and now < self._set[session]:
            raise ValueError(f"the clock of session {session} cannot go back to {now.isoformat()}")
        self._set[session] = now.astimezone(UTC)

    def release(self, session: str) -> None:
        """From now on the session goes by the system's clock."""
        self._set.pop(session, None)
