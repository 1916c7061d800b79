"""Messages between judge, keeper and supervisor: one JSON object, some descriptors, perhaps plain bytes."""

from __future__ import annotations

import _socket
import array
import json
import mmap
import os
from collections.abc import Sequence

TYPE_CHECKING = False  # no module "typing": every fork of a supervisor has to copy all that was imported
if TYPE_CHECKING:
    from typing import Any

Channel = _socket.socket
"""Of the C module, for the same reason."""

LARGEST = 1 << 20
_MOST_DESCRIPTORS = 9
_LONG = LARGEST // 2
_LONGEST = 8 * LARGEST
_BY_DESCRIPTOR = b"long"
INLINE = LARGEST // 4
"""Bytes of streams that go within a message; more goes by descriptor."""
AGAIN = b"again"
"""How the message begins that asks for a test like the one before; what follows is its input."""
_ROOM = _socket.CMSG_SPACE(_MOST_DESCRIPTORS * array.array("i").itemsize)
_BEFORE_PAYLOAD = b"\0"  # JSON text has no such byte


class Closed(Exception):
    """The other side is gone."""


def pair() -> tuple[Channel, Channel]:
    here, there = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
    for end in (here, there):
        end.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDBUF, LARGEST)
    return here, there


def send(
    channel: Channel, message: dict[str, Any], descriptors: Sequence[int] = (), payload: bytes = b""
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


def send_bytes(channel: Channel, data: bytes, descriptors: Sequence[int]) -> None:
    """A message in a form of its own."""
    _send(channel, data, descriptors)


def _send(channel: Channel, data: bytes, descriptors: Sequence[int]) -> None:
    send_parts(channel, [data], descriptors)


def send_parts(channel: Channel, parts: Sequence[bytes | memoryview], descriptors: Sequence[int]) -> None:
    """One message, made of ``parts``. Raises Closed."""
    rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    try:
        channel.sendmsg(parts, rights)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Closed(str(error)) from error


def receive_bytes(channel: Channel) -> tuple[bytes, list[int]]:
    """The next message as it is; its descriptors belong to the caller. Raises Closed at the end."""
    try:
        data, ancillary, flags, _ = channel.recvmsg(LARGEST, _ROOM)
    except ConnectionResetError as error:
        raise Closed(str(error)) from error
    descriptors = _descriptors(ancillary)
    _check(len(data), flags)
    return data, descriptors


def _check(size: int, flags: int) -> None:
    if size == 0:
        raise Closed("the other side has closed the channel")
    if flags & (_socket.MSG_TRUNC | _socket.MSG_CTRUNC):
        raise Closed("a message was cut")


def receive(channel: Channel) -> tuple[dict[str, Any], list[int]]:
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

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.memory = mmap.mmap(-1, LARGEST, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.memory.madvise(mmap.MADV_DONTFORK)
        self._view = memoryview(self.memory)

    def receive(self) -> tuple[dict[str, Any], list[int]]:
        """As ``receive``; the message's "payload" is valid until the next."""
        try:
            size, ancillary, flags, _ = self._channel.recvmsg_into([self.memory], _ROOM)
        except ConnectionResetError as error:
            raise Closed(str(error)) from error
        descriptors = _descriptors(ancillary)
        _check(size, flags)
        if size == len(_BY_DESCRIPTOR) and self._view[:size] == _BY_DESCRIPTOR:
            with os.fdopen(descriptors.pop(0), "rb") as memory:
                memory.seek(0)
                text, _, payload = memory.read().partition(_BEFORE_PAYLOAD)
            return {**json.loads(text), "payload": payload}, descriptors
        end = self.memory.find(_BEFORE_PAYLOAD, 0, size)
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
        send_parts(self._channel, [data, self._view[:size]], descriptors)

    def fileno(self) -> int:
        return self._channel.fileno()


def _descriptors(ancillary: Sequence[tuple[int, int, bytes]]) -> list[int]:
    found = array.array("i")
    for level, kind, data in ancillary:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            found.frombytes(data[: len(data) - len(data) % found.itemsize])
    return list(found)
