import re
import sys
from dataclasses import dataclass, field

KEY = re.compile(r"[A-Za-z0-9:._-]{1,20}")
NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(order=True)
class Entry:
    expires: int
    key: str = field(compare=False)
    size: int = field(compare=False)


class Cache:
    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.free = capacity
        # Least recently used first.
        self.entries: dict[str, Entry] = {}

    def get(self, now: int, key: str) -> bool:
        if key not in self.entries:
            return False
        if self.entries[key].expires <= now:
            self.remove(key)
            return False
        self.entries[key] = self.entries.pop(key)
        return True

    def put(self, now: int, key: str, size: int, lifetime: int) -> list[str] | None:
        """The evicted keys, or None if the entry is too big for the cache."""
        if size > self.capacity:
            return None
        if key in self.entries:
            self.remove(key)
        evicted: list[str] = []
        while self.free < size:
            evicted.append(next(iter(self.entries)))
            self.remove(evicted[-1])

        entry = Entry(now + lifetime, key, size)
        self.entries[key] = entry
        self.free -= size
        return evicted

    def remove(self, key: str) -> None:
        self.free += self.entries.pop(key).size


def answer(cache: Cache, line: str) -> str:
    match line.split():
        case [time, "get", key] if KEY.fullmatch(key):
            return "hit" if cache.get(int(time), key) else "miss"
        case [time, "put", key, size, lifetime] if (
            KEY.fullmatch(key) and is_positive(size) and is_positive(lifetime)
        ):
            evicted = cache.put(int(time), key, int(size), int(lifetime))
            return "refused" if evicted is None else " ".join(["stored", *evicted])
        case _:
            return "invalid"


def is_positive(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None and int(text) > 0


def main() -> None:
    capacity, count = map(int, sys.stdin.readline().split())
    cache = Cache(capacity)
    for _ in range(count):
        print(answer(cache, sys.stdin.readline()))


main()
