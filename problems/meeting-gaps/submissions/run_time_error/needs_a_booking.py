import re
from itertools import pairwise

BOOKING = re.compile(r"([0-9]{2}:[0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2}:[0-9]{2})")


def meeting_gaps(opens: str, closes: str, bookings: list[str], min_seconds: int) -> list[str]:
    opening, closing = to_seconds(opens), to_seconds(closes)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(good_bookings(bookings)):
        start, end = max(start, opening), min(end, closing)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif start < end:
            merged.append((start, end))

    free = [(opening, merged[0][0])]
    free += [(left[1], right[0]) for left, right in pairwise(merged)]
    free.append((merged[-1][1], closing))
    return [f"{to_clock(start)}-{to_clock(end)}" for start, end in free if end - start >= min_seconds]


def good_bookings(lines: list[str]) -> list[tuple[int, int]]:
    bookings: list[tuple[int, int]] = []
    for line in lines:
        match = BOOKING.fullmatch(line)
        if not match or not is_time(match[1]) or not is_time(match[2]):
            continue
        start, end = to_seconds(match[1]), to_seconds(match[2])
        if start < end:
            bookings.append((start, end))
    return bookings


def is_time(clock: str) -> bool:
    hours, minutes, seconds = map(int, clock.split(":"))
    return hours < 24 and minutes < 60 and seconds < 60


def to_seconds(clock: str) -> int:
    hours, minutes, seconds = map(int, clock.split(":"))
    return (hours * 60 + minutes) * 60 + seconds


def to_clock(moment: int) -> str:
    return f"{moment // 3600:02}:{moment // 60 % 60:02}:{moment % 60:02}"
