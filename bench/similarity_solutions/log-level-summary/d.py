import sys


def seconds(text):
    parts = text.split(":")
    if [len(p) for p in parts] != [2, 2, 2]:
        return -1
    if not all(p.isdecimal() for p in parts):
        return -1
    h, m, s = (int(p) for p in parts)
    return h * 3600 + m * 60 + s if h < 24 and m < 60 and s < 60 else -1


data = sys.stdin.read().splitlines()[1:]
table = {"ERROR": [], "WARN": [], "INFO": [], "DEBUG": []}
other = 0
for row in data:
    time, _, tail = row.partition(" ")
    name = tail.split(" ")[0]
    if seconds(time) >= 0 and name in table:
        table[name].append((seconds(time), time))
    else:
        other += 1
for name, times in table.items():
    print(name, len(times))
print("OTHER", other)
errors = sorted(table["ERROR"])
print("FIRST " + (errors[0][1] if errors else "none"))
