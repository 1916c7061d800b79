"""Batches of events: sealed under the session's key and linked by a hash chain.

A batch is three byte strings. ``header`` is canonical JSON (RFC 8785) and readable by anyone; ``sealed``
is the events as JSON, compressed with zlib and encrypted with AES-256-GCM, the header as associated data;
``hash`` is SHA-256 over the previous batch's hash, the header and the sealed bytes. So the chain can be
verified without the key, and still after the key was destroyed to erase a person.

The header repeats the previous hash: a broken link can be told from a broken batch, and the batch that
was altered is named, not its neighbour. What a chain alone cannot show is that whole batches are missing
at its end; compare the last hash with a copy kept elsewhere (an export) for that.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NewType

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assay.log.events import EVENTS_VERSION, Event, utc_text
from assay.log.ledger import BrokenLog, Ledger

SessionKey = NewType("SessionKey", bytes)
"""32 random bytes, one session's."""

HASH_BYTES = 32
NONCE_BYTES = 12
START = bytes(HASH_BYTES)
"""The hash before the first batch."""


def new_key() -> SessionKey:
    return SessionKey(AESGCM.generate_key(256))


@dataclass(frozen=True, slots=True)
class Batch:
    """As stored. ``index`` counts from 0; seqs are the first and last of its events."""

    index: int
    first_seq: int
    last_seq: int
    header: bytes
    sealed: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Events ``first_seq`` to ``last_seq`` cannot be relied on."""

    first_seq: int
    last_seq: int
    message: str


class SealBroken(ValueError):
    """A batch does not open: altered, or not sealed under this key."""


def seal(
    session: str,
    index: int,
    events: Sequence[Event],
    previous_hash: bytes,
    at: datetime,
    key: SessionKey,
) -> Batch:
    """Seal events (at least one, seqs without gaps) as the batch that follows ``previous_hash``."""
    if not events:
        raise ValueError("a batch holds at least one event")
    nonce = os.urandom(NONCE_BYTES)
    header = rfc8785.dumps(
        {
            "at": utc_text(at),
            "cipher": "AES-256-GCM",
            "compression": "zlib",
            "events": EVENTS_VERSION,
            "first_seq": events[0].seq,
            "index": index,
            "last_seq": events[-1].seq,
            "nonce": nonce.hex(),
            "previous": previous_hash.hex(),
            "session": session,
        }
    )
    body = json.dumps([event.as_json() for event in events], ensure_ascii=True, separators=(",", ":"))
    sealed = AESGCM(key).encrypt(nonce, zlib.compress(body.encode("ascii")), header)
    return Batch(
        index, events[0].seq, events[-1].seq, header, sealed, batch_hash(previous_hash, header, sealed)
    )


def batch_hash(previous_hash: bytes, header: bytes, sealed: bytes) -> bytes:
    """SHA-256. The parts need no lengths between them: the header is one JSON object and shows its end."""
    return sha256(previous_hash + header + sealed).digest()


def open_batch(batch: Batch, key: SessionKey) -> list[Event]:
    """The events of a batch. Raises `SealBroken`."""
    try:
        nonce = bytes.fromhex(json.loads(batch.header)["nonce"])
        body = zlib.decompress(AESGCM(key).decrypt(nonce, batch.sealed, batch.header))
        return [Event.model_validate(item) for item in json.loads(body)]
    except InvalidTag:
        raise SealBroken(
            "does not open under the session's key: it was altered, or the key is another"
        ) from None
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise SealBroken(f"cannot be read: {error}") from error


def verify(
    batches: Iterable[Batch], key: SessionKey | None = None, session: str | None = None
) -> list[Fault]:
    """Everything that is wrong with a session's batches (given in order of index); empty if nothing is.

    With the key each batch is opened too, and every file's text is folded again. ``session``: the id
    that the headers must name; without it they must agree among themselves.
    """
    faults: list[Fault] = []
    ledger: Ledger | None = Ledger() if key is not None else None
    next_index, next_seq = 0, 1
    previous: bytes | None = START  # None after a batch whose own hash does not fit: no link to check
    for batch in batches:
        whole, message = _check_batch(batch)
        if whole is None:
            faults.append(Fault(batch.first_seq, batch.last_seq, message))
            next_index, next_seq, previous, ledger = batch.index + 1, batch.last_seq + 1, None, None
            continue
        first, last = whole["first_seq"], whole["last_seq"]
        session = session or whole["session"]
        messages = _check_place(batch, whole, session, next_index, next_seq, previous)
        next_index, next_seq, previous = whole["index"] + 1, last + 1, batch.hash
        if key is not None:
            messages += _check_events(batch, whole, key, None if messages else ledger)
        if messages:
            faults.append(Fault(first, last, "; ".join(messages)))
            ledger = None  # what follows cannot be folded any more, but is still opened
    return faults


def _check_batch(batch: Batch) -> tuple[dict[str, Any] | None, str]:
    """The header, if the batch agrees with its own hash; else what is wrong with it."""
    try:
        header = json.loads(batch.header)
        previous = bytes.fromhex(header["previous"])
        numbers = [header[name] for name in ("first_seq", "last_seq", "index")]
        sound = all(type(number) is int for number in numbers) and isinstance(header["session"], str)
    except (ValueError, KeyError, TypeError) as error:
        return None, f"batch {batch.index}: the header cannot be read: {error}"
    if not sound:
        return None, f"batch {batch.index}: the header has fields of the wrong type"
    if batch_hash(previous, batch.header, batch.sealed) != batch.hash:
        return None, f"batch {batch.index}: header, sealed bytes and hash do not agree"
    return header, ""


def _check_place(
    batch: Batch, header: dict[str, Any], session: str, index: int, seq: int, previous: bytes | None
) -> list[str]:
    name = f"batch {header['index']}"
    messages = []
    if (batch.index, batch.first_seq, batch.last_seq) != tuple(
        header[key] for key in ("index", "first_seq", "last_seq")
    ):
        messages.append(f"{name}: is filed under another index or range of events than it was sealed with")
    if header["session"] != session:
        messages.append(f"{name}: belongs to session {header['session']}")
    if header["index"] != index:
        messages.append(f"{name}: comes where batch {index} is due")
    if header["first_seq"] != seq or header["last_seq"] < header["first_seq"]:
        messages.append(f"{name}: begins at event {header['first_seq']} where {seq} is due")
    if previous is not None and bytes.fromhex(header["previous"]) != previous:
        messages.append(f"{name}: does not follow the batch before it")
    return messages


def _check_events(batch: Batch, header: dict[str, Any], key: SessionKey, ledger: Ledger | None) -> list[str]:
    name = f"batch {header['index']}"
    try:
        events = open_batch(batch, key)
    except SealBroken as error:
        return [f"{name}: {error}"]
    if [event.seq for event in events] != list(range(header["first_seq"], header["last_seq"] + 1)):
        return [f"{name}: holds other events than its header says"]
    if ledger is not None:
        try:
            ledger.extend(events)
        except BrokenLog as error:
            return [f"{name}: {error}"]
    return []
