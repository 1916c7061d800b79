"""Whether the order of priority was held, without asking any clock.

``Claims`` looks at the table. A trigger numbers the claims, which are made one after the other under one lock.
``mark`` takes that lock: what is there then was there for every later claim. So, for each mark, exactly: of every
session of which a run could have been claimed at the mark, one is claimed before the first submission is.

``handed_out`` looks at the servers' logs. A worker with a free slot asks for a run first, and then for a
submission; so after a run was offered, each slot of a worker may still be given one submission, for which it had
asked before. More would be a fault. Not held against the fleet are runs that the broker had lost (offered again) or
a worker gave back, and those that were under way to a worker when it or its line was lost: at most one a slot.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from assay.store import claims
from assay.store.engine import Database

_SQLITE = """
CREATE TABLE claimed (n INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT, kind TEXT, session TEXT);
CREATE TRIGGER note_claim AFTER UPDATE OF state ON job WHEN NEW.state = 'running' AND OLD.state <> 'running'
BEGIN INSERT INTO claimed (job, kind, session) VALUES (NEW.id, NEW.kind, NEW.session); END;
"""
_POSTGRESQL = """
CREATE TABLE claimed (n bigserial PRIMARY KEY, job text, kind text, session text);
CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO claimed (job, kind, session) VALUES (NEW.id, NEW.kind, NEW.session); RETURN NULL; END $$;
CREATE TRIGGER note_claim AFTER UPDATE OF state ON job FOR EACH ROW
WHEN (NEW.state = 'running' AND OLD.state <> 'running') EXECUTE FUNCTION note_claim();
"""


@dataclass(frozen=True)
class Mark:
    """After ``n`` claims a run of each of ``sessions`` could be claimed: the job by session."""

    n: int
    sessions: dict[str, str]


@dataclass
class Claims:
    database: Database
    marks: list[Mark] = field(default_factory=list)

    async def begin(self) -> None:
        async with self.database.writer.begin() as connection:
            if self.database.is_sqlite:
                table, trigger = _SQLITE.strip().split(";\n", 1)
                await connection.exec_driver_sql(table)
                await connection.exec_driver_sql(trigger)
            else:
                await connection.exec_driver_sql(_POSTGRESQL)

    async def mark(self) -> None:
        async with self.database.write() as s:
            await claims.take_turns(s)
            busy = set(
                await s.scalars(text("SELECT session FROM job WHERE state = 'running' AND kind = 'run'"))
            )
            rows = await s.execute(
                text(
                    "SELECT id, session FROM job WHERE state = 'queued' AND kind = 'run' AND lease_until IS NULL "
                    "ORDER BY created_at, id"
                )
            )
            oldest: dict[str, str] = {}
            for row in rows:
                if row.session not in busy:
                    oldest.setdefault(row.session, row.id)
            n = await s.scalar(text("SELECT coalesce(max(n), 0) FROM claimed"))
        if oldest:
            self.marks.append(Mark(int(n or 0), oldest))

    async def check(self) -> int:
        """Returns how many runs were held against the submission that was claimed next."""
        async with self.database.read() as s:
            rows = list(await s.execute(text("SELECT n, job, kind, session FROM claimed ORDER BY n")))
        submissions = [row.n for row in rows if row.kind == "submit"]
        runs = [row for row in rows if row.kind == "run"]
        order = [row.n for row in runs]
        last = {row.job: row.n for row in runs}
        checked = 0
        faults = []
        for mark in self.marks:
            place = bisect_right(submissions, mark.n)
            if place == len(submissions):
                continue
            first = submissions[place]
            between = runs[bisect_right(order, mark.n) : bisect_right(order, first)]
            served = {row.session for row in between}
            for session, job in mark.sessions.items():
                checked += 1
                # One that is never claimed again was judged already: its result came from a worker thought lost.
                if session not in served and last.get(job, 0) > mark.n:
                    faults.append((mark.n, first, session, job, last[job]))
        assert not faults, f"{len(faults)} submissions were claimed before a run: {faults[:10]}"
        return checked


@dataclass
class _Offered:
    before: Counter[str] = field(default_factory=Counter)
    excused: bool = False


def handed_out(logs: Iterable[Path], slots: int, lost: int) -> tuple[int, int]:
    """How many runs were looked at, and how many of them had to be excused. ``slots`` of each worker; ``lost``:
    of how many slots, in all mishaps, the worker or its line was lost."""
    looked_at = excused = 0
    passed_over = []
    for path in logs:
        waiting: dict[str, _Offered] = {}
        for line in path.read_text().splitlines():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            match said.get("event"), said.get("lane"):
                case "fleet.offered", "run":
                    waiting[said["ticket"]] = _Offered()
                case (("fleet.offered_again" | "fleet.elsewhere"), _) if said["ticket"] in waiting:
                    waiting[said["ticket"]].excused = True
                    excused += 1
                    del waiting[said["ticket"]]
                case "fleet.begun", "run" if said["ticket"] in waiting:
                    looked_at += 1
                    found = waiting.pop(said["ticket"])
                    if any(count > slots for count in found.before.values()):
                        passed_over.append((path.name, said["ticket"], found.before))
                case "fleet.begun", "submit":
                    for one in waiting.values():
                        one.before[said["worker"]] += 1
                case "Waiting for application startup.", _:
                    # What the server that was killed had offered is offered anew by another.
                    waiting.clear()
    assert len(passed_over) <= lost, f"submissions were handed out before runs: {passed_over[:10]}"
    return looked_at, excused + len(passed_over)
