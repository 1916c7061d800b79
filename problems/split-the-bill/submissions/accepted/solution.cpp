bool isDigits(const std::string& text, std::size_t longest) {
    return !text.empty() && text.size() <= longest
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The share in hundredths; 0 if it is damaged.
long long hundredths(const std::string& share) {
    const std::size_t point = share.find('.');
    const std::string whole = share.substr(0, point);
    if (!isDigits(whole, 4)) return 0;
    if (point == std::string::npos) return std::stoll(whole) * 100;

    const std::string decimals = share.substr(point + 1);
    if (!isDigits(decimals, 2)) return 0;
    return std::stoll(whole) * 100 + std::stoll(decimals) * (decimals.size() == 1 ? 10 : 1);
}

std::vector<long long> splitBill(long long totalCents, std::vector<std::string> shares) {
    std::vector<long long> weights;
    for (const std::string& share : shares) weights.push_back(hundredths(share));
    const long long allWeights = std::accumulate(weights.begin(), weights.end(), 0LL);
    if (allWeights == 0) return {};

    const long long amount = std::llabs(totalCents);
    std::vector<long long> parts;
    std::vector<long long> remainders;
    for (const long long weight : weights) {
        parts.push_back(amount * weight / allWeights);
        remainders.push_back(amount * weight % allWeights);
    }

    const long long leftOver = amount - std::accumulate(parts.begin(), parts.end(), 0LL);
    std::vector<std::size_t> mostCutFirst(parts.size());
    std::iota(mostCutFirst.begin(), mostCutFirst.end(), 0);
    std::stable_sort(mostCutFirst.begin(), mostCutFirst.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (long long i = 0; i < leftOver; ++i) ++parts[mostCutFirst[i]];

    if (totalCents < 0) {
        for (long long& part : parts) part = -part;
    }
    return parts;
}
