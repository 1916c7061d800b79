from bisect import bisect_left


def meeting_gaps(opens, closes, bookings, min_seconds):
    day = range(to_int(opens), to_int(closes))
    valid = [span for span in (to_span(line) for line in bookings) if span]
    starts = sorted(span[0] for span in valid)
    ends = sorted({span[1] for span in valid if span[1] in day} | {day.start})
    reach = {}
    for start, end in valid:
        reach[start] = max(reach.get(start, 0), end)
    prefix = []
    top = 0
    for start in starts:
        top = max(top, reach[start])
        prefix.append(top)
    free = []
    for moment in ends:
        position = bisect_left(starts, moment + 1)
        if position > 0 and prefix[position - 1] > moment:
            continue
        stop = min(starts[position], day.stop) if position < len(starts) else day.stop
        if stop - moment >= min_seconds:
            free.append(f"{to_text(moment)}-{to_text(stop)}")
    return free


def to_span(line):
    if len(line) == 17 and line[8] == "-":
        try:
            start, end = to_int(line[:8]), to_int(line[9:])
        except (ValueError, AssertionError):
            return None
        return (start, end) if start < end else None
    return None


def to_int(clock):
    h, m, s = clock.split(":")
    assert len(h) == len(m) == len(s) == 2 and (h + m + s).isdecimal()
    assert int(h) < 24 and int(m) < 60 and int(s) < 60
    return int(h) * 3600 + int(m) * 60 + int(s)


def to_text(second):
    minute, second = divmod(second, 60)
    return f"{minute // 60:02}:{minute % 60:02}:{second:02}"
