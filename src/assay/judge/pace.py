"""How fast the machine is at the moment, against the best that is known of it: a small piece of work, timed.

The same program takes more CPU time while a neighbour uses the core's other half, its caches or its memory,
while the host of a virtual machine runs others, or while the clock is low. It comes and goes within
milliseconds and minutes, so only what is timed beside a run says what that run met.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_STEPS = 2_500  # about a tenth of a millisecond
_WARMING = (
    _STEPS // 2
)  # a program leaves caches cold: after an eighth, a sample beside one takes 1.12 times as long
_EVERY_S = 0.01
_AT_ONCE = 20
_ENOUGH = 5
"""So many samples of one run say how fast the machine was in it."""
_KEPT, _BEST = 1000, 50
"""Of what is known, one in ``_BEST`` may be faster than the best that counts: clocks have moments."""
UNKNOWN = float("inf")


class Pace:
    """For the threads of one process. What is known of it is known of all cores alike."""

    def __init__(self) -> None:
        self._known = deque((_sample() for _ in range(_AT_ONCE)), maxlen=_KEPT)
        self._lock = threading.Lock()

    def glance(self) -> None:
        """Takes note of the pace at this moment: some 0.15 milliseconds, whatever the core."""
        self._met(_sample())

    def slowness(self, core: int) -> float:
        """How many times as long as at its best the machine takes now: some three milliseconds."""
        with _on(core):
            return self._slowness([_sample() for _ in range(_AT_ONCE)])

    @contextmanager
    def beside(self, core: int) -> Iterator[Meeting]:
        """Times the work now and then, on ``core``, while the body runs something there: a sixtieth of the
        core's time."""
        meeting, over = Meeting(), threading.Event()
        samples: list[float] = []
        thread = threading.Thread(target=_samples, args=(core, samples, over), name="pace", daemon=True)
        thread.start()
        try:
            yield meeting
        finally:
            over.set()
            thread.join()
            if len(samples) >= _ENOUGH:
                meeting.slowness = self._slowness(samples)

    def _slowness(self, samples: list[float]) -> float:
        mean = sum(samples) / len(samples)
        self._met(mean)
        with self._lock:
            known = sorted(self._known)
        return max(1.0, mean / known[len(known) // _BEST])

    def _met(self, pace: float) -> None:
        with self._lock:
            self._known.append(pace)


@dataclass
class Meeting:
    """``slowness``, once the body has ended: how many times as long as at its best the machine took meanwhile;
    UNKNOWN where that was too short to tell."""

    slowness: float = UNKNOWN


def _samples(core: int, samples: list[float], over: threading.Event) -> None:
    with _on(core):
        while not over.wait(_EVERY_S if len(samples) >= _ENOUGH else _EVERY_S / 5):
            samples.append(_sample())


@contextmanager
def _on(core: int) -> Iterator[None]:
    """This thread, and no other, is on ``core``."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _sample() -> float:
    """CPU seconds of the work."""
    _work(_WARMING)
    started = time.thread_time()
    _work(_STEPS)
    return time.thread_time() - started


def _work(steps: int) -> int:
    total = 0
    for i in range(steps):
        total += i * i % 7
    return total
