from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assay.judge.service import LocalJudge
from tests.bank.small import build


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return build(tmp_path)


@pytest.fixture
async def judge() -> AsyncIterator[LocalJudge]:
    async with LocalJudge() as judge:
        yield judge
