"""Messages between judge, keeper and supervisor: one JSON object and some descriptors each."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from typing import Any

LARGEST = 1 << 20
_MOST_DESCRIPTORS = 8


class Closed(Exception):
    """The other side is gone."""


def pair() -> tuple[socket.socket, socket.socket]:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (here, there):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
    return here, there


def send(channel: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    try:
        socket.send_fds(channel, [json.dumps(message).encode()], list(descriptors))
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Closed(str(error)) from error


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next message; its descriptors belong to the caller. Raises Closed at the end."""
    try:
        data, descriptors, flags, _ = socket.recv_fds(channel, LARGEST, _MOST_DESCRIPTORS)
    except ConnectionResetError as error:
        raise Closed(str(error)) from error
    if not data:
        raise Closed("the other side has closed the channel")
    if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
        raise Closed("a message was cut")
    message = json.loads(data)
    if not isinstance(message, dict):
        raise Closed("a message that is no object")
    return message, descriptors
