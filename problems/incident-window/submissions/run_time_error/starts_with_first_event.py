import re
from collections import Counter

TIME = re.compile(r"[0-9]{1,9}")


def incident_window(log: list[str], pattern: list[str]) -> list[int]:
    missing = Counter(pattern)
    missing_in_all = len(pattern)
    events = useful_events(log, set(pattern))
    best: list[int] = []
    shortest = events[-1][0] - events[0][0] + 1
    first = 0
    for end, kind in events:
        missing[kind] -= 1
        if missing[kind] >= 0:
            missing_in_all -= 1
        while missing_in_all == 0:
            start, first_kind = events[first]
            if end - start < shortest:
                shortest = end - start
                best = [start, end]
            missing[first_kind] += 1
            if missing[first_kind] > 0:
                missing_in_all += 1
            first += 1
    return best


def useful_events(log: list[str], kinds: set[str]) -> list[tuple[int, str]]:
    """Time and kind of the good lines with one of the kinds, sorted by time."""
    events: list[tuple[int, str]] = []
    for line in log:
        fields = line.split()
        if len(fields) == 2 and TIME.fullmatch(fields[0]) and fields[1] in kinds:
            events.append((int(fields[0]), fields[1]))
    return sorted(events)
