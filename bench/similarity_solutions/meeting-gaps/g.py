import re

PATTERN = re.compile(r"^(\d\d):(\d\d):(\d\d)-(\d\d):(\d\d):(\d\d)$", re.A)


def secs(h, m, s):
    return 3600 * h + 60 * m + s


def meeting_gaps(opens, closes, bookings, min_seconds):
    begin = secs(*map(int, opens.split(":")))
    finish = secs(*map(int, closes.split(":")))
    free = [(begin, finish)]
    busy = []
    for booking in bookings:
        m = PATTERN.match(booking)
        if m and not booking.endswith("\n"):
            a, b, c, d, e, f = map(int, m.groups())
            if a < 24 and d < 24 and max(b, c, e, f) < 60:
                if secs(a, b, c) < secs(d, e, f):
                    busy.append((secs(a, b, c), secs(d, e, f)))
    for x, y in sorted(set(busy)):
        left, right = free.pop()
        if y <= left or x >= right:
            free.append((left, right))
            continue
        if x > left:
            free.append((left, x))
        if y < right:
            free.append((y, right))
        else:
            break
    res = []
    for left, right in free:
        if right - left >= min_seconds:
            parts = []
            for value in (left, right):
                parts.append(":".join(f"{n:02}" for n in (value // 3600, value // 60 % 60, value % 60)))
            res.append("-".join(parts))
    return res
