#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_time(const char *text) {
    for (int i = 0; i < 8; i++) {
        if (i == 2 || i == 5 ? text[i] != ':' : !isdigit((unsigned char)text[i])) return 0;
    }
    int hours = (text[0] - '0') * 10 + text[1] - '0';
    return hours <= 23 && text[3] <= '5' && text[6] <= '5';
}

int main(void) {
    const char *levels[] = {"ERROR", "WARN", "INFO", "DEBUG", "OTHER"};
    int counts[5] = {0};
    char line[256], first[9] = "none";
    if (!fgets(line, sizeof line, stdin)) return 1;
    int n = atoi(line);
    for (int i = 0; i < n; i++) {
        if (!fgets(line, sizeof line, stdin)) line[0] = 0;
        line[strcspn(line, "\n")] = 0;
        int found = 4;
        if (strlen(line) > 9 && is_time(line) && line[8] == ' ') {
            size_t length = strcspn(line + 9, " ");
            for (int k = 0; k < 4; k++) {
                if (strlen(levels[k]) == length && strncmp(levels[k], line + 9, length) == 0) found = k;
            }
        }
        counts[found]++;
        if (found == 0 && (first[0] == 'n' || strncmp(line, first, 8) < 0)) {
            memcpy(first, line, 8);
            first[8] = 0;
        }
    }
    for (int k = 0; k < 5; k++) printf("%s %d\n", levels[k], counts[k]);
    printf("FIRST %s\n", first);
    return 0;
}
