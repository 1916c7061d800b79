static bool onlyOf(const std::string& text, const std::string& allowed, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most && text.find_first_not_of(allowed) == std::string::npos;
}

std::vector<std::string> answerCalls(std::vector<std::string> calls, int keep) {
    const std::string digits = "0123456789";
    const std::string letters = "abcdefghijklmnopqrstuvwxyz";
    std::unordered_map<std::string, std::pair<std::string, int>> known;
    std::vector<std::string> answers;
    int clock = 0;
    for (const std::string& call : calls) {
        std::size_t first = call.find(' ');
        std::size_t second = first == std::string::npos ? first : call.find(' ', first + 1);
        if (second == std::string::npos) {
            answers.push_back("damaged");
            continue;
        }
        std::string number = call.substr(0, first);
        std::string name = call.substr(first + 1, second - first - 1);
        std::string checksum = call.substr(second + 1);
        if (!onlyOf(number, digits, 1, 9) || !onlyOf(name, letters + digits + "-", 1, 20) ||
            !onlyOf(checksum, digits + "abcdef", 4, 4)) {
            answers.push_back("damaged");
            continue;
        }
        int time = std::stoi(number);
        if (time < clock) {
            answers.push_back("late");
            continue;
        }
        clock = time;
        auto entry = known.find(name);
        if (entry == known.end() || time - entry->second.second > keep) {
            known[name] = {checksum, time};
            answers.push_back("processed");
        } else {
            answers.push_back(entry->second.first == checksum ? "repeat" : "conflict");
        }
    }
    return answers;
}
