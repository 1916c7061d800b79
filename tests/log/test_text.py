from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.log.text import ChangeMismatch, Text

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_comes_back_as_it_was_with_pairs_joined(text: str) -> None:
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    assert str(Text.of(text)) == joined
    assert len(Text.of(text)) == sum(2 if ord(one) > 0xFFFF else 1 for one in text)


def test_positions_count_code_units() -> None:
    smile = Text.of("a\U0001f600b")
    assert len(smile) == 4
    half = smile.apply([1, [1], 2])
    assert str(half) == "a\ude00b"
    assert str(half.apply([1, [0, "\ud83d"], 2])) == "a\U0001f600b"


def test_lines_are_joined_by_newlines() -> None:
    assert str(Text.of("ab").apply([1, [0, "", "x", ""], 1])) == "a\nx\nb"
    assert str(Text.of("ab").apply([[2, ""]])) == ""


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_replacing_the_middle(before: str, middle: str, after: str) -> None:
    units = [len(Text.of(part)) for part in (before, middle, after)]
    whole = Text(b"".join(part.encode("utf-16-le", "surrogatepass") for part in (before, middle, after)))
    changed = whole.apply([units[0], [units[1], "new"], units[2]])
    assert changed == Text(
        b"".join(part.encode("utf-16-le", "surrogatepass") for part in (before, "new", after))
    )


@pytest.mark.parametrize("changes", [[], [1], [3], [[3]], [1, [0, "x"]], [1, [2, "x"]]])
def test_a_change_for_another_length_is_refused(changes: list[object]) -> None:
    with pytest.raises(ChangeMismatch, match="this one has 2"):
        Text.of("ab").apply(changes)


def test_an_odd_number_of_bytes_is_no_text() -> None:
    with pytest.raises(ValueError, match="even"):
        Text(b"abc")
