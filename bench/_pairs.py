"""Paired measuring: contenders take turns in rotated order, and only ratios within a round are compared."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GROUP = "ASSAY_BENCH_GROUP"
"""Environment variable: the control group that this process and all it starts run in, and nothing else."""
Round = Callable[[int], Awaitable[None]]
"""One round of a contender; the argument is the round's number. Raises if what it did was not right."""


@dataclass(frozen=True)
class Contender:
    """``share``: how much of the work of a whole round it does (0.1: a tenth, so figures are times ten)."""

    name: str
    run: Round
    share: float = 1.0


@dataclass
class Row:
    """Seconds of each round, scaled to the whole work."""

    name: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def against(self, base: Row) -> dict[str, Any]:
        """Milliseconds are medians; ratios are [median, least, most] over the rounds."""
        return {
            "name": self.name,
            "wall_ms": 1000 * statistics.median(self.wall),
            "cpu_ms": 1000 * statistics.median(self.cpu),
            "wall_ratio": _ratios(self.wall, base.wall),
            "cpu_ratio": _ratios(self.cpu, base.cpu),
        }


async def compare(contenders: Sequence[Contender], rounds: int) -> list[Row]:
    """The rows of the contenders. Each runs once before it is measured."""
    rows = {each.name: Row(each.name) for each in contenders}
    for each in contenders:
        await each.run(-1)
    for number in range(rounds):
        turn = number % len(contenders)
        for each in (*contenders[turn:], *contenders[:turn]):
            cpu, started = cpu_s(), time.monotonic()
            await each.run(number)
            rows[each.name].wall.append((time.monotonic() - started) / each.share)
            rows[each.name].cpu.append((cpu_s() - cpu) / each.share)
    return list(rows.values())


def cpu_s() -> float:
    """CPU seconds so far of this process and all it ever started: of their control group where they have one,
    else of those that have ended and, to a hundredth of a second, those that live."""
    group = os.environ.get(GROUP)
    if group:
        return _of_group(Path(group))
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + _of_living()


def meter() -> str:
    """How CPU time is taken, in words."""
    return "of the control group" if os.environ.get(GROUP) else "summed over processes"


def _ratios(values: Sequence[float], base: Sequence[float]) -> list[float]:
    ratios = [mine / other for mine, other in zip(values, base, strict=True) if other > 0]
    return [statistics.median(ratios), min(ratios), max(ratios)] if ratios else [0.0, 0.0, 0.0]


def _of_group(group: Path) -> float:
    if (group / "cpuacct.usage").exists():
        return int((group / "cpuacct.usage").read_text()) / 1e9
    for line in (group / "cpu.stat").read_text().splitlines():
        name, _, value = line.partition(" ")
        if name == "usage_usec":
            return int(value) / 1e6
    raise OSError(f"{group}/cpu.stat has no usage_usec")


def _of_living() -> float:
    """Of our descendants, with the children they have waited for."""
    tick = os.sysconf("SC_CLK_TCK")
    parents: dict[int, tuple[int, float]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended meanwhile
            parents[int(folder.name)] = (int(fields[1]), sum(map(int, fields[11:15])) / tick)
    found, total = {os.getpid()}, 0.0
    while True:
        more = {pid for pid, (parent, _) in parents.items() if parent in found} - found
        if not more:
            return total
        total += sum(parents[pid][1] for pid in more)
        found |= more


def own_group() -> Path | None:
    """A new control group that counts CPU time, for a process to be started in; None where none can be made."""
    own = dict(line.split(":", 2)[1:] for line in Path("/proc/self/cgroup").read_text().splitlines())
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, _, right = line.partition(" - ")
        kind, _, options = right.split(" ", 2)
        controllers = next((names for names in own if "cpuacct" in names.split(",")), None)
        if kind == "cgroup" and "cpuacct" in options.split(",") and controllers is not None:
            path = own[controllers]
        elif kind == "cgroup2" and "" in own:
            path = own[""]
        else:
            continue
        group = Path(left.split()[4]) / path.lstrip("/") / f"assay-bench-{os.getpid()}"
        try:
            group.mkdir()
        except OSError:
            continue
        return group
    return None
