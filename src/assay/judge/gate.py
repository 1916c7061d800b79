"""The gate that all runs of one judge pass: together as a rule, or alone where a time is measured again."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class GivenUp(Exception):
    """Whoever waited at the gate is not wanted any more."""


class Gate:
    """First come, first served, so that neither kind holds the other off. For the threads of one process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._inside = 0
        self._alone = False

    @contextmanager
    def passed(self, given_up: Callable[[], bool], *, alone: bool = False) -> Iterator[None]:
        """Enters when none is alone inside (``alone``: when none at all is) and all who came before have.

        Raises GivenUp once ``given_up`` says so, which is asked at the start and at every ``wake``.
        """
        with self._changed:
            self._enter(given_up, alone)
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._alone = False
                self._changed.notify_all()

    def pause(self, given_up: Callable[[], bool], seconds: float) -> None:
        """Waits outside, where it is in nobody's way. Raises GivenUp as ``passed``."""
        until = time.monotonic() + seconds
        with self._changed:
            while (left_s := until - time.monotonic()) > 0:
                if given_up():
                    raise GivenUp
                self._changed.wait(left_s)

    def wake(self) -> None:
        """Makes those who wait ask whether they are given up."""
        with self._changed:
            self._changed.notify_all()

    def _enter(self, given_up: Callable[[], bool], alone: bool) -> None:
        place = object()
        self._waiting.append(place)
        try:
            while True:
                if given_up():
                    raise GivenUp
                blocked = self._inside > 0 if alone else self._alone
                if self._waiting[0] is place and not blocked:
                    break
                self._changed.wait()
            self._inside += 1
            self._alone = alone
        finally:
            self._waiting.remove(place)
            self._changed.notify_all()
