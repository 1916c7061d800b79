#include <stdio.h>

int main(void) {
    int n;
    long sum = 0;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++) {
        int minutes;
        if (scanf("%d", &minutes) != 1) return 1;
        if (minutes > 0) sum += minutes;
    }
    printf("%ld\n", sum);
    return 0;
}
