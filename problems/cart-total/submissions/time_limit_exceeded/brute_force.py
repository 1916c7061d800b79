def cart_total(lines: list[str]) -> int:
    parsed = [fields for fields in map(str.split, lines) if is_valid(fields)]
    total = 0
    for position, (item, _, _) in enumerate(parsed):
        if any(other[0] == item for other in parsed[:position]):
            continue
        pieces = 0
        cents = 0
        for name, quantity, price in parsed:
            if name == item:
                pieces += int(quantity)
                cents += int(quantity) * int(price)
        percent = 20 if pieces >= 50 else 10 if pieces >= 10 else 0
        total += cents - cents * percent // 100
    return total


def is_valid(fields: list[str]) -> bool:
    return len(fields) == 3 and all(text.isdecimal() and len(text) <= 5 for text in fields[1:])
