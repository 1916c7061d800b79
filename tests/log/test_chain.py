from __future__ import annotations

import copy
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.log.chain import START, Batch, SealBroken, SessionKey, new_key, open_batch, seal, verify
from assay.log.events import Event
from assay.log.ledger import Ledger
from tests.log.helpers import AT, edit, file_event, push, write

KEY = new_key()
OTHER_KEY = new_key()


def sealed(batches: list[list[Event]], key: SessionKey = KEY, session: str = "s1") -> list[Batch]:
    chain: list[Batch] = []
    previous = START
    for index, events in enumerate(batches):
        chain.append(seal(session, index, events, previous, AT, key))
        previous = chain[-1].hash
    return chain


def small_log() -> list[list[Event]]:
    ledger = Ledger()
    batches = [write(ledger, *file_event("x\ud800"))]
    batches.append(push(ledger, "tab", [edit(1, 0, [2, [0, "é", ""]]), edit(2, 1, [2, [1], 1])]))
    batches.append(push(ledger, "tab", [edit(3, 2, [[3, "\U0001f600"]])]))
    batches.append(write(ledger, "ended", {"reason": "time"}))
    return batches


LOG = small_log()
CHAIN = sealed(LOG)


def ranges(batches: list[Batch], key: SessionKey | None) -> list[tuple[int, int]]:
    return [(fault.first_seq, fault.last_seq) for fault in verify(batches, key)]


def test_what_was_sealed_opens_and_verifies() -> None:
    assert [open_batch(batch, KEY) for batch in CHAIN] == LOG
    assert verify(CHAIN, KEY, "s1") == []
    assert verify(CHAIN) == []
    assert verify([]) == []


def test_without_the_key_nothing_can_be_read() -> None:
    with pytest.raises(SealBroken, match="session's key"):
        open_batch(CHAIN[1], OTHER_KEY)
    assert ranges(CHAIN, OTHER_KEY) == [(1, 1), (2, 3), (4, 4), (5, 5)]
    assert b"cart-total" not in b"".join(batch.header + batch.sealed for batch in CHAIN)


@pytest.mark.parametrize("key", [KEY, None], ids=["with the key", "without"])
def test_every_altered_byte_is_found_and_named(key: SessionKey | None) -> None:
    """Exhaustive: each byte of each part of each batch, and no other batch is accused."""
    for index, batch in enumerate(CHAIN):
        for part in ("header", "sealed", "hash"):
            stored: bytes = getattr(batch, part)
            for place in range(len(stored)):
                for mask in (0x01, 0x80, 0xFF):
                    altered = bytes([*stored[:place], stored[place] ^ mask, *stored[place + 1 :]])
                    chain = [*CHAIN[:index], replace(batch, **{part: altered}), *CHAIN[index + 1 :]]
                    assert ranges(chain, key) == [(batch.first_seq, batch.last_seq)], (index, part, place)


@settings(max_examples=200)
@given(
    data=st.data(),
    which=st.integers(0, len(CHAIN) - 1),
    part=st.sampled_from(["header", "sealed", "hash"]),
)
def test_bytes_cut_out_put_in_or_overwritten_are_found(data: st.DataObject, which: int, part: str) -> None:
    stored: bytes = getattr(CHAIN[which], part)
    first = data.draw(st.integers(0, len(stored)))
    last = data.draw(st.integers(first, len(stored)))
    altered = stored[:first] + data.draw(st.binary(max_size=8)) + stored[last:]
    if altered == stored:
        return
    chain = [*CHAIN[:which], replace(CHAIN[which], **{part: altered}), *CHAIN[which + 1 :]]
    assert ranges(chain, data.draw(st.sampled_from([KEY, None]))) == [
        (CHAIN[which].first_seq, CHAIN[which].last_seq)
    ]


@pytest.mark.parametrize("field", ["index", "first_seq", "last_seq"])
def test_a_batch_filed_under_other_numbers_is_found(field: str) -> None:
    altered = replace(CHAIN[1], **{field: getattr(CHAIN[1], field) + 1})
    assert ranges([CHAIN[0], altered, *CHAIN[2:]], KEY) == [(2, 3)]
    assert {one.name for one in fields(Batch)} == {
        "index",
        "first_seq",
        "last_seq",
        "header",
        "sealed",
        "hash",
    }


def test_missing_doubled_and_exchanged_batches_are_found() -> None:
    for key in (KEY, None):
        assert ranges([CHAIN[0], *CHAIN[2:]], key) == [(4, 4)]
        assert ranges(CHAIN[1:], key) == [(2, 3)]
        assert ranges([CHAIN[0], CHAIN[1], CHAIN[1], *CHAIN[2:]], key)[0] == (2, 3)
        assert ranges([CHAIN[0], CHAIN[2], CHAIN[1], CHAIN[3]], key)


def test_a_batch_of_another_session_is_found() -> None:
    other = sealed(LOG, session="s2")
    assert ranges([*CHAIN[:3], other[3]], KEY) == [(5, 5)]
    assert "session s2" in verify([*CHAIN[:3], other[3]])[0].message
    assert len(verify(CHAIN, None, "s3")) == len(CHAIN)


def test_a_log_that_contradicts_itself_is_found_though_the_chain_holds() -> None:
    wrong = copy.deepcopy(LOG)
    changed = wrong[2][0].model_copy(update={"data": {**wrong[2][0].data, "changes": [9]}})
    faults = verify(sealed([*wrong[:2], [changed], wrong[3]]), KEY)
    assert [(fault.first_seq, fault.last_seq) for fault in faults] == [(4, 4)]
    assert "event 4" in faults[0].message
    assert verify(sealed([*wrong[:2], [changed], wrong[3]])) == []


def test_a_batch_stored_twice_under_new_numbers_is_found() -> None:
    again = [event.model_copy(update={"seq": event.seq + 2}) for event in LOG[1]]
    assert ranges(sealed([LOG[0], LOG[1], again]), KEY) == [(4, 5)]


def test_an_empty_batch_is_wrong_use() -> None:
    with pytest.raises(ValueError, match="at least one"):
        seal("s1", 0, [], START, AT, KEY)
