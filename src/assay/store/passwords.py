"""Passwords of members: argon2id, the library's defaults (RFC 9106, low-memory profile)."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 10
"""Characters that a password must have at least."""

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("the password of nobody")


async def hash_password(password: str) -> str:
    """In a thread: it takes some tens of milliseconds on purpose."""
    return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether ``password`` is the stored one. With None it works as long and says no, so that the time
    taken does not tell which addresses exist."""
    return await asyncio.to_thread(_verify, stored or _NOBODY, password) and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
