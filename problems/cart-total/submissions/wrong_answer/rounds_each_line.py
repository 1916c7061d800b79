def cart_total(lines: list[str]) -> int:
    good: list[tuple[str, int, int]] = []
    pieces: dict[str, int] = {}
    for line in lines:
        fields = line.split()
        if len(fields) != 3 or not is_number(fields[1]) or not is_number(fields[2]):
            continue
        item, quantity, price = fields[0], int(fields[1]), int(fields[2])
        good.append((item, quantity, price))
        pieces[item] = pieces.get(item, 0) + quantity

    total = 0
    for item, quantity, price in good:
        percent = 20 if pieces[item] >= 50 else 10 if pieces[item] >= 10 else 0
        amount = quantity * price
        total += amount - amount * percent // 100
    return total


def is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 5
