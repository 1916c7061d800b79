"""The choice of the next problem: laws, and what is asked of it by simulation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad

from assay.measure.ability import Answer
from assay.measure.exposure import aim, prices
from assay.measure.graded import BANDS, Item, authored, chances
from assay.measure.selection import BEST, Choice, Choosable, Limits, Pool, Stop, choose, information
from assay.measure.simulation import Comparison, compare, guessed, simulated_bank

TOPICS = ("graphs", "strings", "intervals")
PROBLEMS = [
    Choosable(
        f"problem-{number}",
        authored(1 + number % 9, ("low", "medium", "high")[number % 3]),
        minutes=10 + number,
        topics=frozenset({TOPICS[number % 3]}),
    )
    for number in range(18)
]


def course(pool: Pool, seed: str, bands: list[int], **options: float) -> list[Choice | Stop]:
    """All that is chosen for somebody who reaches these bands, to the stop."""
    answers: dict[str, Answer] = {}
    found = []
    while isinstance(made := choose(pool, answers, prices={}, seed=seed, **options), Choice):
        found.append(made)
        item = pool.problems[pool.names.index(made.name)].item
        answers[made.name] = Answer(item, bands[len(answers)])
    return [*found, made]


def test_the_same_answers_and_the_same_seed_choose_the_same() -> None:
    pool = Pool(PROBLEMS, Limits(4, error=0))
    assert course(pool, "a", [2, 5, 0, 3]) == course(pool, "a", [2, 5, 0, 3])
    firsts = {course(pool, str(seed), [2, 2, 2, 2])[0].name for seed in range(40)}
    assert 2 < len(firsts) <= BEST


def test_of_information_there_is_what_calculus_says() -> None:
    """Of an item with one threshold it is ``slope**2 * p * (1 - p)``; in expectation it is minus the curvature."""
    at = np.array([-1.0, 0.3, 2.0])
    p = 1 / (1 + np.exp(-1.7 * (at - 0.2)))
    assert information(Item(1.7, (0.2,)), at) == pytest.approx(1.7**2 * p * (1 - p), rel=1e-4)
    item = authored(5, "medium")
    h = 1e-3
    curved = (
        np.log(chances(item, at + h)) - 2 * np.log(chances(item, at)) + np.log(chances(item, at - h))
    ) / h**2
    # ... where the second derivatives of the chances themselves sum to 0.
    assert information(item, at) == pytest.approx(-(chances(item, at) * curved).sum(axis=0), rel=1e-3)
    known = replace(item, doubt=0.0, slope_doubt=0.0)
    assert (information(item, at) < information(known, at)).all()
    assert quad(lambda t: float(information(known, np.array([t]))[0]), -20, 20)[0] > 0


def test_the_first_is_in_the_middle_and_the_next_follow_the_ability() -> None:
    pool = Pool(PROBLEMS, Limits(3, error=0))
    for seed in range(20):
        strong = course(pool, str(seed), [5, 5, 5])
        weak = course(pool, str(seed), [0, 0, 0])
        items = {each.name: each.item.difficulty for each in PROBLEMS}
        assert abs(items[strong[0].name]) <= 1 + 1e-9
        assert items[strong[-2].name] > items[weak[-2].name]


def test_the_blueprint_is_met() -> None:
    pool = Pool(PROBLEMS, Limits(3, error=0, blueprint={"graphs": 1, "strings": 2}))
    for seed in range(30):
        *chosen, stop = course(pool, str(seed), [seed % 6, 3, 3])
        topics = [t for one in chosen for t in PROBLEMS[int(one.name.removeprefix("problem-"))].topics]
        assert sorted(topics) == ["graphs", "strings", "strings"]
        assert stop.why == "most"
        assert any(one.must for one in chosen)


def test_why_it_stops() -> None:
    pool = Pool(PROBLEMS, Limits(5, error=0.9))
    *chosen, stop = course(pool, "x", [3] * 5)
    assert (len(chosen), stop.why) == (1, "precise")
    assert choose(pool, {}, prices={}, seed="x", minutes_left=9.9).why == "time"
    whole = Pool(PROBLEMS[:3], Limits(3, error=0))
    assert course(whole, "x", [3] * 3)[-1].why == "all given"


def test_none_is_chosen_that_there_is_no_time_for() -> None:
    pool = Pool(PROBLEMS, Limits(3, error=0, blueprint={"intervals": 1}))
    for seed in range(20):
        for one in course(pool, str(seed), [3, 3, 3], minutes_left=11.0)[:-1]:
            assert int(one.name.removeprefix("problem-")) <= 1  # 10 and 11 minutes
            assert one.missed == ("intervals",) or not one.missed


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Pool(PROBLEMS[:2], Limits(3)), "from 1 to"),
        (lambda: Pool(PROBLEMS, Limits(2, blueprint={"graphs": 3})), "asks for 3 problems of 2"),
        (lambda: Pool(PROBLEMS, Limits(2, blueprint={"trees": 1})), "the pool has 0"),
        (lambda: Pool([PROBLEMS[0]] * 2, Limits(1)), "once"),
    ],
)
def test_limits_that_cannot_be_met_are_refused(make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=words):
        make()


# --- By simulation: tolerances of three Monte Carlo errors where not said otherwise ---------------------------------


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, int], Comparison]:
    bank = simulated_bank(60, seed=0)
    ways = {"known": bank, "guessed": guessed(bank)}
    return {(way, k): compare(those, k, seed=0) for way, those in ways.items() for k in (3, 5)}


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 5])
def test_near_the_bound_and_better_than_the_best_fixed_form(
    found: dict[tuple[str, int], Comparison], count: int
) -> None:
    case = found["known", count]
    adaptive, fixed, chance = case.of("adaptive"), case.of("fixed"), case.of("random")
    assert adaptive.rmse <= 1.10 * case.bound
    assert adaptive.rmse < fixed.rmse < chance.rmse
    assert case.gains
    assert adaptive.exposure <= 0.5
    assert all(0.88 <= each.coverage <= 0.92 for each in case.outcomes)
    assert all(abs(each.bias) < 3 * each.rmse / np.sqrt(8000) for each in case.outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 5])
def test_by_the_authors_word_intervals_are_honest_and_nothing_is_gained(
    found: dict[tuple[str, int], Comparison], count: int
) -> None:
    case = found["guessed", count]
    assert all(each.coverage >= 0.85 for each in case.outcomes)
    assert case.of("adaptive").exposure <= 0.5 + 3 * 0.5 / np.sqrt(8000)
    assert not case.gains


def test_without_prices_one_problem_would_go_to_everybody() -> None:
    bank = tuple(simulated_bank(60, seed=0))
    limits = Limits(3, error=0)
    pool, asked = Pool(bank, limits), prices(bank, limits)
    rng = np.random.default_rng(1)
    given = {"free": np.zeros(60), "priced": np.zeros(60)}
    for seed in range(300):
        theta = rng.normal()
        for name, each in (("free", {}), ("priced", asked)):
            answers: dict[str, Answer] = {}
            while isinstance(made := choose(pool, answers, prices=each, seed=str(seed)), Choice):
                number = pool.names.index(made.name)
                given[name][number] += 1
                steps = np.array(bank[number].item.thresholds)
                chance = 1 / (1 + np.exp(-bank[number].item.slope * (theta - steps)))
                answers[made.name] = Answer(bank[number].item, int((rng.random() < chance).sum()))
    assert given["free"].max() > 0.9 * 300
    assert given["priced"].max() <= (0.5 + 3 * 0.5 / np.sqrt(300)) * 300
    assert all(0 <= made <= BANDS for made in asked.values())


def test_small_pools_are_asked_for_what_is_possible() -> None:
    assert aim(60, 3) < 0.5
    assert aim(6, 3) == pytest.approx(0.55)
    assert aim(3, 3) == 1
