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
    taken: list[Delivery] = []
    for delivery in sorted(good_deliveries(offers), key=lambda delivery: -delivery.pay):
        if delivery.pay > 0 and all(
            other.free_again(rest) <= delivery.start or delivery.free_again(rest) <= other.start
            for other in taken
        ):
            taken.append(delivery)
    return [sum(delivery.pay for delivery in taken), len(taken)]


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
