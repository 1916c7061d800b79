"""Intervals keep their word, and weights add up."""

import random

from hypothesis import given
from hypothesis import strategies as st

from assay.report import scoring
from assay.report.scoring import Count, Estimate

GROUP_COUNTS = st.fixed_dictionaries(
    {
        name: st.integers(1, 40).flatmap(
            lambda total: st.integers(0, total).map(lambda passed: Count(passed, total))
        )
        for name in scoring.GROUPS
    }
)
POINTS = {"correctness": 45.0, "efficiency": 20.0, "robustness": 10.0}


@given(GROUP_COUNTS)
def test_an_interval_holds_its_value_and_stays_in_range(groups: dict[str, Count]) -> None:
    for weights in scoring.part_weights(groups).values():
        found = scoring.estimate(groups, weights)
        assert 0 <= found.low <= found.value <= found.high <= 100


@given(GROUP_COUNTS, st.sampled_from(scoring.GROUPS))
def test_one_more_test_passed_never_lowers_a_score(groups: dict[str, Count], name: str) -> None:
    count = groups[name]
    if count.passed == count.total:
        return
    better = {**groups, name: Count(count.passed + 1, count.total)}
    for weights in scoring.part_weights(groups).values():
        before, after = scoring.estimate(groups, weights), scoring.estimate(better, weights)
        assert after.value >= before.value


@given(GROUP_COUNTS)
def test_the_weights_of_each_part_and_of_the_whole_add_up_to_one(groups: dict[str, Count]) -> None:
    parts = scoring.part_weights(groups)
    for weights in [*parts.values(), scoring.combine(parts, POINTS)]:
        assert abs(sum(weights.values()) - 1) < 1e-9


def test_parts_that_were_not_measured_drop_out_and_the_rest_is_scaled() -> None:
    groups = {"basic": Count(4, 4), "edge": Count(1, 2)}
    parts = scoring.part_weights(groups)
    assert set(parts) == {"correctness", "robustness"}
    whole = scoring.combine(parts, POINTS)
    assert abs(sum(whole.values()) - 1) < 1e-9
    # correctness 45 of 55 in halves, robustness 10 of 55 all on edge
    assert abs(whole["edge"] - (45 / 2 + 10) / 55) < 1e-9


def test_a_plan_that_gives_no_points_gives_no_overall_score() -> None:
    parts = scoring.part_weights({"basic": Count(1, 1)})
    assert scoring.combine(parts, {"correctness": 0.0}) == {}


def test_a_plain_package_is_scored_by_its_one_group() -> None:
    parts = scoring.part_weights({"samples": Count(2, 2), "secret": Count(3, 4)})
    assert parts == {"correctness": {"secret": 1.0}}


def test_all_passed_and_none_passed_reach_the_ends() -> None:
    assert scoring.estimate({"basic": Count(5, 5)}, {"basic": 1.0}).high == 100.0
    assert scoring.estimate({"basic": Count(0, 5)}, {"basic": 1.0}).low == 0.0


def test_the_interval_covers_the_true_share_about_nine_times_in_ten() -> None:
    """Over pass shares drawn evenly, four groups of the bank's sizes: coverage of a 90 % interval."""
    draw = random.Random(20261123)
    weights = dict.fromkeys(scoring.GROUPS, 0.25)
    totals = {"basic": 5, "edge": 7, "error": 4, "stress": 4}
    hits = 0
    trials = 3000
    for _ in range(trials):
        shares = {name: draw.random() for name in totals}
        groups = {
            name: Count(sum(draw.random() < shares[name] for _ in range(total)), total)
            for name, total in totals.items()
        }
        truth = 100 * sum(shares.values()) / 4
        found = scoring.estimate(groups, weights)
        hits += found.low <= truth <= found.high
    assert 0.87 <= hits / trials <= 0.94


def test_the_average_of_certain_scores_is_certain() -> None:
    assert scoring.average([Estimate(0, 0, 0), Estimate(100, 100, 100)]) == Estimate(50, 50, 50)
    assert scoring.average([]) is None
