from __future__ import annotations

import pytest

from assay.log.fold import fold, text_at, texts
from assay.log.ledger import BrokenLog, Ledger
from tests.log.helpers import FILE, edit, file_event, push, write

OTHER = "cart-total/solution.js"


def test_the_text_at_any_event() -> None:
    ledger = Ledger()
    log = write(ledger, *file_event("a"))
    log += push(ledger, "tab", [edit(1, 0, [1, [0, "b"]])])
    log += write(ledger, *file_event("other", OTHER))
    log += push(ledger, "tab", [edit(2, 1, [[1], 1]), edit(3, 0, [5, [0, "!"]], file=OTHER)])
    assert [text_at(log, FILE, seq) for seq in range(1, 6)] == ["a", "ab", "ab", "b", "b"]
    assert text_at(log, OTHER, 5) == "other!"
    assert [(event.seq, str(text)) for event, text in texts(log, FILE)] == [(1, "a"), (2, "ab"), (4, "b")]
    assert fold(log) == ledger
    with pytest.raises(KeyError, match="at event 2"):
        text_at(log, OTHER, 2)


def test_a_log_that_does_not_fit_is_named_by_seq() -> None:
    ledger = Ledger()
    log = write(ledger, *file_event("a")) + push(ledger, "tab", [edit(1, 0, [1, [0, "b"]])])
    with pytest.raises(BrokenLog, match="event 2: edits"):
        list(texts(log[1:], FILE))
    wrong = log[1].model_copy(update={"data": {**log[1].data, "changes": [5]}})
    with pytest.raises(BrokenLog, match="event 2: the change is for a text of 5"):
        list(texts([log[0], wrong], FILE))
