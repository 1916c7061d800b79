import re
import sys

LINE = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]) (ERROR|WARN|INFO|DEBUG)(?: .*)?")
counts = {"ERROR": 0, "WARN": 0, "INFO": 0, "DEBUG": 0, "OTHER": 0}
first = "none"
sys.stdin.readline()
for line in sys.stdin:
    line = line.strip("\n")
    if not line:
        continue
    match = LINE.fullmatch(line)
    level = match[2] if match else "OTHER"
    counts[level] += 1
    if level == "ERROR":
        first = min(first, match[1])
for level, count in counts.items():
    print(level, count)
print("FIRST", first)
