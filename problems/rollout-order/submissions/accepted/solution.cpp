#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <queue>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

using Names = std::vector<std::string>;
using Needs = std::map<std::string, std::set<std::string>>;

Needs readNeeds() {
    int count;
    std::cin >> count >> std::ws;
    Needs needs;
    std::string line;
    for (int i = 0; i < count && std::getline(std::cin, line); ++i) {
        std::istringstream stream(line);
        std::string service, needed;
        stream >> service;
        auto& needsOfService = needs[service];
        while (stream >> needed) needsOfService.insert(needed);
    }
    return needs;
}

std::set<std::string> unknownServices(const Needs& needs) {
    std::set<std::string> unknown;
    for (const auto& [service, needed] : needs) {
        for (const auto& other : needed) {
            if (!needs.count(other)) unknown.insert(other);
        }
    }
    return unknown;
}

// All services that can be rolled out, in the order asked for.
Names rolloutOrder(const Needs& needs) {
    std::unordered_map<std::string, Names> waitingFor;
    std::unordered_map<std::string, std::size_t> missing;
    std::priority_queue<std::string, Names, std::greater<>> ready;
    for (const auto& [service, needed] : needs) {
        missing[service] = needed.size();
        if (needed.empty()) ready.push(service);
        for (const auto& other : needed) waitingFor[other].push_back(service);
    }

    Names order;
    while (!ready.empty()) {
        const std::string done = ready.top();
        ready.pop();
        order.push_back(done);
        for (const auto& service : waitingFor[done]) {
            if (--missing[service] == 0) ready.push(service);
        }
    }
    return order;
}

Names findCycle(const Needs& needs, const std::set<std::string>& stuck) {
    Names walk;
    std::unordered_map<std::string, std::size_t> position;
    std::string service = *stuck.begin();
    while (position.emplace(service, walk.size()).second) {
        walk.push_back(service);
        const auto& needed = needs.at(service);
        service = *std::find_if(needed.begin(), needed.end(),
                                [&](const std::string& other) { return stuck.count(other) > 0; });
    }
    Names cycle(walk.begin() + position[service], walk.end());
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    return cycle;
}

template <class Services>
void report(const std::string& kind, const Services& services) {
    std::cout << kind << '\n';
    for (const auto& service : services) std::cout << service << '\n';
}

int main() {
    const Needs needs = readNeeds();
    const auto unknown = unknownServices(needs);
    if (!unknown.empty()) {
        report("unknown", unknown);
        return 0;
    }
    const Names order = rolloutOrder(needs);
    if (order.size() == needs.size()) {
        report("order", order);
        return 0;
    }
    std::set<std::string> stuck;
    for (const auto& [service, needed] : needs) stuck.insert(service);
    for (const auto& service : order) stuck.erase(service);
    report("cycle", findCycle(needs, stuck));
}
