import sys
from collections import deque


class Client:
    def __init__(self) -> None:
        self.newest = 0
        self.accepted: deque[int] = deque()


class RateLimiter:
    def __init__(self, limit: int, window: int) -> None:
        self.limit = limit
        self.window = window
        self.clients: dict[str, Client] = {}

    def decide(self, time: int, name: str) -> str:
        client = self.clients.setdefault(name, Client())
        if time < client.newest:
            return "late"
        client.newest = time

        accepted = client.accepted
        while accepted and accepted[0] <= time - self.window:
            accepted.popleft()
        if len(accepted) >= self.limit:
            return "deny"
        accepted.append(time)
        return "allow"


def answer(limiter: RateLimiter, line: str) -> str:
    try:
        time, client = line.split()
        return limiter.decide(int(time), client)
    except ValueError:
        return "invalid"


def main() -> None:
    limit, window, count = map(int, sys.stdin.readline().split())
    limiter = RateLimiter(limit, window)
    for _ in range(count):
        print(answer(limiter, sys.stdin.readline()))


main()
