"""The master key and the session keys sealed under it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from assay.store.secret import FILE_NAME, KEY_BYTES, MasterKey, SecretError

KEY = bytes(range(32))


def test_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    made = MasterKey.load_or_make(tmp_path)
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600
    sealed = made.seal("s1", KEY)
    assert MasterKey.load_or_make(tmp_path).open("s1", sealed) == KEY
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert "MasterKey(...)" in repr(made)


def test_same_key_is_sealed_differently_each_time() -> None:
    key = MasterKey(KEY)
    assert key.seal("s", KEY) != key.seal("s", KEY)
    assert KEY not in key.seal("s", KEY)


@pytest.mark.parametrize("change", [0, 12, 20, -1])
def test_altered_byte_another_session_and_another_key_do_not_open(change: int) -> None:
    key = MasterKey(KEY)
    sealed = key.seal("s1", KEY)
    altered = bytearray(sealed)
    altered[change] ^= 1
    for opener, session, data in (
        (key, "s1", bytes(altered)),
        (key, "s2", sealed),
        (MasterKey(KEY[::-1]), "s1", sealed),
        (key, "s1", b""),
        (key, "s1", sealed[:10]),
    ):
        with pytest.raises(SecretError, match=FILE_NAME):
            opener.open(session, data)


@pytest.mark.parametrize("text", ["", "not base64", base64.b64encode(b"x" * 31).decode(), "é"])
def test_malformed_key_says_where_it_came_from(text: str) -> None:
    with pytest.raises(SecretError, match=f"here is not {KEY_BYTES} bytes in base64"):
        MasterKey.parse(text, "here")


def test_binary_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff" * 32)
    with pytest.raises(SecretError, match=FILE_NAME):
        MasterKey.load_or_make(tmp_path)
