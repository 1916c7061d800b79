struct Event {
    int time;
    std::string kind;
};

bool isTime(const std::string& text) {
    return text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The good lines with one of the kinds, sorted by time.
std::vector<Event> usefulEvents(const std::vector<std::string>& log,
                                const std::unordered_map<std::string, int>& kinds) {
    std::vector<Event> events;
    for (const std::string& line : log) {
        std::istringstream stream(line);
        std::vector<std::string> fields;
        for (std::string field; stream >> field;) fields.push_back(field);
        if (fields.size() == 2 && isTime(fields[0]) && kinds.count(fields[1])) {
            events.push_back({std::stoi(fields[0]), fields[1]});
        }
    }
    std::sort(events.begin(), events.end(),
              [](const Event& a, const Event& b) { return a.time < b.time; });
    return events;
}

std::vector<int> incidentWindow(std::vector<std::string> log, std::vector<std::string> pattern) {
    // A count falls below zero when the stretch holds more of a kind than needed.
    std::unordered_map<std::string, int> missing;
    for (const std::string& kind : pattern) ++missing[kind];
    std::size_t missingInAll = pattern.size();

    const std::vector<Event> events = usefulEvents(log, missing);
    std::vector<int> best;
    std::size_t first = 0;
    for (const Event& last : events) {
        if (--missing[last.kind] >= 0) --missingInAll;
        while (missingInAll == 0) {
            const Event& start = events[first];
            if (best.empty() || last.time - start.time < best[1] - best[0]) {
                best = {start.time, last.time};
            }
            if (++missing[start.kind] > 0) ++missingInAll;
            ++first;
        }
    }
    return best;
}
