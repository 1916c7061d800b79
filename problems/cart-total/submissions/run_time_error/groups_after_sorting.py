def cart_total(lines: list[str]) -> int:
    parsed = sorted(fields for fields in map(str.split, lines) if is_valid(fields))
    total = 0
    item, pieces, cents = parsed[0][0], 0, 0
    for name, quantity, price in parsed:
        if name != item:
            total += discounted(pieces, cents)
            item, pieces, cents = name, 0, 0
        pieces += int(quantity)
        cents += int(quantity) * int(price)
    return total + discounted(pieces, cents)


def is_valid(fields: list[str]) -> bool:
    return len(fields) == 3 and all(text.isdecimal() and len(text) <= 5 for text in fields[1:])


def discounted(pieces: int, cents: int) -> int:
    percent = 20 if pieces >= 50 else 10 if pieces >= 10 else 0
    return cents - cents * percent // 100
