"""Has forks of this process share its programs' and libraries' pages as they are mapped.

Pages of a file are mapped when they are first touched, and a fork leaves that to be done again, page by page.
Where a mapping has a page of its own, Linux copies its whole page table at a fork (``vma_needs_copy``), which
is far cheaper. So each mapping of code gets one, by writing what stands there already.
"""

from __future__ import annotations

import ctypes
import re

_PROT_READ, _PROT_WRITE, _PROT_EXEC = 1, 2, 4
_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r-xp \S+ \S+ [1-9]\d* ")


def share_program_text() -> None:
    """Once, before the first fork. Where the kernel refuses a step, forks only cost more."""
    libc = ctypes.PyDLL(None)
    with open("/proc/self/maps") as file:
        mappings = [_MAPPING.match(line) for line in file]
    for mapping in mappings:
        if mapping is None:
            continue
        start, end = int(mapping[1], 16), int(mapping[2], 16)
        place, size = ctypes.c_void_p(start), ctypes.c_size_t(end - start)
        if libc.mprotect(place, size, _PROT_READ | _PROT_WRITE | _PROT_EXEC) == 0:
            first = ctypes.c_char.from_address(start)
            first.value = first.value
            libc.mprotect(place, size, _PROT_READ | _PROT_EXEC)
