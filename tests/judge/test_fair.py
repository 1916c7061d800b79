"""When a test is measured again, and what comes of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assay.judge import fair
from assay.judge.fair import (
    MARGIN,
    NEAR,
    PAUSES_FAR_S,
    PAUSES_NEAR_S,
    PAUSES_S,
    RERUNS,
    RERUNS_NEAR,
    Known,
    Rerun,
    explained,
    in_doubt,
    margin,
    measured,
)
from assay.judge.model import TestResult, Verdict

LIMIT = 2.0


def _run(cpu_s: float, verdict: Verdict | None = None) -> TestResult:
    found = verdict or (Verdict.TLE if cpu_s > LIMIT else Verdict.AC)
    ended = f"more than {LIMIT:.2f} s of CPU time" if found is Verdict.TLE else None
    return TestResult("a", "stress", found, cpu_s, cpu_s, 1.0, ended)


def _measured(*runs: TestResult, slowness: Sequence[float] = ()) -> tuple[TestResult, int]:
    """The outcome, and how many of the later runs were asked for. ``slowness``: the machine's in each of them;
    it is at its best where that says nothing."""
    result, again, _ = _patiently(*runs, slowness=slowness)
    return result, again


def _patiently(
    *runs: TestResult,
    slowness: Sequence[float] = (),
    most_s: float = math.inf,
    now: float = 1.0,
    known: Known | None = None,
    met: float | None = None,
    margins: list[float] | None = None,
) -> tuple[TestResult, int, list[float]]:
    """As ``_measured``, and the pauses made, which may be ``most_s`` together. ``now``: the machine's slowness
    after the first run."""
    later = iter(runs[1:])
    count = 0
    pauses: list[float] = []

    def again(margin: float) -> Rerun:
        nonlocal count
        count += 1
        if margins is not None:
            margins.append(margin)
        return Rerun(next(later), slowness[count - 1] if count <= len(slowness) else 1.0)

    def pause(seconds: float) -> bool:
        if sum(pauses) + seconds > most_s:
            return False
        pauses.append(seconds)
        return True

    found = measured(
        runs[0],
        LIMIT,
        again=again,
        pause=pause,
        slowness=lambda: now,
        known=Known() if known is None else known,
        met=met,
    )
    return found, count, pauses


def test_who_is_in_time_is_measured_once() -> None:
    result, again = _measured(_run(1.9))
    assert (result, again) == (_run(1.9), 0)
    assert explained(result) is None


def test_who_is_far_too_slow_is_measured_once() -> None:
    slow = _run(MARGIN * LIMIT)
    assert not in_doubt(Rerun(slow, 1.0), LIMIT)
    assert _measured(slow) == (slow, 0)


def test_a_wrong_answer_is_not_measured_again() -> None:
    wrong = _run(1.0, Verdict.WA)
    assert _measured(wrong) == (wrong, 0)


def test_the_first_run_in_time_counts() -> None:
    result, again = _measured(_run(2.3), _run(1.95))
    assert (result.verdict, result.cpu_s, again) == (Verdict.AC, 1.95, 1)
    assert result.cpu_runs_s == (2.3, 1.95)
    assert result.exit is None
    assert explained(result) == "measured 2 times, being near its limit (2.30 and 1.95 s); the least counts"


def test_what_it_says_in_time_counts_whatever_it_is() -> None:
    result, _ = _measured(_run(2.3), _run(2.2), _run(1.9, Verdict.WA))
    assert (result.verdict, result.cpu_runs_s) == (Verdict.WA, (2.3, 2.2, 1.9))


def test_too_slow_each_time_is_too_slow_by_the_least() -> None:
    result, again = _measured(_run(2.9), _run(2.6), _run(2.7))
    assert (result.verdict, result.cpu_s, again) == (Verdict.TLE, 2.6, RERUNS)
    assert result.exit == "more than 2.00 s of CPU time; all 3 runs: 2.90, 2.60 and 2.70 s"


def test_very_near_it_is_measured_more_often() -> None:
    result, again = _measured(_run(2.3), _run(2.1), _run(2.2), _run(2.4), _run(2.15))
    assert (result.verdict, result.cpu_s, again) == (Verdict.TLE, 2.1, RERUNS_NEAR)
    assert result.exit is not None and "all 5 runs" in result.exit


def test_who_shared_the_processor_gets_another_chance() -> None:
    crowded = replace(_run(MARGIN * LIMIT), wall_s=2 * MARGIN * LIMIT)
    result, again = _measured(crowded, _run(1.9))
    assert (result.verdict, again) == (Verdict.AC, 1)


def test_far_too_slow_when_alone_ends_it() -> None:
    result, again = _measured(_run(2.3), _run(3.0))
    assert (result.verdict, result.cpu_s, again) == (Verdict.TLE, 2.3, 1)


def test_ended_by_the_wall_it_gets_one_more_chance() -> None:
    waits = _run(0.1, Verdict.TLE)
    assert _measured(waits, _run(0.1))[0].verdict is Verdict.AC
    result, again = _measured(waits, waits, slowness=[1.6])
    assert (result.verdict, again) == (Verdict.TLE, 1)
    assert result.exit is not None and "the machine" not in result.exit


def test_a_machine_that_is_slower_for_longer_than_the_reruns_take_makes_nobody_too_slow() -> None:
    slow = [_run(2.45), _run(2.4), _run(2.42), _run(2.46), _run(2.41)]
    result, again, pauses = _patiently(*slow, _run(2.4), _run(1.7), slowness=[1.4] * 6)
    assert (result.verdict, result.cpu_s, again) == (Verdict.AC, 1.7, 6)
    assert pauses == list(PAUSES_NEAR_S[:2])
    assert len(result.cpu_runs_s) == 7


@pytest.mark.parametrize(("cpu_s", "pauses"), [(2.3, PAUSES_NEAR_S), (2.7, PAUSES_S)])
def test_patience_has_an_end_and_is_greater_the_nearer_it_is(cpu_s: float, pauses: Sequence[float]) -> None:
    runs = [_run(cpu_s)] * 20
    result, again, made = _patiently(*runs, slowness=[1.6, 1.8, *[1.7] * 18])
    at_once = RERUNS_NEAR if cpu_s < 2.5 else RERUNS
    assert (result.verdict, again, made) == (Verdict.TLE, at_once + len(pauses), list(pauses))
    assert result.exit is not None
    assert result.exit.endswith("the machine took 1.6 times as long as at its best all the while, or longer")


def test_one_rerun_at_the_machines_pace_is_enough() -> None:
    result, again, pauses = _patiently(*[_run(2.3)] * 20, slowness=[1.6, 1.6, 1.02, 1.6])
    assert (result.verdict, again, pauses) == (Verdict.TLE, RERUNS_NEAR, [])
    assert result.exit is not None and "the machine" not in result.exit


def test_a_slow_machine_explains_the_more_the_slower_it_is() -> None:
    assert _patiently(*[_run(2.2)] * 20, slowness=[1.06] * 19)[1] == RERUNS_NEAR + len(PAUSES_NEAR_S)
    assert _patiently(*[_run(2.4)] * 20, slowness=[1.06] * 19)[1] == RERUNS_NEAR


def test_no_time_left_to_wait() -> None:
    result, again, pauses = _patiently(*[_run(2.3)] * 20, slowness=[1.6] * 19, most_s=0.5)
    assert (result.verdict, again, pauses) == (Verdict.TLE, RERUNS_NEAR + 2, [0.1, 0.2])


def test_no_time_left_to_wait_and_far_too_slow_is_run_again_at_once() -> None:
    result, again, pauses = _patiently(_run(3.2), _run(1.9), most_s=0, now=2.0)
    assert (result.verdict, again, pauses) == (Verdict.AC, 1, [])
    result, again, pauses = _patiently(_run(3.2), _run(3.1), slowness=[2.0], most_s=0, now=2.0)
    assert (result.verdict, again, pauses) == (Verdict.TLE, 1, [])
    assert "both 2 runs: 3.20 and 3.10 s" in str(result.exit)


def test_far_too_slow_on_a_slow_machine_does_not_end_it() -> None:
    result, again = _measured(_run(2.3), _run(3.0), _run(1.9), slowness=[1.6])
    assert (result.verdict, again) == (Verdict.AC, 2)


def test_far_too_slow_on_a_slow_machine_is_tried_again_later() -> None:
    slow = _run(MARGIN * LIMIT)
    result, again, pauses = _patiently(slow, slow, _run(1.9), now=1.6, slowness=[1.6])
    assert (result.verdict, again, pauses) == (Verdict.AC, 2, list(PAUSES_FAR_S))
    result, again, pauses = _patiently(*[slow] * 20, now=1.6, slowness=[1.6] * 19)
    assert (result.verdict, again, pauses) == (Verdict.TLE, 2, list(PAUSES_FAR_S))
    assert _patiently(*[slow] * 20, now=1.6)[1] == 1


def test_who_was_cut_on_a_slow_machine_is_let_run_for_longer_and_not_the_same_time_again() -> None:
    margins: list[float] = []
    slow, longer = _run(MARGIN * LIMIT), _run(2 * LIMIT)
    known = Known()
    result, again, pauses = _patiently(slow, longer, now=1.4, slowness=[1.45], margins=margins, known=known)
    assert (result.verdict, again, pauses) == (Verdict.TLE, 1, [PAUSES_FAR_S[0]])
    assert margins == [margin(1.4)] and margins[0] > 1 + 2 * 0.4
    assert known.too_slow


def test_a_cut_tells_on_a_machine_as_slow_as_that_but_has_an_end() -> None:
    assert NEAR <= margin(1.0) < MARGIN
    assert margin(1.3) > 1 + 2 * 0.3
    assert margin(math.inf) == margin(10) == 2.5


def test_far_too_slow_for_sure_makes_one_run_enough_for_the_next_test() -> None:
    known = Known()
    _patiently(_run(MARGIN * LIMIT), known=known)
    assert known.too_slow
    slow = _run(1.3 * LIMIT)
    assert _patiently(slow, known=known, met=1.05)[:2] == (slow, 0)
    # But not where a slow machine explains it, nor near the limit.
    result, again, _ = _patiently(slow, _run(1.9), known=known, met=1.2)
    assert (result.verdict, again) == (Verdict.AC, 1)
    assert _patiently(*[_run(1.2 * LIMIT)] * 20, known=known, met=1.0)[1] == RERUNS_NEAR
    # Of others it is two runs as ever.
    assert _patiently(*[slow] * 20)[1] == RERUNS


def test_what_a_slow_machine_or_the_wall_explains_says_nothing_of_the_next_test() -> None:
    for first, now in ((_run(MARGIN * LIMIT), 1.6), (_run(0.1, Verdict.TLE), 1.0), (_run(1.2 * LIMIT), 1.0)):
        known = Known()
        _patiently(*[first] * 20, now=now, slowness=[now] * 19, known=known)
        assert not known.too_slow
    crowded = replace(_run(MARGIN * LIMIT), wall_s=2 * MARGIN * LIMIT)
    known = Known()
    _patiently(crowded, _run(1.9), known=known)
    assert not known.too_slow


def test_a_processor_that_is_always_shared_does_not_keep_it_going() -> None:
    crowded = replace(_run(MARGIN * LIMIT), wall_s=2 * MARGIN * LIMIT)
    result, again, pauses = _patiently(*[crowded] * 20, slowness=[1.6] * 19)
    assert (result.verdict, again, pauses) == (Verdict.TLE, 2, list(PAUSES_FAR_S))


def test_what_is_too_short_to_tell_the_pace_by_is_not_spoken_of() -> None:
    result, again = _measured(*[_run(2.3)] * 20, slowness=[math.inf] * 19)
    assert (result.verdict, again) == (Verdict.TLE, RERUNS_NEAR + len(PAUSES_NEAR_S))
    assert result.exit is not None and "the machine" not in result.exit


def test_times_in_words() -> None:
    assert fair.in_words((1.0,)) == "1.00 s"
