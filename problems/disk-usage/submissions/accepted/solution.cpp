#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

/* The path with single slashes, or an empty text if it breaks the rules. */
static std::string clean(const std::string& path) {
    if (path.empty() || path.front() != '/' || path.back() == '/') return "";
    std::string cleaned;
    std::size_t start = 0;
    while (start < path.size()) {
        std::size_t end = std::min(path.find('/', start + 1), path.size());
        std::string name = path.substr(start + 1, end - start - 1);
        if (name == "." || name == "..") return "";
        if (!name.empty()) cleaned += "/" + name;
        start = end;
    }
    return cleaned;
}

int main() {
    std::ios::sync_with_stdio(false);
    int n;
    long long limit;
    std::cin >> n >> limit;
    std::string line;
    std::getline(std::cin, line);
    std::map<std::string, long long> sizes;
    for (int i = 0; i < n; i++) {
        std::getline(std::cin, line);
        std::size_t space = line.find(' ');
        if (space == std::string::npos || space < 1 || space > 12) continue;
        std::string size = line.substr(0, space);
        if (size.find_first_not_of("0123456789") != std::string::npos) continue;
        std::string path = clean(line.substr(space + 1));
        if (!path.empty()) sizes[path] = std::stoll(size);
    }
    std::map<std::string, long long> totals = {{"/", 0}};
    for (const auto& [path, size] : sizes) {
        totals["/"] += size;
        for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
            totals[path.substr(0, end)] += size;
        }
    }
    std::vector<std::pair<long long, std::string>> chosen;
    for (const auto& [folder, total] : totals) {
        if (total >= limit) chosen.emplace_back(-total, folder);
    }
    std::sort(chosen.begin(), chosen.end());
    for (const auto& [total, folder] : chosen) std::cout << -total << " " << folder << "\n";
    if (chosen.empty()) std::cout << "none\n";
}
