"""The process in which this machine measures: what comes back, and what becomes of it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from assay.analysis.measuring import WITHOUT_GENERATOR, Measurement, Problem, Submitted
from assay.judge.model import Comparison, Limits
from assay.worker import measurer
from assay.worker.measurer import NICE, LocalMeasuring, MeasuringFailed


def problem(generator: str | None = None) -> Problem:
    return Problem(None, generator, None, None, None, None, (), Limits(), Comparison())


def submitted(language: str = "python") -> Submitted:
    return Submitted(language, "pass", True, ())


def measurers() -> list[int]:
    """Processes of this test that measure."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        if folder.name.isdigit() and b"assay.worker.measurer" in words and parent == os.getpid():
            found.append(int(folder.name))
    return found


async def test_what_was_found_comes_back() -> None:
    found = await LocalMeasuring().measure(problem(), submitted())
    assert found == Measurement(growth_why=WITHOUT_GENERATOR)
    assert not measurers()


async def test_a_language_that_is_not_here_is_named() -> None:
    found = await LocalMeasuring().measure(problem("def generate(n, seed): ..."), submitted("befunge"))
    assert found.growth is None and found.fault is None
    assert found.growth_why is not None and "befunge" in found.growth_why


async def test_one_at_a_time_giving_way_to_the_judge_and_ended_with_who_asked() -> None:
    lane = LocalMeasuring()
    tasks = [asyncio.create_task(lane.measure(problem(), submitted())) for _ in range(2)]
    async with asyncio.timeout(20):
        while not (running := measurers()) or os.getpriority(os.PRIO_PROCESS, running[0]) < min(NICE, 19):
            assert not all(task.done() for task in tasks), "it never gave way"
            await asyncio.sleep(0.005)
    assert len(running) == 1
    if (autogroup := Path(f"/proc/{running[0]}/autogroup")).exists():
        async with asyncio.timeout(20):
            while not autogroup.read_text().endswith(f"nice {NICE}\n"):  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.005)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert not measurers()


async def test_what_takes_too_long_is_ended_and_told() -> None:
    with pytest.raises(MeasuringFailed, match="more than"):
        await LocalMeasuring(most_s=0.01).measure(problem(), submitted())
    assert not measurers()


async def test_a_process_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(MeasuringFailed, match="status 1"):
        await LocalMeasuring().measure(problem(), submitted())


async def test_one_that_waits_for_what_is_expected_is_the_one_that_measures() -> None:
    lane = LocalMeasuring()
    lane.expect()
    lane.expect()
    async with asyncio.timeout(20):
        while not (waiting := measurers()):  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.005)
    assert len(waiting) == 1
    task = asyncio.create_task(lane.measure(problem(), submitted()))
    while not task.done():
        assert set(measurers()) <= set(waiting)
        await asyncio.sleep(0.02)
    assert await task == Measurement(growth_why=WITHOUT_GENERATOR)
    await lane.close()
    assert not measurers()


async def test_who_waits_in_vain_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    lane = LocalMeasuring()
    lane.expect()
    await asyncio.sleep(0)
    await lane.close()
    assert not measurers()
    monkeypatch.setattr(measurer, "READY_S", 0.1)
    lane.expect()
    async with asyncio.timeout(20):
        while not measurers():  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.005)
        while measurers():  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.005)
