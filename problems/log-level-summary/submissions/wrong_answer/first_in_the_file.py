import re
import sys

LINE = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]) (ERROR|WARN|INFO|DEBUG)(?: .*)?")
lines = sys.stdin.read().split("\n")
counts = {"ERROR": 0, "WARN": 0, "INFO": 0, "DEBUG": 0, "OTHER": 0}
first = None
for line in lines[1 : int(lines[0]) + 1]:
    match = LINE.fullmatch(line)
    counts[match[2] if match else "OTHER"] += 1
    if match and match[2] == "ERROR" and first is None:
        first = match[1]
for level, count in counts.items():
    print(level, count)
print("FIRST", first or "none")
