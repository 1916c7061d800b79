"""What counts as the right output, and how a difference is said."""

from __future__ import annotations

import pytest

from assay.judge.compare import difference
from assay.judge.model import Comparison


@pytest.mark.parametrize(
    ("output", "answer", "flags", "said"),
    [
        (b"1 2\n3\n", b"1 2 3", (), None),
        (b"  yes ", b"YES\n", (), None),
        (b"yes", b"YES", ("case_sensitive",), "line 1: expected YES, got yes"),
        (b"1\n2\n41\n", b"1\n2\n42\n", (), "line 3: expected 42, got 41"),
        (b"1 9 3\n", b"1 2 3\n", (), "line 1, word 2: expected 2, got 9"),
        (b"1\n", b"1\n2\n", (), "line 2: expected 2, but the output ends there"),
        (b"1\n2\n3\n", b"1\n2\n", (), "line 3: expected no more output, got 3"),
        (b"", b"5", (), "line 1: expected 5, but the output ends there"),
        (b"", b"", (), None),
        (b"1.0000001", b"1", (), "line 1: expected 1, got 1.0000001"),
        (b"1.0000001", b"1", ("float_tolerance", "1e-6"), None),
        (b"1.1", b"1", ("float_tolerance", "1e-6"), "line 1: expected 1, got 1.1"),
        (b"1000001", b"1000000", ("float_relative_tolerance", "1e-5"), None),
        (
            b"1000001",
            b"1000000",
            ("float_absolute_tolerance", "1e-5"),
            "line 1: expected 1000000, got 1000001",
        ),
        (b"nan", b"1", ("float_tolerance", "1e9"), "line 1: expected 1, got nan"),
        (b"1e999", b"1", ("float_tolerance", "1e9"), "line 1: expected 1, got 1e999"),
        (b"1  2", b"1 2", ("space_change_sensitive",), 'line 1: expected " ", got "  "'),
        (b"1 2\n", b"1 2\n", ("space_change_sensitive",), None),
        (b"\xff\xfe", b"a", (), "line 1: expected a, got \\xff\\xfe"),
    ],
)
def test_tokens(output: bytes, answer: bytes, flags: tuple[str, ...], said: str | None) -> None:
    assert difference(output, answer, Comparison("tokens", flags)) == said


def test_an_unknown_flag_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown validator flag 'fuzzy'"):
        difference(b"1", b"2", Comparison("tokens", ("fuzzy",)))


@pytest.mark.parametrize(
    ("output", "answer", "said"),
    [
        (b"3", b"3.0", None),
        (b"3", b"4", "expected 4, got 3"),
        (b"1", b"true", "expected true, got 1"),
        (b"false", b"0", "expected 0, got false"),
        (b"null", b"0", "expected 0, got null"),
        (
            b"9007199254740993",
            b"9007199254740992",
            "expected 9007199254740992, got 9007199254740993",
        ),
        (b"[1, 2]", b"[1,2]", None),
        (b"[1, 3]", b"[1,2]", "result[1]: expected 2, got 3"),
        (b"[1]", b"[1,2]", "the result has 1 item, expected 2"),
        (b'{"a":1,"b":2}', b'{"b":2,"a":1}', None),
        (b'{"a":1}', b'{"b":1}', 'the result lacks the key "b"'),
        (b'{"a":1,"c":1}', b'{"a":1}', 'the result has the key "c", which is not expected'),
        (b'{"a":[1]}', b'{"a":[2]}', 'result["a"][0]: expected 2, got 1'),
        (b'"\\ud800"', b'"\\ud800"', None),
        (b"[1", b"1", "the result is not JSON: Expecting ',' delimiter: line 1 column 3 (char 2)"),
        (b"1e400", b"1", "expected 1, got Infinity"),
    ],
)
def test_json(output: bytes, answer: bytes, said: str | None) -> None:
    assert difference(output, answer, Comparison("json")) == said


def test_unordered_ignores_the_order_of_the_outer_list_only() -> None:
    loose = Comparison("json", unordered=True)
    assert difference(b"[[1,2],[3]]", b"[[3],[1,2]]", loose) is None
    assert difference(b"[[2,1],[3]]", b"[[3],[1,2]]", loose) == "the result lacks [1, 2]"
    assert difference(b"[1,1,2]", b"[1,2,2]", loose) == "the result lacks 2"
    assert difference(b"[1.0,2]", b"[2,1]", loose) is None


def test_a_tolerance_applies_to_every_number() -> None:
    near = Comparison("json", relative=1e-6)
    assert difference(b'[1.0000001,{"a":2}]', b'[1,{"a":2.0000001}]', near) is None
    assert difference(b"[1.1]", b"[1]", near) == "result[0]: expected 1, got 1.1"
    assert difference(b"[2.0000001,1]", b"[1,2]", Comparison("json", unordered=True, absolute=1e-6)) is None


def test_huge_numbers_are_not_read() -> None:
    said = difference(b"9" * 1_000_000, b"1", Comparison("json"))
    assert said == "expected 1, got a number of 1000000 digits"
    assert difference(b"9" * 5000, b"9" * 5000, Comparison("json")) is None


def test_deep_nesting_is_no_fault_of_the_judge() -> None:
    said = difference(b"[" * 200_000, b"1", Comparison("json"))
    assert said == "the result is not JSON: it is nested too deeply"


def test_long_values_are_cut() -> None:
    said = difference(b"x" * 1000, b"y", Comparison())
    assert said is not None
    assert len(said) < 200
