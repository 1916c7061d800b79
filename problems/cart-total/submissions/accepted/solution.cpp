struct Item {
    long long pieces = 0;
    long long cents = 0;
};

bool isNumber(const std::string& text) {
    const std::size_t maxDigits = 5;
    return !text.empty() && text.size() <= maxDigits
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int discountPercent(long long pieces) {
    if (pieces >= 50) return 20;
    return pieces >= 10 ? 10 : 0;
}

long long cartTotal(std::vector<std::string> lines) {
    std::unordered_map<std::string, Item> items;
    for (const std::string& line : lines) {
        std::istringstream stream(line);
        std::vector<std::string> fields;
        for (std::string field; stream >> field;) fields.push_back(field);
        if (fields.size() != 3 || !isNumber(fields[1]) || !isNumber(fields[2])) continue;

        const long long quantity = std::stoll(fields[1]);
        const long long price = std::stoll(fields[2]);
        Item& item = items[fields[0]];
        item.pieces += quantity;
        item.cents += quantity * price;
    }

    long long total = 0;
    for (const auto& [name, item] : items) {
        total += item.cents - item.cents * discountPercent(item.pieces) / 100;
    }
    return total;
}
