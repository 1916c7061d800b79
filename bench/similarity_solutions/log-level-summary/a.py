import sys

LEVELS = ["ERROR", "WARN", "INFO", "DEBUG"]


def valid_time(t):
    if len(t) != 8:
        return False
    if t[2] != ":" or t[5] != ":":
        return False
    for part, limit in ((t[:2], 24), (t[3:5], 60), (t[6:], 60)):
        if not part.isdigit() or int(part) >= limit:
            return False
    return True


def main():
    lines = sys.stdin.read().split("\n")
    n = int(lines[0])
    totals = dict.fromkeys(LEVELS + ["OTHER"], 0)
    best = "99:99:99"
    for i in range(1, n + 1):
        words = lines[i].split(" ", 2)
        if len(words) < 2 or not valid_time(words[0]) or words[1] not in LEVELS:
            totals["OTHER"] += 1
        else:
            totals[words[1]] += 1
            if words[1] == "ERROR":
                best = min(best, words[0])
    for key in totals:
        print(f"{key} {totals[key]}")
    print("FIRST", "none" if best == "99:99:99" else best)


if __name__ == "__main__":
    main()
