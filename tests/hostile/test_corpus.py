"""Every hostile program is contained, gets its verdict, and leaves nothing behind."""

from __future__ import annotations

import pytest

from assay.judge.hostile import CORPUS, Attack, launch
from assay.judge.service import LocalJudge


@pytest.mark.parametrize("attack", CORPUS, ids=lambda attack: attack.name.replace(" ", "-"))
async def test_contained(judge: LocalJudge, attack: Attack) -> None:
    outcome = await launch(judge, attack)
    assert outcome.trouble is None, outcome.result


def test_names_are_unique() -> None:
    names = [attack.name for attack in CORPUS]
    assert len(names) == len(set(names))
