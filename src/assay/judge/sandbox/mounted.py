"""A sandbox in a mount namespace of its own, whose supervisor has the right to mount."""

from __future__ import annotations

import errno
import os

from . import ending, kernel
from . import filter as calls
from .ground import BOX, INPUT, MOST_FILES, PROC, TMP
from .wipe import wipe

OF_PROC = kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
_OWN = kernel.MS_NOSUID | kernel.MS_NODEV


class Mounted:
    """A mount namespace whose /tmp, /box and /input are file systems of the sandbox's own. ``covered``: so is
    /proc, under an empty folder."""

    check_s: float | None = None
    privileged = True
    ends_at_once = True
    box, tmp, input = BOX, TMP, INPUT

    def __init__(self, test_ids: range | None, tmp_mib: int, *, covered: bool) -> None:
        self.test_ids, self._covered = test_ids, covered
        self.tmp_options = f"size={tmp_mib}m,nr_inodes={MOST_FILES},mode=1777"
        self._shown = self._sealed = False
        self._untouched: tuple[object, ...] = ()

    def begin(self) -> None:
        kernel.mount("input", INPUT, "tmpfs", _OWN, "mode=755")
        self._mount_tmp()

    def renew_tmp(self) -> None:
        """Only where it was touched: an unmount has the kernel wait for all processors."""
        if self._state() != self._untouched:
            kernel.unmount(TMP)
            self._mount_tmp()

    def open_input(self) -> None:
        """It is empty: ``drop_input`` left it so."""

    def seal_input(self) -> None:
        if self.test_ids is None:  # its owner is the program's own user, who could change files otherwise
            kernel.set_mount(INPUT, kernel.ATTR_RDONLY, recursive=False)

    def drop_input(self, *, stdin_only: bool) -> None:
        if self.test_ids is None:
            kernel.set_mount(INPUT, 0, recursive=False, without=kernel.ATTR_RDONLY)
        if stdin_only:
            os.unlink(f"{INPUT}/stdin")
        else:
            wipe(INPUT)

    def _mount_tmp(self) -> None:
        kernel.mount("tmp", TMP, "tmpfs", _OWN, self.tmp_options)
        self._untouched = self._state()

    def _state(self) -> tuple[object, ...]:
        """Of /tmp: differs after anything in it or of its own was changed, were it within the same tick of the
        clock and changed back since, but for its times then."""
        space, folder = os.statvfs(TMP), os.stat(TMP)
        used = (space.f_bfree, space.f_ffree, folder.st_size, folder.st_nlink)
        owned = (folder.st_mode, folder.st_uid, folder.st_gid, *os.listxattr(TMP))
        return (*used, *owned, folder.st_mtime_ns, folder.st_ctime_ns)

    def open_box(self) -> None:
        if self._sealed:
            kernel.set_mount(BOX, 0, recursive=False, without=kernel.ATTR_RDONLY)
            wipe(BOX)

    def seal_box(self) -> None:
        self._sealed = True
        kernel.set_mount(BOX, kernel.ATTR_RDONLY | kernel.ATTR_NOSUID | kernel.ATTR_NODEV, recursive=False)

    def end_all(self, uid: int | None) -> None:
        ending.end_namespace()

    def process_limit(self, asked: int) -> int:
        return asked

    def overfull(self) -> bool:
        return False

    def here(self, text: str) -> str:
        return text

    def confine(self, *, collecting: bool) -> None:
        """The namespace is enough."""

    def show_processes(self) -> None:
        if self._shown:
            return
        if not self._covered:
            raise OSError(errno.ENODEV, "no /proc can be mounted in a sandbox on this machine")
        # The supervisor itself cannot do with this one: it would not see how long a fork of it waits.
        kernel.mount("proc", PROC, "proc", OF_PROC, "hidepid=2,subset=pid")
        self._shown = True

    def filter(self, *, shared_memory: bool = False) -> bytes:
        return calls.program(kernel.MACHINE, shared_memory=shared_memory)
