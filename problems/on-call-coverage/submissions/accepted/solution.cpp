struct Shift {
    int start;
    int end;
    int priority;
    std::size_t line;
    std::string name;
};

bool consistsOf(const std::string& text, std::size_t longest, char first, char last) {
    return !text.empty() && text.size() <= longest
        && std::all_of(text.begin(), text.end(), [&](char c) { return first <= c && c <= last; });
}

// The shift written in a line, or nothing if the line is damaged.
std::optional<Shift> parseShift(const std::string& text, std::size_t line) {
    std::vector<std::string> fields(1);
    for (const char c : text) {
        if (c == ' ') fields.emplace_back();
        else fields.back().push_back(c);
    }
    if (fields.size() != 4 || !consistsOf(fields[0], 12, 'a', 'z') || !consistsOf(fields[1], 9, '0', '9')
        || !consistsOf(fields[2], 9, '0', '9') || !consistsOf(fields[3], 1, '1', '9')) {
        return std::nullopt;
    }
    Shift shift{std::stoi(fields[1]), std::stoi(fields[2]), std::stoi(fields[3]), line, fields[0]};
    if (shift.start >= shift.end) return std::nullopt;
    return shift;
}

struct WeakerThan {
    bool operator()(const Shift* a, const Shift* b) const {
        return std::tie(a->priority, a->line) < std::tie(b->priority, b->line);
    }
};

std::vector<std::string> onCallCoverage(int start, int end, std::vector<std::string> shifts) {
    const std::string nobody = "-";
    std::vector<Shift> planned;
    std::set<int> moments = {start};
    for (std::size_t line = 0; line < shifts.size(); ++line) {
        const auto shift = parseShift(shifts[line], line);
        if (!shift) continue;
        planned.push_back(*shift);
        for (const int moment : {shift->start, shift->end}) {
            if (start < moment && moment < end) moments.insert(moment);
        }
    }
    std::sort(planned.begin(), planned.end(),
              [](const Shift& a, const Shift& b) { return a.start < b.start; });

    std::vector<std::string> timeline;
    std::optional<std::string> current;
    int since = start;
    const auto closeStretch = [&](int until) {
        if (current) timeline.push_back(std::to_string(since) + "-" + std::to_string(until) + " " + *current);
    };

    std::priority_queue<const Shift*, std::vector<const Shift*>, WeakerThan> running;
    std::size_t next = 0;
    for (const int moment : moments) {
        for (; next < planned.size() && planned[next].start <= moment; ++next) running.push(&planned[next]);
        while (!running.empty() && running.top()->end <= moment) running.pop();

        const std::string& name = running.empty() ? nobody : running.top()->name;
        if (current != name) {
            closeStretch(moment);
            current = name;
            since = moment;
        }
    }
    closeStretch(end);
    return timeline;
}
