"""The judge that is a fleet of workers: offers work through the broker, gives it out, takes the results.

The record of work is the job table. The broker carries offers, which say no more than a ticket's number; what
is to be judged a worker gets from the server that opened the ticket, when that lets it begin. So the broker's
store may be lost whole: an offer that is not there any more is made again. A worker that is lost gives up its
hold on an offer after ``LEASE_S`` and the broker offers it to another; a server that is lost gives up its
leases in the table, and another opens new tickets.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from secrets import token_hex
from typing import TypeVar

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import ConnectionClosedError
from nats.js import JetStreamContext, api
from nats.js.errors import NotFoundError

from assay.analysis.measuring import Measurement, Problem, Submitted
from assay.jobs.tickets import BEGINNINGS, Ticket
from assay.judge.model import OnTest, Result, Task, TestResult, Verdict
from assay.worker import subjects, wire
from assay.worker.broker import AWAY
from assay.worker.subjects import ALL_LANES, MEASURE, Lane
from assay.worker.tasks import end

log = structlog.get_logger(__name__)

LEASE_S = 10.0
"""How long a worker that is not heard of holds what it began."""
LOOK_EVERY_S = 2.0
QUIET_S = 4.0
"""An offer of which nothing was heard so long is looked for in the stream."""
ALIVE_S = 8.0
"""A worker not heard of so long is not counted on."""
FRESH_S = 3.0
"""A worker says every two seconds what it holds: until then it is believed to hold what it began."""
INLINE_BYTES = 256 * 1024

_T = TypeVar("_T")


@dataclass
class KnownWorker:
    alive: wire.Alive
    heard: float

    @property
    def lives(self) -> bool:
        return time.monotonic() - self.heard < ALIVE_S

    def takes(self, language: str) -> bool:
        """Whether it can be counted on for a program of this language."""
        known = any(one.id == language for one in self.alive.languages)
        return self.lives and known and not self.alive.draining


class Fleet:
    """Implements ``turns.Turns``. ``servers`` is how many servers share the fleet. ``async with`` it: the line
    is made in the background, since a server serves while the broker is away; then nothing is judged."""

    def __init__(
        self,
        connect: Callable[[Callable[[], Awaitable[None]]], Awaitable[Client]],
        *,
        on_worker: Callable[[str, wire.Alive], Awaitable[None]],
    ) -> None:
        self.server = token_hex(8)
        self.servers = 1
        self.workers: dict[str, KnownWorker] = {}
        self._on_worker = on_worker
        self._connect = connect
        self._line: Client | None = None
        self._heard: Callable[[str], None] | None = None
        self._ready = asyncio.Event()
        self._tickets: dict[str, Ticket] = {}
        self._watching: asyncio.Task[None] | None = None
        self._look = asyncio.Event()

    async def __aenter__(self) -> Fleet:
        self._watching = asyncio.create_task(self._open(), name="fleet")
        return self

    @property
    def _client(self) -> Client:
        if self._line is None:
            raise ConnectionClosedError
        return self._line

    @property
    def _js(self) -> JetStreamContext:
        return self._client.jetstream(timeout=3)

    async def _open(self) -> None:
        """Waits for the broker, then watches over the tickets."""
        self._line = await self._connect(self._back)
        mine = self.server
        for subject, answer in (
            (subjects.begin("*", mine), self._begin),
            (subjects.fetch("*", mine), self._fetch),
            (subjects.report("*", mine), self._report),
            (subjects.ALIVE, self._alive),
        ):
            await self._client.subscribe(subject, cb=self._guarded(answer))
        await self._client.subscribe(subjects.LIVE, cb=self._hear)
        await self._patiently(self._prepare)
        self._ready.set()
        await self._watch()

    async def __aexit__(self, *_: object) -> None:
        if self._watching is not None:
            await end([self._watching])
        if self._line is not None:
            await self._line.close()

    async def _back(self) -> None:
        """The line to the broker came back: see at once what was lost."""
        for ticket in self._tickets.values():
            ticket.news = 0.0
        self._look.set()

    def turn(self, lane: Lane) -> FleetTurn:
        return FleetTurn(self, lane)

    @property
    def slots(self) -> int:
        """Of all workers that live."""
        return sum(one.alive.slots for one in self.workers.values() if one.lives and not one.alive.draining)

    def window(self) -> int:
        """This server's share of twice the fleet's slots: enough that no slot waits, and little enough that
        the order stays the table's."""
        return math.ceil(2 * self.slots / max(1, self.servers))

    def measuring(self) -> int:
        """This server's share of the workers: each measures one submission at a time."""
        alive = sum(one.lives and not one.alive.draining for one in self.workers.values())
        return math.ceil(alive / max(1, self.servers))

    def share(self, servers: int) -> None:
        """So many servers share the fleet."""
        self.servers = max(1, servers)

    async def tell(self, session: str) -> None:
        """The other servers hear that something was written to this session."""
        try:
            await self._client.publish(subjects.LIVE, f"{self.server} {session}".encode())
        except AWAY as error:
            log.warning("broker.away", error=f"{type(error).__name__}: {error}")

    def listen(self, heard: Callable[[str], None]) -> None:
        """``heard`` is called with each session that another server tells of."""
        self._heard = heard

    async def _hear(self, message: Msg) -> None:
        server, _, session = message.data.decode("ascii", "replace").partition(" ")
        if server != self.server and self._heard is not None:
            self._heard(session)

    async def submit(self, ticket: Ticket) -> None:
        """Offers it; returns when the broker has the offer on disk, however long that takes."""
        await self._ready.wait()
        self._tickets[ticket.id] = ticket
        await self._patiently(lambda: self._offer(ticket))

    def close(self, ticket: Ticket) -> None:
        """Nobody waits for it any more."""
        self._tickets.pop(ticket.id, None)

    async def _offer(self, ticket: Ticket) -> None:
        offer = wire.Offer(ticket=ticket.id, server=self.server, language=ticket.language)
        stored = await self._js.publish(subjects.offer(ticket.lane), wire.pack(offer), timeout=3)
        ticket.seq, ticket.news = stored.seq, time.monotonic()
        log.info("fleet.offered", ticket=ticket.id, lane=ticket.lane)
        await self._client.publish(subjects.WAKE, b"")

    async def _patiently(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Again and again while the broker is away, or has lost its streams."""
        told = False
        while True:
            try:
                return await work()
            except AWAY as error:
                if not told:
                    log.warning("broker.away", error=f"{type(error).__name__}: {error}")
                told = True
            await asyncio.sleep(0.5)
            try:
                await self._prepare()
            except AWAY:
                continue

    async def _prepare(self) -> None:
        """Makes the streams and consumers that are not there."""
        work = api.StreamConfig(
            name=subjects.STREAM,
            subjects=[subjects.OFFERS],
            retention=api.RetentionPolicy.WORK_QUEUE,
            storage=api.StorageType.FILE,
        )
        aside = api.StreamConfig(
            name=subjects.ASIDE_STREAM,
            subjects=[subjects.ASIDE],
            storage=api.StorageType.FILE,
            max_msgs=1_000,
            max_bytes=64 << 20,
        )
        for stream in (work, aside):
            await self._js.add_stream(stream)
        for lane in ALL_LANES:
            await self._js.add_consumer(
                subjects.STREAM,
                api.ConsumerConfig(
                    durable_name=lane,
                    filter_subject=subjects.offer(lane),
                    ack_policy=api.AckPolicy.EXPLICIT,
                    ack_wait=LEASE_S,
                    max_deliver=-1,
                    max_ack_pending=10_000,
                ),
            )

    async def _watch(self) -> None:
        """Offers again what the broker has lost."""
        while True:
            self._look.clear()
            try:
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._look.wait()
            except TimeoutError:
                pass
            for ticket in list(self._tickets.values()):
                quiet = ticket.seq is not None and time.monotonic() - ticket.news > QUIET_S
                if not quiet or ticket.answered_by is not None:
                    continue
                try:
                    if await self._there(ticket):
                        ticket.news = time.monotonic()
                    elif ticket.id in self._tickets:
                        log.warning("fleet.offered_again", ticket=ticket.id)
                        await self._prepare()
                        await self._offer(ticket)
                except AWAY as error:
                    log.warning("broker.away", error=f"{type(error).__name__}: {error}")
                    break

    async def _there(self, ticket: Ticket) -> bool:
        """Whether the stream still holds the offer: waiting, or held by a worker."""
        try:
            found = await self._js.get_msg(subjects.STREAM, ticket.seq)
        except NotFoundError:
            return False
        return ticket.id.encode() in (found.data or b"")

    # --- what workers ask and say ---------------------------------------------------------------------

    def _guarded(self, answer: Callable[[str, Msg], Awaitable[None]]) -> Callable[[Msg], Awaitable[None]]:
        """The worker's name is in the subject, where the broker vouches for it. What cannot be read is put
        aside, for a person to look at."""

        async def guarded(message: Msg) -> None:
            worker = message.subject.split(".")[2]
            try:
                await answer(worker, message)
            except wire.BadMessage as error:
                log.error("message.put_aside", worker=worker, subject=message.subject, error=str(error))
                await self._client.publish(subjects.aside("server"), message.data)
                if message.reply:
                    await message.respond(wire.pack(wire.No(why="gone")))
            except AWAY as error:
                log.warning("broker.away", error=f"{type(error).__name__}: {error}")

        return guarded

    async def _begin(self, worker: str, message: Msg) -> None:
        asked, _ = wire.unpack(message.data, wire.Begin)
        ticket = self._tickets.get(asked.ticket)
        if ticket is None or ticket.answered_by is not None:
            await message.respond(wire.pack(wire.No(why="gone")))
            return
        if self._held(worker, ticket) or not self._may(worker, ticket):
            log.info("fleet.elsewhere", ticket=ticket.id, lane=ticket.lane, worker=worker)
            await message.respond(wire.pack(wire.No(why="elsewhere")))
            return
        if len(ticket.begun_by) >= BEGINNINGS:
            ticket.lost()
            await message.respond(wire.pack(wire.No(why="gone")))
            return
        ticket.begun(worker)
        log.info("fleet.begun", ticket=ticket.id, lane=ticket.lane, worker=worker)
        inline = ticket.task if len(ticket.task) <= INLINE_BYTES else b""
        await message.respond(wire.pack(ticket.go(), inline))

    def _held(self, worker: str, ticket: Ticket) -> bool:
        """Whether another worker is at it, as far as is known: then it is the same offer, made twice."""
        holder = ticket.begun_by[-1] if ticket.begun_by else worker
        known = self.workers.get(holder)
        if holder == worker or known is None or not known.lives:
            return False
        return ticket.id in known.alive.tickets or time.monotonic() - ticket.begun_last < FRESH_S

    def _may(self, worker: str, ticket: Ticket) -> bool:
        """A worker whose judge failed on it, or that lacks the language, has it only if no other can."""
        me = self.workers.get(worker)
        suits = worker not in ticket.avoid and (me is None or me.takes(ticket.language))
        return suits or not any(
            other.takes(ticket.language)
            for name, other in self.workers.items()
            if name != worker and name not in ticket.avoid
        )

    async def _fetch(self, worker: str, message: Msg) -> None:
        asked, _ = wire.unpack(message.data, wire.Fetch)
        ticket = self._tickets.get(asked.ticket)
        content = ticket.documents.get(asked.digest) if ticket else None
        if ticket is None or content is None:
            await message.respond(wire.pack(wire.No(why="gone")))
            return
        ticket.news = time.monotonic()
        piece = content[asked.offset : asked.offset + wire.PIECE_BYTES]
        await message.respond(wire.pack(wire.Piece(size=len(content)), piece))

    async def _report(self, worker: str, message: Msg) -> None:
        said, body = wire.unpack(message.data, wire.Report, wire.Told)
        ticket = self._tickets.get(said.ticket)
        known = ticket is not None and worker in ticket.begun_by
        if isinstance(said, wire.Told):
            if ticket is not None and known:
                ticket.hear_test(said, body)
            return
        if ticket is None or not known:
            await message.respond(wire.pack(wire.No(why="gone")))
            return
        ticket.heard(worker, said, body)
        await message.respond(wire.pack(wire.Kept()))

    async def _alive(self, worker: str, message: Msg) -> None:
        alive, _ = wire.unpack(message.data, wire.Alive)
        before = self.workers.get(worker)
        self.workers[worker] = KnownWorker(alive, time.monotonic())
        if before is None or not before.lives:
            log.info("worker.joined", worker=worker, slots=alive.slots)
        await self._on_worker(worker, alive)


class FleetMeasuring:
    """Implements ``worker.measurer.Measuring``: on whichever worker has its place for measuring free."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    def expect(self) -> None:
        """Which worker it will be is not known before."""

    async def measure(self, problem: Problem, submitted: Submitted) -> Measurement:
        parts = await asyncio.to_thread(lambda: (wire.to_document(submitted), wire.to_document(problem)))
        ticket = Ticket(MEASURE, submitted.language, *parts, stream=False)
        try:
            await self._fleet.submit(ticket)
            found = await ticket.answers.get()
        finally:
            self._fleet.close(ticket)
        if not isinstance(found, Measurement):
            raise TypeError("a ticket for measuring is answered with a measurement")
        return found


class FleetTurn:
    """Implements ``turns.Turn``. A second try goes to another worker, where there is one."""

    def __init__(self, fleet: Fleet, lane: Lane) -> None:
        self._fleet = fleet
        self._lane: Lane = lane
        self._failed: set[str] = set()
        self.waited_s = 0.0
        self._ticket: Ticket | None = None

    @property
    def begun(self) -> bool:
        return self._ticket is not None and self._ticket.begun_at is not None

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        since = time.monotonic()
        own, tests = wire.parts(task)
        bundle = await asyncio.to_thread(wire.to_document, tests)
        ticket = Ticket(
            self._lane,
            task.program.language,
            wire.to_document(own),
            bundle,
            stream=on_test is not None,
            avoid=frozenset(self._failed),
        )
        self._ticket = ticket
        try:
            await self._fleet.submit(ticket)
            result = await self._result(ticket, on_test)
        finally:
            self._fleet.close(ticket)
        self.waited_s += (ticket.begun_at or time.monotonic()) - since
        if result.verdict is Verdict.JE and ticket.answered_by is not None:
            self._failed.add(ticket.answered_by)
        return result

    async def _result(self, ticket: Ticket, on_test: OnTest | None) -> Result:
        told = 0
        while True:
            found = await ticket.answers.get()
            if isinstance(found, TestResult):
                told += 1
                if on_test is not None:
                    await on_test(found)
                continue
            if isinstance(found, Measurement):
                raise TypeError("a judge's ticket is not answered with a measurement")
            if on_test is not None:
                for late in found.tests[told:]:
                    await on_test(late)
            return found
