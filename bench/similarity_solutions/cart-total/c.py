from itertools import groupby


def cart_total(lines):
    rows = sorted(filter(None, map(parse, lines)))
    return sum(pay([(q, p) for _, q, p in group]) for _, group in groupby(rows, key=lambda row: row[0]))


def parse(line):
    try:
        name, quantity, price = line.split()
    except ValueError:
        return None
    digits = set("0123456789")
    if not (set(quantity) <= digits and set(price) <= digits):
        return None
    if max(len(quantity), len(price)) > 5:
        return None
    return name, int(quantity), int(price)


def pay(bought):
    full = sum(q * p for q, p in bought)
    pieces = sum(q for q, p in bought)
    return full - full * (20 if pieces >= 50 else 10 if pieces >= 10 else 0) // 100
