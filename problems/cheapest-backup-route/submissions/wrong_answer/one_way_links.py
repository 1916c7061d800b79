import heapq
import re
import sys
from collections import defaultdict
from typing import NamedTuple

SITE = re.compile(r"[a-z0-9-]{1,20}")
PRICE = re.compile(r"[0-9]{1,9}")


class Link(NamedTuple):
    to: str
    normal: int
    reduced: int


def main() -> None:
    count, vouchers, source, target = sys.stdin.readline().split()
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for _ in range(int(count)):
        fields = sys.stdin.readline().split()
        if is_link(fields):
            one, other, normal, reduced = fields[0], fields[1], int(fields[2]), int(fields[3])
            links[one].append(Link(other, normal, reduced))

    route = cheapest_route(links, int(vouchers), source, target)
    if route is None:
        print("unreachable")
    else:
        print(*route)


def is_link(fields: list[str]) -> bool:
    return (
        len(fields) == 4
        and all(SITE.fullmatch(site) for site in fields[:2])
        and all(PRICE.fullmatch(price) for price in fields[2:])
        and int(fields[3]) <= int(fields[2])
    )


def cheapest_route(
    links: defaultdict[str, list[Link]], vouchers: int, source: str, target: str
) -> tuple[int, int] | None:
    """Lowest price and the fewest vouchers it needs, or None if no way leads to the target."""
    queue = [(0, 0, source)]
    # Sites come off the queue by price. A second visit is of use only with fewer vouchers used.
    fewest_used: dict[str, int] = {}
    while queue:
        price, used, site = heapq.heappop(queue)
        if site == target:
            return price, used
        if used >= fewest_used.get(site, vouchers + 1):
            continue
        fewest_used[site] = used
        for link in links[site]:
            heapq.heappush(queue, (price + link.normal, used, link.to))
            if used < vouchers:
                heapq.heappush(queue, (price + link.reduced, used + 1, link.to))
    return None


main()
