from datetime import datetime, timedelta


class Room:
    def __init__(self, opens, closes):
        self.opens = self.clock(opens)
        self.closes = self.clock(closes)
        self.taken = []

    @staticmethod
    def clock(text):
        if len(text) != 8:
            raise ValueError(text)
        return datetime.strptime(text, "%H:%M:%S")

    def book(self, line):
        try:
            start, end = (self.clock(part) for part in line.split("-"))
        except ValueError:
            return
        if start < end:
            self.taken.append((start, end))

    def free(self, least):
        self.taken.sort()
        moment = self.opens
        for start, end in self.taken:
            if moment >= self.closes:
                return
            until = min(start, self.closes)
            if until - moment >= least:
                yield moment, until
            if end > moment:
                moment = end
        if self.closes - moment >= least:
            yield moment, self.closes


def meeting_gaps(opens, closes, bookings, min_seconds):
    room = Room(opens, closes)
    for line in bookings:
        room.book(line)
    return [f"{a:%H:%M:%S}-{b:%H:%M:%S}" for a, b in room.free(timedelta(seconds=min_seconds))]
