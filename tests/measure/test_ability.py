"""Ability: laws, simulation, and the hints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from assay.measure.ability import HINTS_EASE, Ability, Answer, Help, ability, differ
from assay.measure.graded import BANDS, Item, authored, band, chances

BANK = [authored(difficulty, "medium") for difficulty in range(1, 10)]
MANY = 4000


def reached(item: Item, theta: float, chance: float, eased: float = 0.0) -> int:
    """The same ``chance`` (0 to 1) for all thresholds: who reaches a band reached those below."""
    steps = [1 / (1 + np.exp(-item.slope * (theta - each + eased))) for each in item.thresholds]
    return sum(chance < step for step in steps)


def real(item: Item, rng: np.random.Generator) -> Item:
    """One of those that an item which is not known well may be."""
    shift = rng.normal(0, item.doubt)
    slope = item.slope * np.exp(rng.normal(0, item.slope_doubt))
    return Item(slope, tuple(each + shift for each in item.thresholds))


@given(st.sampled_from(BANK), st.floats(-4, 4))
def test_the_bands_of_an_item_are_all_there_is(item: Item, theta: float) -> None:
    assert chances(item, np.array([theta])).sum() == pytest.approx(1, abs=1e-9)


@given(st.lists(st.tuples(st.sampled_from(BANK), st.integers(0, BANDS - 2)), min_size=1, max_size=5))
def test_a_better_band_is_a_higher_ability(answers: list[tuple[Item, int]]) -> None:
    before = ability([Answer(item, reached) for item, reached in answers])
    first, *rest = answers
    after = ability([Answer(first[0], first[1] + 1), *(Answer(*each) for each in rest)])
    assert after.value > before.value
    assert before.low < before.value < before.high
    assert before.error < 1.01


@given(st.sampled_from(BANK), st.integers(0, BANDS - 2), st.integers(1, 4))
def test_hints_help_less_than_doing_it_alone(item: Item, alone: int, rung: int) -> None:
    stayed, hinted = ability([Answer(item, alone)]), ability([Answer(item, alone, (Help(rung, BANDS - 1),))])
    unaided = ability([Answer(item, BANDS - 1)])
    assert stayed.value < hinted.value < unaided.value


def test_nobody_is_anybody() -> None:
    nobody = ability([])
    assert nobody.value == pytest.approx(0, abs=1e-9)
    assert nobody.error == pytest.approx(1, abs=1e-3)
    assert nobody.low == pytest.approx(-1.645, abs=0.01)
    assert nobody.high == pytest.approx(1.645, abs=0.01)


@pytest.mark.parametrize(("share", "expected"), [(0, 0), (0.19, 0), (0.2, 1), (0.6, 3), (0.999, 4), (1, 5)])
def test_bands_of_shares(share: float, expected: int) -> None:
    assert band(share) == expected


def test_two_differ_only_where_the_intervals_say_so() -> None:
    one = Ability(1.0, 0.4, 0.3, 1.7)
    assert not differ(one, Ability(0.2, 0.4, -0.5, 0.9))
    assert differ(one, Ability(-0.2, 0.4, -0.9, 0.5))


@pytest.mark.parametrize("known", [True, False], ids=["known items", "items by their authors"])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_without_bias_and_with_honest_intervals(count: int, known: bool) -> None:
    rng = np.random.default_rng(count)
    errors, covered, spread = [], 0, []
    for _ in range(MANY):
        theta = rng.normal()
        answers = []
        for number in rng.choice(len(BANK), count, replace=False):
            believed = BANK[number]
            item = real(believed, rng)
            answers.append(Answer(item if known else believed, reached(item, theta, rng.random())))
        found = ability(answers)
        errors.append(found.value - theta)
        spread.append(found.error)
        covered += found.low <= theta <= found.high
    assert abs(np.mean(errors)) < 0.03
    assert 0.88 <= covered / MANY <= 0.92
    assert np.sqrt(np.mean(np.square(errors))) == pytest.approx(np.sqrt(np.mean(np.square(spread))), rel=0.03)


@pytest.mark.parametrize("together", [0.0, 0.3, 0.6])
def test_hints_do_not_bias(together: float) -> None:
    """Luck before and after a hint hangs together (correlation of normal scores, ``together``); a second hint comes
    where the first was not enough. Against this: the hints left out, and only what was reached before them."""
    rng = np.random.default_rng(7)
    errors: dict[str, list[float]] = {"ours": [], "left out": [], "before": []}
    covered = 0
    for _ in range(MANY):
        theta = rng.normal()
        ours, left_out, before = [], [], []
        for number in rng.choice(len(BANK), 4, replace=False):
            item, luck = real(BANK[number], rng), rng.normal()
            alone = now = reached(item, theta, ndtr(luck))
            helped: list[Help] = []
            for rung in sorted(rng.choice(4, 2, replace=False) + 1):
                if now < BANDS - 1 and rng.random() < 0.7:
                    again = together * luck + np.sqrt(1 - together**2) * rng.normal()
                    now = max(now, reached(item, theta, ndtr(again), HINTS_EASE[rung - 1]))
                    helped.append(Help(int(rung), now))
            ours.append(Answer(BANK[number], alone, tuple(helped)))
            left_out.append(Answer(BANK[number], now))
            before.append(Answer(BANK[number], alone))
        found = ability(ours)
        covered += found.low <= theta <= found.high
        errors["ours"].append(found.value - theta)
        errors["left out"].append(ability(left_out).value - theta)
        errors["before"].append(ability(before).value - theta)
    root = {name: float(np.sqrt(np.mean(np.square(each)))) for name, each in errors.items()}
    noise = 3 * root["ours"] / np.sqrt(MANY)
    assert abs(np.mean(errors["ours"])) < 0.05 + noise
    assert np.mean(errors["left out"]) > 0.2
    assert root["ours"] <= root["before"]  # the same candidates: as good as if hints had not been offered
    assert 0.88 <= covered / MANY <= 0.92


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Item(0, (0.0,)), "slope"),
        (lambda: Item(1, (0.0, 0.0)), "rise"),
        (lambda: Item(1, ()), "threshold"),
        (lambda: Item(1, (0.0,), -1), "doubt"),
        (lambda: Answer(BANK[0], 6), "bands 0 to 5"),
        (lambda: Answer(BANK[0], 3, (Help(1, 2),)), "from 3 to 5"),
        (lambda: Answer(BANK[0], 3, (Help(5, 4),)), "up to 4"),
        (lambda: Answer(BANK[0], 1, (Help(2, 3), Help(2, 4))), "after rung 2"),
        (lambda: authored(0, "low"), "1 to 9"),
        (lambda: band(1.1), "0 to 1"),
    ],
)
def test_impossible_values_are_refused(make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=words):
        make()
