import re
import sys

SIZE = re.compile(r"[0-9]{1,12}")


def main() -> None:
    n, limit = map(int, sys.stdin.readline().split())
    sizes: dict[str, int] = {}
    for _ in range(n):
        size, _, path = sys.stdin.readline().rstrip("\n").partition(" ")
        names = [name for name in path.split("/") if name]
        good = path.startswith("/") and not path.endswith("/") and "." not in names and ".." not in names
        if SIZE.fullmatch(size) and good:
            sizes["/" + "/".join(names)] = int(size)
    folders = {"/"}
    for path in sizes:
        parts = path.split("/")
        for end in range(2, len(parts)):
            folders.add("/".join(parts[:end]))
    chosen = []
    for folder in folders:
        start = folder
        total = 0
        for path, size in sizes.items():
            if path.startswith(start):
                total += size
        if total >= limit:
            chosen.append((-total, folder))
    for total, folder in sorted(chosen):
        print(-total, folder)
    if not chosen:
        print("none")


main()
