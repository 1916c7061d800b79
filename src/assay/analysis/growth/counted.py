"""A WebAssembly module made to count what its heap holds: what QuickJS lacks to tell of space.

Its exported ``malloc``, ``calloc``, ``realloc`` and ``free`` get a shell of code around their bodies, so that every
call from inside goes through it too. Nothing else changes, and no function gets another number. Two globals are
exported: bytes held now, and the most since the host last lowered it. The size of a block is read from the word
before it, where wasi-libc's allocator (dlmalloc) keeps it with three bits of flags.

The module's stack, 2 MiB before its heap, is moved behind the memory it begins with, where there is room for deep
recursion, and the stack pointer is exported too. The format: https://webassembly.github.io/spec/core/binary/
"""

from __future__ import annotations

from collections.abc import Sequence

LIVE, PEAK, STACK = "assay_live", "assay_peak", "assay_stack"
STACK_PAGES = 1024
PAGE_BYTES = 65536
_IMPORT, _FUNCTION, _MEMORY, _GLOBAL, _EXPORT, _CODE = 2, 3, 5, 6, 7, 10
_I32 = 0x7F
_EMPTY_BLOCK = 0x40


class NotCounted(Exception):
    """The module is not built as it is expected; the message says what is missing."""


def counted(module: bytes) -> bytes:
    """Raises NotCounted."""
    sections = _sections(module)
    functions = {name: index for name, (kind, index) in _exports(sections[_EXPORT]).items() if kind == 0}
    missing = [name for name in ("malloc", "calloc", "realloc", "free") if name not in functions]
    if missing:
        raise NotCounted(f"it exports no {missing[0]}")
    imported = _imported(sections[_IMPORT])
    types = _numbers(sections[_FUNCTION])
    globals_, stack = _globals(sections[_GLOBAL])
    live, peak = globals_, globals_ + 1
    bodies = _bodies(sections[_CODE])
    arguments = {"malloc": 1, "calloc": 2, "realloc": 2, "free": 1}
    for name, count in arguments.items():
        place = functions[name] - imported
        original = imported + len(bodies)
        types.append(types[place])
        bodies.append(bodies[place])
        bodies[place] = _shell(name, count, original, live, peak)
    pages, rest = _memory(sections[_MEMORY])
    top = (pages + STACK_PAGES) * PAGE_BYTES
    sections[_FUNCTION] = _vector([_leb(each) for each in types])
    sections[_CODE] = _vector([_leb(len(body)) + body for body in bodies])
    sections[_MEMORY] = b"\x01" + rest[:1] + _leb(pages + STACK_PAGES) + rest[1:]
    sections[_GLOBAL] = _leb(globals_ + 2) + _stack_at(top) + stack + 2 * bytes([_I32, 1, 0x41, 0, 0x0B])
    exported = [(LIVE, live), (PEAK, peak), (STACK, 0)]
    count, at = _number(sections[_EXPORT], 0)
    sections[_EXPORT] = (
        _leb(count + len(exported))
        + sections[_EXPORT][at:]
        + b"".join(_leb(len(name)) + name.encode() + b"\x03" + _leb(index) for name, index in exported)
    )
    return module[:8] + b"".join(
        bytes([kind]) + _leb(len(content)) + content for kind, content in sections.items()
    )


def _shell(name: str, count: int, original: int, live: int, peak: int) -> bytes:
    """What is held before, the call, and what is held then: whatever the body calls in between is not counted
    twice."""
    before, block = count, count + 1

    def get(local: int) -> bytes:
        return b"\x20" + _leb(local)

    def held(of: bytes) -> bytes:
        """The size of a block, 0 of none."""
        size = of + b"\x41\x04\x6b" + b"\x28\x02\x00" + b"\x41\x78\x71"
        return of + bytes([0x04, _I32]) + size + b"\x05\x41\x00\x0b"

    now = b"\x23" + _leb(live) + b"\x21" + _leb(before)
    if name in ("realloc", "free"):  # what is let go
        now = b"\x23" + _leb(live) + held(get(0)) + b"\x6b\x21" + _leb(before)
    kept_before = b"\x23" + _leb(live) + b"\x21" + _leb(block + 1)
    call = b"".join(map(get, range(count))) + b"\x10" + _leb(original)
    if name == "free":
        code = now + call + get(before) + b"\x24" + _leb(live)
    else:
        failed = get(block + 1) + b"\x24" + _leb(live)  # nothing was made: all is as before
        made = get(before) + held(get(block)) + b"\x6a\x24" + _leb(live)
        more = b"\x23" + _leb(live) + b"\x23" + _leb(peak) + b"\x4b"
        raised = more + bytes([0x04, _EMPTY_BLOCK]) + b"\x23" + _leb(live) + b"\x24" + _leb(peak) + b"\x0b"
        code = (
            kept_before
            + now
            + call
            + b"\x21"
            + _leb(block)
            + get(block)
            + bytes([0x04, _EMPTY_BLOCK])
            + made
            + raised
            + b"\x05"
            + failed
            + b"\x0b"
            + get(block)
        )
    return b"\x01" + _leb(3) + bytes([_I32]) + code + b"\x0b"


def _sections(module: bytes) -> dict[int, bytes]:
    """Without the custom ones: names and what debuggers want."""
    found: dict[int, bytes] = {}
    at = 8
    while at < len(module):
        kind = module[at]
        length, at = _number(module, at + 1)
        if kind != 0:
            found[kind] = module[at : at + length]
        at += length
    for kind in (_IMPORT, _FUNCTION, _MEMORY, _GLOBAL, _EXPORT, _CODE):
        if kind not in found:
            raise NotCounted(f"it has no section {kind}")
    return found


def _exports(section: bytes) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    count, at = _number(section, 0)
    for _ in range(count):
        length, at = _number(section, at)
        name, kind = section[at : at + length].decode(), section[at + length]
        index, at = _number(section, at + length + 1)
        found[name] = (kind, index)
    return found


def _imported(section: bytes) -> int:
    """How many functions are."""
    count, at = _number(section, 0)
    for _ in range(count):
        for _ in range(2):  # module and name
            length, at = _number(section, at)
            at += length
        if section[at] != 0:
            raise NotCounted("it imports something that is no function")
        _, at = _number(section, at + 1)
    return count


def _globals(section: bytes) -> tuple[int, bytes]:
    """How many there are, and all but the first, which has to be the stack pointer."""
    count, at = _number(section, 0)
    if section[at : at + 3] != bytes([_I32, 1, 0x41]):
        raise NotCounted("its first global is not the stack pointer")
    end = at + 3
    while section[end] & 0x80:
        end += 1
    return count, section[end + 2 :]


def _stack_at(top: int) -> bytes:
    return bytes([_I32, 1, 0x41]) + _signed(top) + b"\x0b"


def _memory(section: bytes) -> tuple[int, bytes]:
    """Its first pages, and the rest: flags, and the most pages where there is a limit."""
    flags = section[1]
    pages, at = _number(section, 2)
    return pages, bytes([flags]) + section[at:]


def _bodies(section: bytes) -> list[bytes]:
    found: list[bytes] = []
    count, at = _number(section, 0)
    for _ in range(count):
        length, at = _number(section, at)
        found.append(section[at : at + length])
        at += length
    return found


def _numbers(section: bytes) -> list[int]:
    count, at = _number(section, 0)
    found: list[int] = []
    for _ in range(count):
        number, at = _number(section, at)
        found.append(number)
    return found


def _vector(parts: Sequence[bytes]) -> bytes:
    return _leb(len(parts)) + b"".join(parts)


def _number(content: bytes, at: int) -> tuple[int, int]:
    """LEB128 without sign at ``at``, and where it ends."""
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def _leb(value: int) -> bytes:
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        out.append(byte | (0x80 if value else 0))
        if not value:
            return bytes(out)


def _signed(value: int) -> bytes:
    """LEB128 with sign, of a value of zero or more."""
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        last = value == 0 and not byte & 0x40
        out.append(byte | (0 if last else 0x80))
        if last:
            return bytes(out)
