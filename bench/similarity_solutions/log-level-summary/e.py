import re
import sys

EXPRESSIONS = {
    name: re.compile(r"(?:[01]\d|2[0-3])(?::[0-5]\d){2} " + name + r"(?: .*)?", re.ASCII)
    for name in ("ERROR", "WARN", "INFO", "DEBUG")
}


def classify(line):
    return next((name for name, expression in EXPRESSIONS.items() if expression.fullmatch(line)), "OTHER")


def run(stream):
    n = int(next(stream))
    amounts = {**{name: 0 for name in EXPRESSIONS}, "OTHER": 0}
    earliest = ""
    for line in (next(stream).rstrip("\r\n") for _ in range(n)):
        kind = classify(line)
        amounts[kind] = amounts[kind] + 1
        if kind != "ERROR":
            continue
        moment = line.split()[0]
        if not earliest or moment < earliest:
            earliest = moment
    yield from (f"{kind} {amount}" for kind, amount in amounts.items())
    yield "FIRST " + (earliest or "none")


print("\n".join(run(sys.stdin)))
