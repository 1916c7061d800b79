"""Many candidates at once: what is believed of each, on a coarse grid of abilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assay.measure.graded import Item, Numbers, chances

COARSE = np.linspace(-4.5, 4.5, 91)
_PRIOR = np.exp(-(COARSE**2) / 2) / np.exp(-(COARSE**2) / 2).sum()


class Tables:
    """``chances`` of shape (items, bands, abilities), by what is believed of the items."""

    def __init__(self, items: Sequence[Item]) -> None:
        """Raises ValueError where the items do not all have the same number of bands."""
        if len({len(item.thresholds) for item in items}) > 1:
            raise ValueError("the items of a pool have to have the same number of bands")
        self.chances = np.array([chances(item, COARSE) for item in items])

    @staticmethod
    def before(candidates: int) -> Numbers:
        """Shape (candidates, abilities): what is believed of those who answered nothing yet."""
        return np.tile(_PRIOR, (candidates, 1))

    def after(self, believed: Numbers, number: NDArray[np.int_], band: NDArray[np.int_]) -> Numbers:
        """... once each reached a band of the item with that number."""
        told: Numbers = believed * self.chances[number, band]
        told /= told.sum(axis=1, keepdims=True)
        return told

    def reached(
        self, abilities: Numbers, number: NDArray[np.int_], rng: np.random.Generator
    ) -> NDArray[np.int_]:
        """What candidates of these abilities would reach in items that are any of those they may be."""
        place = np.clip(np.rint((abilities - COARSE[0]) / (COARSE[1] - COARSE[0])), 0, len(COARSE) - 1)
        up_to = np.cumsum(self.chances, axis=1)[number, :-1, place.astype(int)]
        bands: NDArray[np.int_] = (rng.random(len(abilities))[:, None] > up_to).sum(axis=1)
        return bands


def moments(believed: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and standard deviation of each candidate's ability."""
    mean = believed @ COARSE
    return mean, np.sqrt(np.maximum(0.0, believed @ COARSE**2 - mean**2))
