"""How the candidates of a position compare: a pure function from their reports' figures to one document.

Compared are those who sat the same conditions: the same versions of the same problems, the same time and the same
weights, scored by the same rules. Whoever sat others stands in a group of their own.

Who differs from whom is in ``assay.report.differences``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from assay.measure.ability import Ability
from assay.measure.percentile import FEWEST, FEWEST_FOR_NUMBER, Percentile, density, percentiles, quarter
from assay.report import words
from assay.report.comparison_document import (
    Apart,
    ComparedAbility,
    ComparedCandidate,
    ComparedGroup,
    ComparedPart,
    ComparedScore,
    Comparison,
    Distribution,
    Figures,
    Sitting,
    Standing,
)
from assay.report.differences import bands_of, bands_said

_PICTURE = np.linspace(-3.5, 3.5, 141)
_QUARTERS = {1: "bottom quarter", 2: "lower middle quarter", 3: "upper middle quarter", 4: "top quarter"}
RULES = [
    "A bar is the 90 % interval of a score, the stroke on it the score itself. With other tests of the same kinds "
    "the score could have been anywhere on the bar.",
    "A band holds those who cannot be told apart from its first: the order within a band says nothing. Where many "
    "are compared at once some are far apart by chance alone; bands allow for that.",
    "Two people looked at by themselves differ where the 90 % interval of their difference excludes 0.",
    "A percentile says how many of the others for this position have less ability, judged from the problems solved "
    "and how hard they were. Few others are drawn towards all candidates, and all doubt is in the interval.",
]


def compare(position: str, title: str, sittings: Sequence[Sitting]) -> Comparison:
    """The same sittings in any order give the same document."""
    alike: defaultdict[tuple[Any, ...], list[Sitting]] = defaultdict(list)
    apart = []
    for sitting in sorted(sittings, key=_moment):
        if sitting.figures is None or not sitting.figures.problems:
            apart.append(_apart(sitting, "The interview ended before a problem was shown."))
            continue
        group = alike[_conditions(sitting, sitting.figures)]
        if any(earlier.person == sitting.person for earlier in group):
            why = "Not the first time: this person had seen these problems before."
            apart.append(_apart(sitting, why))
            continue
        group.append(sitting)
    groups = [_group(group) for group in alike.values()]
    groups.sort(key=lambda group: (-len(group.candidates), -max(group.plan_versions)))
    return Comparison(position=position, title=title, rules=RULES, groups=groups, apart=apart)


def _moment(sitting: Sitting) -> tuple[str, str]:
    return (sitting.started_at.isoformat() if sitting.started_at else "", sitting.session)


def _conditions(sitting: Sitting, known: Figures) -> tuple[Any, ...]:
    problems = tuple(sorted((each.slug, each.digest) for each in known.problems))
    return (problems, sitting.minutes, tuple(sorted(sitting.weights.items())), known.report_version)


def _apart(sitting: Sitting, why: str) -> Apart:
    return Apart(session=sitting.session, candidate=sitting.candidate, started_at=sitting.started_at, why=why)


def _group(sittings: Sequence[Sitting]) -> ComparedGroup:
    reports = {sitting.session: sitting.figures for sitting in sittings if sitting.figures is not None}
    names = _part_names(list(reports.values()))
    scores = {session: {score.name: score for score in known.scores} for session, known in reports.items()}
    bands = {name: bands_of({each: found.get(name) for each, found in scores.items()}) for name in names}
    standings = _standings({session: known.ability for session, known in reports.items()})
    missing = ComparedScore(name="", value=None, low=None, high=None)
    candidates = [
        ComparedCandidate(
            session=sitting.session,
            candidate=sitting.candidate,
            started_at=sitting.started_at,
            plan_version=sitting.plan_version,
            scores=[
                scores[sitting.session]
                .get(name, missing)
                .model_copy(update={"name": name, "band": bands[name].get(sitting.session)})
                for name in names
            ],
            ability=reports[sitting.session].ability,
            standing=standings.get(sitting.session),
        )
        for sitting in sittings
    ]
    candidates.sort(key=_best_first)
    known = [each.ability for each in candidates if each.ability is not None]
    one = next(iter(reports.values()))
    return ComparedGroup(
        problems=one.problems,
        minutes=sittings[0].minutes,
        weights=dict(sittings[0].weights),
        plan_versions=sorted({sitting.plan_version for sitting in sittings}),
        conditions=_same(one, sittings[0].minutes),
        differences=_not_same(list(reports.values()), sittings),
        parts=[ComparedPart(name=name, bands=max(bands[name].values(), default=0), words=bands_said(name, bands[name])) for name in names],
        candidates=candidates,
        standing=_standing_said(len(known)),
        distribution=_distribution(known) if len(known) > FEWEST else None,
    )  # fmt: skip


def _best_first(candidate: ComparedCandidate) -> tuple[float, str, str]:
    overall = next((score.value for score in candidate.scores if score.name == "overall"), None)
    return 1.0 if overall is None else -overall, candidate.candidate.casefold(), candidate.session


def _part_names(reports: Sequence[Figures]) -> list[str]:
    """Each part that any of them has, overall first, then as the reports have them."""
    names = dict.fromkeys(score.name for known in reports for score in known.scores)
    return sorted(names, key=lambda name: name != "overall")


def _same(known: Figures, minutes: int) -> str:
    titles = words.listed([problem.title for problem in known.problems])
    noun = "problem" if len(known.problems) == 1 else f"{len(known.problems)} problems"
    return (
        f"All sat the same {noun} ({titles}), in the same version, with {minutes} minutes and the same weights, "
        f"scored by the same rules (reports of version {known.report_version})."
    )


def _not_same(reports: Sequence[Figures], sittings: Sequence[Sitting]) -> list[str]:
    found = []
    versions = sorted({known.assay for known in reports})
    if len(versions) > 1:
        found.append(f"Their reports were made by different versions of Assay: {words.listed(versions)}.")
    plans = sorted({sitting.plan_version for sitting in sittings})
    if len(plans) > 1:
        numbers = words.listed([str(number) for number in plans])
        found.append(f"They were invited under versions {numbers} of the plan, which ask for the same.")
    return found


# --- Place among the others --------------------------------------------------------------------------


def _standings(abilities: Mapping[str, ComparedAbility | None]) -> dict[str, Standing]:
    known = {session: found for session, found in abilities.items() if found is not None}
    found = percentiles([_measured(each) for each in known.values()])
    return {
        session: _standing(place) for session, place in zip(known, found, strict=True) if place is not None
    }


def _measured(found: ComparedAbility) -> Ability:
    return Ability(found.value, found.error, found.low, found.high)


def _standing(place: Percentile) -> Standing:
    low, high = quarter(place.low), quarter(place.high)
    common = {"others": place.others, "quarter": place.quarter, "quarter_low": low, "quarter_high": high}
    if place.only_quarter:
        said = f"In the {_QUARTERS[place.quarter]}"
        said += f"; could be from the {_QUARTERS[low]} to the {_QUARTERS[high]}." if low != high else "."
        return Standing(**common, value=None, low=None, high=None, words=said)
    said = (
        f"Above about {place.value:.0f} % of the others; could be anywhere from {place.low:.0f} to "
        f"{place.high:.0f} %."
    )
    value, low_, high_ = (round(each, 1) for each in (place.value, place.low, place.high))
    return Standing(**common, value=value, low=low_, high=high_, words=said)


def _standing_said(count: int) -> str:
    others = count - 1
    if others < FEWEST:
        return f"Among fewer than {FEWEST} others nothing is said of anybody's place."
    if others < FEWEST_FOR_NUMBER:
        return f"Among {others} others only the quarter is told; a percentile needs {FEWEST_FOR_NUMBER}."
    return f"Percentiles are among the {others} others."


def _distribution(known: Sequence[ComparedAbility]) -> Distribution:
    drawn = density([_measured(each) for each in known], _PICTURE)
    return Distribution(
        at=[round(float(at), 3) for at in _PICTURE], density=[round(float(each), 5) for each in drawn]
    )
