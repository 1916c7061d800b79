from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.log.helpers import Editors


@pytest.fixture(scope="session")
def editors() -> Iterator[Editors]:
    made = Editors()
    yield made
    made.close()
