import re
import sys
from collections import deque

TIME = re.compile(r"[0-9]{1,9}")
CLIENT = re.compile(r"[A-Za-z0-9._-]{1,20}")


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
        while accepted and accepted[0] < time - self.window:
            accepted.popleft()
        if len(accepted) >= self.limit:
            return "deny"
        accepted.append(time)
        return "allow"


def answer(limiter: RateLimiter, line: str) -> str:
    fields = line.split()
    if len(fields) != 2 or not TIME.fullmatch(fields[0]) or not CLIENT.fullmatch(fields[1]):
        return "invalid"
    return limiter.decide(int(fields[0]), fields[1])


def main() -> None:
    limit, window, count = map(int, sys.stdin.readline().split())
    limiter = RateLimiter(limit, window)
    for _ in range(count):
        print(answer(limiter, sys.stdin.readline()))


main()
