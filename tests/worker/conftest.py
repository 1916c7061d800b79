from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker.broker import Broker


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    made = Broker(tmp_path / "broker")
    made.start()
    try:
        yield made
    finally:
        made.kill()
