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
        size, _, path = sys.stdin.readline().rstrip("\n").partition(" ")
        names = names_of(path)
        if SIZE.fullmatch(size) and names is not None:
            sizes[tuple(names)] = int(size)
    totals: dict[str, int] = {}
    for names, size in sizes.items():
        totals["/"] = totals.get("/", 0) + size
        folder = ""
        for name in names[:-1]:
            folder += "/" + name
            totals[folder] = totals.get(folder, 0) + size
    if totals["/"] < limit:
        print("none")
        return
    chosen = sorted((-total, folder) for folder, total in totals.items() if total >= limit)
    for total, folder in chosen:
        print(-total, folder)
    if not chosen:
        print("none")


main()
