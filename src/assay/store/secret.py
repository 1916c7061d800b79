"""The server's master key, and the session keys sealed under it.

Every session log is encrypted under a key of its own; the database holds that key only sealed under the
master key, which lies in ``secret.key`` of the data folder (or in ``ASSAY_SECRET_KEY``). Whoever has the
database alone can read no log, and destroying one session's sealed key erases that session's log.
"""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
FILE_NAME = "secret.key"


class SecretError(Exception):
    """The master key is missing, malformed, or not the one that something was sealed under."""


class MasterKey:
    """Seals and opens session keys. The session's id is bound in: a sealed key fits no other session."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise SecretError(f"the master key has {len(key)} bytes instead of {KEY_BYTES}")
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        return "MasterKey(...)"

    def seal(self, session_id: str, key: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, session_id.encode())

    def open(self, session_id: str, sealed: bytes) -> bytes:
        """Raises SecretError when this is not the key it was sealed under."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], session_id.encode())
        except (InvalidTag, ValueError) as error:
            raise SecretError(
                f"the key of session {session_id} does not open under this master key: "
                f"put back the {FILE_NAME} that belongs to this database"
            ) from error

    @classmethod
    def parse(cls, text: str, where: str) -> MasterKey:
        """From base64. ``where`` names the origin in errors."""
        try:
            return cls(base64.b64decode(text.strip(), validate=True))
        except (ValueError, SecretError) as error:
            raise SecretError(f"{where} is not {KEY_BYTES} bytes in base64: {error}") from error

    @classmethod
    def load_or_make(cls, folder: Path) -> MasterKey:
        """The key in ``folder``; made there, readable by its owner only, where there is none yet."""
        path = folder / FILE_NAME
        if not path.exists():
            _write_whole(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        return cls.parse(path.read_text("ascii", "replace"), str(path))


def _write_whole(path: Path, content: bytes) -> None:
    """The file is there whole or not at all, also after a crash; one that came meanwhile is left as it is."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(beside)
    finally:
        beside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
