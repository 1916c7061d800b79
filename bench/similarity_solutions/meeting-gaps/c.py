import re


def meeting_gaps(opens, closes, bookings, min_seconds):
    events = []
    for booking in bookings:
        if re.fullmatch("[0-9][0-9]:[0-9][0-9]:[0-9][0-9]-[0-9][0-9]:[0-9][0-9]:[0-9][0-9]", booking):
            left, right = booking.split("-")
            if good(left) and good(right) and left < right:
                events.append((left, 1))
                events.append((right, -1))
    events.append((opens, 0))
    events.append((closes, 0))
    events.sort(key=lambda event: event[0])
    depth = 0
    gaps = []
    for index, (time, change) in enumerate(events[:-1]):
        depth += change
        following = events[index + 1][0]
        if depth == 0 and following > time:
            start = max(time, opens)
            stop = min(following, closes)
            if start < stop:
                gaps.append((start, stop))
    joined = []
    for start, stop in gaps:
        if joined and joined[-1][1] == start and not any(start == e[0] and e[1] for e in events):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return [start + "-" + stop for start, stop in joined if length(start, stop) >= min_seconds]


def good(clock):
    return clock[:2] <= "23" and clock[3:5] <= "59" and clock[6:] <= "59"


def length(start, stop):
    return value(stop) - value(start)


def value(clock):
    return int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:8])
