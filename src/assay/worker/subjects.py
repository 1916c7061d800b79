"""Names on the broker, and who may use which: the one place where they are written down.

A worker may pull offers, ask to begin one, fetch what it needs for it, report, tell that it lives, and put
aside what it cannot read; its own name is part of every subject that it publishes to, so none can speak for
another. It may not publish offers, hear other workers, or make, change or delete anything on the broker.
"""

from __future__ import annotations

import re
from typing import Any, Literal

Lane = Literal["run", "practice", "submit", "rejudge"]
LANES: tuple[Lane, ...] = ("run", "practice", "submit", "rejudge")
"""In the order in which a worker with a free slot looks into them."""
AnyLane = Lane | Literal["measure"]
MEASURE: AnyLane = "measure"
"""Looked into by a worker's one place for measuring, which is none of its slots."""
ALL_LANES: tuple[AnyLane, ...] = (*LANES, MEASURE)

STREAM = "ASSAY_WORK"
ASIDE_STREAM = "ASSAY_ASIDE"
WAKE = "assay.wake"
LIVE = "assay.live"
OFFERS = "assay.offer.>"
ASIDE = "assay.aside.>"
ALIVE = "assay.alive.*"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class BadName(ValueError):
    """A name that cannot be part of a subject."""


def checked(name: str) -> str:
    """``name`` if it can name a worker or a server. Raises BadName."""
    if not _NAME.fullmatch(name):
        raise BadName(f"{name!r} cannot be a name here: use letters, digits, - and _, at most 64")
    return name


def offer(lane: AnyLane) -> str:
    return f"assay.offer.{lane}"


def begin(worker: str, server: str) -> str:
    return f"assay.begin.{worker}.{server}"


def fetch(worker: str, server: str) -> str:
    return f"assay.fetch.{worker}.{server}"


def report(worker: str, server: str) -> str:
    return f"assay.report.{worker}.{server}"


def alive(worker: str) -> str:
    return f"assay.alive.{worker}"


def aside(who: str) -> str:
    return f"assay.aside.{who}"


def inbox(name: str) -> str:
    """The prefix of where answers to ``name`` go: nobody else may listen there."""
    return f"_INBOX.{name}"


def pull(lane: AnyLane) -> str:
    """JetStream's own subject for the next message of a lane's consumer."""
    return f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{lane}"


def worker_permissions(worker: str) -> dict[str, Any]:
    """As the broker's configuration has them."""
    mine = [f"assay.{what}.{worker}.*" for what in ("begin", "fetch", "report")]
    return {
        "publish": [
            *(pull(lane) for lane in ALL_LANES),
            f"$JS.ACK.{STREAM}.>",
            *mine,
            alive(worker),
            aside(worker),
        ],
        "subscribe": [f"{inbox(worker)}.>", WAKE],
    }


def server_permissions() -> dict[str, Any]:
    return {"publish": ["assay.>", "_INBOX.>", "$JS.API.>"], "subscribe": ["assay.>", f"{inbox('server')}.>"]}
