"""Which answers of a position are alike: compared in a process beside the server, one problem at a time, and kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import structlog

from assay.analysis.similarity.apart import Answer, ComparingFailed, Outcome, Task, compared
from assay.bank.package import Package
from assay.store import comparisons, likeness
from assay.store.engine import Database
from assay.store.likeness import Handed, Sat

PAIRS = 20
"""Of one problem and family, the most alike."""
SOON_S = 2.0
"""Who asks waits so long, and is then told that it is being worked out."""
_KEPT = 64
_REPORTS = 2000

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Compared:
    """The answers to one problem, by session. ``outcome`` None: it is being worked out, or ``failed``."""

    problem: str
    title: str
    sat: Mapping[str, Sat]
    handed: Mapping[str, Handed]
    outcome: Outcome | None
    failed: str | None = None


class LikenessDesk:
    """What was found is kept by what was compared, so an answer more is a comparison anew, and the same answers
    are none."""

    def __init__(self, database: Database, packages: Mapping[str, Package]) -> None:
        self._database = database
        self._packages = packages
        self._lane = asyncio.Lock()
        self._found: OrderedDict[str, asyncio.Task[Outcome]] = OrderedDict()
        self._handed: OrderedDict[tuple[str, str], tuple[Handed, ...]] = OrderedDict()

    async def position(self, organization: str, position: str) -> list[Compared]:
        """Each problem that was handed in for the position, as far as it is known after ``SOON_S``."""
        gathered = await self._gathered(organization, position)
        tasks = {each.problem: self._task(each) for each in gathered}
        if tasks:
            await asyncio.wait(tasks.values(), timeout=SOON_S)
        return [self._with(each, tasks[each.problem]) for each in gathered]

    async def problem(self, organization: str, position: str, problem: str) -> Compared | None:
        """One of them, however long it takes."""
        for each in await self._gathered(organization, position):
            if each.problem == problem:
                task = self._task(each)
                await asyncio.wait([task])
                return self._with(each, task)
        return None

    async def close(self) -> None:
        tasks = list(self._found.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _gathered(self, organization: str, position: str) -> list[Compared]:
        await comparisons.complete(self._database, position)
        async with self._database.read() as s:
            sat = await likeness.sat(s, organization, position)
        handed = {each.session: await self._handed_in(each) for each in sat}
        titles = {one.problem: one.title for each in sat if each.here for one in handed[each.session]}
        return [
            Compared(
                problem,
                title,
                {each.session: each for each in sat},
                {each.session: one for each in sat for one in handed[each.session] if one.problem == problem},
                None,
            )
            for problem, title in titles.items()
        ]

    async def _handed_in(self, sat: Sat) -> tuple[Handed, ...]:
        key = (sat.session, sat.report)
        if key not in self._handed:
            # One document a transaction: each may be of some hundred kilobytes.
            async with self._database.read() as s:
                self._handed[key] = await likeness.handed_in(s, *key)
            _shorten(self._handed, _REPORTS)
        self._handed.move_to_end(key)
        return self._handed[key]

    def _task(self, gathered: Compared) -> asyncio.Task[Outcome]:
        answers = [
            Answer(session, one.language, _utf8(one.code), known=not gathered.sat[session].here)
            for session, one in sorted(gathered.handed.items())
        ]
        package = self._packages.get(gathered.problem)
        key = _digest([gathered.problem, package.digest if package else ""], answers)
        task = self._found.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            asked = Task(package.root if package else None, tuple(answers), PAIRS)
            task = self._found[key] = asyncio.create_task(self._compare(asked), name="likeness")
            for old in _shorten(self._found, _KEPT):
                old.cancel()
        self._found.move_to_end(key)
        return task

    async def _compare(self, task: Task) -> Outcome:
        async with self._lane:
            return await compared(task)

    @staticmethod
    def _with(gathered: Compared, task: asyncio.Task[Outcome]) -> Compared:
        outcome, failed = None, None
        if task.done():
            error = None if task.cancelled() else task.exception()
            if error is None and not task.cancelled():
                outcome = task.result()
            elif error is None or isinstance(error, ComparingFailed):
                failed = str(error or "it was stopped")
                _log.error("answers could not be compared", problem=gathered.problem, why=failed)
            else:
                raise error
        return Compared(gathered.problem, gathered.title, gathered.sat, gathered.handed, outcome, failed)


@asynccontextmanager
async def open_likeness(database: Database, packages: Mapping[str, Package]) -> AsyncIterator[LikenessDesk]:
    desk = LikenessDesk(database, packages)
    try:
        yield desk
    finally:
        await desk.close()


def _utf8(code: str) -> str:
    """Half characters, which a browser may send, have no UTF-8 form."""
    return code.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _digest(problem: Sequence[str], answers: Iterable[Answer]) -> str:
    found = hashlib.sha256()
    for text in (*problem, *(part for each in answers for part in _parts(each))):
        found.update(f"{len(text)} {text}\n".encode())
    return found.hexdigest()


def _parts(answer: Answer) -> tuple[str, ...]:
    return answer.name, answer.language, str(answer.known), answer.code


def _shorten(kept: OrderedDict[_Key, _Value], most: int) -> list[_Value]:
    """What was not asked for longest goes first."""
    return [kept.popitem(last=False)[1] for _ in range(len(kept) - most)]
