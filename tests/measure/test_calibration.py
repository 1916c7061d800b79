"""Calibration against published values, and by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from assay.measure.ability import Answer, ability
from assay.measure.calibration import MISSING, NONE_KNOWN, Doubt, calibrated
from assay.measure.graded import Item

# Section 6 of the Law School Admission Test: how many of 1,000 gave each pattern of right (1) and wrong answers to
# its five items, from 00000 to 11111 (Bock, R. D. and Lieberman, M. (1970). Fitting a response model for n
# dichotomously scored items. Psychometrika 35, 179-197).
LSAT6 = [
    3,
    6,
    2,
    11,
    1,
    1,
    3,
    4,
    1,
    8,
    0,
    16,
    0,
    3,
    2,
    15,
    10,
    29,
    14,
    81,
    3,
    28,
    15,
    80,
    16,
    56,
    21,
    173,
    11,
    61,
    28,
    298,
]
# The two-parameter logistic model's estimates by marginal maximum likelihood, as printed by R's ltm (Rizopoulos,
# D. (2006). Journal of Statistical Software 17(5)): difficulty, discrimination.
PUBLISHED = [(-3.3597, 0.8254), (-1.3696, 0.7229), (-0.2799, 0.8905), (-1.8659, 0.6886), (-3.1236, 0.6575)]
DIFFICULTY_ERRORS = [0.8669, 0.3073, 0.0997, 0.4341, 0.8700]
"""Standard errors of the difficulties, printed there too."""


def lsat6() -> np.ndarray:
    rows = [
        [int(bit) for bit in f"{pattern:05b}"] for pattern, count in enumerate(LSAT6) for _ in range(count)
    ]
    return np.array(rows)


def test_the_law_school_test_as_published() -> None:
    data = lsat6()
    assert data.shape == (1000, 5)
    found = calibrated(data, [Item(1.0, (0.0,))] * 5, NONE_KNOWN)
    for item, (difficulty, slope) in zip(found, PUBLISHED, strict=True):
        assert item.slope == pytest.approx(slope, abs=0.001)
        assert item.thresholds[0] == pytest.approx(difficulty, abs=0.003)
    for item, error in zip(found, DIFFICULTY_ERRORS, strict=True):
        assert item.doubt == pytest.approx(error, rel=0.003)


def test_graded_items_are_found_again() -> None:
    rng = np.random.default_rng(5)
    true = [
        Item(slope, tuple(middle + gap for gap in (-1.1, -0.5, 0.0, 0.4, 1.3)))
        for slope, middle in [(0.9, -1.0), (1.4, -0.3), (1.8, 0.2), (1.2, 0.9), (2.0, 0.5)]
    ]
    data = simulated(true, rng.normal(size=3000), rng)
    start = [Item(1.3, (-1.0, -0.5, 0.0, 0.5, 1.0))] * len(true)
    for item, known in zip(calibrated(data, start, NONE_KNOWN), true, strict=True):
        assert item.slope == pytest.approx(known.slope, rel=0.12)
        assert np.allclose(item.thresholds, known.thresholds, atol=0.2)
        assert 0.02 < item.doubt < 0.12


def test_few_data_leave_the_authors_word_and_say_so() -> None:
    rng = np.random.default_rng(6)
    believed = [Item(1.5, (m - 0.6, m, m + 0.6)) for m in (-0.9, 0.0, 0.8)]
    data = simulated(believed, rng.normal(size=4), rng)
    for item, before in zip(calibrated(data, believed), believed, strict=True):
        assert abs(item.difficulty - before.difficulty) < 0.6
        assert 0.3 < item.doubt <= 0.6


def test_data_and_the_authors_word_are_better_than_either() -> None:
    rng = np.random.default_rng(8)
    believed = [Item(1.5, (m - 0.6, m, m + 0.6)) for m in np.linspace(-1.5, 1.5, 24)]
    errors: dict[str, list[float]] = {"author": [], "data": [], "both": []}
    for _ in range(2):
        true = []
        for item in believed:
            shift = rng.normal(0, 0.6)
            true.append(Item(1.5, tuple(each + shift for each in item.thresholds)))
        data = simulated(true, rng.normal(size=120), rng)
        data[rng.random(data.shape) > 4 / len(true)] = MISSING
        both = calibrated(data, believed)
        alone = calibrated(data, [Item(1.5, (-0.6, 0.0, 0.6))] * len(true), Doubt(3.0, 0.2, 0.35))
        for found, name in ((believed, "author"), (alone, "data"), (both, "both")):
            errors[name] += [f.difficulty - t.difficulty for f, t in zip(found, true, strict=True)]
    rms = {name: float(np.sqrt(np.mean(np.square(each)))) for name, each in errors.items()}
    assert rms["both"] < 0.85 * rms["author"]
    assert rms["both"] < rms["data"]


def test_abilities_by_calibrated_items_are_those_by_quadrature() -> None:
    """The posterior mean, integrated by another method than ours."""
    from scipy.integrate import quad

    items = [Item(slope, (difficulty,)) for difficulty, slope in PUBLISHED]
    for right in ((0, 0, 0, 0, 0), (1, 1, 1, 1, 1), (1, 0, 1, 0, 1)):

        def density(t: float, right: tuple[int, ...] = right) -> float:
            like = np.exp(-t * t / 2)
            for item, one in zip(items, right, strict=True):
                p = 1 / (1 + np.exp(-item.slope * (t - item.thresholds[0])))
                like *= p if one else 1 - p
            return float(like)

        whole = quad(density, -9, 9)[0]
        mean = quad(lambda t: t * density(t), -9, 9)[0] / whole
        square = quad(lambda t: t * t * density(t), -9, 9)[0] / whole
        error = np.sqrt(square - mean**2)
        found = ability([Answer(item, one) for item, one in zip(items, right, strict=True)])
        assert found.value == pytest.approx(mean, abs=2e-3)
        assert found.error == pytest.approx(error, abs=2e-3)


@pytest.mark.parametrize(
    ("data", "words"),
    [(np.zeros((3, 2), int), "table"), (np.full((3, 1), 9), "outside"), (np.full((3, 1), -2), "outside")],
)
def test_data_that_do_not_fit_are_refused(data: np.ndarray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        calibrated(data, [Item(1.0, (0.0,))])


def simulated(items: list[Item], thetas: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    columns = []
    for item in items:
        steps = 1 / (1 + np.exp(-item.slope * (thetas[:, None] - np.array(item.thresholds)[None, :])))
        columns.append((rng.random((len(thetas), 1)) < steps).sum(axis=1))
    return np.array(columns).T


def test_slopes_are_found_together_until_there_are_data_for_each() -> None:
    rng = np.random.default_rng(11)
    steep, flat = 2.2, 1.1
    true = [Item(slope, (m - 0.6, m, m + 0.6)) for slope in (steep, flat) for m in (-0.6, 0.0, 0.6)]
    believed = [Item(1.2, each.thresholds) for each in true]
    data = simulated(true, rng.normal(size=150), rng)
    together = calibrated(data, believed)
    assert len({round(each.slope, 6) for each in together}) == 1
    assert 1.2 < together[0].slope < steep
    assert all(each.slope_doubt > 0.2 for each in together)
    apart = calibrated(data, believed, own_slope=150)
    assert min(each.slope for each in apart[:3]) > max(each.slope for each in apart[3:])
