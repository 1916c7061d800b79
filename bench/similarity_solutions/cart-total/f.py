from collections import Counter


def cart_total(lines):
    count, money = Counter(), Counter()
    for line in lines:
        match line.split():
            case [item, q, p] if q.isdigit() and p.isdigit() and len(q) < 6 and len(p) < 6:
                count[item] += int(q)
                money[item] += int(q) * int(p)
    off = {True: 0}
    saved = 0
    for item in count:
        if 10 <= count[item] < 50:
            saved += money[item] // 10
        if count[item] >= 50:
            saved += money[item] * 2 // 10
    return money.total() - saved
