#include <stdio.h>

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    /* Read n numbers with scanf and print their sum with printf. */
    return 0;
}
