"""Messages between judge, keeper and supervisor: one JSON object, some descriptors, perhaps plain bytes."""

from __future__ import annotations

import array
import json
import mmap
import os
import socket
from collections.abc import Sequence
from typing import Any

LARGEST = 1 << 20
_MOST_DESCRIPTORS = 9
_LONG = LARGEST // 2
_LONGEST = 8 * LARGEST
_BY_DESCRIPTOR = b"long"
INLINE = LARGEST // 4
"""Bytes of streams that go within a message; more goes by descriptor."""
_BEFORE_PAYLOAD = b"\0"  # JSON text has no such byte


class Closed(Exception):
    """The other side is gone."""


def pair() -> tuple[socket.socket, socket.socket]:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (here, there):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
    return here, there


def send(
    channel: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = (), payload: bytes = b""
) -> None:
    """``payload`` (at most INLINE bytes) comes along as it is, as the message's "payload".

    A long message (a thousand file names, each byte of which may take six) goes by descriptor.
    """
    data = json.dumps(message).encode()
    if payload:
        data += _BEFORE_PAYLOAD + payload
    if len(data) <= _LONG:
        _send(channel, data, descriptors)
        return
    with os.fdopen(os.memfd_create("message", os.MFD_CLOEXEC), "wb") as memory:
        memory.write(data)
        memory.flush()
        _send(channel, _BY_DESCRIPTOR, [memory.fileno(), *descriptors])


def send_bytes(channel: socket.socket, data: bytes, descriptors: Sequence[int]) -> None:
    """A message in a form of its own."""
    _send(channel, data, descriptors)


def _send(channel: socket.socket, data: bytes, descriptors: Sequence[int]) -> None:
    try:
        if descriptors:
            socket.send_fds(channel, [data], list(descriptors))
        else:
            channel.send(data)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Closed(str(error)) from error


def receive_bytes(channel: socket.socket) -> tuple[bytes, list[int]]:
    """The next message as it is; its descriptors belong to the caller. Raises Closed at the end."""
    try:
        data, descriptors, flags, _ = socket.recv_fds(channel, LARGEST, _MOST_DESCRIPTORS)
    except ConnectionResetError as error:
        raise Closed(str(error)) from error
    if not data:
        raise Closed("the other side has closed the channel")
    if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
        raise Closed("a message was cut")
    return data, descriptors


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next message; its descriptors belong to the caller. Raises Closed at the end."""
    data, descriptors = receive_bytes(channel)
    if data == _BY_DESCRIPTOR:
        with os.fdopen(descriptors.pop(0), "rb") as memory:
            memory.seek(0)
            data = memory.read(_LONGEST + 1)
        if len(data) > _LONGEST:
            raise Closed("a message that is too long")
    text, _, payload = data.partition(_BEFORE_PAYLOAD)
    message = json.loads(text)
    if not isinstance(message, dict):
        raise Closed("a message that is no object")
    if payload:
        message["payload"] = payload
    return message, descriptors


class Mailbox:
    """A supervisor's end of a channel. What programs are given and write passes through one piece of memory,
    which forks of the supervisor do not get: the next program could look for it there."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._memory = mmap.mmap(-1, LARGEST, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self._memory.madvise(mmap.MADV_DONTFORK)
        self._view = memoryview(self._memory)

    def receive(self) -> tuple[dict[str, Any], list[int]]:
        """As ``receive``; the message's "payload" is valid until the next."""
        room = socket.CMSG_SPACE(_MOST_DESCRIPTORS * array.array("i").itemsize)
        try:
            size, ancillary, flags, _ = self._channel.recvmsg_into([self._memory], room)
        except ConnectionResetError as error:
            raise Closed(str(error)) from error
        if size == 0:
            raise Closed("the other side has closed the channel")
        if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
            raise Closed("a message was cut")
        descriptors = _descriptors(ancillary)
        if size == len(_BY_DESCRIPTOR) and self._view[:size] == _BY_DESCRIPTOR:
            with os.fdopen(descriptors.pop(0), "rb") as memory:
                memory.seek(0)
                text, _, payload = memory.read().partition(_BEFORE_PAYLOAD)
            return {**json.loads(text), "payload": payload}, descriptors
        end = self._memory.find(_BEFORE_PAYLOAD, 0, size)
        message = json.loads(bytes(self._view[: end if end >= 0 else size]))
        if end >= 0:
            message["payload"] = self._view[end + 1 : size]
        return message, descriptors

    def send(
        self,
        message: dict[str, Any],
        descriptors: Sequence[int] = (),
        written: Sequence[tuple[int, int]] = (),
    ) -> None:
        """``written``: files and how many bytes of each, from its beginning, to send as payload."""
        if not written:
            send(self._channel, message, descriptors)
            return
        size = 0
        for file, length in written:
            size += os.preadv(file, [self._view[size : size + length]], 0) if length else 0
        data = json.dumps(message).encode() + _BEFORE_PAYLOAD
        if len(data) + size > _LONG:
            send(self._channel, message, descriptors, bytes(self._view[:size]))
            return
        rights = array.array("i", descriptors)
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)] if descriptors else []
        try:
            self._channel.sendmsg([data, self._view[:size]], ancillary)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Closed(str(error)) from error

    def fileno(self) -> int:
        return self._channel.fileno()


def _descriptors(ancillary: Sequence[tuple[int, int, bytes]]) -> list[int]:
    found = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            found.frombytes(data[: len(data) - len(data) % found.itemsize])
    return list(found)
