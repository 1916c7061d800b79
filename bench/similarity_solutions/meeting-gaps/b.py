import re
from itertools import accumulate

DAY = 24 * 60 * 60
CLOCK = r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)"
LINE = re.compile(f"{CLOCK}-{CLOCK}", re.ASCII)


def meeting_gaps(opens, closes, bookings, min_seconds):
    change = [0] * (DAY + 1)
    for line in bookings:
        found = LINE.fullmatch(line)
        if found is None:
            continue
        numbers = [int(g) for g in found.groups()]
        start, end = seconds(numbers[:3]), seconds(numbers[3:])
        if start >= end:
            continue
        change[start] += 1
        change[end] -= 1
    busy = list(accumulate(change))
    first = seconds([int(x) for x in opens.split(":")])
    last = seconds([int(x) for x in closes.split(":")])
    answer = []
    begin = None
    for second in range(first, last + 1):
        free = second < last and busy[second] == 0
        if free and begin is None:
            begin = second
        elif not free and begin is not None:
            if second - begin >= min_seconds:
                answer.append("-".join(show(x) for x in (begin, second)))
            begin = None
    return answer


def seconds(parts):
    total = 0
    for part in parts:
        total = total * 60 + part
    return total


def show(second):
    return ":".join(str(x).zfill(2) for x in (second // 3600, second % 3600 // 60, second % 60))
