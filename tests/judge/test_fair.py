"""When a test is measured again, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

from assay.judge import fair
from assay.judge.fair import MARGIN, RERUNS, RERUNS_NEAR, explained, in_doubt, measured
from assay.judge.model import TestResult, Verdict

LIMIT = 2.0


def _run(cpu_s: float, verdict: Verdict | None = None) -> TestResult:
    found = verdict or (Verdict.TLE if cpu_s > LIMIT else Verdict.AC)
    ended = f"more than {LIMIT:.2f} s of CPU time" if found is Verdict.TLE else None
    return TestResult("a", "stress", found, cpu_s, cpu_s, 1.0, ended)


def _measured(*runs: TestResult) -> tuple[TestResult, int]:
    """The outcome, and how many of the later runs were asked for."""
    later = iter(runs[1:])
    count = 0

    def again() -> TestResult:
        nonlocal count
        count += 1
        return next(later)

    return measured(runs[0], LIMIT, again), count


def test_who_is_in_time_is_measured_once() -> None:
    result, again = _measured(_run(1.9))
    assert (result, again) == (_run(1.9), 0)
    assert explained(result) is None


def test_who_is_far_too_slow_is_measured_once() -> None:
    slow = _run(MARGIN * LIMIT)
    assert not in_doubt(slow, LIMIT)
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
    result, again = _measured(waits, waits)
    assert (result.verdict, again) == (Verdict.TLE, 1)


def test_times_in_words() -> None:
    assert fair.in_words((1.0,)) == "1.00 s"
