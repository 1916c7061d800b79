#include <iostream>

int main() {
    int n;
    std::cin >> n;
    // Read n numbers with std::cin >> and print their sum with std::cout <<.
}
