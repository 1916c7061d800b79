import heapq


def meeting_gaps(opens, closes, bookings, min_seconds):
    heap = []
    for text in bookings:
        halves = text.split("-")
        if len(halves) != 2:
            continue
        start = convert(halves[0])
        end = convert(halves[1])
        if start < 0 or end < 0 or start >= end:
            continue
        heapq.heappush(heap, (start, end))
    now = convert(opens)
    limit = convert(closes)
    result = []
    while heap and now < limit:
        start, end = heapq.heappop(heap)
        if start > now:
            stop = start if start < limit else limit
            if stop - now >= min_seconds:
                result.append(text_of(now) + "-" + text_of(stop))
        if end > now:
            now = end
    if limit - now >= min_seconds:
        result.append(text_of(now) + "-" + text_of(limit))
    return result


def convert(text):
    pieces = text.split(":")
    if len(pieces) != 3:
        return -1
    limits = [23, 59, 59]
    total = 0
    for piece, most in zip(pieces, limits):
        if len(piece) != 2 or not piece.isdigit() or int(piece) > most:
            return -1
        total = total * 60 + int(piece)
    return total


def text_of(n):
    hours = n // 3600
    n -= hours * 3600
    minutes = n // 60
    n -= minutes * 60
    return f"{hours:02d}:{minutes:02d}:{n:02d}"
