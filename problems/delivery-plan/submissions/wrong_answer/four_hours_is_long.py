import re
from bisect import bisect_left
from typing import NamedTuple

NUMBER = re.compile(r"[0-9]{1,9}")
LONG = 240


class Delivery(NamedTuple):
    start: int
    end: int
    pay: int

    def free_again(self, rest: int) -> int:
        return self.end + (2 * rest if self.end - self.start >= LONG else rest)


def delivery_plan(offers: list[str], rest: int) -> list[int]:
    deliveries = sorted(good_deliveries(offers))
    starts = [delivery.start for delivery in deliveries]
    # best[i] is the best plan of deliveries[i:], as its pay and minus its number of deliveries.
    best = [(0, 0)] * (len(deliveries) + 1)
    for place in reversed(range(len(deliveries))):
        delivery = deliveries[place]
        pay, minus_number = best[bisect_left(starts, delivery.free_again(rest))]
        best[place] = max(best[place + 1], (pay + delivery.pay, minus_number - 1))

    pay, minus_number = best[0]
    return [pay, -minus_number]


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
