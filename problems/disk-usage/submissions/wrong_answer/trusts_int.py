import sys


def main() -> None:
    n, limit = map(int, sys.stdin.readline().split())
    sizes: dict[tuple[str, ...], int] = {}
    for _ in range(n):
        number, _, path = sys.stdin.readline().rstrip("\n").partition(" ")
        try:
            size = int(number)
        except ValueError:
            continue
        names = [name for name in path.split("/") if name]
        if size < 0 or not path.startswith("/") or path.endswith("/") or "." in names or ".." in names:
            continue
        sizes[tuple(names)] = size
    totals = {"/": 0}
    for names, size in sizes.items():
        totals["/"] += size
        folder = ""
        for name in names[:-1]:
            folder += "/" + name
            totals[folder] = totals.get(folder, 0) + size
    chosen = sorted((-total, folder) for folder, total in totals.items() if total >= limit)
    for total, folder in chosen:
        print(-total, folder)
    if not chosen:
        print("none")


main()
