from collections import Counter


def incident_window(log: list[str], pattern: list[str]) -> list[int]:
    missing = Counter(pattern)
    missing_in_all = len(pattern)
    events = useful_events(log, set(pattern))
    best: list[int] = []
    first = 0
    for end, kind in events:
        missing[kind] -= 1
        if missing[kind] >= 0:
            missing_in_all -= 1
        while missing_in_all == 0:
            start, first_kind = events[first]
            if not best or end - start < best[1] - best[0]:
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
        try:
            time, kind = line.split()
            if kind in kinds:
                events.append((int(float(time)), kind))
        except ValueError:
            continue
    return sorted(events)
