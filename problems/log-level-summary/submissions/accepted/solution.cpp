#include <array>
#include <cctype>
#include <iostream>
#include <string>

static bool isTime(const std::string& text) {
    if (text.size() != 8) return false;
    for (int i = 0; i < 8; i++) {
        if (i == 2 || i == 5) {
            if (text[i] != ':') return false;
        } else if (!std::isdigit(static_cast<unsigned char>(text[i]))) {
            return false;
        }
    }
    return text.substr(0, 2) <= "23" && text[3] <= '5' && text[6] <= '5';
}

int main() {
    const std::array<std::string, 5> levels = {"ERROR", "WARN", "INFO", "DEBUG", "OTHER"};
    std::array<int, 5> counts = {0, 0, 0, 0, 0};
    std::string line, first = "none";
    std::getline(std::cin, line);
    int n = std::stoi(line);
    for (int i = 0; i < n; i++) {
        std::getline(std::cin, line);
        int found = 4;
        std::size_t space = line.find(' ');
        if (space != std::string::npos && isTime(line.substr(0, space))) {
            std::size_t end = line.find(' ', space + 1);
            std::string level = line.substr(space + 1, end == std::string::npos ? end : end - space - 1);
            for (int k = 0; k < 4; k++) {
                if (levels[k] == level) found = k;
            }
        }
        counts[found]++;
        // "none" is larger than any time as text.
        if (found == 0 && line.substr(0, 8) < first) first = line.substr(0, 8);
    }
    for (int k = 0; k < 5; k++) std::cout << levels[k] << " " << counts[k] << "\n";
    std::cout << "FIRST " << first << "\n";
}
