def parse_time(t):
    if len(t) != 8 or t[2] != ":" or t[5] != ":":
        return None
    digits = t[:2] + t[3:5] + t[6:]
    if not digits.isdigit():
        return None
    h, m, s = int(t[:2]), int(t[3:5]), int(t[6:])
    if h > 23 or m > 59 or s > 59:
        return None
    return h * 3600 + m * 60 + s


def fmt(x):
    h, rest = divmod(x, 3600)
    m, s = divmod(rest, 60)
    return "%02d:%02d:%02d" % (h, m, s)


def meeting_gaps(opens, closes, bookings, min_seconds):
    lo, hi = parse_time(opens), parse_time(closes)
    merged = []
    spans = []
    for b in bookings:
        if len(b) != 17 or b[8] != "-":
            continue
        s, e = parse_time(b[:8]), parse_time(b[9:])
        if s is None or e is None or e <= s:
            continue
        spans.append([max(s, lo), min(e, hi)])
    spans.sort()
    for s, e in spans:
        if e <= s:
            continue
        if merged and s <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], e)
        else:
            merged.append([s, e])
    out = []
    cur = lo
    for s, e in merged:
        if s - cur >= min_seconds:
            out.append(fmt(cur) + "-" + fmt(s))
        cur = e
    if hi - cur >= min_seconds:
        out.append(fmt(cur) + "-" + fmt(hi))
    return out
