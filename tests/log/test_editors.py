"""The fold agrees with CodeMirror itself, alone and when several edit at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.log.events import parse_data
from assay.log.fold import fold, text_at
from assay.log.ledger import Ledger
from assay.log.text import Text
from tests.log.helpers import FILE, Editors, edit, file_event, push, write

SHARED = [HealthCheck.function_scoped_fixture]


@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@given(seed=st.integers(0, 2**31 - 1))
def test_any_edit_sequence_folds_to_the_editors_text(editors: Editors, seed: int) -> None:
    made = editors.ask("sequence", seed=seed, edits=40)
    ledger = Ledger()
    log = write(ledger, *file_event(made["start"]))
    for version, changes in enumerate(made["changes"]):
        log += push(ledger, "tab", [edit(version + 1, version, changes)])
        expected = Text.of(made["texts"][version])
        assert ledger.files[FILE].text == expected
        # Across storage's JSON as well.
    stored = [type(event).model_validate(json.loads(json.dumps(event.as_json()))) for event in log]
    assert stored == log
    assert fold(stored).text(FILE) == str(Text.of(made["texts"][-1]))
    assert text_at(stored, FILE, 11) == str(Text.of(made["texts"][9]))


def test_the_editor_never_writes_a_part_that_is_refused(editors: Editors) -> None:
    for seed in range(40):
        for changes in editors.ask("sequence", seed=seed, edits=40)["changes"]:
            parse_data("edit", {"file": FILE, "version": 0, "changes": changes, "origin": "type"})


class Peer:
    """One tab: a real editor with CodeMirror's collab, and its own count of events."""

    def __init__(self, editors: Editors, index: int) -> None:
        self.editors, self.index, self.writer = editors, index, f"peer-{index}"
        self.pushed = 0
        """Own edits that were stored and came back."""

    def act(self, seed: int) -> None:
        self.editors.ask("act", peer=self.index, seed=seed)

    def pull(self, edits: list[tuple[str, Any]]) -> None:
        version = self.editors.ask("pending", peer=self.index)["version"]
        new = edits[version:]
        self.pushed += sum(writer == self.writer for writer, _ in new)
        self.editors.ask("receive", peer=self.index, edits=new)

    def push(self, ledger: Ledger, edits: list[tuple[str, Any]]) -> None:
        pending = self.editors.ask("pending", peer=self.index)
        events = [
            edit(self.pushed + 1 + index, pending["version"] + index, changes)
            for index, changes in enumerate(pending["changes"])
        ]
        edits += [(event.writer, event.data["changes"]) for event in push(ledger, self.writer, events)]

    def text(self) -> Text:
        return Text.of(self.editors.ask("text", peer=self.index)["text"])


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["act", "act", "act", "pull", "push", "push twice"]),
        st.integers(0, 2),
        st.integers(0, 2**31 - 1),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@given(steps=STEPS, start=st.text(max_size=10))
def test_tabs_that_edit_at_once_end_with_the_same_text(
    editors: Editors, steps: list[tuple[str, int, int]], start: str
) -> None:
    ledger = Ledger()
    write(ledger, *file_event(start))
    editors.ask("peers", count=3, start=start)
    peers = [Peer(editors, index) for index in range(3)]
    edits: list[tuple[str, Any]] = []
    for what, who, seed in steps:
        peer = peers[who]
        if what == "act":
            peer.act(seed)
        elif what == "pull":
            peer.pull(edits)
        else:  # sent by one who may be off line since long, perhaps twice
            for _ in range(2 if what == "push twice" else 1):
                peer.push(ledger, edits)
    for peer in peers:  # everyone gets back on line
        peer.pull(edits)
        peer.push(ledger, edits)
    for peer in peers:
        peer.pull(edits)
        assert editors.ask("pending", peer=peer.index)["changes"] == []
        assert peer.text() == ledger.files[FILE].text


@pytest.mark.slow
def test_long_sequences(editors: Editors) -> None:
    for seed in range(40):
        made = editors.ask("sequence", seed=seed * 7919, edits=1000)
        text = Text.of(made["start"])
        for changes, expected in zip(made["changes"], made["texts"], strict=True):
            text = text.apply(changes)
            assert text == Text.of(expected)
