"""Builds session logs for tests: ``Log()`` stamps what it is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from assay.log.events import KINDS, SERVER, Event

OPENED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class Log:
    """A list of events that grows; ``add`` gives each its ``seq`` and its writer's ``n``."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._n: dict[str, int] = {}

    def add(self, kind: str, t: int = 0, writer: str = SERVER, **data: Any) -> Event:
        KINDS[kind].model_validate(data)
        self._n[writer] = self._n.get(writer, 0) + 1
        event = Event(
            seq=len(self.events) + 1,
            writer=writer,
            n=self._n[writer],
            t=t,
            at=OPENED_AT + timedelta(milliseconds=t),
            kind=kind,
            data=data,
        )
        self.events.append(event)
        return event

    def start(self, minutes: int = 60, t: int = 1000, problems: tuple[str, ...] = ("cart", "logs")) -> Log:
        self.add("opened", 0, assay="0", plan_version="p", problems=dict.fromkeys(problems, "0" * 64))
        self.add("consented", 500, notice_version="1", notice_sha256="ab")
        self.add("started", t, minutes=minutes, level="trust")
        for problem in problems:
            for language, name in (("python", "solution.py"), ("java", "Solution.java")):
                self.add(
                    "file", t, file=f"{problem}/{name}", problem=problem, language=language, text="starter\n"
                )
        return self
