struct Delivery {
    long long start;
    long long end;
    long long pay;

    long long freeAgain(long long rest) const {
        const long long longMinutes = 240;
        return end + (end - start > longMinutes ? 2 * rest : rest);
    }
};

struct Plan {
    long long pay = 0;
    long long number = 0;

    bool isBetterThan(const Plan& other) const {
        return pay > other.pay || (pay == other.pay && number < other.number);
    }
};

bool isNumber(const std::string& text) {
    return text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<Delivery> goodDeliveries(const std::vector<std::string>& offers) {
    std::vector<Delivery> deliveries;
    for (const std::string& offer : offers) {
        std::istringstream stream(offer);
        std::vector<std::string> fields;
        for (std::string field; stream >> field;) fields.push_back(field);
        if (fields.size() != 3 || !std::all_of(fields.begin(), fields.end(), isNumber)) continue;

        const Delivery delivery{std::stoll(fields[0]), std::stoll(fields[1]), std::stoll(fields[2])};
        if (delivery.start < delivery.end) deliveries.push_back(delivery);
    }
    return deliveries;
}

std::vector<long long> deliveryPlan(std::vector<std::string> offers, int rest) {
    std::vector<Delivery> deliveries = goodDeliveries(offers);
    std::sort(deliveries.begin(), deliveries.end(),
              [](const Delivery& a, const Delivery& b) { return a.start < b.start; });

    // best[i] is the best plan that uses deliveries from place i on.
    std::vector<Plan> best(deliveries.size() + 1);
    for (std::size_t place = deliveries.size(); place-- > 0;) {
        const Delivery& delivery = deliveries[place];
        const auto following = std::lower_bound(
            deliveries.begin(), deliveries.end(), delivery.freeAgain(rest),
            [](const Delivery& other, long long moment) { return other.start < moment; });
        Plan taken = best[following - deliveries.begin()];
        taken.pay += delivery.pay;
        taken.number += 1;
        best[place] = taken.isBetterThan(best[place + 1]) ? taken : best[place + 1];
    }
    return {best[0].pay, best[0].number};
}
