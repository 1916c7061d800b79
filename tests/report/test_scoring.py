"""Intervals keep their word, and weights add up."""

import random

from hypothesis import given
from hypothesis import strategies as st

from assay.report import scoring
from assay.report.scoring import Count, Estimate, Source

GROUP_COUNTS = st.fixed_dictionaries(
    {
        name: st.integers(1, 40).flatmap(
            lambda total: st.integers(0, total).map(lambda passed: Count(passed, total))
        )
        for name in scoring.GROUPS
    }
)
POINTS = {"correctness": 45.0, "efficiency": 20.0, "robustness": 10.0}
PROBABILITIES = {"O(n)": 0.7, "O(n log n)": 0.2, "O(n^2)": 0.1}


def sources(groups: dict[str, Count]) -> dict[str, Source]:
    return {name: scoring.of_count(count) for name, count in groups.items()}


@given(GROUP_COUNTS)
def test_an_interval_holds_its_value_and_stays_in_range(groups: dict[str, Count]) -> None:
    of = sources(groups)
    for weights in scoring.part_weights(of).values():
        found = scoring.estimate(of, weights)
        assert 0 <= found.low <= found.value <= found.high <= 100


@given(GROUP_COUNTS, st.sampled_from(scoring.GROUPS))
def test_one_more_test_passed_never_lowers_a_score(groups: dict[str, Count], name: str) -> None:
    count = groups[name]
    if count.passed == count.total:
        return
    better = sources({**groups, name: Count(count.passed + 1, count.total)})
    of = sources(groups)
    for weights in scoring.part_weights(of).values():
        before, after = scoring.estimate(of, weights), scoring.estimate(better, weights)
        assert after.value >= before.value


@given(GROUP_COUNTS)
def test_the_weights_of_each_part_and_of_the_whole_add_up_to_one(groups: dict[str, Count]) -> None:
    parts = scoring.part_weights(sources(groups))
    for weights in [*parts.values(), scoring.combine(parts, POINTS)]:
        assert abs(sum(weights.values()) - 1) < 1e-9


def test_parts_that_were_not_measured_drop_out_and_the_rest_is_scaled() -> None:
    groups = {"basic": Count(4, 4), "edge": Count(1, 2)}
    parts = scoring.part_weights(sources(groups))
    assert set(parts) == {"correctness", "robustness"}
    whole = scoring.combine(parts, POINTS)
    assert abs(sum(whole.values()) - 1) < 1e-9
    # correctness 45 of 55 in halves, robustness 10 of 55 all on edge
    assert abs(whole["edge"] - (45 / 2 + 10) / 55) < 1e-9


def test_a_plan_that_gives_no_points_gives_no_overall_score() -> None:
    parts = scoring.part_weights(sources({"basic": Count(1, 1)}))
    assert scoring.combine(parts, {"correctness": 0.0}) == {}


def test_a_plain_package_is_scored_by_its_one_group() -> None:
    parts = scoring.part_weights(sources({"samples": Count(2, 2), "secret": Count(3, 4)}))
    assert parts == {"correctness": {"secret": 1.0}}


def test_all_passed_and_none_passed_reach_the_ends() -> None:
    assert scoring.estimate(sources({"basic": Count(5, 5)}), {"basic": 1.0}).high == 100.0
    assert scoring.estimate(sources({"basic": Count(0, 5)}), {"basic": 1.0}).low == 0.0


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
        found = scoring.estimate(sources(groups), weights)
        hits += found.low <= truth <= found.high
    assert 0.87 <= hits / trials <= 0.94


def test_the_average_of_certain_scores_is_certain() -> None:
    assert scoring.average([Estimate(0, 0, 0), Estimate(100, 100, 100)]) == Estimate(50, 50, 50)
    assert scoring.average([]) is None


def test_growth_within_the_target_is_whole_a_logarithm_more_is_half_and_the_rest_nothing() -> None:
    credits = [
        scoring.credit(name, "O(n)", coarse=False) for name in ("O(1)", "O(n)", "O(n log n)", "O(n^2)")
    ]
    assert credits == [1.0, 1.0, 0.5, 0.0]
    assert scoring.credit("O(n)", "O(n log n)", coarse=True) == 1.0
    assert scoring.credit("O(n^2)", "O(n log n)", coarse=True) == 0.0


def test_what_is_not_known_of_growth_is_in_the_interval() -> None:
    of = {"time": scoring.of_growth(PROBABILITIES, "O(n)", "O(n)", coarse=False)}
    found = scoring.estimate(of, {"time": 1.0})
    assert found.value == 100.0
    assert found.low < 50
    sure = {"time": scoring.of_growth({"O(n)": 1.0}, "O(n)", "O(n)", coarse=False)}
    assert scoring.estimate(sure, {"time": 1.0}) == Estimate(100, 100, 100)


def test_a_wrong_answer_is_no_better_for_being_quick() -> None:
    quick = scoring.of_growth({"O(1)": 1.0}, "O(1)", "O(n)", coarse=False)
    wrong = scoring.of_count(Count(0, 6))
    assert scoring.both(quick, wrong).value == 0.0


@given(st.lists(st.integers(1, 5), max_size=20))
def test_quality_is_a_hundred_minus_the_points_within_its_interval(points: list[int]) -> None:
    of = {"quality": scoring.of_findings(points, 100)}
    found = scoring.estimate(of, {"quality": 1.0})
    assert found.value == 100 - sum(points)
    assert 0 <= found.low <= found.value <= found.high <= 100
    assert found.low < 100  # code without a finding is a short sample, too


def test_the_interval_of_quality_covers_what_the_same_hand_does_next_time() -> None:
    """Findings that come at random at some rate, each of 2 or 3 points: the expected deduction is covered."""
    import numpy as np

    draw = np.random.default_rng(20261123)
    hits, trials = 0, 2000
    for _ in range(trials):
        rate = draw.uniform(0.5, 12)
        points = [int(each) for each in draw.integers(2, 4, draw.poisson(rate))]
        found = scoring.estimate({"quality": scoring.of_findings(points, 100)}, {"quality": 1.0})
        hits += found.low <= 100 - 2.5 * rate <= found.high
    assert 0.87 <= hits / trials <= 0.95


@given(st.integers(0, 6), st.integers(0, 5))
def test_own_tests_raise_robustness_or_leave_it(passed: int, caught: int) -> None:
    of = sources({"edge": Count(passed, 6)})
    alone = scoring.estimate(of, scoring.part_weights(of)["robustness"])
    of["own tests"] = scoring.of_count(Count(caught, 5))
    weights = scoring.part_weights(of)["robustness"]
    assert scoring.estimate(of, weights).value >= alone.value
    assert ("own tests" in weights) == (caught / 5 >= passed / 6)
