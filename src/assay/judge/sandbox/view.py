"""Which of the host's folders a sandbox sees, for those who make its view by mounts of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence


def shown(paths: Sequence[str], hidden: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """(path, whether it is shown or hidden), outer folders first: what is hidden may lie in what is shown, and
    the other way round. What is there already through a folder above is left out."""
    covered: list[tuple[str, bool]] = []
    there = {path for path in hidden if os.path.isdir(path)}
    for path in sorted({*paths, *there}, key=len):
        above = next((seen for outer, seen in reversed(covered) if path.startswith(f"{outer}/")), False)
        wanted = path not in there
        if wanted != above:
            covered.append((path, wanted))
            yield path, wanted
