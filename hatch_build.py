"""Build hook: a wheel always carries the built front end, so its users need no Node."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface[Any]):
    """Builds the front end when it is not there yet, and refuses to make a wheel without it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        page = root / "src" / "assay" / "web" / "static" / "index.html"
        if not page.exists():
            subprocess.run(["make", str(page.relative_to(root))], cwd=root, check=True)
        if not page.exists():
            raise RuntimeError("the front end is not built: run `make build`, which builds it first")
