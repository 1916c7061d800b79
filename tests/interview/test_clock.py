from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assay.interview.clock import (
    GRACE_MS,
    LATE_WINDOW_MS,
    OUTAGE_MIN_MS,
    Timing,
    elapsed_ms,
    last_t,
    moment,
    outage_ms,
    takes_late,
)

times = st.integers(0, 10**9)
timings = st.builds(Timing, started=times, minutes=st.integers(1, 480), returned=st.integers(0, 10**7))


@given(timings, times)
def test_remaining_is_between_nothing_and_what_was_granted(timing: Timing, now: int) -> None:
    assert 0 <= timing.remaining(now) <= timing.granted
    assert (timing.remaining(now) == 0) == timing.over(now)


@given(timings, times, st.integers(0, 10**6))
def test_time_passes_one_to_one_while_it_runs(timing: Timing, into: int, step: int) -> None:
    now = timing.started + into
    if not timing.over(now + step):
        assert timing.remaining(now) - timing.remaining(now + step) == step


@given(timings, st.integers(1, 10**6))
def test_returned_time_moves_the_deadline_by_exactly_that(timing: Timing, ms: int) -> None:
    more = Timing(timing.started, timing.minutes, timing.returned + ms)
    assert more.deadline - timing.deadline == ms


@given(timings, times)
def test_late_events_are_held_against_the_earlier_of_end_and_deadline(timing: Timing, ended: int) -> None:
    assert last_t(timing, None) == timing.deadline + GRACE_MS
    assert last_t(timing, ended) == min(ended, timing.deadline) + GRACE_MS


@given(times)
def test_the_late_window_is_a_day(ended: int) -> None:
    assert takes_late(ended, ended + LATE_WINDOW_MS)
    assert not takes_late(ended, ended + LATE_WINDOW_MS + 1)


@given(st.integers(-5000, 10**7))
def test_an_outage_counts_whole_or_not_at_all(gap: int) -> None:
    sign = datetime(2026, 11, 23, tzinfo=UTC)
    assert outage_ms(sign, sign + timedelta(milliseconds=gap)) == (gap if gap > OUTAGE_MIN_MS else 0)


@given(st.integers(-(10**9), 10**9))
def test_moment_and_elapsed_are_inverse(t: int) -> None:
    opened = datetime(2026, 11, 23, 9, 59, 59, 999_999, tzinfo=UTC)
    assert elapsed_ms(opened, moment(opened, t)) == t
