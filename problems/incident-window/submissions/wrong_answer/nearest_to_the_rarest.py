import re
from collections import Counter

TIME = re.compile(r"[0-9]{1,9}")


def incident_window(log: list[str], pattern: list[str]) -> list[int]:
    events = useful_events(log, set(pattern))
    needed = Counter(pattern)
    times = {kind: [time for time, other in events if other == kind] for kind in needed}
    if not pattern or any(len(times[kind]) < count for kind, count in needed.items()):
        return []

    rarest = min(needed, key=lambda kind: len(times[kind]))
    best: list[int] = []
    for centre in times[rarest]:
        chosen: list[int] = []
        for kind, count in needed.items():
            chosen += sorted(times[kind], key=lambda time: abs(time - centre))[:count]
        if not best or max(chosen) - min(chosen) < best[1] - best[0]:
            best = [min(chosen), max(chosen)]
    return best


def useful_events(log: list[str], kinds: set[str]) -> list[tuple[int, str]]:
    """Time and kind of the good lines with one of the kinds, sorted by time."""
    events: list[tuple[int, str]] = []
    for line in log:
        fields = line.split()
        if len(fields) == 2 and TIME.fullmatch(fields[0]) and fields[1] in kinds:
            events.append((int(fields[0]), fields[1]))
    return sorted(events)
