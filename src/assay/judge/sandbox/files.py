"""Files that go into a sandbox and come out of it, by descriptor: contents one behind the other."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 16


def copy(source: int, start: int, size: int, path: str, mode: int) -> None:
    """``size`` bytes of the descriptor ``source`` from ``start`` on, as a new file."""
    with open(path, "xb") as file:
        end = start + size
        while start < end:
            sent = os.sendfile(file.fileno(), source, start, end - start)
            if sent == 0:
                raise OSError(f"{path}: its content ends {end - start} bytes early")
            start += sent
        os.fchmod(file.fileno(), mode)


def place(files: list[list[Any]], content: int, start: int, folder: str, mode: int) -> None:
    """Writes [[name, size], ...] into ``folder``, their contents being those from ``start`` on."""
    for name, size in files:
        path = f"{folder}/{name}"
        if "/" in name:
            os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
        copy(content, start, size, path, mode)
        start += size


class Collection:
    """[[name, size], ...] of the regular files in and below a folder, whose contents go to ``memory`` in order.
    Nothing is followed, and what is no regular file is left out."""

    def __init__(self, memory: int, most_bytes: int, most_files: int) -> None:
        self._memory = memory
        self._bytes_left, self._files_left = most_bytes, most_files
        self.files: list[list[Any]] = []

    def add(self, folder: int, prefix: str = "", depth: int = 0) -> None:
        """All of the open ``folder``, with ``prefix`` before the names."""
        # Opened anew: a descriptor may show only what was there when it was opened.
        try:
            now = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
        except PermissionError:
            return  # the program shares our user, and closed its folder
        try:
            names = sorted(os.listdir(now))
        finally:
            os.close(now)
        for name in names:
            if self._files_left <= 0:
                return
            self._files_left -= 1
            try:
                source = os.open(
                    name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder
                )
            except OSError:
                continue  # a link, or closed to us
            try:
                found = os.fstat(source)
                if stat.S_ISDIR(found.st_mode) and depth < _DEEPEST:
                    self.add(source, f"{prefix}{name}/", depth + 1)
                elif stat.S_ISREG(found.st_mode) and found.st_size <= self._bytes_left:
                    self._take(source, prefix + name)
            finally:
                os.close(source)

    def _take(self, source: int, name: str) -> None:
        size = 0
        while sent := os.sendfile(self._memory, source, size, self._bytes_left - size):
            size += sent
        self._bytes_left -= size
        self.files.append([name, size])
