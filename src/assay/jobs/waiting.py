"""How long those who wait for the judge will wait, as far as can be told."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assay.store.jobs import PRIORITY, UNJUDGED, Queued

_WEIGHT = 0.1
_FIRST_GUESS_S = 1.0
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _unknown(_: str) -> None:
    """Nothing is known of what has a slot already."""


class Pace:
    """How long a run or submission is judged lately: a running mean."""

    def __init__(self) -> None:
        self.mean_s = _FIRST_GUESS_S

    def took(self, seconds: float) -> None:
        self.mean_s += _WEIGHT * (seconds - self.mean_s)


@dataclass(frozen=True)
class Place:
    """``ahead`` are to be judged before it; 0 is being judged. ``seconds`` until its turn, about; None where
    nobody judges. ``fault``: the judge failed on it, and it is tried again."""

    ahead: int
    seconds: int | None
    fault: bool = False


def places(
    queue: Sequence[Queued],
    slots: int,
    mean_s: float,
    *,
    begun: Callable[[str], bool | None] = _unknown,
    elsewhere: int = 0,
) -> dict[str, Place]:
    """Of each job of the queue, by id. ``queue`` is in order of asking; ``slots`` are judged at once.

    ``begun``: whether a running job has its slot already, None where that is not known. ``elsewhere``: how
    many slots are taken by what is in no queue.
    """
    running = _running(queue, begun)
    order = [*running, *_waiting(queue, Counter(job.organization for job in running))]
    found = {}
    for index, job in enumerate(order):
        if begun(job.id):
            found[job.id] = Place(0, 0 if slots else None, job.faulted)
            continue
        ahead = max(0, index + elsewhere - slots + 1)
        seconds = math.ceil(ahead * mean_s / slots) if slots else None
        found[job.id] = Place(ahead if slots else index, _round(seconds), job.faulted)
    return found


def _running(queue: Sequence[Queued], begun: Callable[[str], bool | None]) -> list[Queued]:
    """What has a slot, or is not known to have none, as it was claimed; then what has been claimed and waits
    for a slot."""

    def order(job: Queued) -> tuple[bool, int, datetime]:
        waits = begun(job.id) is False
        return waits, PRIORITY[job.kind] if waits else 0, job.claimed_at or _LONG_AGO

    return sorted((job for job in queue if job.running), key=order)


def _waiting(queue: Sequence[Queued], running: Counter[str]) -> list[Queued]:
    """In the order in which ``store.claims`` will take them, as it looks now."""
    order = []
    for kind in sorted(PRIORITY.keys() - UNJUDGED, key=PRIORITY.__getitem__):
        of: dict[str, deque[tuple[int, Queued]]] = defaultdict(deque)
        for asked, job in enumerate(queue):
            if job.kind == kind and not job.running:
                of[job.organization].append((asked, job))
        turns = [(running[organization], jobs[0][0], organization) for organization, jobs in of.items()]
        heapq.heapify(turns)
        while turns:
            has, _, organization = heapq.heappop(turns)
            order.append(of[organization].popleft()[1])
            if of[organization]:
                heapq.heappush(turns, (has + 1, of[organization][0][0], organization))
    return order


def _round(seconds: int | None) -> int | None:
    """No more exact than it is known."""
    if seconds is None or seconds <= 10:
        return seconds
    return 5 * math.ceil(seconds / 5) if seconds <= 60 else 30 * math.ceil(seconds / 30)
