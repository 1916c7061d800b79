#include <iostream>

int main() {
    int n;
    long long sum = 0;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        int minutes;
        std::cin >> minutes;
        if (minutes > 0) sum += minutes;
    }
    std::cout << sum << "\n";
}
