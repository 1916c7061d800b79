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

    timeline: list[tuple[int, int, Shift | None]] = []
    running: list[tuple[tuple[int, int], Shift]] = []
    for moment, following in pairwise(moments):
        while upcoming and upcoming[-1].start <= moment:
            shift = upcoming.pop()
            heapq.heappush(running, (shift.rank, shift))
        while running and running[0][1].end <= moment:
            heapq.heappop(running)

        on_call = running[0][1] if running else None
        if timeline and timeline[-1][2] == on_call:
            timeline[-1] = (timeline[-1][0], following, on_call)
        else:
            timeline.append((moment, following, on_call))
    return [f"{since}-{until} {on_call.name if on_call else NOBODY}" for since, until, on_call in timeline]


def good_shifts(lines: list[str]) -> list[Shift]:
    shifts: list[Shift] = []
    for number, line in enumerate(lines):
        match = SHIFT.fullmatch(line)
        if match and int(match[2]) < int(match[3]):
            rank = (-int(match[4]), -number)
            shifts.append(Shift(int(match[2]), int(match[3]), rank, match[1]))
    return shifts
