"""What adaptive choice gains, over several banks, and what hints do to abilities: ``python -m bench measure``.

For each kind of bank the mean over six of 60 items (seeds 0 to 5), 20,000 made-up candidates each. ``apart`` is the
spread of the items' discrimination (standard deviation of its logarithm). Hints: a candidate has three problems, and
70 % take one hint of any rung on what they did not solve; ``together`` is how far luck before and after it hangs
together (correlation of normal scores).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.special import ndtr

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assay.measure.ability import HINTS_EASE, Answer, Help, ability  # noqa: E402
from assay.measure.graded import BANDS, Item, authored  # noqa: E402
from assay.measure.simulation import compare, guessed, simulated_bank  # noqa: E402

SEEDS = range(6)
CANDIDATES = 20_000
HINTED = 2500


def banks() -> bool:
    print(
        "| items | apart | k | random | fixed | adaptive | adaptive to bound | worst | 90 % hold | most given to |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    held = True
    for way, apart in (("known", 0.2), ("known", 0.35), ("guessed", 0.2)):
        for k in (3, 5):
            found = []
            for seed in SEEDS:
                bank = simulated_bank(60, seed, apart)
                found.append(
                    compare(bank if way == "known" else guessed(bank), k, seed=seed, candidates=CANDIDATES)
                )
            mean = {
                name: np.mean([each.of(name).rmse for each in found])
                for name in ("random", "fixed", "adaptive")
            }
            ratios = [each.of("adaptive").rmse / each.bound for each in found]
            coverage = [each.of("adaptive").coverage for each in found]
            exposure = max(each.of("adaptive").exposure for each in found)
            print(
                f"| {way} | {apart} | {k} | {mean['random']:.3f} | {mean['fixed']:.3f} | {mean['adaptive']:.3f} "
                f"| {np.mean(ratios):.3f} | {max(ratios):.3f} | {min(coverage):.3f} to {max(coverage):.3f} "
                f"| {exposure:.3f} |",
                flush=True,
            )
            if (way, apart) == ("known", 0.2):
                held &= float(np.mean(ratios)) <= 1.10 and mean["adaptive"] < mean["fixed"]
            held &= min(coverage) >= (0.88 if way == "known" else 0.85)
    return held


def hints() -> bool:
    print("\n| together | ours: RMSE, bias | hints ignored | only what was before |")
    print("|---|---|---|---|")
    held = True
    for together in (0.0, 0.3, 0.6, 0.9):
        rng = np.random.default_rng(7)
        errors: dict[str, list[float]] = {"ours": [], "ignored": [], "before": []}
        for _ in range(HINTED):
            theta = rng.normal()
            answers: dict[str, list[Answer]] = {name: [] for name in errors}
            for difficulty in rng.choice(9, 3, replace=False) + 1:
                item, luck = authored(int(difficulty), "medium"), rng.normal()
                real = _real(item, rng)
                before = end = _reached(real, theta, luck)
                helped: tuple[Help, ...] = ()
                if before < BANDS - 1 and rng.random() < 0.7:
                    rung = int(rng.integers(1, 5))
                    again = together * luck + np.sqrt(1 - together**2) * rng.normal()
                    end = max(before, _reached(real, theta + HINTS_EASE[rung - 1], again))
                    helped = (Help(rung, end),)
                answers["ours"].append(Answer(item, before, helped))
                answers["ignored"].append(Answer(item, end))
                answers["before"].append(Answer(item, before))
            for name, those in answers.items():
                errors[name].append(ability(those).value - theta)
        rmse = {name: float(np.sqrt(np.mean(np.square(each)))) for name, each in errors.items()}
        cells = " | ".join(f"{rmse[name]:.3f}, {np.mean(each):+.3f}" for name, each in errors.items())
        print(f"| {together} | {cells} |", flush=True)
        held &= rmse["ours"] <= rmse["before"]
    return held


def _real(item: Item, rng: np.random.Generator) -> Item:
    shift, slope = rng.normal(0, item.doubt), item.slope * float(np.exp(rng.normal(0, item.slope_doubt)))
    return Item(slope, tuple(each + shift for each in item.thresholds))


def _reached(item: Item, theta: float, luck: float) -> int:
    return sum(bool(ndtr(luck) < 1 / (1 + np.exp(-item.slope * (theta - each)))) for each in item.thresholds)


if __name__ == "__main__":
    sys.exit(0 if banks() & hints() else 1)
