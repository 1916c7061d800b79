"""Together or alone, in order of arrival."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from assay.judge.gate import Gate, GivenUp

_SOON_S = 30.0


@contextmanager
def _held(gate: Gate, threads: ThreadPoolExecutor, *, alone: bool = False) -> Iterator[None]:
    """Somebody is inside, in another thread."""
    inside, leave = threading.Event(), threading.Event()

    def stay() -> None:
        with gate.passed(lambda: False, alone=alone):
            inside.set()
            assert leave.wait(_SOON_S)

    future = threads.submit(stay)
    assert inside.wait(_SOON_S)
    try:
        yield
    finally:
        leave.set()
        future.result(_SOON_S)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_many_pass_together(threads: ThreadPoolExecutor) -> None:
    gate = Gate()
    with _held(gate, threads), _held(gate, threads), gate.passed(lambda: False):
        pass


def test_who_is_alone_is_alone(threads: ThreadPoolExecutor) -> None:
    """Hundreds of comings and goings: never anybody beside the one who is alone."""
    gate = Gate()
    lock = threading.Lock()
    inside: list[bool] = []
    wrong: list[list[bool]] = []

    def come(alone: bool) -> None:
        for _ in range(100):
            with gate.passed(lambda: False, alone=alone):
                with lock:
                    inside.append(alone)
                    if any(inside) and len(inside) > 1:
                        wrong.append(list(inside))
                with lock:
                    inside.remove(alone)

    for future in [threads.submit(come, alone) for alone in (True, False, False, True, False)]:
        future.result(_SOON_S)
    assert wrong == []


def test_later_ones_do_not_overtake_who_waits_to_be_alone(threads: ThreadPoolExecutor) -> None:
    gate = Gate()
    order: list[str] = []

    def come(name: str, alone: bool) -> None:
        with gate.passed(lambda: False, alone=alone):
            order.append(name)

    with _held(gate, threads):
        first = threads.submit(come, "alone", True)
        while len(gate._waiting) < 1:
            pass
        second = threads.submit(come, "later", False)
        while len(gate._waiting) < 2:
            pass
        assert order == []
    first.result(_SOON_S)
    second.result(_SOON_S)
    assert order == ["alone", "later"]


def test_who_is_given_up_waits_no_longer(threads: ThreadPoolExecutor) -> None:
    gate = Gate()
    given_up = threading.Event()

    def come() -> None:
        with gate.passed(given_up.is_set):
            raise AssertionError("entered beside one who is alone")

    with _held(gate, threads, alone=True):
        waits = threads.submit(come)
        while not gate._waiting:
            pass
        given_up.set()
        gate.wake()
        with pytest.raises(GivenUp):
            waits.result(_SOON_S)
    with gate.passed(lambda: False, alone=True):
        pass


def test_a_pause_is_nobodys_hindrance_and_ends_with_whom_it_is_for(threads: ThreadPoolExecutor) -> None:
    gate = Gate()
    over = threading.Event()
    paused = threads.submit(gate.pause, over.is_set, _SOON_S)
    with gate.passed(lambda: False, alone=True):
        pass
    assert not paused.done()
    over.set()
    gate.wake()
    with pytest.raises(GivenUp):
        paused.result(_SOON_S / 2)
    gate.pause(lambda: False, 0.01)
