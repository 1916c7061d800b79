import sys

lines = sys.stdin.read().split("\n")
counts = {"ERROR": 0, "WARN": 0, "INFO": 0, "DEBUG": 0, "OTHER": 0}
first = "none"
for line in lines[1 : int(lines[0]) + 1]:
    fields = line.split(" ")
    level = "OTHER"
    if len(fields) >= 2 and len(fields[0].split(":")) == 3 and fields[1] in counts:
        level = fields[1]
    counts[level] += 1
    if level == "ERROR":
        first = min(first, fields[0])
for level, count in counts.items():
    print(level, count)
print("FIRST", first)
