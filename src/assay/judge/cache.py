"""The folder in which the judge keeps what it made for this machine. Only this user may write there."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class NoCache(Exception):
    """There is no such folder; the message says why."""


def folder(name: str) -> Path:
    """``name`` in this user's cache: made if needed. Raises NoCache.

    The outer folder is for this user's eyes only. What lies in it may be shown to sandboxes, which look
    through a mount of their own, under other user ids.
    """
    # systemd's CacheDirectory= sets the first; there may be several.
    given = os.environ.get("CACHE_DIRECTORY", "").split(":")[0] or os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(given) if given.startswith("/") else Path.home() / ".cache"
        outer = base / "assay"
        outer.mkdir(mode=0o700, parents=True, exist_ok=True)
        inner = outer / name
        inner.mkdir(mode=0o755, exist_ok=True)
        inner.chmod(0o755)
    except (OSError, RuntimeError) as error:  # RuntimeError: this user has no home
        raise NoCache(f"no cache folder: {error}") from error
    for each in (outer, inner):
        _own(each)
    return inner


def _own(path: Path) -> None:
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise NoCache(f"{path} is not a folder that only this user may write to")
