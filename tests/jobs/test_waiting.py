"""The place of those who wait, and the order of the queue it stands for."""

from __future__ import annotations

from dataclasses import replace

from assay.jobs.waiting import Place, places
from assay.store.jobs import JobKind, Queued


def job(id: str, kind: JobKind = "submit", organization: str = "a", running: bool = False) -> Queued:
    return Queued(id, kind, f"session {id}", organization, running, {})


def order(queue: list[Queued]) -> list[str]:
    found = places(queue, 1, 1.0)
    return sorted(found, key=lambda id: found[id].ahead)


def test_runs_before_submissions_before_what_nobody_waits_for() -> None:
    queue = [job("again", "rejudge"), job("submit"), job("run", "run"), job("now", "submit", running=True)]
    assert order(queue) == ["now", "run", "submit", "again"]


def test_organizations_take_turns() -> None:
    queue = [job("a1"), job("a2"), job("a3"), job("b1", organization="b"), job("a0", running=True)]
    assert order(queue) == ["a0", "b1", "a1", "a2", "a3"]


def test_a_place_is_how_many_go_before_and_about_how_long() -> None:
    queue = [job(str(n), running=n < 2) for n in range(6)]
    found = places(queue, 2, 3.0)
    assert [found[str(n)].ahead for n in range(6)] == [0, 0, 1, 2, 3, 4]
    assert found["2"].seconds == 2 and found["5"].seconds == 6
    assert places([job(str(n)) for n in range(100)], 2, 3.0)["99"].seconds == 150


def test_where_nobody_judges_no_time_is_told() -> None:
    assert places([job("1")], 0, 3.0) == {"1": Place(0, None)}


def test_who_has_a_slot_is_known_and_not_guessed_by_its_kind() -> None:
    queue = [job("submit", running=True), job("run", "run", running=True), job("next", "run")]
    found = places(queue, 1, 1.0, begun={"submit": True, "run": False}.get)
    assert {id: place.ahead for id, place in found.items()} == {"submit": 0, "run": 1, "next": 2}


def test_slots_that_practice_takes_are_taken() -> None:
    queue = [job("run", "run", running=True)]
    assert places(queue, 1, 1.0, begun={"run": False}.get, elsewhere=1)["run"].ahead == 1
    assert places(queue, 2, 1.0, begun={"run": False}.get, elsewhere=1)["run"].ahead == 0


def test_what_a_fault_of_ours_put_back_says_so() -> None:
    again = replace(job("again"), faulted=True)
    assert places([again], 1, 1.0)["again"] == Place(0, 0, fault=True)
