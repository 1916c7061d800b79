"""Documents kept on disk by their content: what a worker has fetched once it does not fetch again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from assay.worker.wire import digest


class Cache:
    """``folder`` may be shared by several workers. The least recently used go first."""

    def __init__(self, folder: Path, most_bytes: int = 2 << 30) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._most_bytes = most_bytes

    def get(self, name: str) -> bytes | None:
        """The content whose SHA-256 is ``name``. What is damaged is thrown away."""
        path = self._folder / name
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        if digest(content) != name:
            path.unlink(missing_ok=True)
            return None
        os.utime(path)
        return content

    def put(self, name: str, content: bytes) -> None:
        """All of it or nothing. ``name`` is its SHA-256."""
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
            file.write(content)
        Path(file.name).replace(self._folder / name)
        self._prune()

    def _prune(self) -> None:
        kept = []
        for path in self._folder.iterdir():
            try:
                kept.append((path.stat().st_mtime, path.stat().st_size, path))
            except FileNotFoundError:
                continue  # another worker has thrown it away
        total = sum(size for _, size, _ in kept)
        for _, size, path in sorted(kept):
            if total <= self._most_bytes:
                break
            path.unlink(missing_ok=True)
            total -= size
