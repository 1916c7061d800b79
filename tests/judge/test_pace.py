"""How fast the machine is: against the best that is known, and only of the core that is asked about."""

from __future__ import annotations

import os
import time

import pytest

from assay.judge import pace
from assay.judge.pace import UNKNOWN, Pace

CORE = max(os.sched_getaffinity(0))


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the work takes, in seconds."""
    takes = [1.0]
    monkeypatch.setattr(pace, "_sample", lambda: takes[0])
    return takes


def _met(known: Pace) -> float:
    with known.beside(CORE) as meeting:
        time.sleep(0.05)
    return meeting.slowness


def test_slowness_is_against_the_best(scripted: list[float]) -> None:
    known = Pace()
    assert known.slowness(CORE) == _met(known) == 1.0
    scripted[0] = 1.5
    assert known.slowness(CORE) == _met(known) == 1.5
    scripted[0] = 0.5
    known.glance()
    assert known.slowness(CORE) == 1.0
    scripted[0] = 1.0
    assert _met(known) == 2.0


def test_a_moments_clock_is_no_pace_to_wait_for(scripted: list[float]) -> None:
    known = Pace()
    for _ in range(100):
        known.glance()
    scripted[0] = 0.5
    known.glance()
    scripted[0] = 1.0
    assert _met(known) == 1.0


def test_a_best_of_long_ago_is_forgotten(scripted: list[float]) -> None:
    known = Pace()
    scripted[0] = 2.0
    assert _met(known) == 2.0
    for _ in range(1000):
        known.glance()
    assert _met(known) == 1.0


def test_too_short_to_tell() -> None:
    known = Pace()
    with known.beside(CORE) as meeting:
        pass
    assert meeting.slowness == UNKNOWN


def test_the_thread_stays_where_it_was() -> None:
    before = os.sched_getaffinity(0)
    known = Pace()
    assert 1.0 <= known.slowness(CORE) < UNKNOWN
    assert 1.0 <= _met(known) < UNKNOWN
    assert os.sched_getaffinity(0) == before
