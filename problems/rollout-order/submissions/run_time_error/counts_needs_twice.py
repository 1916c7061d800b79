import heapq
import sys


def main() -> None:
    needs = read_needs()
    unknown = set().union(*needs.values()) - needs.keys()
    if unknown:
        report("unknown", sorted(unknown))
        return
    order = rollout_order(needs)
    if len(order) == len(needs):
        report("order", order)
    else:
        report("cycle", find_cycle(needs, needs.keys() - order))


def read_needs() -> dict[str, list[str]]:
    needs: dict[str, list[str]] = {}
    for _ in range(int(sys.stdin.readline())):
        service, *needed = sys.stdin.readline().split()
        needs.setdefault(service, []).extend(needed)
    return needs


def rollout_order(needs: dict[str, list[str]]) -> list[str]:
    """All services that can be rolled out, in the order asked for."""
    waiting_for: dict[str, list[str]] = {service: [] for service in needs}
    for service, needed in needs.items():
        for other in set(needed):
            waiting_for[other].append(service)

    missing = {service: len(needed) for service, needed in needs.items()}
    ready = [service for service, count in missing.items() if count == 0]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        done = heapq.heappop(ready)
        order.append(done)
        for service in waiting_for[done]:
            missing[service] -= 1
            if missing[service] == 0:
                heapq.heappush(ready, service)
    return order


def find_cycle(needs: dict[str, list[str]], stuck: set[str]) -> list[str]:
    walk: list[str] = []
    position: dict[str, int] = {}
    service = min(stuck)
    while service not in position:
        position[service] = len(walk)
        walk.append(service)
        service = min(stuck.intersection(needs[service]))

    cycle = walk[position[service] :]
    first = cycle.index(min(cycle))
    return cycle[first:] + cycle[:first]


def report(kind: str, services: list[str]) -> None:
    print(kind, *services, sep="\n")


main()
