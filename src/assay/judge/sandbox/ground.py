"""The ground a supervisor works on: where a sandbox's files lie, how they are renewed between two programs,
how all that runs there is ended, and what a program gives up before it starts.

``Mounted`` is a namespace with the right to mount. ``Folders`` are plain folders, wiped: those of a sandbox
without that right (bubblewrap), or of the host (Landlock).
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from . import ending, kernel
from . import filter as calls
from .landlock import CREATE, READ, REMOVE, Ruleset
from .wipe import wipe

BOX, TMP, INPUT, PROC = "/box", "/tmp", "/input", "/proc"
"""What recipes call these places, wherever they lie."""
MOST_FILES = 4096
KILLED_FIRST = "500"
"""The oom_score_adj of all that is in a sandbox: where memory is short, the keeper is not what has to go."""
OF_PROC = kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
_MIB = 1 << 20
_OTHERS = 32  # that the user may start elsewhere meanwhile


class Ground(Protocol):
    """``test_ids``: the users that programs run as, one after the other; None: all as the supervisor's own.
    ``privileged``: it has capabilities, which its programs have to give up for good.
    ``check_s``: how often to ask whether it is ``overfull`` while a program runs; None: never.
    ``ends_at_once``: no fork escapes ``end_all``; otherwise it is to be repeated until nothing is left."""

    @property
    def box(self) -> str: ...
    @property
    def tmp(self) -> str: ...
    @property
    def input(self) -> str: ...
    @property
    def test_ids(self) -> range | None: ...
    @property
    def privileged(self) -> bool: ...
    @property
    def check_s(self) -> float | None: ...
    @property
    def ends_at_once(self) -> bool: ...

    def begin(self) -> None: ...
    def renew_tmp(self) -> None: ...
    def open_input(self) -> None: ...
    def seal_input(self) -> None: ...
    def drop_input(self, *, stdin_only: bool) -> None:
        """``stdin_only``: there is one file, of that name, which no program could add to."""

    def seal_box(self) -> None: ...

    def end_all(self, uid: int | None) -> None:
        """Ends everything but the supervisor; ``uid`` is what the program ran as."""

    def process_limit(self, asked: int) -> int:
        """The RLIMIT_NPROC that lets a program have ``asked`` processes."""
        ...

    def overfull(self) -> bool: ...

    def here(self, text: str) -> str:
        """An argument or a value of the environment, with the places as they are called here."""
        ...

    def confine(self, *, collecting: bool) -> None:
        """In the program's process, just before its filter; ``collecting``: it is one that leaves files."""

    def show_processes(self) -> None:
        """Has programs see the sandbox's own /proc from now on. Raises OSError where there is none."""

    def filter(self, *, shared_memory: bool = False) -> bytes: ...


@dataclass
class Mounted:
    """A mount namespace whose /tmp, /box and /input are file systems of the sandbox's own. ``covered``: so is
    /proc, under an empty folder."""

    test_ids: range | None
    tmp_mib: int
    check_s: float | None = None
    privileged: bool = True
    box: str = BOX
    tmp: str = TMP
    input: str = INPUT
    covered: bool = False
    ends_at_once: bool = True
    _shown: bool = False
    _untouched: tuple[object, ...] = ()

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

    @property
    def tmp_options(self) -> str:
        return f"size={self.tmp_mib}m,nr_inodes={MOST_FILES},mode=1777"

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

    def seal_box(self) -> None:
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
        if not self.covered:
            raise OSError(errno.ENODEV, "no /proc can be mounted in a sandbox on this machine")
        # The supervisor itself cannot do with this one: it would not see how long a fork of it waits.
        kernel.mount("proc", PROC, "proc", OF_PROC, "hidepid=2,subset=pid")
        self._shown = True

    def filter(self, *, shared_memory: bool = False) -> bytes:
        return calls.program(kernel.MACHINE, shared_memory=shared_memory)


_OWN = kernel.MS_NOSUID | kernel.MS_NODEV


@dataclass
class Folders:
    """Plain folders below ``root`` ("" where the sandbox has a view of its own).

    ``rules`` are what a program may do where, by Landlock of ABI ``landlock`` (0: the view is all there is
    between it and the files). ``shared``: the host's own files and processes are around, and nobody bounds
    what is written but we, who look every few milliseconds. ``by`` ends everything. ``covered``: there is a
    /proc of the sandbox's own, which Landlock keeps from programs.
    """

    root: str
    by: str
    test_ids: range | None
    landlock: int
    rules: tuple[tuple[str, int], ...]
    shared: bool
    tmp_mib: int
    places: Mapping[str, str] = field(default_factory=dict)
    covered: bool = False
    check_s: float | None = 0.05
    ends_at_once: bool = True
    _shown: bool = False
    _rulesets: dict[bool, Ruleset] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.privileged = self.test_ids is not None
        self.box, self.tmp, self.input = self.root + BOX, self.root + TMP, self.root + INPUT
        own = {BOX: self.box, TMP: self.tmp, INPUT: self.input} if self.root else {}
        self._renamed = {**self.places, **own}
        # Where a path begins: at the start, after a sign that divides, or joined to an option ("-I/box").
        places = "|".join(re.escape(place) for place in self._renamed)
        self._named = re.compile(rf"""(?:^|(?<=[=:,;'"(@\s])|(?<=-[A-Za-z]))(?:{places})(?=$|[/:,;'")\s])""")

    def begin(self) -> None:
        if self.landlock:
            # Both before any program has run, and so before anything it could have put in a place's stead.
            self._rulesets = {
                collecting: self._ruleset(collecting=collecting) for collecting in (False, True)
            }

    def renew_tmp(self) -> None:
        wipe(self.tmp)

    def open_input(self) -> None:
        """It is empty: ``drop_input`` left it so."""

    def seal_input(self) -> None:
        """Landlock lets nobody write there; without it a program can spoil its own copy, and nothing else."""

    def drop_input(self, *, stdin_only: bool) -> None:
        wipe(self.input)

    def seal_box(self) -> None:
        """Landlock, or the way it was mounted, lets nobody write there."""

    def end_all(self, uid: int | None) -> None:
        if self.by == "namespace":
            ending.end_namespace()
        elif self.by == "domain":
            ending.end_domain()
        elif self.by == "user" and uid is not None:
            ending.end_user(uid)
        else:
            ending.end_descendants()

    def process_limit(self, asked: int) -> int:
        """Where a program shares its user with others, the kernel counts them all together."""
        if not self.shared or self.test_ids is not None:
            return asked
        return asked + ending.tasks_of(os.getuid()) + _OTHERS

    def overfull(self) -> bool:
        if not self.shared:
            state = os.statvfs(self.tmp)
            return state.f_files - state.f_ffree > MOST_FILES
        used = 0
        for files, size in enumerate(_sizes(self.tmp), 1):
            used += size
            if used > self.tmp_mib * _MIB or files > MOST_FILES:
                return True
        return False

    def here(self, text: str) -> str:
        return self._named.sub(lambda match: self._renamed[match[0]], text) if self._renamed else text

    def confine(self, *, collecting: bool) -> None:
        if self.landlock:
            self._rulesets[collecting].restrict_self()

    def show_processes(self) -> None:
        if self.shared or not self.covered:
            raise OSError(errno.ENODEV, "programs see no /proc in this kind of sandbox")
        if not self._shown:
            self._shown = True
            for ruleset in self._rulesets.values():
                ruleset.allow(PROC, READ)

    def filter(self, *, shared_memory: bool = False) -> bytes:
        if not self.shared:
            return calls.program(kernel.MACHINE, shared_memory=shared_memory)
        if shared_memory:
            raise OSError(errno.ENOSYS, "shared memory would be the host's in this kind of sandbox")
        alone = self.test_ids is not None
        only = None if alone or self.by == "domain" else os.getpid()
        return calls.program(kernel.MACHINE, shared=True, own_files=not alone, only_signal=only)

    def _ruleset(self, *, collecting: bool) -> Ruleset:
        ruleset = Ruleset(self.landlock)
        for path, rights in self.rules:
            ruleset.allow(path, rights)
        if self.root:
            ruleset.allow(self.box, READ)
            ruleset.allow(self.input, READ)
            # What is deleted while it is open can no longer be counted; a compiler needs to delete.
            ruleset.allow(self.tmp, CREATE | REMOVE if collecting else CREATE)
        return ruleset


def _sizes(folder: str) -> Iterator[int]:
    """Bytes on disk of everything below ``folder``; nothing is followed."""
    waiting = [folder]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue  # gone, or closed by the program: what is below was counted, or will be wiped
        for entry in entries:
            try:
                found = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
            except OSError:
                continue
            yield found.st_blocks * 512
