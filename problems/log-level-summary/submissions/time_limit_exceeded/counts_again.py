import re
import sys

TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
LEVELS = ["ERROR", "WARN", "INFO", "DEBUG"]


def level_of(line):
    fields = line.split(" ")
    if len(fields) >= 2 and TIME.fullmatch(fields[0]) and fields[1] in LEVELS:
        return fields[1]
    return "OTHER"


lines = sys.stdin.read().split("\n")
seen = []
counts = {level: 0 for level in [*LEVELS, "OTHER"]}
first = "none"
for line in lines[1 : int(lines[0]) + 1]:
    seen.append(line)
    counts = {level: 0 for level in [*LEVELS, "OTHER"]}
    first = "none"
    for old in seen:
        level = level_of(old)
        counts[level] += 1
        if level == "ERROR" and old[:8] < first:
            first = old[:8]
for level, count in counts.items():
    print(level, count)
print("FIRST", first)
