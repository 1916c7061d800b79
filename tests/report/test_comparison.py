"""Comparisons: who is compared with whom, what is called a difference, and what is said among how many."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from scipy.stats import beta

from assay.report.comparison import compare
from assay.report.comparison_document import ComparedGroup, ComparedScore, Comparison, Figures, Sitting
from assay.report.differences import bands_of, difference, pair, widening
from assay.report.figures import figures

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEIGHTS = {"correctness": 45.0, "efficiency": 20.0}
_number = itertools.count()


def score(name: str, value: float | None, half: float = 8.0) -> dict[str, Any]:
    if value is None:
        return {"name": name, "value": None, "low": None, "high": None}
    return {"name": name, "value": value, "low": max(0.0, value - half), "high": min(100.0, value + half)}


def document(overall: float | None, *, problems: tuple[str, ...] = ("cart", "bill"), **more: Any) -> Any:
    """As much of a report as a comparison reads."""
    parts = [score("correctness", overall), score("quality", None)]
    return {
        "schema_version": 1,
        "assay": "0.1.0",
        "overall": score("overall", overall),
        "parts": parts,
        "problems": [
            {
                "slug": slug,
                "title": slug.title(),
                "digest": f"{slug}-1",
                "difficulty": 4,
                "parts": [score("overall", overall)],
            }
            for slug in problems
        ],
        **more,
    }


def sitting(overall: float | None = 60, **more: Any) -> Sitting:
    number = next(_number)
    given: dict[str, Any] = {
        "session": f"s{number:04}",
        "person": f"p{number}",
        "candidate": f"Person {number}",
        "started_at": AT + timedelta(minutes=number),
        "plan_version": 1,
        "minutes": 60,
        "weights": WEIGHTS,
        "figures": figures(document(overall)),
        **more,
    }
    return Sitting(**given)


def compared(*sittings: Sitting) -> Comparison:
    return compare("p", "Backend engineer", sittings)


def only(*sittings: Sitting) -> ComparedGroup:
    (group,) = compared(*sittings).groups
    return group


# Who is compared with whom.


def test_nobody_is_an_empty_comparison() -> None:
    found = compared()
    assert (found.groups, found.apart) == ([], [])
    assert found.rules


def test_other_conditions_are_another_group() -> None:
    usual = [sitting(), sitting(), sitting()]
    others = [
        sitting(figures=figures(document(90, problems=("cart",)))),
        sitting(minutes=90),
        sitting(weights={**WEIGHTS, "efficiency": 0.0}),
        sitting(figures=figures(document(90, schema_version=2))),
    ]
    groups = compared(*others, *usual).groups
    assert [len(group.candidates) for group in groups] == [3, 1, 1, 1, 1]
    assert {each.session for each in groups[0].candidates} == {each.session for each in usual}
    assert groups[1].parts[0].words == "There is nobody to compare with."


def test_problems_in_another_version_are_other_problems() -> None:
    changed = document(60)
    changed["problems"][0]["digest"] = "cart-2"
    assert len(compared(sitting(), sitting(figures=figures(changed))).groups) == 2


def test_another_plan_that_asks_for_the_same_is_compared_and_said() -> None:
    group = only(sitting(), sitting(plan_version=2, figures=figures(document(50, assay="0.2.0"))))
    assert group.plan_versions == [1, 2]
    assert "versions 1 and 2 of the plan" in " ".join(group.differences)
    assert "0.1.0 and 0.2.0" in " ".join(group.differences)


def test_who_saw_nothing_or_sat_twice_stands_apart() -> None:
    nothing = sitting(figures=figures(document(None, problems=())))
    none = sitting(figures=None)
    first, second = sitting(40, person="same"), sitting(95, person="same")
    found = compared(second, none, nothing, first)
    assert [each.session for each in found.groups[0].candidates] == [first.session]
    assert {each.session for each in found.apart} == {nothing.session, none.session, second.session}
    assert "seen these problems before" in next(
        each.why for each in found.apart if each.session == second.session
    )


def test_order_of_arrival_changes_nothing() -> None:
    sittings = [sitting(overall) for overall in (90, 20, None, 55, 55, 71, 33)]
    expected = compared(*sittings)
    assert compared(*reversed(sittings)) == expected
    assert [each.scores[0].value for each in expected.groups[0].candidates] == [90, 71, 55, 55, 33, 20, None]


def test_parts_that_nobody_or_not_everybody_has() -> None:
    new = document(80)
    new["parts"].append(score("reasoning", 70.0))
    group = only(sitting(figures=figures(new)), sitting(60))
    assert [part.name for part in group.parts] == ["overall", "correctness", "quality", "reasoning"]
    assert group.parts[2].words == "Nobody was measured in this."
    assert group.parts[2].bands == 0
    told = [[part.value for part in each.scores] for each in group.candidates]
    assert told == [[80, 80, None, 70], [60, 60, None, None]]


# Differences.


def compared_score(value: float, low: float, high: float) -> ComparedScore:
    return ComparedScore(name="overall", value=value, low=low, high=high)


def test_difference_of_two_lopsided_scores() -> None:
    # By hand: 100 - 60 = 40; down sqrt(15^2 + 18^2) = 23.4, up sqrt(0 + 20^2) = 20.
    apart = difference(compared_score(100, 85, 100), compared_score(60, 40, 78))
    assert apart == (40, 16.6, 60)
    assert difference(compared_score(0, 0, 0), compared_score(0, 0, 0)) == (0, 0, 0)


def test_pair_in_words() -> None:
    high, low, near = sitting(90), sitting(50), sitting(88)
    group = only(high, low, near)
    apart = pair(group, high.session, low.session)
    assert apart.words.endswith("differ in the overall score and correctness.")
    overall, _, quality = apart.parts
    assert overall.differ is True
    assert overall.words.startswith(
        f"{high.candidate} is above {low.candidate} by 40 points; it could be from "
    )
    assert quality.differ is None
    assert quality.words.startswith("Cannot tell: not measured for ")
    assert pair(group, low.session, high.session).parts[0].words == overall.words
    equal = pair(group, near.session, high.session)
    assert equal.words.endswith("cannot be told apart.")
    assert equal.parts[0].words.startswith("Cannot be told apart: from ")
    with pytest.raises(KeyError):
        pair(group, high.session, "nobody")


def test_intervals_of_differences_hold_what_they_promise() -> None:
    """Two candidates, each of a true share, met 40 tests: the interval holds the true difference."""
    rng = np.random.default_rng(4)
    for shares in ((0.5, 0.5), (0.9, 0.6), (0.97, 0.9)):
        held = 0
        for _ in range(1500):
            one, other = [_of_tests(int(rng.binomial(40, share)), 40) for share in shares]
            _, low, high = difference(one, other)
            held += low <= 100 * (shares[0] - shares[1]) <= high
        assert held / 1500 > 0.87


def _of_tests(passed: int, total: int) -> ComparedScore:
    """As scoring has it: Jeffreys, and the ends reached where all or none passed."""
    low, high = (float(beta.ppf(tail, passed + 0.5, total - passed + 0.5)) for tail in (0.05, 0.95))
    return compared_score(
        100 * passed / total, 0 if passed == 0 else 100 * low, 100 if passed == total else 100 * high
    )


@pytest.mark.parametrize("count", [2, 20, 100])
def test_equals_are_not_told_apart_by_chance(count: int) -> None:
    """Of lists of equals nine in ten have one band only; of lists with one much better, it is found."""
    rng = np.random.default_rng(count)
    lists, whole = 200, 0
    for _ in range(lists):
        scores = {f"s{k}": _of_tests(int(rng.binomial(60, 0.7)), 60) for k in range(count)}
        whole += max(bands_of(scores).values()) == 1
    assert whole / lists > 0.86
    scores["best"] = _of_tests(60, 60)
    bands = bands_of(scores)
    assert bands["best"] == 1
    assert max(bands.values()) > 1


def test_widening_is_tukeys() -> None:
    # Harter (1960), the range's 90 % points: 2.33 for 2, 2.90 for 3, 4.13 for 10, 5.81 for 100.
    for count, expected in ((2, 2.326), (3, 2.902), (10, 4.129), (100, 5.812)):
        assert widening(count) * 1.6448536 * 2**0.5 == pytest.approx(expected, abs=0.002)
    assert widening(1) == 1


def test_bands_begin_where_the_one_before_ends() -> None:
    bands: dict[str, ComparedScore | None] = {"none": None}
    for name, at in {"a": 92, "b": 90, "c": 60, "d": 58, "e": 20}.items():
        bands[name] = compared_score(at, at - 3, at + 3)
    assert bands_of(bands) == {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}


# The place among the others.


@pytest.mark.parametrize(
    ("count", "said"),
    [(5, "fewer than 5"), (6, "only the quarter"), (20, "only the quarter"), (21, "20 others")],
)
def test_among_few_little_is_said(count: int, said: str) -> None:
    group = only(*[sitting(float(overall)) for overall in np.linspace(10, 100, count)])
    assert said in group.standing
    places = [each.standing for each in group.candidates]
    if count <= 5:
        assert places == [None] * count
        assert group.distribution is None
        return
    assert group.distribution is not None
    best, worst = places[0], places[-1]
    assert best is not None
    assert worst is not None
    assert best.quarter == 4
    assert worst.quarter == 1
    assert best.others == count - 1
    if count <= 20:
        assert (best.value, best.low, best.high) == (None, None, None)
        assert "top quarter" in best.words
    else:
        assert best.value is not None
        assert best.low is not None
        assert best.high is not None
        assert best.low < best.value < best.high
        assert f"{best.value:.0f} % of the others" in best.words


def test_abilities_of_the_report_go_before_our_own() -> None:
    told = {"value": 1.25, "error": 0.5, "low": 0.4, "high": 2.1}
    assert figures(document(10, ability=told)).ability.model_dump() == told  # type: ignore[union-attr]
    assert figures(document(10, ability=None)).ability is None
    assert figures(document(None)).ability is None
    without_error = figures(
        document(10, ability={"value": 1.0, "low": 0.0, "high": 2.0, "words": "x"})
    ).ability
    assert without_error is not None
    assert without_error.error == pytest.approx(0.608, abs=0.001)


def test_figures_are_json() -> None:
    kept = figures(document(72.5))
    assert Figures.model_validate(kept.model_dump(mode="json")) == kept


def test_a_thousand_are_compared_in_moments() -> None:
    rng = np.random.default_rng(1)
    found = compared(*[sitting(float(round(100 * share, 1))) for share in rng.beta(4, 2, 1000)])
    assert len(found.groups[0].candidates) == 1000
    assert all(each.standing for each in found.groups[0].candidates)
