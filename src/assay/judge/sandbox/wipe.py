"""Empties a folder of what a program left in it, following nothing and however deep it is."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator

_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def wipe(folder: str) -> None:
    """Removes all that is in ``folder``, which stays. Nothing may run there any more.

    Folders within folders are moved up first: so depth costs neither descriptors nor stack, and no path
    grows too long. Raises OSError for what cannot be removed.
    """
    top = os.open(folder, _OPEN_FOLDER)
    try:
        names = (f".wiped-{number}" for number in itertools.count())
        while left := os.listdir(top):
            for name in left:
                _remove(top, name, names)
    finally:
        os.close(top)


def _remove(top: int, name: str, names: Iterator[str]) -> None:
    if not _is_folder(top, name):
        os.unlink(name, dir_fd=top)
        return
    _make_usable(top, name)
    inner = os.open(name, _OPEN_FOLDER, dir_fd=top)
    try:
        for each in os.listdir(inner):
            if not _is_folder(inner, each):
                os.unlink(each, dir_fd=inner)
                continue
            _make_usable(inner, each)  # moving a folder changes its "..", which takes a right to write it
            try:
                os.rmdir(each, dir_fd=inner)
            except OSError:  # not empty
                os.rename(each, _free(top, names), src_dir_fd=inner, dst_dir_fd=top)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=top)


def _is_folder(within: int, name: str) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=within, follow_symlinks=False).st_mode)


def _make_usable(within: int, name: str) -> None:
    mode = os.stat(name, dir_fd=within, follow_symlinks=False).st_mode
    if mode & 0o700 != 0o700:
        os.chmod(name, 0o700, dir_fd=within)  # just seen to be no link, and nothing runs that could change it


def _free(top: int, names: Iterator[str]) -> str:
    """A name that nothing in ``top`` has: the program may have guessed ours."""
    for name in names:
        try:
            os.stat(name, dir_fd=top, follow_symlinks=False)
        except FileNotFoundError:
            return name
    raise AssertionError("unreachable: names do not end")
