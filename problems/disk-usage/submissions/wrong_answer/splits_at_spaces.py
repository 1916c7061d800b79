import re
import sys

SIZE = re.compile(r"[0-9]{1,12}")


def names_of(path: str) -> list[str] | None:
    if not path.startswith("/") or path.endswith("/"):
        return None
    names = [name for name in path.split("/") if name]
    return None if "." in names or ".." in names else names


def main() -> None:
    n, limit = map(int, sys.stdin.readline().split())
    sizes: dict[tuple[str, ...], int] = {}
    for _ in range(n):
        size, path = (sys.stdin.readline().split() + ["", ""])[:2]
        names = names_of(path)
        if SIZE.fullmatch(size) and names is not None:
            sizes[tuple(names)] = int(size)
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
