"""The judge under attack."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from assay.judge.service import LocalJudge


@pytest.fixture
async def judge() -> AsyncIterator[LocalJudge]:
    async with LocalJudge(slots=1) as local:
        yield local
