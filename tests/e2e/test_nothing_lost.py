"""The small form of bench/nothing_lost.py: a real server that is killed, lines that are cut, tabs that are closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.nothing_lost import Plan, run


@pytest.mark.slow
async def test_nothing_is_lost(tmp_path: Path) -> None:
    plan = Plan(
        sessions=6, seconds=40, kill_every=12, cut_every=2, longest_cut=10, tab_every=12, pause_ms=150
    )
    figures = await run(plan, tmp_path / "data")
    assert figures.wrong == []
    assert figures.kills >= 1 and figures.cuts >= 3 and figures.reopened >= 3, "nothing was tried"
    assert figures.edits > 300
