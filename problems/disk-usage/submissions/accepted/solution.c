#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *path;
    long long size;
    int order;
} Entry;

static int by_path_then_order(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    int difference = strcmp(x->path, y->path);
    return difference ? difference : x->order - y->order;
}

static int by_size_then_path(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    if (x->size != y->size) return x->size < y->size ? 1 : -1;
    return strcmp(x->path, y->path);
}

/* Copies the path with single slashes to `cleaned`; returns 0 if it breaks the rules. */
static int clean(const char *path, char *cleaned) {
    size_t length = strlen(path);
    if (length == 0 || path[0] != '/' || path[length - 1] == '/') return 0;
    char *out = cleaned;
    while (*path) {
        while (*path == '/') path++;
        size_t name = strcspn(path, "/");
        if ((name == 1 && path[0] == '.') || (name == 2 && path[0] == '.' && path[1] == '.')) return 0;
        *out++ = '/';
        memcpy(out, path, name);
        out += name;
        path += name;
    }
    *out = 0;
    return 1;
}

static char *copy(const char *text, size_t length) {
    char *made = malloc(length + 1);
    memcpy(made, text, length);
    made[length] = 0;
    return made;
}

int main(void) {
    int n;
    long long limit;
    char line[512], cleaned[512];
    if (scanf("%d %lld ", &n, &limit) != 2) return n == 0 ? 0 : 1;
    Entry *files = malloc((n + 1) * sizeof *files);
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (!fgets(line, sizeof line, stdin)) break;
        line[strcspn(line, "\n")] = 0;
        size_t digits = strspn(line, "0123456789");
        if (digits < 1 || digits > 12 || line[digits] != ' ' || !clean(line + digits + 1, cleaned)) continue;
        files[count].path = copy(cleaned, strlen(cleaned));
        files[count].size = atoll(line);
        files[count].order = i;
        count++;
    }
    qsort(files, count, sizeof *files, by_path_then_order);
    size_t room = 1;
    for (int i = 0; i < count; i++) {
        for (const char *c = files[i].path; *c; c++) room += *c == '/';
    }
    Entry *parts = malloc((room + 1) * sizeof *parts);
    size_t made = 0;
    parts[made++] = (Entry){"/", 0, 0};
    for (int i = 0; i < count; i++) {
        if (i + 1 < count && strcmp(files[i].path, files[i + 1].path) == 0) continue;
        parts[0].size += files[i].size;
        for (char *slash = strchr(files[i].path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
            parts[made++] = (Entry){copy(files[i].path, slash - files[i].path), files[i].size, 0};
        }
    }
    qsort(parts, made, sizeof *parts, by_path_then_order);
    size_t folders = 0;
    for (size_t i = 0; i < made; i++) {
        if (folders > 0 && strcmp(parts[folders - 1].path, parts[i].path) == 0) {
            parts[folders - 1].size += parts[i].size;
        } else {
            parts[folders++] = parts[i];
        }
    }
    qsort(parts, folders, sizeof *parts, by_size_then_path);
    int printed = 0;
    for (size_t i = 0; i < folders && parts[i].size >= limit; i++) {
        printf("%lld %s\n", parts[i].size, parts[i].path);
        printed = 1;
    }
    if (!printed) printf("none\n");
    return 0;
}
