def cart_total(lines: list[str]) -> int:
    total = 0
    for line in lines:
        fields = line.split()
        if len(fields) != 3 or not is_number(fields[1]) or not is_number(fields[2]):
            continue
        quantity, price = int(fields[1]), int(fields[2])
        percent = 20 if quantity >= 50 else 10 if quantity >= 10 else 0
        amount = quantity * price
        total += amount - amount * percent // 100
    return total


def is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 5
