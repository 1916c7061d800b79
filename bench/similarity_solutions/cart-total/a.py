import re
from collections import defaultdict

GOOD = re.compile(r" *(\S+) +([0-9]{1,5}) +([0-9]{1,5}) *")


def cart_total(lines):
    cart = defaultdict(list)
    for line in lines:
        m = GOOD.fullmatch(line)
        if m:
            cart[m.group(1)].append((int(m.group(2)), int(m.group(3))))
    result = 0
    for entries in cart.values():
        n = sum(q for q, _ in entries)
        amount = sum(q * p for q, p in entries)
        if n >= 50:
            amount -= amount * 20 // 100
        elif n >= 10:
            amount -= amount * 10 // 100
        result += amount
    return result
