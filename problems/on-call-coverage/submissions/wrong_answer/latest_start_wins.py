import heapq
import re
from itertools import pairwise
from typing import NamedTuple

SHIFT = re.compile(r"([a-z]{1,12}) ([0-9]{1,9}) ([0-9]{1,9}) ([1-9])")
NOBODY = "-"


class Shift(NamedTuple):
    start: int
    end: int
    # The running shift with the smallest rank is on call.
    rank: tuple[int, int]
    name: str


def on_call_coverage(start: int, end: int, shifts: list[str]) -> list[str]:
    upcoming = sorted(good_shifts(shifts), reverse=True)
    inside = {moment for shift in upcoming for moment in shift[:2] if start < moment < end}
    moments = [start, *sorted(inside), end]

    timeline: list[tuple[int, int, str]] = []
    running: list[tuple[tuple[int, int], Shift]] = []
    for moment, following in pairwise(moments):
        while upcoming and upcoming[-1].start <= moment:
            shift = upcoming.pop()
            heapq.heappush(running, ((-shift.start, shift.rank[1]), shift))
        while running and running[0][1].end <= moment:
            heapq.heappop(running)

        name = running[0][1].name if running else NOBODY
        since = moment
        if timeline and timeline[-1][2] == name:
            since = timeline.pop()[0]
        timeline.append((since, following, name))
    return [f"{since}-{until} {name}" for since, until, name in timeline]


def good_shifts(lines: list[str]) -> list[Shift]:
    shifts: list[Shift] = []
    for number, line in enumerate(lines):
        match = SHIFT.fullmatch(line)
        if match and int(match[2]) < int(match[3]):
            rank = (-int(match[4]), -number)
            shifts.append(Shift(int(match[2]), int(match[3]), rank, match[1]))
    return shifts
