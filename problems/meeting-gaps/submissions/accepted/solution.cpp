struct Booking {
    int start;
    int end;
};

// The number written in the two characters from position on, or -1 if they are not digits.
int twoDigits(const std::string& text, std::size_t position) {
    const char tens = text[position], ones = text[position + 1];
    if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return -1;
    return (tens - '0') * 10 + (ones - '0');
}

// Seconds since midnight of the HH:MM:SS at position, or nothing if it is no clock time.
std::optional<int> parseClock(const std::string& text, std::size_t position) {
    if (text[position + 2] != ':' || text[position + 5] != ':') return std::nullopt;
    const int hours = twoDigits(text, position);
    const int minutes = twoDigits(text, position + 3);
    const int seconds = twoDigits(text, position + 6);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
        return std::nullopt;
    }
    return (hours * 60 + minutes) * 60 + seconds;
}

std::vector<Booking> goodBookings(const std::vector<std::string>& lines) {
    const std::size_t clockLength = 8;
    std::vector<Booking> bookings;
    for (const std::string& line : lines) {
        if (line.size() != 2 * clockLength + 1 || line[clockLength] != '-') continue;
        const auto start = parseClock(line, 0);
        const auto end = parseClock(line, clockLength + 1);
        if (start && end && *start < *end) bookings.push_back({*start, *end});
    }
    return bookings;
}

std::string toClock(int moment) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d", moment / 3600, moment / 60 % 60, moment % 60);
    return text;
}

std::vector<std::string> meetingGaps(std::string opens, std::string closes,
                                     std::vector<std::string> bookings, int minSeconds) {
    const int closing = parseClock(closes, 0).value();
    std::vector<Booking> taken = goodBookings(bookings);
    std::sort(taken.begin(), taken.end(),
              [](const Booking& a, const Booking& b) { return a.start < b.start; });
    taken.push_back({closing, closing});

    std::vector<std::string> gaps;
    int freeFrom = parseClock(opens, 0).value();
    for (const Booking& booking : taken) {
        const int gapEnd = std::min(booking.start, closing);
        if (gapEnd - freeFrom >= minSeconds) gaps.push_back(toClock(freeFrom) + "-" + toClock(gapEnd));
        freeFrom = std::max(freeFrom, booking.end);
    }
    return gaps;
}
