import re
import sys

LINE = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]) (ERROR|WARN|INFO|DEBUG)(?: .*)?")


def main() -> None:
    n = int(sys.stdin.readline())
    counts = {"ERROR": 0, "WARN": 0, "INFO": 0, "DEBUG": 0, "OTHER": 0}
    first = None
    for _ in range(n):
        match = LINE.fullmatch(sys.stdin.readline().rstrip("\n"))
        if match is None:
            counts["OTHER"] += 1
            continue
        time, level = match[1], match[2]
        counts[level] += 1
        if level == "ERROR" and (first is None or time < first):
            first = time
    for level, count in counts.items():
        print(level, count)
    print("FIRST", first or "none")


main()
