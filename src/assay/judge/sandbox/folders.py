"""A sandbox of plain folders, which are wiped between programs: for a supervisor that cannot mount."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from . import ending, kernel
from . import filter as calls
from .ground import BOX, INPUT, MIB, MOST_FILES, PROC, TMP
from .landlock import CREATE, READ, REMOVE, Ruleset
from .wipe import wipe

_OWN_MAPS = f"{PROC}/self/maps"
_OTHERS_PER_PROCESSOR = 128  # processes and threads that the user may start elsewhere meanwhile
_BEYOND = 32


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
    tmp_options: str | None = None
    _shown: bool = False
    _most: int | None = None
    """Processes of the program, where we count them."""
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

    def open_box(self) -> None:
        """Is filled once only, for ``seal_box`` does nothing that could be undone."""

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
        """Where a program shares its user with others, the kernel counts them all together, and what those start
        while it runs must not be missing here: so that limit is wide, and its own processes are counted by us."""
        if not self.shared or self.test_ids is not None:
            return asked
        self._most = asked + _BEYOND
        others = _OTHERS_PER_PROCESSOR * (os.cpu_count() or 1)
        return asked + ending.tasks_of(os.getuid()) + others

    def overfull(self) -> bool:
        if not self.shared:
            state = os.statvfs(self.tmp)
            return state.f_files - state.f_ffree > MOST_FILES
        if self._most is not None and len(ending.living_descendants(os.getpid())) > self._most:
            return True
        used = 0
        for files, size in enumerate(_sizes(self.tmp), 1):
            used += size
            if used > self.tmp_mib * MIB or files > MOST_FILES:
                return True
        return False

    def here(self, text: str) -> str:
        return self._named.sub(lambda match: self._renamed[match[0]], text) if self._renamed else text

    def confine(self, *, collecting: bool) -> None:
        if self.landlock:
            ruleset = self._rulesets[collecting]
            if self._shown:
                ruleset.allow(_OWN_MAPS, READ)
            ruleset.restrict_self()

    def show_processes(self) -> None:
        """Landlock has nothing against reading links, such as a program's to its own file: where its stack lies is
        what else run-times look up."""
        if not self.landlock or not (self.shared or self.covered):
            raise OSError(errno.ENODEV, "no /proc can be mounted in a sandbox on this machine")
        self._shown = True

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
