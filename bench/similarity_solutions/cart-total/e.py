from typing import NamedTuple


class Line(NamedTuple):
    item: str
    quantity: int
    price: int


STEPS = [(50, 20), (10, 10), (0, 0)]


def read_line(text: str) -> Line | None:
    fields = [field for field in text.split(" ") if field != ""]
    if len(fields) != 3:
        return None
    numbers = []
    for field in fields[1:]:
        if not 1 <= len(field) <= 5:
            return None
        if any(ch not in "0123456789" for ch in field):
            return None
        numbers.append(int(field))
    return Line(fields[0], *numbers)


def percent(pieces: int) -> int:
    for least, off in STEPS:
        if pieces >= least:
            return off
    return 0


def cart_total(lines: list[str]) -> int:
    totals: dict[str, tuple[int, int]] = {}
    for text in lines:
        line = read_line(text)
        if line is None:
            continue
        pieces, amount = totals.get(line.item, (0, 0))
        totals[line.item] = (pieces + line.quantity, amount + line.quantity * line.price)
    to_pay = 0
    for pieces, amount in totals.values():
        discount = amount * percent(pieces) // 100
        to_pay = to_pay + amount - discount
    return to_pay
