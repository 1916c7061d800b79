"""Landlock: a process gives up rights over files, ports and signals, for itself and all it starts.

System calls and numbers of ``linux/landlock.h``; Linux 5.13 or newer where it is built in and switched on.
What a newer ABI would add is left out where the kernel has an older one: ``abi`` says which.
"""

from __future__ import annotations

import os
import stat
import struct

from . import kernel

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_VERSION = 1
_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, MAKE_FIFO, MAKE_SYM = 1 << 7, 1 << 8, 1 << 10, 1 << 12
REFER, TRUNCATE, IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15

READ = READ_FILE | READ_DIR | EXECUTE
CREATE = READ | WRITE_FILE | TRUNCATE | MAKE_DIR | MAKE_REG | MAKE_FIFO | MAKE_SYM | REFER
REMOVE = REMOVE_DIR | REMOVE_FILE
_ON_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE

SIGNALS_SINCE = 6
"""From this ABI on, a process can be kept from sending signals beyond its own domain."""


def abi() -> int:
    """The kernel's version of Landlock; 0 where there is none."""
    try:
        return kernel.call(_CREATE, None, 0, _VERSION)
    except OSError:
        return 0


class Ruleset:
    """Rights over files that are given up, but beneath the places that are allowed again."""

    def __init__(self, version: int, *, files: bool = True) -> None:
        """``version``: an ABI, at most ``abi()``. ``files`` False gives up signals and ports only."""
        last = {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)  # how many rights that ABI knows
        self._handled = (1 << last) - 1 if files else 0
        ports = 0b11 if version >= 4 else 0
        scopes = 0b11 if version >= SIGNALS_SINCE else 0  # abstract sockets, signals
        if not (self._handled or ports or scopes):
            raise OSError(f"Landlock ABI {version} knows nothing but files")
        attributes = struct.pack("=QQQ", self._handled, ports, scopes)
        known = attributes[: 8 if version < 4 else 16 if version < SIGNALS_SINCE else 24]
        self.descriptor = kernel.call(_CREATE, known, len(known), 0)

    def allow(self, path: str, rights: int) -> None:
        """``rights`` beneath ``path``, or on it where it is a file; links are followed. Nothing there: nothing
        is allowed."""
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except (FileNotFoundError, PermissionError):
            return
        try:
            if not stat.S_ISDIR(os.fstat(place).st_mode):
                rights &= _ON_A_FILE
            rule = struct.pack("=Qi", rights & self._handled, place)
            if rights & self._handled:
                kernel.call(_ADD, self.descriptor, _BENEATH, rule, 0)
        finally:
            os.close(place)

    def restrict_self(self) -> None:
        """For this process and all it starts from now on; also sets no_new_privs."""
        kernel.forbid_new_privileges()
        kernel.call(_RESTRICT, self.descriptor, 0)

    def close(self) -> None:
        os.close(self.descriptor)
