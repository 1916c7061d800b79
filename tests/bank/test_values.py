from __future__ import annotations

import pytest

from assay.bank.interview_yaml import Class, Function
from assay.bank.values import answer_misfit, arguments_misfit, json_misfit
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
        ("integer", "-" + "9" * 1000),
        ("linked<string>", '["a", "b"]'),
        ("tree<int>", "[]"),
        ("tree<int>", "[1, null, 2, 3]"),
        ("tree<list<int>>", "[[], null, [1]]"),
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
        ("list<string>", "[" * 100_000, "it is not JSON: it is nested too deeply"),
        ("integer", "1.0", "it is not a whole number"),
        ("integer", "9" * 5000, "a number has 5000 digits"),
        ("float", "9" * 400, "it is not a finite number"),
        ("linked<int>", "[1, null]", "it[1] is not a whole number"),
        ("linked<int>", "null", "it is not a list"),
        ("tree<int>", "null", "it is not a list of a tree's nodes"),
        ("tree<int>", "[1, 2, null]", "it ends with null"),
        ("tree<int>", "[1, null, null, 2]", "it[3] is the child of no node"),
        ("tree<int>", '[1, null, "2"]', "it[2] is not a whole number"),
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


CACHE = Class.model_validate(
    {
        "name": "lru_cache",
        "parameters": [{"name": "capacity", "type": "int"}],
        "methods": [
            {"name": "get", "parameters": [{"name": "key", "type": "int"}], "returns": "optional<int>"},
            {"name": "put", "parameters": [{"name": "key", "type": "int"}, {"name": "value", "type": "int"}]},
        ],
    }
).signature()
CALLS = '["lru_cache", "put", "get"]\n[[2], [1, 10], [1]]\n'


def test_calls_of_a_class_fit() -> None:
    assert arguments_misfit(CALLS, CACHE) is None
    assert answer_misfit("[null, null, 10]", CACHE, CALLS) is None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('["lru_cache"]\n', 1, "should have two"),
        ('["lru_cache"\n[[2]]\n', 1, "line 1 is not JSON"),
        ('["lru_cache"]\n{}\n', 2, "line 2 is not a list"),
        ("[]\n[]\n", 1, "the first call is not 'lru_cache', the constructor"),
        ('["get"]\n[[1]]\n', 1, "the first call is not 'lru_cache'"),
        ('["lru_cache", "get"]\n[[1]]\n', 2, "there are 2 calls, but 1 lists of arguments"),
        ('["lru_cache", "drop"]\n[[1], [1]]\n', 1, "call 1: lru_cache has no method 'drop'"),
        ('["lru_cache", ["get"]]\n[[1], [1]]\n', 1, "has no method ['get']"),
        ('["lru_cache", "get"]\n[[1], []]\n', 2, "call 1, get: it takes a list of 1 arguments"),
        ('["lru_cache", "get"]\n[[1], ["a"]]\n', 2, "call 1, get: key is not a whole number"),
        ('["lru_cache", "get"]\n[[1.5], [1]]\n', 2, "call 0, lru_cache: capacity is not a whole number"),
    ],
)
def test_calls_of_a_class_misfit(text: str, line: int, said: str) -> None:
    found = arguments_misfit(text, CACHE)
    assert found is not None
    assert found[0] == line
    assert said in found[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "the answer is not JSON"),
        ("[null, null]", "not a list of 3 results"),
        ("[null, 1, 10]", "the answer[1], of put, is not null"),
        ("[1, null, 10]", "the answer[0], of lru_cache, is not null"),
        ('[null, null, "10"]', "the answer[2], of get, is not a whole number"),
    ],
)
def test_answers_of_a_class_misfit(text: str, said: str) -> None:
    assert said in (answer_misfit(text, CACHE, CALLS) or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("optional<tree<int>>", "may be empty as it is"),
        ("tree<optional<int>>", "null stands for a node that is missing"),
        ("tree", "unknown type 'tree'"),
        ("map<int,int>", "unknown type"),
    ],
)
def test_types_that_do_not_exist(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_type(text)


def test_one_kind_of_node_in_a_signature() -> None:
    given = {
        "name": "f",
        "parameters": [{"name": "a", "type": "tree<int>"}, {"name": "b", "type": "list<tree<long>>"}],
        "returns": "int",
    }
    with pytest.raises(ValueError, match="both tree<int> and tree<long>: use one of them"):
        Function.model_validate(given)


def test_methods_of_a_class_differ_in_name() -> None:
    with pytest.raises(ValueError, match="two methods have the same name"):
        Class.model_validate({"name": "f", "methods": [{"name": "f"}]})
