from collections import Counter
import re


def level(line):
    m = re.match(r"^(\d{2}):(\d{2}):(\d{2}) ([A-Z]+)( |$)", line, re.ASCII)
    if not m:
        return "OTHER", None
    h, mi, s, name, _ = m.groups()
    if int(h) > 23 or int(mi) > 59 or int(s) > 59:
        return "OTHER", None
    if name in {"ERROR", "WARN", "INFO", "DEBUG"}:
        return name, line[:8]
    return "OTHER", None


found = [level(input()) for _ in range(int(input()))]
count = Counter(name for name, _ in found)
for name in "ERROR WARN INFO DEBUG OTHER".split():
    print(name, count[name])
print("FIRST", min((time for name, time in found if name == "ERROR"), default="none"))
