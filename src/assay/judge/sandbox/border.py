"""Carries a supervisor's channel over two streams of bytes, where no descriptor can pass: the border of gVisor.

A relay on either side. The contents of files go along with the message that carries their descriptors. Of a pipe
the other side gets one of its own, and what is written into one comes out of the other: at most ``_WINDOW`` bytes
are on their way, so that who writes has to wait for who reads, as with one pipe. Nothing that a relay does
waits for anything but its poll: two that wait for each other's writes would do so for ever.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import stat
import struct
from dataclasses import dataclass

from . import wire

_HEAD = struct.Struct(">cIQ")  # kind, number, size
_MESSAGE, _DATA, _TAKEN, _CLOSED = b"M", b"D", b"T", b"C"
_PART = struct.Struct(">cIQ")  # one descriptor of a message: kind, number of a pipe, size of a content
_CONTENT, _TO_READ, _TO_WRITE = b"=", b"<", b">"
_WINDOW = 1 << 16
_CHUNK = 1 << 16


@dataclass
class _Pipe:
    """Our end of a pipe. ``taking``: we read from it for the other side, else we write into it. ``room``: how many
    bytes may still be sent there. ``waiting``: to be written; ``ended``: and no more comes."""

    descriptor: int
    taking: bool
    room: int = _WINDOW
    waiting: bytes = b""
    ended: bool = False


class Border:
    """One side: ``source`` and ``target`` are the streams from and to the other. Pipes come from the judge's, which
    numbers them."""

    def __init__(self, channel: wire.Channel, source: int, target: int) -> None:
        self._channel, self._source, self._target = channel, source, target
        self._arrived, self._leaving = bytearray(), bytearray()
        self._pipes: dict[int, _Pipe] = {}
        self._next = 0
        os.set_blocking(source, False)
        os.set_blocking(target, False)

    def carry(self) -> None:
        """Until one of the two sides ends."""
        with contextlib.suppress(wire.Closed, BrokenPipeError):
            while True:
                self._once()

    def _once(self) -> None:
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        poll.register(self._source, select.POLLIN)
        poll.register(self._target, select.POLLOUT if self._leaving else 0)
        for pipe in self._pipes.values():
            if not pipe.taking:  # events or not: that nobody is at its other end any more is always heard
                poll.register(pipe.descriptor, select.POLLOUT if pipe.waiting else 0)
            elif pipe.room > 0:
                poll.register(pipe.descriptor, select.POLLIN)
        ready = dict(poll.poll())
        if ready.get(self._target, 0) & select.POLLERR:
            raise wire.Closed("the other side of the border has ended")
        if self._target in ready:
            with contextlib.suppress(BlockingIOError):
                del self._leaving[: os.write(self._target, memoryview(self._leaving)[:_CHUNK].tobytes())]
        if self._source in ready:
            self._read_source()
        if self._channel.fileno() in ready:
            self._message_leaves(*wire.receive_bytes(self._channel))
        for number, pipe in list(self._pipes.items()):
            if pipe.descriptor in ready and number in self._pipes:
                self._use(number, pipe, ready[pipe.descriptor])

    def _use(self, number: int, pipe: _Pipe, event: int) -> None:
        if pipe.taking:
            data = os.read(pipe.descriptor, pipe.room)  # nothing: all who could write have gone
            pipe.room -= len(data)
            self._leave(_DATA if data else _CLOSED, number, data)
            if not data:
                self._drop(number)
            return
        if event & select.POLLERR:
            self._leave(_CLOSED, number)
            self._drop(number)
            return
        try:
            written = os.write(pipe.descriptor, pipe.waiting)
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._leave(_CLOSED, number)
            self._drop(number)
            return
        pipe.waiting = pipe.waiting[written:]
        self._leave(_TAKEN, number, size=written)
        if pipe.ended and not pipe.waiting:
            self._drop(number)

    def _leave(self, kind: bytes, number: int, data: bytes = b"", size: int = 0) -> None:
        self._leaving += _HEAD.pack(kind, number, len(data) or size)
        self._leaving += data

    def _drop(self, number: int) -> None:
        os.close(self._pipes.pop(number).descriptor)

    def _message_leaves(self, data: bytes, descriptors: list[int]) -> None:
        parts, contents = [], []
        for descriptor in descriptors:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                with os.fdopen(descriptor, "rb") as file:
                    file.seek(0)
                    contents.append(file.read())
                parts.append(_PART.pack(_CONTENT, 0, len(contents[-1])))
                continue
            os.set_blocking(descriptor, False)
            reads = fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
            self._pipes[self._next] = _Pipe(descriptor, taking=reads)
            parts.append(_PART.pack(_TO_READ if reads else _TO_WRITE, self._next, 0))
            self._next += 1
        body = b"".join([struct.pack(">I", len(parts)), *parts, *contents, data])
        self._leave(_MESSAGE, 0, body)

    def _read_source(self) -> None:
        try:
            data = os.read(self._source, _CHUNK)
        except BlockingIOError:
            return
        if not data:
            raise wire.Closed("the other side of the border has ended")
        self._arrived += data
        while len(self._arrived) >= _HEAD.size:
            kind, number, size = _HEAD.unpack_from(self._arrived)
            whole = _HEAD.size + (size if kind in (_MESSAGE, _DATA) else 0)
            if len(self._arrived) < whole:
                return
            body = bytes(memoryview(self._arrived)[_HEAD.size : whole])
            del self._arrived[:whole]
            if kind == _MESSAGE:
                self._message_arrives(body)
            elif number in self._pipes:  # else it was closed here while this was on its way
                self._pipe_hears(kind, number, body, size)

    def _pipe_hears(self, kind: bytes, number: int, body: bytes, size: int) -> None:
        pipe = self._pipes[number]
        if kind == _DATA:
            pipe.waiting += body
        elif kind == _TAKEN:
            pipe.room += size
        elif pipe.waiting:
            pipe.ended = True
        else:
            self._drop(number)

    def _message_arrives(self, body: bytes) -> None:
        (count,) = struct.unpack_from(">I", body)
        at = 4 + count * _PART.size
        passed: list[int] = []
        try:
            for place in range(4, at, _PART.size):
                kind, number, size = _PART.unpack_from(body, place)
                if kind == _CONTENT:
                    passed.append(os.memfd_create("carried", os.MFD_CLOEXEC))
                    content = memoryview(body)[at : at + size]
                    at += size
                    while content:
                        content = content[os.write(passed[-1], content) :]
                    os.lseek(passed[-1], 0, os.SEEK_SET)
                    continue
                read, write = os.pipe2(os.O_CLOEXEC)
                theirs, ours = (read, write) if kind == _TO_READ else (write, read)
                passed.append(theirs)
                os.set_blocking(ours, False)
                self._pipes[number] = _Pipe(ours, taking=kind == _TO_WRITE)
            wire.send_bytes(self._channel, body[at:], passed)
        finally:
            for descriptor in passed:
                os.close(descriptor)
