import re
from typing import NamedTuple

NUMBER = re.compile(r"[0-9]{1,9}")
LONG = 240


class Delivery(NamedTuple):
    start: int
    end: int
    pay: int

    def free_again(self, rest: int) -> int:
        return self.end + (2 * rest if self.end - self.start > LONG else rest)


def delivery_plan(offers: list[str], rest: int) -> list[int]:
    total, number, free = 0, 0, 0
    for delivery in sorted(good_deliveries(offers), key=lambda delivery: delivery.end):
        if delivery.start >= free and delivery.pay > 0:
            total += delivery.pay
            number += 1
            free = delivery.free_again(rest)
    return [total, number]


def good_deliveries(offers: list[str]) -> list[Delivery]:
    deliveries: list[Delivery] = []
    for offer in offers:
        fields = offer.split()
        if len(fields) != 3 or not all(NUMBER.fullmatch(field) for field in fields):
            continue
        start, end, pay = map(int, fields)
        if start < end:
            deliveries.append(Delivery(start, end, pay))
    return deliveries
