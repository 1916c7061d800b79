"""What the problem gave is found, shown, and not held against the candidate; what they made of it is."""

from __future__ import annotations

import pytest

from assay.analysis.approach import approach
from assay.analysis.intended import intended
from assay.analysis.quality import Given, analyze, given_by
from assay.analysis.starters import starter_code
from assay.analysis.syntax import LANGUAGES, parse
from assay.bank.library import Library
from assay.bank.package import load
from assay.judge.signature import Method, Parameter, Signature, parse_type

LIBRARY = Library.default_folder()
INTS = parse_type("list<int>")
MANY = Signature(
    "foo", tuple(Parameter(name, INTS) for name in ("list", "b", "g", "o", "data", "tmp1", "w")), INTS
)
CODE = "def foo(list, b, g, o, data, tmp1, w):\n    stuff = list + b\n    return stuff + g + o + data + tmp1 + w\n"


def rules(text: str, given: Given | None, language: str = "python") -> set[tuple[str, int]]:
    return {(each.rule, each.line) for each in analyze(text, language, given).findings}


def test_names_of_the_signature_are_the_problems() -> None:
    alone = analyze(CODE, "python")
    known = analyze(CODE, "python", given_by("", MANY))
    assert {each.rule for each in alone.findings} >= {"many-parameters", "empty-name", "shadows-builtin"}
    assert [(each.rule, each.line) for each in known.findings] == [("empty-name", 2)]
    assert {each.rule for each in known.excused} >= {"many-parameters", "empty-name", "shadows-builtin"}
    assert all(each.points == 0 for each in known.excused)
    assert len(known.findings) + len(known.excused) == len(alone.findings)
    assert known.score == 100 - sum(each.points for each in known.findings)


@pytest.mark.parametrize(("language", "text"), [
    ("java", "class Solution { static int lruCache(int minGap) { return 1; } }\n"),
    ("csharp", "class Solution { static int LruCache(int minGap) { return 1; } }\n"),
    ("go", "package main\n\nfunc lruCache(minGap int) int {\n\treturn 1\n}\n"),
])  # fmt: skip
def test_names_in_the_form_of_the_language(language: str, text: str) -> None:
    signature = Signature("lru_cache", (Parameter("min_gap", parse_type("int")),), parse_type("int"))
    assert ("unused-parameter", text[: text.index("inGap")].count("\n") + 1) in rules(text, None, language)
    assert not rules(text, given_by("", signature), language)


def test_names_of_a_class_to_design() -> None:
    none = parse_type("int")
    signature = Signature("thing", (), None, (Method("f", (Parameter("data", none),), none),))
    text = "class Thing:\n    def f(self, data):\n        return data\n\n\nclass Foo:\n    pass\n"
    assert "empty-name" in {rule for rule, _ in rules(text, None)}
    assert rules(text, given_by("", signature)) == {("empty-name", 6)}


def test_a_given_line_with_its_finding_is_excused_once() -> None:
    start = "def load(path):\n    try:\n        return open(path).read()\n    except:\n        return ''\n"
    own = "\n\ndef save(path):\n    try:\n        return open(path, 'w')\n    except:\n        return ''\n"
    assert not rules(start, given_by(start, None))
    held = rules(start + own, given_by(start, None))
    assert ("bare-except", 11) in held
    assert ("bare-except", 4) not in held


def test_a_given_head_does_not_excuse_its_body() -> None:
    start = "def solve(rows):\n    # Your solution.\n    ...\n"
    body = "".join(
        f"    if rows[{at}] > {at}:\n        for row in rows:\n            print(row)\n" for at in range(9)
    )
    assert ("cognitive-complexity", 1) in rules("def solve(rows):\n" + body, given_by(start, None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_starter_code_is_held_against_nobody(language: str) -> None:
    for slug in ("cart-total", "meeting-gaps", "log-level-summary"):
        package = load(LIBRARY / slug)
        text = starter_code(package, language)
        assert not rules(text, given_by(text, package.signature), language)


def test_a_solution_of_the_bank_never_scores_less_for_knowing_its_problem() -> None:
    for folder in ("cart-total", "config-layers", "rate-limiter"):
        package = load(LIBRARY / folder)
        for each in package.submissions:
            if each.language in LANGUAGES:
                known = given_by(starter_code(package, each.language), package.signature)
                alone, held = (analyze(each.read(), each.language, given) for given in (None, known))
                assert (held.score or 0) >= (alone.score or 0)


def test_topics_are_named_with_where_they_were_seen() -> None:
    seen = approach(
        parse(
            "def f(xs):\n    seen = {}\n    for x in sorted(xs):\n        seen[x] = 1\n    return seen\n",
            "python",
        )
    )
    found = intended(["money", "hash maps", "Heaps", "sorting"], seen)
    assert [(each.topic, each.technique, bool(each.lines)) for each in found] == [
        ("hash maps", "hash map", True),
        ("Heaps", "heap", False),
        ("sorting", "sorting", True),
    ]
