import sys
from datetime import time


def parse(line):
    fields = line.split(" ", maxsplit=2)
    try:
        stamp = time.fromisoformat(fields[0])
        if len(fields[0]) != 8 or fields[0].count(":") != 2:
            raise ValueError("not a time")
        return stamp, fields[1]
    except (ValueError, IndexError):
        return None, None


names = ("ERROR", "WARN", "INFO", "DEBUG")
counts = [0, 0, 0, 0, 0]
errors = set()
stdin = iter(sys.stdin.read().split("\n"))
for _ in range(int(next(stdin))):
    stamp, name = parse(next(stdin))
    position = names.index(name) if name in names else 4
    counts[position] += 1
    if position == 0:
        errors.add(stamp)
for name, count in zip((*names, "OTHER"), counts, strict=True):
    print(name, count)
print("FIRST", min(errors).isoformat() if errors else "none")
