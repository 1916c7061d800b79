from __future__ import annotations

import pytest

from assay.bank.values import arguments_misfit, json_misfit
from assay.judge.signature import Parameter, Signature, parse_type


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("int", "-2147483648"),
        ("long", "9007199254740992"),
        ("float", "3"),
        ("bool", "true"),
        ("string", '"é"'),
        ("list<optional<int>>", "[1, null]"),
        ("map<string,list<bool>>", '{"a": [false], "b": []}'),
    ],
)
def test_fits(type_: str, text: str) -> None:
    assert json_misfit(text, parse_type(type_), "it") is None


@pytest.mark.parametrize(
    ("type_", "text", "said"),
    [
        ("int", "2147483648", "it is 2147483648, beyond the range of int"),
        ("long", "9007199254740993", "beyond the range of long"),
        ("int", "1.0", "it is not a whole number"),
        ("int", "true", "it is not a whole number"),
        ("float", "NaN", "it is not JSON: NaN is not a JSON number"),
        ("float", "1e999", "it is not a finite number"),
        ("bool", "0", "it is neither true nor false"),
        ("string", "null", "it is not a string"),
        ("list<int>", '[1, "2"]', "it[1] is not a whole number"),
        ("map<string,int>", "[]", "it is not an object"),
        ("map<string,int>", '{"a": null}', "it['a'] is not a whole number"),
        ("list<string>", "[", "it is not JSON"),
    ],
)
def test_misfits(type_: str, text: str, said: str) -> None:
    assert said in (json_misfit(text, parse_type(type_), "it") or "")


def test_arguments_stand_one_on_each_line() -> None:
    signature = Signature(
        "f", (Parameter("xs", parse_type("list<int>")), Parameter("k", parse_type("int"))), parse_type("int")
    )
    assert arguments_misfit("[1]\n2\n", signature) is None
    assert arguments_misfit("[1]\n", signature) == (
        1,
        "it has 1 lines, but f takes 2 arguments, one on each line",
    )
    assert arguments_misfit('[1]\n"2"\n', signature) == (2, "k is not a whole number")
