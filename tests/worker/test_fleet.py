"""Servers and workers over a real broker: what is judged where, and what happens when something is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client

from assay.analysis.measuring import Measurement, Problem, Submitted
from assay.analysis.own_tests import Case, Known
from assay.jobs import fleet as fleets
from assay.jobs.fleet import Fleet, FleetMeasuring
from assay.judge.model import Comparison, Limits, OnTest, Program, Result, Task, Test, TestResult, Verdict
from assay.worker import places, subjects, wire
from assay.worker.broker import connect
from assay.worker.cache import Cache
from assay.worker.measurer import Measuring, MeasuringFailed
from assay.worker.tasks import end
from assay.worker.wire import LanguageFacts
from assay.worker.worker import Worker
from tests.worker.broker import Broker
from tests.worker.proxy import Proxy

PYTHON = LanguageFacts(id="python", name="Python", version="3.11", file_name="solution.py", time_factor=1.0)
TESTS = [Test("one", "samples", b"1\n", b"1\n"), Test("two", "basic", bytes(range(256)) * 3000, None)]


@dataclass
class Recorder:
    """Says which tests it was given; waits for ``go``; fails while ``faulty``."""

    faulty: bool = False
    given: list[Task] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.go.set()

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        self.given.append(task)
        await self.go.wait()
        if self.faulty:
            return Result(Verdict.JE, message="no slot")
        found = tuple(
            TestResult(test.name, test.group, Verdict.AC, 0.1, 0.2, 5.0, stdout=test.input)
            for test in task.tests
        )
        for one in found:
            if on_test is not None:
                await on_test(one)
        return Result(Verdict.AC, found, environment={"tier": "words"})


@dataclass
class Rule:
    """Measures that everything is as long as its source; waits for ``go``; fails while ``faulty``."""

    faulty: bool = False
    given: list[Submitted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.go.set()

    def expect(self) -> None:
        pass

    async def measure(self, problem: Problem, submitted: Submitted) -> Measurement:
        self.given.append(submitted)
        self.problems.append(problem)
        await self.go.wait()
        if self.faulty:
            raise MeasuringFailed("no rule")
        return Measurement(growth={"long": len(submitted.source), "curve": [[4, 1.5]]})


async def nothing(_: str, __: wire.Alive) -> None:
    pass


@dataclass
class Machines:
    """A server's fleet and the workers that were started, each with its own line to the broker."""

    broker: Broker
    folder: Path
    fleet: Fleet
    stack: AsyncExitStack
    lines: dict[str, Client] = field(default_factory=dict)
    running: dict[str, tuple[Worker, asyncio.Task[None]]] = field(default_factory=dict)

    async def worker(
        self,
        name: str,
        judge: Any,
        slots: int = 1,
        languages: Sequence[LanguageFacts] = (PYTHON,),
        url: str | None = None,
        measuring: Measuring | None = None,
    ) -> Worker:
        client = await connect(url or self.broker.url, self.broker.workers[name], name=name)
        self.lines[name] = client
        self.stack.push_async_callback(client.close)
        made = Worker(
            name,
            client,
            judge,
            measuring or Rule(),
            slots=slots,
            languages=languages,
            tier="words",
            cache=Cache(self.folder / name),
        )
        task = asyncio.create_task(made.run())
        self.running[name] = made, task

        async def leave() -> None:
            await end([task])

        self.stack.push_async_callback(leave)
        await until(lambda: name in self.fleet.workers)
        return made

    async def lose(self, name: str) -> None:
        """The machine is gone, without a word."""
        _, task = self.running[name]
        ending = asyncio.create_task(end([task]))
        await self.lines[name].close()
        await ending

    async def judge(
        self,
        source: str = "pass",
        lane: subjects.Lane = "run",
        *,
        on_test: OnTest | None = None,
        **more: bool,
    ) -> Result:
        turn = self.fleet.turn(lane)
        task = Task(Program("python", source), TESTS, Limits(), Comparison(), **more)
        async with asyncio.timeout(40):
            return await turn.judge(task, on_test=on_test)


async def until(condition: Any, seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


@asynccontextmanager
async def machines_of(broker: Broker, folder: Path) -> AsyncIterator[Machines]:
    async with AsyncExitStack() as stack:

        async def line(back: Callable[[], Awaitable[None]]) -> Client:
            return await connect(broker.url, broker.server, name="server", back=back)

        fleet = await stack.enter_async_context(Fleet(line, on_worker=nothing))
        await until(fleet._ready.is_set)
        yield Machines(broker, folder, fleet, stack)


@pytest.fixture
async def machines(
    broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Machines]:
    monkeypatch.setattr(fleets, "LEASE_S", 2.0)
    monkeypatch.setattr(fleets, "QUIET_S", 0.5)
    monkeypatch.setattr(fleets, "LOOK_EVERY_S", 0.3)
    monkeypatch.setattr(fleets, "ALIVE_S", 2.0)
    monkeypatch.setattr(fleets, "FRESH_S", 0.5)
    monkeypatch.setattr("assay.worker.worker.ALIVE_EVERY_S", 0.2)
    monkeypatch.setattr("assay.worker.work.BEAT_S", 0.5)
    monkeypatch.setattr("assay.worker.work.LATER_S", 0.2)
    async with machines_of(broker, tmp_path) as made:
        yield made


async def test_a_program_is_judged_elsewhere_and_tests_are_fetched_once(machines: Machines) -> None:
    judge = Recorder()
    await machines.worker("w1", judge, slots=2)
    heard: list[str] = []

    async def on_test(result: TestResult) -> None:
        heard.append(result.name)

    result = await machines.judge("print('é')", on_test=on_test, stop_early=True, quick=True)
    assert (result.verdict, heard) == (Verdict.AC, ["one", "two"])
    assert result.environment == {"tier": "words", "worker": "w1"}
    assert result.tests[1].stdout == TESTS[1].input
    assert judge.given[0].program.source == "print('é')" and list(judge.given[0].tests) == TESTS
    fetched = machines.lines["w1"].stats["in_bytes"]
    await machines.judge("another")
    assert machines.lines["w1"].stats["in_bytes"] - fetched < 4000, "the tests were kept"


async def test_a_run_goes_before_submissions_that_wait(machines: Machines) -> None:
    judge = Recorder()
    judge.go.clear()
    await machines.worker("w1", judge)
    first = asyncio.create_task(machines.judge("first", "submit"))
    await until(lambda: judge.given)
    waiting = [
        asyncio.create_task(machines.judge(name, lane))
        for name, lane in (("again", "rejudge"), ("submitted", "submit"), ("run", "run"))
    ]
    await until(
        lambda: len(machines.fleet._tickets) == 4 and all(t.seq for t in machines.fleet._tickets.values())
    )
    judge.go.set()
    await asyncio.gather(first, *waiting)
    assert [task.program.source for task in judge.given] == ["first", "run", "submitted", "again"]


async def test_a_turn_knows_whether_a_worker_has_begun_it(machines: Machines) -> None:
    judge = Recorder()
    judge.go.clear()
    await machines.worker("w1", judge)
    turns = [machines.fleet.turn("run") for _ in range(2)]
    task = Task(Program("python", "print(1)"), TESTS, Limits(), Comparison())
    asked = []
    for number, turn in enumerate(turns, 1):
        asked.append(asyncio.create_task(turn.judge(task)))
        await until(lambda number=number: len(machines.fleet._tickets) == number)
    await until(lambda: turns[0].begun)
    assert not turns[1].begun
    judge.go.set()
    await asyncio.gather(*asked)
    assert turns[1].begun


async def test_answers_that_come_late_change_no_order(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that stood still for a while: what the broker said meanwhile answers no later question."""
    monkeypatch.setattr(places, "ANSWER_S", 0.3)
    proxy = Proxy(machines.broker.port)
    await proxy.start()
    machines.stack.push_async_callback(proxy.stop)
    judge = Recorder()
    worker = await machines.worker("w1", judge, url=f"nats://127.0.0.1:{proxy.port}")
    proxy.hold()
    await until(lambda: worker._places[0]._away)
    proxy.release()
    await until(lambda: not any(each._away for each in worker._places))
    judge.go.clear()
    first = asyncio.create_task(machines.judge("first", "submit"))
    await until(lambda: judge.given)
    names: dict[str, subjects.Lane] = {
        "third": "submit",
        "fourth": "submit",
        "run": "run",
        "second run": "run",
    }
    waiting = []
    tickets = machines.fleet._tickets
    for count, (name, lane) in enumerate(names.items(), 2):
        waiting.append(asyncio.create_task(machines.judge(name, lane)))
        await until(lambda n=count: len(tickets) == n and all(t.seq for t in tickets.values()))
    judge.go.set()
    await asyncio.gather(first, *waiting)
    given = [task.program.source for task in judge.given]
    assert given == ["first", "run", "second run", "third", "fourth"]


async def test_a_worker_that_is_lost_gives_up_its_hold(machines: Machines) -> None:
    lost, other = Recorder(), Recorder()
    lost.go.clear()
    await machines.worker("w1", lost)
    asked = asyncio.create_task(machines.judge())
    await until(lambda: lost.given)
    await machines.worker("w2", other)
    await machines.lose("w1")
    assert (await asked).environment["worker"] == "w2"


async def test_the_judges_own_fault_is_tried_on_another_worker(machines: Machines) -> None:
    bad, good = Recorder(faulty=True), Recorder()
    await machines.worker("w1", bad)
    turn = machines.fleet.turn("run")
    ask = Task(Program("python", "pass"), TESTS, Limits(), Comparison())
    assert (await turn.judge(ask)).verdict is Verdict.JE
    await machines.worker("w2", good)
    async with asyncio.timeout(20):
        assert (await turn.judge(ask)).environment["worker"] == "w2"
    assert len(bad.given) == 1


async def test_alone_it_may_try_again_itself(machines: Machines) -> None:
    bad = Recorder(faulty=True)
    await machines.worker("w1", bad)
    turn = machines.fleet.turn("run")
    for _ in range(2):
        async with asyncio.timeout(20):
            await turn.judge(Task(Program("python", "pass"), TESTS, Limits(), Comparison()))
    assert len(bad.given) == 2


async def test_the_broker_may_be_lost_whole(machines: Machines) -> None:
    judge = Recorder()
    judge.go.clear()
    await machines.worker("w1", judge)
    asked = [asyncio.create_task(machines.judge(f"program {n}", "submit")) for n in range(5)]
    await until(lambda: judge.given)
    await asyncio.to_thread(machines.broker.lose_everything)
    judge.go.set()
    results = await asyncio.gather(*asked)
    assert all(result.verdict is Verdict.AC for result in results)


async def test_told_to_drain_it_finishes_and_takes_nothing_new(machines: Machines) -> None:
    first, second = Recorder(), Recorder()
    first.go.clear()
    made = await machines.worker("w1", first)
    asked = asyncio.create_task(machines.judge("one"))
    await until(lambda: first.given)
    made.drain()
    later = asyncio.create_task(machines.judge("two"))
    await machines.worker("w2", second)
    assert (await later).environment["worker"] == "w2"
    first.go.set()
    assert (await asked).environment["worker"] == "w1"
    async with asyncio.timeout(10):
        await machines.running["w1"][1]


async def test_nonsense_is_put_aside_and_work_goes_on(machines: Machines) -> None:
    await machines.worker("w1", Recorder())
    js = machines.fleet._js
    for nonsense in (b"", b"nonsense", b'{"v": 1, "kind": "offer"}\n', b'{"v": 0, "kind": "offer"}\n'):
        await js.publish(subjects.offer("run"), nonsense)
    assert (await machines.judge()).verdict is Verdict.AC
    for subject in (
        subjects.begin("w1", machines.fleet.server),
        subjects.report("w1", machines.fleet.server),
    ):
        answer = await machines.lines["w1"].request(subject, b"nonsense", timeout=5)
        assert wire.unpack(answer.data, wire.No)[0].why == "gone"
    async with asyncio.timeout(10):
        while (await js.stream_info(subjects.ASIDE_STREAM)).state.messages < 6:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert (await js.stream_info(subjects.STREAM)).state.messages == 0


async def test_a_worker_may_pull_and_report_and_nothing_else(machines: Machines) -> None:
    await machines.worker("w1", Recorder())
    client = machines.lines["w1"]
    js = client.jetstream(timeout=1)
    mine = machines.fleet.server
    for subject in (
        subjects.offer("run"),
        subjects.begin("w2", mine),
        subjects.report("w2", mine),
        subjects.alive("w2"),
        subjects.LIVE,
        subjects.WAKE,
        "$JS.API.STREAM.DELETE.ASSAY_WORK",
        "$JS.API.STREAM.PURGE.ASSAY_WORK",
        "$JS.API.CONSUMER.CREATE.ASSAY_WORK",
        "$JS.API.STREAM.MSG.GET.ASSAY_WORK",
    ):
        with pytest.raises(Exception) as refused:
            await client.request(subject, b"{}", timeout=0.3)
        assert type(refused.value).__name__ == "TimeoutError"
    heard: list[Any] = []

    async def hear(message: Any) -> None:
        heard.append(message)

    for subject in (">", "assay.>", "_INBOX.>", "_INBOX.w2.>", "_INBOX.server.>"):
        await client.subscribe(subject, cb=hear)
    await client.flush()
    await machines.worker("w2", Recorder())
    await machines.judge()
    with pytest.raises(Exception, match=r".*"):
        await js.stream_info(subjects.STREAM)
    assert not heard


# --- measuring ------------------------------------------------------------------------------------------

PROBLEM = Problem(
    signature=None,
    generator="def generate(n, seed): ...",
    largest_bytes=1 << 20,
    time="O(n)",
    space=None,
    right=Program("python", "pass", more={"data/table": bytes(range(256))}),
    wrong=(Known("submissions/wrong_answer/one.py", "adds one", Program("python", "1")),),
    limits=Limits(),
    comparison=Comparison(),
)


def submitted(source: str = "pass") -> Submitted:
    return Submitted("python", source, True, (Case("empty", 17, ""),))


async def measure(fleet: Fleet, source: str = "pass") -> Measurement:
    async with asyncio.timeout(40):
        return await FleetMeasuring(fleet).measure(PROBLEM, submitted(source))


async def test_a_worker_measures_with_what_it_is_sent(machines: Machines) -> None:
    rule = Rule()
    await machines.worker("w1", Recorder(), measuring=rule)
    found = await measure(machines.fleet, "print(1)")
    assert found == Measurement(growth={"long": 8, "curve": [[4, 1.5]]})
    assert (rule.given, rule.problems) == ([submitted("print(1)")], [PROBLEM])


async def test_a_run_does_not_wait_for_a_measurement(machines: Machines) -> None:
    """One slot, and a place for measuring that is none: the run is judged while the measurement lasts."""
    rule, judge = Rule(), Recorder()
    rule.go.clear()
    await machines.worker("w1", judge, measuring=rule)
    measuring = [asyncio.create_task(measure(machines.fleet, source)) for source in ("one", "two")]
    await until(lambda: rule.given)
    assert (await machines.judge()).verdict is Verdict.AC
    assert len(rule.given) == 1, "a worker measures one at a time"
    rule.go.set()
    assert [one.growth for one in await asyncio.gather(*measuring)] == [{"long": 3, "curve": [[4, 1.5]]}] * 2


async def test_a_measurement_whose_worker_is_lost_is_made_by_another(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Rule(), Rule()
    first.go.clear()
    await machines.worker("w1", Recorder(), measuring=first)
    measuring = asyncio.create_task(measure(machines.fleet))
    await until(lambda: first.given)
    await machines.lose("w1")
    await machines.worker("w2", Recorder(), measuring=second)
    assert (await measuring).growth is not None
    assert len(second.given) == 1


async def test_who_drains_leaves_its_measurement_to_another(machines: Machines) -> None:
    first, second = Rule(), Rule()
    first.go.clear()
    leaving = await machines.worker("w1", Recorder(), measuring=first)
    measuring = asyncio.create_task(measure(machines.fleet))
    await until(lambda: first.given)
    leaving.drain()
    async with asyncio.timeout(20):
        await machines.running["w1"][1]
    await machines.worker("w2", Recorder(), measuring=second)
    assert (await measuring).growth is not None
    assert len(second.given) == 1


async def test_a_worker_that_cannot_measure_says_that_it_is_no_fault_of_the_code(machines: Machines) -> None:
    await machines.worker("w1", Recorder(), measuring=Rule(faulty=True))
    found = await measure(machines.fleet)
    assert found == Measurement(fault="worker w1: no rule")
