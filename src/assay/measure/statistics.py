"""What candidates' work tells about the problems: difficulty and discrimination beside their author's word, how often
each was given, times, and whether one became easier with time, as one does that is known.

Each answer is held against what is expected of the ability that the candidate's *other* answers tell, so that neither
better candidates nor worse ones are taken for a change of the problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from pydantic import BaseModel, Field
from scipy.stats import norm

from assay.measure.ability import GRID, Answer, posterior
from assay.measure.calibration import MISSING, OWN_SLOPE, calibrated
from assay.measure.graded import BANDS, Item, Numbers, chances

FEWEST = 20
"""With fewer answers nothing is said of a change."""
_ALARM = 0.01
"""How often a bank whose problems all stay the same gives any alarm of a kind."""
_EACH = 1.645


class Response(BaseModel):
    """One problem of one session. ``minutes``: spent with it in view. ``hinted``: its band is not the candidate's
    alone, and tells nothing here."""

    session: str
    problem: str
    at: datetime
    band: int = Field(ge=0, lt=BANDS)
    minutes: float = Field(ge=0)
    hinted: bool = False


class Change(BaseModel):
    """Of later answers against earlier ones, in standard errors: above 0 the problem became easier, or faster."""

    easier: float
    faster: float
    drift: bool = Field(description="easier or harder with time, beyond chance")
    leak: bool = Field(description="easier and faster with time, beyond chance: it may be known")


class ItemFound(BaseModel):
    problem: str
    responses: int = Field(description="answers without hints")
    given: int = Field(description="sessions in which it was")
    exposure: float = Field(description="share of all sessions in which it was")
    solved: float | None = Field(description="share of answers that solve it whole; None without answers")
    author_difficulty: float = Field(description="on the scale of abilities")
    difficulty: float
    difficulty_error: float
    discrimination: float
    discrimination_error: float = Field(description="of its logarithm")
    own_discrimination: bool = Field(
        description="False: found together with other problems' for want of answers"
    )
    minutes: float | None = Field(description="half of the candidates need no more")
    minutes_most: float | None = Field(description="four of five need no more")
    change: Change | None = Field(description=f"None with fewer than {FEWEST} answers")


class Statistics(BaseModel):
    sessions: int
    items: list[ItemFound]


def statistics(responses: Sequence[Response], authors: Mapping[str, Item]) -> Statistics:
    """``authors``: what is believed before the answers, of each problem that has any."""
    sessions = sorted({each.session for each in responses})
    problems = sorted({each.problem for each in responses})
    own = [each for each in responses if not each.hinted]
    before = [authors[name] for name in problems]
    items = dict(zip(problems, _calibrated(own, sessions, problems, before), strict=True))
    residuals = _residuals(own, items)
    told = sum(1 for name in problems if _count(own, name) >= FEWEST)
    found = []
    for name in problems:
        given = {each.session for each in responses if each.problem == name}
        answers = sorted(
            (each for each in own if each.problem == name), key=lambda each: (each.at, each.session)
        )
        minutes = [each.minutes for each in answers]
        item = items[name]
        found.append(
            ItemFound(
                problem=name,
                responses=len(answers),
                given=len(given),
                exposure=round(len(given) / len(sessions), 4),
                solved=round(np.mean([each.band == BANDS - 1 for each in answers]), 4) if answers else None,
                author_difficulty=round(authors[name].difficulty, 2),
                difficulty=round(item.difficulty, 2),
                difficulty_error=round(item.doubt, 2),
                discrimination=round(item.slope, 2),
                discrimination_error=round(item.slope_doubt, 2),
                own_discrimination=len(answers) >= OWN_SLOPE,
                minutes=round(float(np.quantile(minutes, 0.5)), 1) if minutes else None,
                minutes_most=round(float(np.quantile(minutes, 0.8)), 1) if minutes else None,
                change=_change(
                    np.array([residuals[each.session, name] for each in answers]), np.array(minutes), told
                )
                if len(answers) >= FEWEST
                else None,
            )
        )
    return Statistics(sessions=len(sessions), items=found)


def _count(responses: Sequence[Response], name: str) -> int:
    return sum(each.problem == name for each in responses)


def _calibrated(
    responses: Sequence[Response], sessions: Sequence[str], problems: Sequence[str], before: Sequence[Item]
) -> list[Item]:
    row = {name: number for number, name in enumerate(sessions)}
    column = {name: number for number, name in enumerate(problems)}
    reached = np.full((len(sessions), len(problems)), MISSING)
    for each in responses:
        reached[row[each.session], column[each.problem]] = each.band
    return calibrated(reached, before) if responses else list(before)


def _residuals(responses: Sequence[Response], items: Mapping[str, Item]) -> dict[tuple[str, str], float]:
    """Of each answer: how far it is from what the others of its session let expect, in standard deviations."""
    tables = {name: chances(item, GRID) for name, item in items.items()}
    of_session: defaultdict[str, list[Response]] = defaultdict(list)
    for each in responses:
        of_session[each.session].append(each)
    found = {}
    bands = np.arange(BANDS)
    for session, those in of_session.items():
        for each in those:
            others = [Answer(items[one.problem], one.band) for one in those if one is not each]
            expected = tables[each.problem] @ posterior(others)
            mean = float(expected @ bands)
            deviation = float(np.sqrt(expected @ (bands - mean) ** 2))
            found[session, each.problem] = (each.band - mean) / deviation
    return found


def _change(residuals: Numbers, minutes: Numbers, told: int) -> Change:
    """``told``: of so many problems of the bank something is said, so that chance has so many chances."""
    easier = _trend(residuals)
    faster = -_trend(_standard(np.log(np.maximum(minutes, 1 / 60))))
    limit = float(norm.isf(_ALARM / told / 2))
    both = (easier + faster) / np.sqrt(2)
    return Change(
        easier=round(easier, 2),
        faster=round(faster, 2),
        drift=abs(easier) > limit,
        leak=bool(min(easier, faster) > _EACH and both > norm.isf(_ALARM / told)),
    )


def _standard(values: Numbers) -> Numbers:
    spread = values.std()
    found: Numbers = (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)
    return found


def _trend(values: Numbers) -> float:
    """Of values in order, each with a standard deviation of 1: their slope over its standard error. What all have
    in common, such as a difficulty that is off, is no slope."""
    place = np.arange(len(values)) - (len(values) - 1) / 2
    return float(place @ values / np.sqrt(place @ place))
