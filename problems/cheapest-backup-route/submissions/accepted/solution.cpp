#include <algorithm>
#include <functional>
#include <iostream>
#include <optional>
#include <queue>
#include <sstream>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

struct Link {
    std::string to;
    int normal;
    int reduced;
};
using Links = std::unordered_map<std::string, std::vector<Link>>;

bool isSite(const std::string& text) {
    return text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool isPrice(const std::string& text) {
    return text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Links readLinks(int count) {
    Links links;
    std::string line;
    for (int i = 0; i < count && std::getline(std::cin, line); ++i) {
        std::istringstream stream(line);
        std::vector<std::string> fields;
        for (std::string field; stream >> field;) fields.push_back(field);
        if (fields.size() != 4 || !isSite(fields[0]) || !isSite(fields[1]) || !isPrice(fields[2])
            || !isPrice(fields[3])) {
            continue;
        }
        const int normal = std::stoi(fields[2]);
        const int reduced = std::stoi(fields[3]);
        if (reduced > normal) continue;
        links[fields[0]].push_back({fields[1], normal, reduced});
        links[fields[1]].push_back({fields[0], normal, reduced});
    }
    return links;
}

// Lowest price and the fewest vouchers it needs, if a way leads to the target.
std::optional<std::pair<long long, int>> cheapestRoute(Links& links, int vouchers,
                                                       const std::string& source,
                                                       const std::string& target) {
    using State = std::tuple<long long, int, std::string>;  // price, vouchers used, site
    std::priority_queue<State, std::vector<State>, std::greater<>> queue;
    queue.emplace(0, 0, source);
    // Sites come off the queue by price. A second visit is of use only with fewer vouchers used.
    std::unordered_map<std::string, int> fewestUsed;
    while (!queue.empty()) {
        const auto [price, used, site] = queue.top();
        queue.pop();
        if (site == target) return std::pair(price, used);

        const auto [visit, isFirst] = fewestUsed.emplace(site, used);
        if (!isFirst && used >= visit->second) continue;
        visit->second = used;
        for (const Link& link : links[site]) {
            queue.emplace(price + link.normal, used, link.to);
            if (used < vouchers) queue.emplace(price + link.reduced, used + 1, link.to);
        }
    }
    return std::nullopt;
}

int main() {
    int count, vouchers;
    std::string source, target;
    std::cin >> count >> vouchers >> source >> target >> std::ws;
    Links links = readLinks(count);
    if (const auto route = cheapestRoute(links, vouchers, source, target)) {
        std::cout << route->first << ' ' << route->second << '\n';
    } else {
        std::cout << "unreachable\n";
    }
}
