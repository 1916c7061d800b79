MAX_DIGITS = 5


def cart_total(lines: list[str]) -> int:
    pieces: dict[str, int] = {}
    cents: dict[str, int] = {}
    for line in lines:
        fields = line.split()
        if len(fields) != 3 or not is_number(fields[1]) or not is_number(fields[2]):
            continue
        item, quantity, price = fields[0], int(fields[1]), int(fields[2])
        pieces[item] = pieces.get(item, 0) + quantity
        cents[item] = cents.get(item, 0) + quantity * price

    total = 0
    for item, amount in cents.items():
        total += amount - amount * discount_percent(pieces[item]) // 100
    return total


def is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= MAX_DIGITS


def discount_percent(pieces: int) -> int:
    if pieces > 50:
        return 20
    if pieces > 10:
        return 10
    return 0
