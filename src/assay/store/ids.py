"""Ids and tokens: ids sort by the time they were made, tokens are secrets kept only as hashes."""

from __future__ import annotations

import hashlib
import re
import secrets
import time

TOKEN_BYTES = 32
_ID = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """32 hex characters in UUID version 7 layout: 48 bits of milliseconds, 12 bits of the fraction of one, 62 random
    bits. So what one process makes within a millisecond, the people of one list, keeps its order (RFC 9562, 6.2,
    method 3)."""
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = nanoseconds * 4096 // 1_000_000
    value = (
        (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | secrets.randbits(62)
    )
    return f"{value:032x}"


def is_id(text: str) -> bool:
    """Whether ``text`` could be an id. Anything else from outside never reaches the database."""
    return _ID.fullmatch(text) is not None


def new_token() -> str:
    """A secret for a cookie or a personal link: 256 random bits, 43 characters that need no quoting."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """SHA-256 in hex: what is stored of a token. The token has 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
