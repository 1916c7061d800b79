from collections import defaultdict


def cart_total(lines: list[str]) -> int:
    pieces: dict[str, int] = defaultdict(int)
    cents: dict[str, int] = defaultdict(int)
    for line in lines:
        try:
            item, quantity, price = line.split()
            count = int(quantity)
            amount = count * int(price)
        except ValueError:
            continue
        pieces[item] += count
        cents[item] += amount

    total = 0
    for item, amount in cents.items():
        percent = 20 if pieces[item] >= 50 else 10 if pieces[item] >= 10 else 0
        total += amount - amount * percent // 100
    return total
