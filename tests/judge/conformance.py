"""What every driver must do, in no language: signatures, values, and what becomes of them."""

from __future__ import annotations

import json
import random
from typing import Any

from assay.judge.signature import Method, Parameter, Signature, Type, parse_type
from assay.judge.starters import starter

WORDS = [
    "",
    "plain",
    'quotes " and \\ and /',
    "tab\tline\nreturn\r bell\b\f",
    "naïve Größe",
    "漢字",
    "😀 e\u0301 👩\u200d🚀",
    "\u0000\u001f\u007f\u2028",
    "\\u0041 $x ${y} #{z} @a %s {0}",
]
HUGE = [0, 1, -1, 2**53 + 1, -(2**63), 2**64, -(2**64) - 1, 10**60 + 7, -(7**500)]

VALUES: dict[str, list[Any]] = {
    "int": [0, 1, -1, 2**31 - 1, -(2**31)],
    "long": [0, 2**53, -(2**53), 2**31, 1234567890123],
    "integer": HUGE,
    "float": [0.0, -2.5, 0.1, 1e300, -5e-324, 1 / 3, 3, 1e15 + 0.5, 1.7976931348623157e308, 2.5e-8],
    "bool": [True, False],
    "string": WORDS,
    "optional<int>": [None, 0, -7],
    "optional<string>": [None, "", "null"],
    "list<int>": [[], [1], [3, 2, 1]],
    "list<bool>": [[], [True, False, True]],
    "list<integer>": [[], HUGE],
    "list<list<string>>": [[], [[]], [WORDS, [], ["x"]]],
    "list<optional<float>>": [[None, 0.5, None, 2]],
    "map<string,list<long>>": [{}, {"": [], "a b": [1, 2**53], "ключ": [-1], "7": [0]}],
    "optional<map<string,map<string,optional<string>>>>": [None, {"x": {"y": None, "z": "w"}, "e": {}}],
    "linked<int>": [[], [1], [1, 2, 3]],
    "list<linked<int>>": [[], [[]], [[1, 4, 5], [], [2, 6]]],
    "tree<int>": [[], [1], [1, None, 2, 3], [5, 4, 8, 11, None, 13, 4, 7, 2, None, None, None, 1]],
    "map<string,tree<int>>": [{}, {"a": [], "b": [2, 1, 3], "c": [1, None, 2, None, 3, None, 4]}],
}


def _value(name: str) -> tuple[Parameter, ...]:
    return (Parameter("value", parse_type(name)),)


ECHO = Signature(
    "echo_box",
    (Parameter("start", parse_type("int")),),
    None,
    tuple(Method(f"echo_{place}", _value(name), parse_type(name)) for place, name in enumerate(VALUES)),
)
"""A class with one method for each type of VALUES, which gives back what it gets."""


def echo_source(language: str) -> str:
    """The starter of ECHO with each method's body replaced by giving back the argument."""
    return echoing(language, starter(language, ECHO))


def echoing(language: str, text: str) -> str:
    """A starter with one parameter ``value``, made to give it back."""
    back = RETURNS.get(language, "return value;")
    kept = [line for line in text.split("\n") if not any(word in line for word in UNWRITTEN)]
    lines = []
    for line in kept:
        indent = line[: len(line) - len(line.lstrip())]
        if "Your solution: return" in line:
            lines.append(indent + back)
        elif "Your solution" in line:
            lines.append(indent + EMPTY.get(language, ""))
        else:
            lines.append(line)
    return "\n".join(lines)


UNWRITTEN = ("not written", "return {};", "    ...")
RETURNS = {
    "python": "return value",
    "pypy": "return value",
    "ruby": "value",
    "php": "return $value;",
    "perl": "return $value;",
    "lua": "return value",
    "haskell": "pure value",
    "ocaml": "value",
    "elixir": "{value, state}",
}
EMPTY = {"python": "pass", "pypy": "pass", "haskell": "pure ()"}


def calls(values: list[tuple[int, Any]]) -> tuple[bytes, bytes]:
    """Input and answer of ECHO for pairs of a type's place in VALUES and a value."""
    names = [ECHO.name, *(f"echo_{place}" for place, _ in values)]
    arguments = [[7], *([value] for _, value in values)]
    answer = [None, *(value for _, value in values)]
    return _lines(names, arguments), json.dumps(answer).encode()


def _lines(*values: Any) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def table() -> tuple[bytes, bytes]:
    """Every value of VALUES."""
    return calls([(place, value) for place, values in enumerate(VALUES.values()) for value in values])


def generated(count: int, seed: int) -> tuple[bytes, bytes]:
    """``count`` random values of each type."""
    chance = random.Random(seed)
    kinds = [parse_type(name) for name in VALUES]
    return calls([(place, made(chance, kind)) for place, kind in enumerate(kinds) for _ in range(count)])


def made(chance: random.Random, kind: Type, size: int = 6) -> Any:
    """A random value of a type."""
    match kind.name:
        case "int":
            return chance.randint(-(2**31), 2**31 - 1)
        case "long":
            return chance.randint(-(2**53), 2**53)
        case "integer":
            return chance.randint(-(10 ** (most := chance.choice([1, 18, 40]))), 10**most)
        case "float":
            return chance.choice(
                [chance.uniform(-1, 1), chance.gauss(0, 1) * 10.0 ** chance.randint(-300, 300)]
            )
        case "bool":
            return chance.random() < 0.5
        case "string":
            return "".join(map(chr, chance.choices(_CHARACTERS, k=chance.randrange(size))))
        case "optional":
            return None if chance.random() < 0.3 else made(chance, kind.inner, size)
        case "map":
            keys = [made(chance, Type("string")) for _ in range(chance.randrange(size))]
            return {key: made(chance, kind.inner, size) for key in keys}
        case "tree":
            return _tree(chance, kind.inner)
        case _:
            return [made(chance, kind.inner, size) for _ in range(chance.randrange(size))]


def _tree(chance: random.Random, inner: Type) -> list[Any]:
    values: list[Any] = []
    places = 1
    for _ in range(chance.randrange(20)):
        if not places:
            break
        missing = chance.random() < 0.4
        values.append(None if missing else made(chance, inner))
        places += -1 if missing else 1
    while values and values[-1] is None:
        values.pop()
    return values


_CHARACTERS = [*range(0x20, 0x7F), *range(0, 0x20), 0xE4, 0x416, 0x6F22, 0x301, 0xFFFD, 0x1F600, 0x10FFFF] * 2

HOLDS_LONE = frozenset({"python", "pypy", "javascript", "typescript", "java", "kotlin", "scala", "csharp"})


def lone(*, kept: bool) -> tuple[bytes, bytes]:
    """Strings with half a surrogate pair, whole pairs and what only looks like one; if not ``kept``, U+FFFD
    stands for a half."""
    place = list(VALUES).index("string")
    text = rb'"a\ud800\u0041 \udc00\ud83d\ude00 \\ud800"'
    replaced = text if kept else text.replace(rb"a\ud800", rb"a\ufffd").replace(rb"\udc00", rb"\ufffd")
    return b'["%s","echo_%d"]\n[[7],[%s]]\n' % (ECHO.name.encode(), place, text), b"[null,%s]" % replaced


def million() -> tuple[bytes, bytes]:
    """A list of 10^6 numbers."""
    numbers = random.Random(1).choices(range(-(10**6), 10**6), k=10**6)
    return calls([(list(VALUES).index("list<int>"), numbers)])


# A function that uses both kinds of nodes, with values of another type than ECHO's.
MIRROR = Signature(
    "mirror_words",
    (
        Parameter("root", parse_type("tree<string>")),
        Parameter("head", parse_type("linked<string>")),
        Parameter("end", parse_type("int")),
    ),
    parse_type("list<linked<string>>"),
)
"""Gives [the values of the mirrored tree in level order, the list reversed], each of at most ``end`` values."""

MIRROR_CASES = [
    (_lines(["a", "b", "c", None, "d"], ["x", "y", "z"], 10), b'[["a","c","b","d"],["z","y","x"]]'),
    (_lines([], [], 5), b"[[],[]]"),
    (_lines(["a", "b", "c"], ["x", "y", "z"], 2), b'[["a","c"],["z","y"]]'),
]

COUNTER = Signature(
    "word_counter",
    (Parameter("least", parse_type("int")),),
    None,
    (
        Method("add", (Parameter("word", parse_type("string")), Parameter("times", parse_type("int"))), None),
        Method("count_of", (Parameter("word", parse_type("string")),), parse_type("optional<int>")),
        Method("all", (), parse_type("map<string,int>")),
    ),
)
"""Counts words; those counted less than ``least`` times are not known."""

COUNTER_CASE = (
    _lines(
        ["word_counter", "add", "count_of", "add", "count_of", "add", "all", "count_of"],
        [[2], ["a", 1], ["a"], ["a", 2], ["a"], ["é", 5], [], ["none"]],
    ),
    '[null,null,null,null,3,null,{"a":3,"é":5},null]'.encode(),
)

PLAN = Signature(
    "plan_it",
    (
        Parameter("end", parse_type("int")),
        Parameter("type", parse_type("optional<string>")),
        Parameter("in", parse_type("list<integer>")),
        Parameter("class", parse_type("tree<float>")),
        Parameter("default", parse_type("linked<float>")),
        Parameter("val", parse_type("map<string,bool>")),
        Parameter("func", parse_type("list<list<long>>")),
    ),
    parse_type("list<optional<int>>"),
)
"""Names that are words of one language or another."""

PLAN_CASE = (_lines(1, None, [2**70], [0.5], [1.5], {"a": True}, [[1], []]), b"[7]")
