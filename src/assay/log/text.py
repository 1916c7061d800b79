"""Text that counts as the browser counts: in UTF-16 code units, lone surrogates allowed.

Positions in an edit are CodeMirror's, so an astral character is two units long and an edit may delete
half of it. Held as UTF-16-LE bytes an edit is a splice, and the fold agrees with the browser on any text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

_UNIT: Final = 2
"""Bytes of a code unit."""


class ChangeMismatch(ValueError):
    """A change set is for a text of another length."""


class Text:
    """Immutable. ``len`` is in UTF-16 code units; ``str`` joins pairs and keeps lone surrogates."""

    __slots__ = ("_data",)

    def __init__(self, utf16_le: bytes = b"") -> None:
        if len(utf16_le) % _UNIT:
            raise ValueError("UTF-16 text has an even number of bytes")
        self._data: Final = utf16_le

    @classmethod
    def of(cls, text: str) -> Text:
        return cls(_encode(text))

    def apply(self, changes: Sequence[Any]) -> Text:
        """This text after a change set (``ChangeSet.toJSON()``: see `assay.log.events.Changes`).

        Raises `ChangeMismatch` if the lengths kept and deleted do not add up to this text's.
        """
        old = memoryview(self._data)
        parts: list[bytes | memoryview] = []
        place = 0
        for part in changes:
            if isinstance(part, int):
                parts.append(old[place : place + part * _UNIT])
                place += part * _UNIT
            else:
                place += part[0] * _UNIT
                if len(part) > 1:
                    parts.append(_encode("\n".join(part[1:])))
        if place != len(old):
            raise ChangeMismatch(
                f"the change is for a text of {place // _UNIT} code units, this one has {len(self)}"
            )
        return Text(b"".join(parts))

    def __len__(self) -> int:
        return len(self._data) // _UNIT

    def __str__(self) -> str:
        return self._data.decode("utf-16-le", "surrogatepass")

    def __repr__(self) -> str:
        return f"Text.of({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return self._data == other._data if isinstance(other, Text) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._data)


def _encode(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
