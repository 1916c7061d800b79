from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.log.events import CANDIDATE_KINDS, MalformedEvent, NewEvent, parse_data
from assay.log.ledger import FILE_UNITS, BehindAt, BrokenLog, Ledger
from tests.log.helpers import AT, FILE, edit, file_event, push, write


def ledger_with(text: str = "") -> Ledger:
    ledger = Ledger()
    write(ledger, *file_event(text))
    return ledger


def typed(text: str, first_n: int = 1, version: int = 0, length: int = 0) -> list[NewEvent]:
    """Each character typed at the end of a file of ``length`` units."""
    events = []
    for index, character in enumerate(text):
        keep: list[Any] = [length + index] if length + index else []
        events.append(edit(first_n + index, version + index, [*keep, [0, *character.split("\n")]]))
    return events


def test_offer_and_stamp_change_nothing() -> None:
    ledger = ledger_with()
    before = copy.deepcopy(ledger)
    acceptance = ledger.offer("tab", typed("abc"))
    stamped = ledger.stamp("tab", acceptance.accepted, AT)
    assert ledger == before
    assert [event.seq for event in stamped] == [2, 3, 4]
    ledger.extend(stamped)
    assert ledger.text(FILE) == "abc"
    assert (ledger.seq, ledger.stored("tab"), ledger.files[FILE].version) == (4, 3, 3)


def test_sent_twice_is_stored_once() -> None:
    ledger = ledger_with()
    push(ledger, "tab", typed("abc"))
    again = ledger.offer("tab", [*typed("abc"), *typed("d", 4, 3, 3)])
    assert [event.n for event in again.accepted] == [4]
    assert again.stored == 4


def test_a_gap_takes_nothing_after_it() -> None:
    ledger = ledger_with()
    events = typed("abcd")
    acceptance = ledger.offer("tab", [events[0], *events[2:]])
    assert acceptance.gap
    assert [event.n for event in acceptance.accepted] == [1]
    assert acceptance.stored == 1


def test_an_edit_at_another_version_is_behind() -> None:
    ledger = ledger_with()
    push(ledger, "one", typed("abc"))
    acceptance = ledger.offer("two", typed("x"))
    assert acceptance.behind == BehindAt(FILE, 3)
    assert acceptance.accepted == []


def test_the_prefix_before_the_edit_that_is_behind_is_kept() -> None:
    ledger = ledger_with()
    push(ledger, "one", typed("abc"))
    view = NewEvent(n=1, t=0, kind="view", data={"problem": "cart-total", "language": "python"})
    acceptance = ledger.offer("two", [view, edit(2, 0, [[0, "x"]])])
    assert [event.kind for event in acceptance.accepted] == ["view"]
    assert acceptance.stored == 1
    assert acceptance.behind is not None


@pytest.mark.parametrize(
    ("event", "code", "words"),
    [
        (edit(1, 0, [3]), "malformed", "3 code units, this one has 0"),
        (edit(1, 0, [[0, "x"]], file="other/solution.py"), "malformed", "no file"),
        (edit(1, 0, [[0, "x" * (FILE_UNITS + 1)]]), "malformed", "the most is"),
        (edit(1, 0, [[-1]]), "malformed", "negative"),
        (edit(1, 0, [[0]]), "malformed", "nothing"),
        (edit(1, 0, [0]), "malformed", "nothing"),
        (edit(1, 0, [[0, 7]]), "malformed", "strings"),
        (edit(1, 0, [True]), "malformed", "part of a change set"),
        (edit(1, -1, []), "malformed", "version"),
        (edit(1, 0, [[0, "x"]], t=2001), "late", "2001 ms"),
        (edit(1, 0, [[0, "x"]], t=-1), "malformed", "before"),
        (NewEvent(n=1, t=0, kind="ended", data={"reason": "time"}), "not_allowed", "ended"),
        (NewEvent(n=1, t=0, kind="dance", data={}), "not_allowed", "dance"),
        (NewEvent(n=1, t=0, kind="run", data={"problem": "cart-total"}), "malformed", "language"),
        (
            NewEvent(n=1, t=0, kind="submit", data={"problem": "cart-total", "language": "c"}),
            "malformed",
            "no file in 'c'",
        ),
        (
            NewEvent(
                n=1,
                t=0,
                kind="run",
                data={
                    "problem": "cart-total",
                    "language": "python",
                    "cases": [{"name": "big", "input": "x" * 65537}],
                },
            ),
            "malformed",
            "64 KiB",
        ),
    ],
)
def test_what_is_refused_says_why(event: NewEvent, code: str, words: str) -> None:
    acceptance = ledger_with().offer("tab", [event], t_limit=2000)
    assert acceptance.refused is not None
    assert (acceptance.refused.n, acceptance.refused.code) == (1, code)
    assert words in acceptance.refused.message
    assert acceptance.accepted == []


def test_the_servers_name_cannot_be_taken() -> None:
    refused = ledger_with().offer("server", typed("x", first_n=2)).refused
    assert refused is not None
    assert refused.code == "not_allowed"


def test_kinds_can_be_closed() -> None:
    away = NewEvent(n=1, t=0, kind="away", data={})
    assert ledger_with().offer("tab", [away], allowed=CANDIDATE_KINDS).accepted
    assert ledger_with().offer("tab", [away], allowed={"edit"}).refused


def test_data_is_stored_as_it_was_understood() -> None:
    event = edit(1, 0, [[0, "x"]])
    event = event.model_copy(update={"data": {**event.data, "version": "0"}})
    assert ledger_with().offer("tab", [event]).accepted[0].data["version"] == 0


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(MalformedEvent, match=r"unknown kind of event 'dance'; known: edit, view"):
        parse_data("dance", {})


def test_a_log_that_contradicts_itself_is_named_by_seq() -> None:
    ledger = ledger_with()
    stamped = ledger.stamp("tab", ledger.offer("tab", typed("abc")).accepted, AT)
    for wrong in (
        stamped[1:],
        [stamped[0], stamped[1].model_copy(update={"n": 9})],
        [stamped[0], stamped[1].model_copy(update={"data": {**stamped[1].data, "changes": [7]}})],
        [stamped[0], stamped[1].model_copy(update={"data": {**stamped[1].data, "version": 0}})],
    ):
        with pytest.raises(BrokenLog) as caught:
            copy.deepcopy(ledger).extend(wrong)
        assert caught.value.seq == wrong[-1].seq or caught.value.seq == 3


@given(data=st.data(), text=st.text(min_size=1, max_size=30))
def test_replayed_reordered_and_cut_batches_never_change_what_is_stored(
    data: st.DataObject, text: str
) -> None:
    """However batches arrive, the log is a prefix of what was written; and it can always be completed."""
    events = typed(text)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units != len(text):  # typed() counts one unit for a character
        events = [edit(1, 0, [[0, *text.split("\n")]])]
    whole = ledger_with()
    push(whole, "tab", events)

    ledger = ledger_with()
    for _ in range(data.draw(st.integers(0, 12))):
        first = data.draw(st.integers(0, len(events)))
        last = data.draw(st.integers(first, len(events)))
        batch = events[first:last]
        if data.draw(st.booleans()):
            batch = data.draw(st.permutations(batch))
        batch += data.draw(st.sampled_from([[], batch, events[:1]]))
        before = ledger.stored("tab")
        stored = push(ledger, "tab", batch)
        assert [event.n for event in stored] == list(range(before + 1, ledger.stored("tab") + 1))
        assert [event.data for event in stored] == [
            event.data for event in events[before : ledger.stored("tab")]
        ]
    push(ledger, "tab", events)
    assert ledger == whole
