"""The sealed log as a file of its own: one batch a line, as JSON; its chain can be verified without any key."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from typing import Any

from assay.log.chain import Batch

SUFFIX = ".assaylog"


class NotASealedLog(ValueError):
    """The file is not one that `write` made; says in which line and why."""


def write(session: str, batches: Iterable[Batch]) -> bytes:
    """Bytes are in base64 (the header too: a damaged one must come through as it is), the hash in hex."""
    return b"".join(
        json.dumps(
            {
                "session": session,
                "index": batch.index,
                "first_seq": batch.first_seq,
                "last_seq": batch.last_seq,
                "header": base64.b64encode(batch.header).decode("ascii"),
                "sealed": base64.b64encode(batch.sealed).decode("ascii"),
                "hash": batch.hash.hex(),
            }
        ).encode("ascii")
        + b"\n"
        for batch in batches
    )


def read(content: bytes) -> tuple[str, list[Batch]]:
    """The session's id and its batches in the order of the file. Raises `NotASealedLog`."""
    session: str | None = None
    batches: list[Batch] = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            batch, named = _batch(json.loads(line))
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise NotASealedLog(f"line {number} is not a sealed batch: {error!r}") from error
        if session is not None and named != session:
            raise NotASealedLog(f"line {number} is of session {named!r}, the lines before of {session!r}")
        session = named
        batches.append(batch)
    if session is None:
        raise NotASealedLog("the file is empty")
    return session, batches


def _batch(row: dict[str, Any]) -> tuple[Batch, str]:
    numbers = [row[name] for name in ("index", "first_seq", "last_seq")]
    if not all(type(number) is int for number in numbers) or not isinstance(row["session"], str):
        raise TypeError("session, index, first_seq or last_seq has the wrong type")
    index, first, last = numbers
    header, sealed = (base64.b64decode(row[name], validate=True) for name in ("header", "sealed"))
    return Batch(index, first, last, header, sealed, bytes.fromhex(row["hash"])), row["session"]
