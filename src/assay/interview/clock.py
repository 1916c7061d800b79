"""The rules of the session's clock, as values: no clock is read here.

All times are whole milliseconds since the session was opened (the ``t`` of events).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE_MS = 2_000
"""How far after the end an event may have been made and still count: drift of the browser's clock."""

CLOSING_DELAY_MS = 1_000
"""How long the server waits at the end of the time for what was typed in the last moment and is under way."""

LATE_WINDOW_MS = 24 * 60 * 60 * 1000
"""How long after the end the server still takes what was made off line before it."""

OUTAGE_MIN_MS = 2_000
"""A stop of the server up to this long is not an outage: nobody lost time over it."""

JUDGE_WAIT_MS = 5_000
"""A run or submission that waited longer for a free judge is our delay: the whole wait is given back."""


def waited_ms(
    waited: int, *, asked: int, judging: int, busy_until: int, returned: int, now: int, fault: bool = False
) -> int:
    """What is to be given back for a wait of ``waited`` ms for a free judge; 0 where it is too short to matter.
    None is too short where the wait was for a judge that had failed: ``fault``.

    ``asked`` is the ``t`` of the run or submission, ``judging`` how long it was judged. Not counted is the time
    before ``busy_until``, when the candidate's own run or submission before it had its result, nor that before
    ``returned``, when time was given back last: no moment is given back twice.
    """
    since = max(asked, busy_until, returned)
    counted = min(waited, now - since - judging)
    return max(0, counted) if fault or counted > JUDGE_WAIT_MS else 0


@dataclass(frozen=True)
class Timing:
    """What the clock of a started session rests on: ``started`` in ms since opened, ``minutes`` granted,
    ``returned`` ms given back."""

    started: int
    minutes: int
    returned: int = 0

    @property
    def granted(self) -> int:
        """Milliseconds of working time, with what was given back."""
        return self.minutes * 60_000 + self.returned

    @property
    def deadline(self) -> int:
        return self.started + self.granted

    def remaining(self, now: int) -> int:
        """Milliseconds left at ``now``; never negative, never more than was granted."""
        return max(0, min(self.granted, self.deadline - now))

    def over(self, now: int) -> bool:
        """Whether the time is up."""
        return now >= self.deadline


def elapsed_ms(opened_at: datetime, now: datetime) -> int:
    """``now`` as milliseconds since the session was opened."""
    return (now - opened_at) // timedelta(milliseconds=1)


def moment(opened_at: datetime, t: int) -> datetime:
    """The UTC time of ``t`` milliseconds since the session was opened."""
    return opened_at + timedelta(milliseconds=t)


def last_t(timing: Timing, ended: int | None) -> int:
    """The greatest ``t`` an event of the candidate may carry: the end (or the deadline) and the grace."""
    return (timing.deadline if ended is None else min(ended, timing.deadline)) + GRACE_MS


def takes_late(ended: int, now: int) -> bool:
    """Whether, after the end, the server still takes what was made before it."""
    return now <= ended + LATE_WINDOW_MS


def outage_ms(last_sign: datetime, now: datetime) -> int:
    """How long the server was away, given its last sign of life; 0 where that is too short to matter."""
    gap = elapsed_ms(last_sign, now)
    return gap if gap > OUTAGE_MIN_MS else 0
