"""Who a worker or a server is to the broker: a key pair (NKEYS) in a small file."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import nkeys

from assay.worker.subjects import BadName, checked


class CredentialsError(ValueError):
    """The file is not there or not as it must be; the text says what to do."""


@dataclass(frozen=True)
class Credentials:
    """``seed`` is the secret half. ``user`` is the public key, which the broker's configuration names."""

    name: str
    seed: str

    @property
    def user(self) -> str:
        return str(nkeys.from_seed(bytearray(self.seed.encode())).public_key.decode())

    @classmethod
    def make(cls, name: str) -> Credentials:
        """A new key pair."""
        seed = nkeys.encode_seed(secrets.token_bytes(32), nkeys.PREFIX_BYTE_USER)
        return cls(checked(name), bytes(seed).decode())

    @classmethod
    def read(cls, path: Path) -> Credentials:
        """Raises CredentialsError."""
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            found = cls(checked(fields["name"]), fields["seed"])
            _ = found.user
        except OSError as error:
            raise CredentialsError(f"{path} cannot be read: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, nkeys.NkeysError) as error:
            raise CredentialsError(
                f"{path} holds no credentials ({error or type(error).__name__}): "
                "make them with assay fleet config"
            ) from error
        return found

    def write(self, path: Path) -> None:
        """Readable by its owner only. Raises FileExistsError."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"name": self.name, "seed": self.seed}, file, indent=2)
            file.write("\n")


__all__ = ["BadName", "Credentials", "CredentialsError"]
