import re
from bisect import bisect_right
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
    deliveries = sorted(good_deliveries(offers), key=lambda delivery: delivery.end)
    ends = [delivery.end for delivery in deliveries]
    best = [(0, 0)]
    for delivery in deliveries:
        before = bisect_right(ends, delivery.start - rest)
        while before > 0 and deliveries[before - 1].free_again(rest) > delivery.start:
            before -= 1
        pay, minus_number = best[before]
        best.append(max(best[-1], (pay + delivery.pay, minus_number - 1)))

    pay, minus_number = best[-1]
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
