import re
import sys

TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
lines = sys.stdin.read().split("\n")
counts = {"ERROR": 0, "WARN": 0, "INFO": 0, "DEBUG": 0, "OTHER": 0}
first = "none"
for line in lines[1 : int(lines[0]) + 1]:
    level = "OTHER"
    if TIME.fullmatch(line[:8]):
        for name in ("ERROR", "WARN", "INFO", "DEBUG"):
            if name in line:
                level = name
                break
    counts[level] += 1
    if level == "ERROR":
        first = min(first, line[:8])
for level, count in counts.items():
    print(level, count)
print("FIRST", first)
