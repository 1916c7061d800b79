import re

BOOKING = re.compile(r"([0-9]{2}:[0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2}:[0-9]{2})")


def meeting_gaps(opens: str, closes: str, bookings: list[str], min_seconds: int) -> list[str]:
    closing = to_seconds(closes)
    gaps: list[str] = []
    free_from = to_seconds(opens)
    for start, end in [*sorted(good_bookings(bookings)), (closing, closing)]:
        gap_end = min(start, closing)
        if gap_end - free_from >= min_seconds:
            gaps.append(f"{to_clock(free_from)}-{to_clock(gap_end)}")
        free_from = end
    return gaps


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
