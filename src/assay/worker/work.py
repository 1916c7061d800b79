"""One piece of work on a worker: begin it, fetch what it needs, judge or measure it, report."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import NoRespondersError

from assay.analysis.measuring import Measurement, Problem, Submitted
from assay.judge.model import Judge, Result, Task, TestResult, Verdict
from assay.worker import subjects, wire
from assay.worker.broker import AWAY
from assay.worker.cache import Cache
from assay.worker.measurer import Measuring, MeasuringFailed
from assay.worker.tasks import end

log = structlog.get_logger(__name__)

ANSWER_S = 5.0
BEAT_S = 3.0
"""How often the broker is told that the work goes on; it waits ``fleet.LEASE_S`` before it is another's."""
LATER_S = 2.0
ELSEWHERE_S = 0.5
REPORT_TRIES = 60
DRAINING_TRIES = 5
SILENT_TRIES = 12
"""With the broker there and nobody at the server's subjects: some ten seconds, then the server is gone, and
another has taken the job up."""
OFFERED_MOST = 15
"""An offer whose server has not answered so often is dropped: the server, or another, will offer it again."""


class Gone(Exception):
    """Nobody wants this work any more."""


class Elsewhere(Exception):
    """Another worker is to have it."""


@dataclass(frozen=True)
class Bench:
    """What a worker works with. ``held``: the tickets under way. ``draining``: nothing new is begun, and who
    cannot report after some tries gives up."""

    name: str
    client: Client
    judge: Judge
    measuring: Measuring
    cache: Cache
    held: set[str] = field(default_factory=set)
    draining: asyncio.Event = field(default_factory=asyncio.Event)


Craft = Callable[[Bench, wire.Offer, wire.Go, bytes], Awaitable[bytes]]
"""What is done with the work that an offer is of, whose task may have come along: gives the document to report."""


async def do(bench: Bench, message: Msg, craft: Craft) -> None:
    """Does what ``message`` offers and answers for it to the broker: done, or to be offered again."""
    try:
        offer, _ = wire.unpack(message.data, wire.Offer)
    except wire.BadMessage as error:
        await _aside(bench, message, error)
        return
    if offer.ticket in bench.held:
        # The line was cut so long that the broker offers it again, and it is still being judged here.
        await message.nak(delay=LATER_S)
        return
    bench.held.add(offer.ticket)
    with structlog.contextvars.bound_contextvars(ticket=offer.ticket):
        alive = asyncio.create_task(_hold(message), name=f"hold {offer.ticket}")
        try:
            await _do(bench, offer, craft)
        except asyncio.CancelledError:
            with suppress(*AWAY):
                await message.nak()
            raise
        except Gone:
            await message.ack()
        except Elsewhere:
            await message.nak(delay=ELSEWHERE_S)
        except wire.BadMessage as error:
            await _aside(bench, message, error)
        except AWAY as error:
            if isinstance(error, NoRespondersError) and message.metadata.num_delivered >= OFFERED_MOST:
                log.warning("work.dropped", server=offer.server)
                await message.ack()
                return
            log.warning("work.put_back", error=f"{type(error).__name__}: {error}")
            await message.nak(delay=LATER_S)
        else:
            await message.ack()
        finally:
            bench.held.discard(offer.ticket)
            await end([alive])


async def _do(bench: Bench, offer: wire.Offer, craft: Craft) -> None:
    begun = await bench.client.request(
        subjects.begin(bench.name, offer.server),
        wire.pack(wire.Begin(ticket=offer.ticket)),
        timeout=ANSWER_S,
    )
    go, inline = wire.unpack(begun.data, wire.Go, wire.No)
    if isinstance(go, wire.No):
        raise Gone if go.why == "gone" else Elsewhere
    await _report(bench, offer, await craft(bench, offer, go, inline))


async def judge(bench: Bench, offer: wire.Offer, go: wire.Go, inline: bytes) -> bytes:
    """Judges a run or submission."""
    try:
        own = wire.from_document(wire.Own, inline or await _document(bench, offer, go.task))
        tests = wire.from_document(wire.Tests, await _document(bench, offer, go.tests, keep=True))
        result = await _judge(bench, offer, go, wire.whole(own, tests))
    except wire.BadMessage as error:
        # The server's next version may say what this one cannot read: that is our fault, and told as such.
        log.exception("work.unreadable")
        result = Result(Verdict.JE, message=f"worker {bench.name} cannot read the work: {error}")
    result.environment.setdefault("worker", bench.name)
    return wire.to_document(result)


async def measure(bench: Bench, offer: wire.Offer, go: wire.Go, inline: bytes) -> bytes:
    """Measures a submission that was judged."""
    try:
        submitted = wire.from_document(Submitted, inline or await _document(bench, offer, go.task))
        problem = wire.from_document(Problem, await _document(bench, offer, go.tests, keep=True))
        found = await bench.measuring.measure(problem, submitted)
    except (wire.BadMessage, MeasuringFailed, OSError) as error:
        log.exception("work.not_measured")
        found = Measurement(fault=f"worker {bench.name}: {error}")
    return wire.to_document(found)


async def _judge(bench: Bench, offer: wire.Offer, go: wire.Go, task: Task) -> Result:
    index = 0

    async def told(found: TestResult) -> None:
        nonlocal index
        message = wire.pack(wire.Told(ticket=offer.ticket, index=index), wire.to_document(found))
        index += 1
        if len(message) <= wire.PIECE_BYTES:
            await bench.client.publish(subjects.report(bench.name, offer.server), message)

    try:
        return await bench.judge.judge(task, on_test=told if go.stream else None)
    except Exception as error:
        log.exception("judge.failed")
        return Result(Verdict.JE, message=f"worker {bench.name}: {type(error).__name__}: {error}")


async def _document(bench: Bench, offer: wire.Offer, part: wire.Part, *, keep: bool = False) -> bytes:
    """By its digest, from disk or from the server. ``keep``: it may be wanted again."""
    kept = await asyncio.to_thread(bench.cache.get, part.digest) if keep else None
    if kept is not None:
        return kept
    pieces = []
    have = 0
    while have < part.size:
        ask = wire.Fetch(ticket=offer.ticket, digest=part.digest, offset=have)
        answer = await bench.client.request(
            subjects.fetch(bench.name, offer.server), wire.pack(ask), timeout=ANSWER_S
        )
        piece, body = wire.unpack(answer.data, wire.Piece, wire.No)
        if isinstance(piece, wire.No):
            raise Gone
        if not body:
            raise wire.BadMessage("an empty piece of a document that is not whole")
        pieces.append(body)
        have += len(body)
    content = b"".join(pieces)
    if wire.digest(content) != part.digest:
        raise wire.BadMessage("a document has another content than its name says")
    if keep:
        await asyncio.to_thread(bench.cache.put, part.digest, content)
    return content


async def _report(bench: Bench, offer: wire.Offer, content: bytes) -> None:
    """Until the server has it, or says that nobody wants it. Raises what the line raised at the end."""
    name = wire.digest(content)
    nobody = 0
    for tried in range(1, REPORT_TRIES + 1):
        try:
            for offset in range(0, len(content), wire.PIECE_BYTES):
                piece = content[offset : offset + wire.PIECE_BYTES]
                report = wire.Report(ticket=offer.ticket, digest=name, offset=offset, size=len(content))
                answer = await bench.client.request(
                    subjects.report(bench.name, offer.server), wire.pack(report, piece), timeout=ANSWER_S
                )
                if isinstance(wire.unpack(answer.data, wire.Kept, wire.No)[0], wire.No):
                    raise Gone
        except AWAY as error:
            nobody = nobody + 1 if isinstance(error, NoRespondersError) else 0
            if nobody == SILENT_TRIES:
                raise Gone from error
            if tried >= (DRAINING_TRIES if bench.draining.is_set() else REPORT_TRIES):
                raise
            if tried == 1:
                log.warning("report.not_taken", error=f"{type(error).__name__}: {error}")
            await asyncio.sleep(min(LATER_S, 0.1 * tried))
        else:
            return


async def _hold(message: Msg) -> None:
    """The broker does not offer it to another while this runs."""
    while True:
        await asyncio.sleep(BEAT_S)
        try:
            await message.in_progress()
        except AWAY:
            log.warning("work.no_beat")


async def _aside(bench: Bench, message: Msg, error: wire.BadMessage) -> None:
    """What cannot be read is kept for a person to look at, and not offered again. A later version's is left
    to a worker that knows it, for some time."""
    if isinstance(error, wire.NewerMessage) and message.metadata.num_delivered < OFFERED_MOST:
        log.warning("message.newer", error=str(error))
        await message.nak(delay=LATER_S)
        return
    log.error("message.put_aside", error=str(error), begins=message.data[:200].decode("utf-8", "replace"))
    await bench.client.publish(subjects.aside(bench.name), message.data)
    await message.term()
