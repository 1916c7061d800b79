#include <algorithm>
#include <cctype>
#include <iostream>
#include <list>
#include <memory>
#include <optional>
#include <queue>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

using Names = std::vector<std::string>;

struct Entry {
    std::string key;
    int size;
    int expires;
};
using EntryPtr = std::shared_ptr<Entry>;

struct ExpiresLater {
    bool operator()(const EntryPtr& a, const EntryPtr& b) const { return a->expires > b->expires; }
};

class Cache {
public:
    explicit Cache(int capacity) : capacity_(capacity), free_(capacity) {}

    bool get(int now, const std::string& key) {
        dropExpired(now);
        const auto found = place_.find(key);
        if (found == place_.end()) return false;
        entries_.splice(entries_.end(), entries_, found->second);
        return true;
    }

    // The evicted keys, or nothing if the entry is too big for the cache.
    std::optional<Names> put(int now, const std::string& key, int size, int lifetime) {
        if (size > capacity_) return std::nullopt;
        dropExpired(now);
        if (place_.count(key)) remove(key);
        Names evicted;
        while (free_ < size) {
            evicted.push_back(entries_.front()->key);
            remove(evicted.back());
        }

        entries_.push_back(std::make_shared<Entry>(Entry{key, size, now + lifetime}));
        place_[key] = std::prev(entries_.end());
        free_ -= size;
        byExpiry_.push(entries_.back());
        return evicted;
    }

private:
    void dropExpired(int now) {
        while (!byExpiry_.empty() && byExpiry_.top()->expires <= now) {
            const EntryPtr entry = byExpiry_.top();
            byExpiry_.pop();
            const auto found = place_.find(entry->key);
            if (found != place_.end() && *found->second == entry) remove(entry->key);
        }
    }

    void remove(const std::string& key) {
        const auto found = place_.find(key);
        free_ += (*found->second)->size;
        entries_.erase(found->second);
        place_.erase(found);
    }

    int capacity_;
    int free_;
    std::list<EntryPtr> entries_;  // least recently used first
    std::unordered_map<std::string, std::list<EntryPtr>::iterator> place_;
    // Also holds entries that were replaced or evicted meanwhile.
    std::priority_queue<EntryPtr, std::vector<EntryPtr>, ExpiresLater> byExpiry_;
};

bool isKey(const std::string& text) {
    return text.size() <= 20 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) || c == ':' || c == '.' || c == '_' || c == '-';
    });
}

bool isPositive(const std::string& text) {
    return text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); })
        && std::stoi(text) > 0;
}

std::string answer(Cache& cache, const std::string& line) {
    std::istringstream stream(line);
    Names fields;
    for (std::string field; stream >> field;) fields.push_back(field);
    if (fields.size() < 3 || !isKey(fields[2])) return "invalid";

    const int time = std::stoi(fields[0]);
    if (fields[1] == "get" && fields.size() == 3) return cache.get(time, fields[2]) ? "hit" : "miss";
    if (fields[1] == "put" && fields.size() == 5 && isPositive(fields[3]) && isPositive(fields[4])) {
        const auto evicted = cache.put(time, fields[2], std::stoi(fields[3]), std::stoi(fields[4]));
        if (!evicted) return "refused";
        std::string text = "stored";
        for (const auto& key : *evicted) text += " " + key;
        return text;
    }
    return "invalid";
}

int main() {
    int capacity, count;
    std::cin >> capacity >> count >> std::ws;
    Cache cache(capacity);
    std::string line;
    for (int i = 0; i < count && std::getline(std::cin, line); ++i) {
        std::cout << answer(cache, line) << '\n';
    }
}
