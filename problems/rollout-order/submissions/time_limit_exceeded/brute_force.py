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


def read_needs() -> dict[str, set[str]]:
    needs: dict[str, set[str]] = {}
    for _ in range(int(sys.stdin.readline())):
        service, *needed = sys.stdin.readline().split()
        needs.setdefault(service, set()).update(needed)
    return needs


def rollout_order(needs: dict[str, set[str]]) -> list[str]:
    """All services that can be rolled out, in the order asked for."""
    names = sorted(needs)
    order: list[str] = []
    done: set[str] = set()
    while True:
        for service in names:
            if service not in done and needs[service] <= done:
                order.append(service)
                done.add(service)
                break
        else:
            return order


def find_cycle(needs: dict[str, set[str]], stuck: set[str]) -> list[str]:
    walk: list[str] = []
    position: dict[str, int] = {}
    service = min(stuck)
    while service not in position:
        position[service] = len(walk)
        walk.append(service)
        service = min(needs[service] & stuck)

    cycle = walk[position[service] :]
    first = cycle.index(min(cycle))
    return cycle[first:] + cycle[:first]


def report(kind: str, services: list[str]) -> None:
    print(kind, *services, sep="\n")


main()
