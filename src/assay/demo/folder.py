"""The demo's data folder: how it is told from any other folder, so that nothing else is ever removed."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

_MARK = "demo.json"


class NotADemo(Exception):
    """The folder holds something else."""


@dataclass(frozen=True)
class DemoData:
    """What is printed at each start. ``visitor`` is the token of an unused personal link."""

    email: str
    password: str
    visitor: str
    sessions: int


def read(folder: Path) -> DemoData | None:
    """None where there is nothing yet. Raises NotADemo."""
    mark = folder / _MARK
    if mark.exists():
        return DemoData(**json.loads(mark.read_text()))
    if folder.exists() and any(folder.iterdir()):
        raise NotADemo(
            f"{folder} holds something that is not a demo's data. "
            "Name another folder with --data, or empty that one."
        )
    return None


def write(folder: Path, data: DemoData) -> None:
    mark = folder / _MARK
    mark.touch(mode=0o600)
    mark.write_text(json.dumps(asdict(data)))


def forget(folder: Path) -> None:
    """Raises NotADemo rather than remove what is not a demo's."""
    if read(folder) is not None:
        shutil.rmtree(folder)
