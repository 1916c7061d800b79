"""Folders of the host that sandboxes are made of where they cannot mount file systems of their own."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .ground import BOX, INPUT, TMP

_PLACES = ("/dev/shm", "/tmp", "/var/tmp")
_PREFIX = "assay-judge-"


class Unsuited(OSError):
    """This machine has nowhere to put a sandbox's folders."""


class Base:
    """The folder of one keeper's sandboxes, locked for as long as the keeper lives."""

    def __init__(self, *, many: bool) -> None:
        above = next((place for place in _PLACES if _suits(place)), None)
        if above is None:
            raise Unsuited(f"none of {', '.join(_PLACES)} is a writable folder that programs may run from")
        _sweep(above)
        self.path = tempfile.mkdtemp(prefix=_PREFIX, dir=above)
        self._lock = _locked(self.path)
        os.chmod(self.path, 0o711 if many else 0o700)
        self._made = 0

    def folder(self, *, many: bool) -> str:
        """A new sandbox's, with its places in it."""
        self._made += 1
        path = f"{self.path}/{self._made}"
        os.mkdir(path, 0o755)
        for place, mode in ((BOX, 0o755), (INPUT, 0o755), (TMP, 0o1777 if many else 0o700)):
            os.mkdir(path + place)
            os.chmod(path + place, mode)
        return path

    def keep(self, files: Mapping[str, str]) -> dict[str, str]:
        """Writes the texts of ``files`` for all sandboxes; says where."""
        kept = {path: f"{self.path}/{number}.file" for number, path in enumerate(files)}
        for path, text in files.items():
            Path(kept[path]).write_text(text)
            os.chmod(kept[path], 0o444)
        return kept

    def drop(self, folder: str) -> None:
        """A sandbox that has ended."""
        shutil.rmtree(folder)

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)  # a warden may be at it too
        if self._lock is not None:
            os.close(self._lock)


def _suits(place: str) -> bool:
    try:
        return os.access(place, os.W_OK | os.X_OK) and not os.statvfs(place).f_flag & os.ST_NOEXEC
    except OSError:
        return False


def _locked(path: str) -> int | None:
    """A descriptor that locks ``path``; None where another holds the lock."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _sweep(above: str) -> None:
    """Removes what keepers left that were killed; theirs is no longer locked."""
    for path in Path(above).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # another judge sweeps at the same moment
            if path.lstat().st_uid == os.geteuid() and (lock := _locked(str(path))) is not None:
                shutil.rmtree(path)
                os.close(lock)
