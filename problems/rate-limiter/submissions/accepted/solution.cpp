#include <algorithm>
#include <cctype>
#include <deque>
#include <iostream>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

struct Client {
    int newest = 0;
    std::deque<int> accepted;
};

class RateLimiter {
public:
    RateLimiter(std::size_t limit, int window) : limit_(limit), window_(window) {}

    std::string decide(int time, const std::string& name) {
        Client& client = clients_[name];
        if (time < client.newest) return "late";
        client.newest = time;

        auto& accepted = client.accepted;
        while (!accepted.empty() && accepted.front() <= time - window_) accepted.pop_front();
        if (accepted.size() >= limit_) return "deny";
        accepted.push_back(time);
        return "allow";
    }

private:
    std::size_t limit_;
    int window_;
    std::unordered_map<std::string, Client> clients_;
};

bool isTime(const std::string& text) {
    return text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

bool isClient(const std::string& text) {
    return text.size() <= 20 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) || c == '.' || c == '_' || c == '-';
    });
}

std::string answer(RateLimiter& limiter, const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> fields;
    for (std::string field; stream >> field;) fields.push_back(field);
    if (fields.size() != 2 || !isTime(fields[0]) || !isClient(fields[1])) return "invalid";
    return limiter.decide(std::stoi(fields[0]), fields[1]);
}

int main() {
    int limit, window, count;
    std::cin >> limit >> window >> count >> std::ws;
    RateLimiter limiter(limit, window);
    std::string line;
    for (int i = 0; i < count && std::getline(std::cin, line); ++i) {
        std::cout << answer(limiter, line) << '\n';
    }
}
