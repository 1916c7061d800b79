"""Findings on the labelled snippets, the sum, what does not parse, and that words change nothing."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from bench._snippets import Snippet, snippets
from bench.quality import compare

from assay.analysis.quality import FAMILIES, FULL, RULES, analyze, pulse
from assay.analysis.quality.rulebook import rulebook
from assay.analysis.syntax import LANGUAGES, by_suffix

ROOT = Path(__file__).resolve().parents[2]
SNIPPETS = [*snippets("tuned"), *snippets("held_out")]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda each: f"{each.language}: {each.title}")
def test_what_is_labelled_is_found_and_nothing_else(snippet: Snippet) -> None:
    assert compare(snippet) == (Counter(), Counter())


def test_there_is_a_snippet_for_every_language_and_nearly_every_rule() -> None:
    shown = {rule for snippet in SNIPPETS for rule, _ in snippet.expected}
    assert {snippet.language for snippet in SNIPPETS} == set(LANGUAGES)
    assert shown <= set(RULES)


def test_points_and_score_add_up_whatever_the_code() -> None:
    assert sum(FAMILIES.values()) == FULL
    texts = [(snippet.text, snippet.language) for snippet in SNIPPETS]
    for path in sorted((ROOT / "problems").rglob("submissions/accepted/*")):
        if (grammar := by_suffix(path.name)) is not None:
            texts.append((path.read_text(), grammar.id))
    for language in LANGUAGES:
        texts.append(("\n".join(each.text for each in SNIPPETS if each.language == language), language))
    for text, language in texts:
        analysis = analyze(text, language)
        taken = Counter[str]()
        for each in analysis.findings:
            assert 0 <= each.points <= RULES[each.rule].points + FULL
            assert each.line <= each.end_line
            assert (each.line, each.column) < (each.end_line, each.end_column)
            taken[each.family] += each.points
        assert all(taken[family] <= most for family, most in FAMILIES.items())
        if analysis.score is not None:
            assert analysis.score + sum(taken.values()) == FULL


def test_code_half_typed_is_answered() -> None:
    whole = "def total(prices):\n    result = 0\n    for price in prices:\n        result += price\n    return result\n"
    for end in range(len(whole)):
        analysis = analyze(whole[:end], "python")
        moment = pulse(whole[:end], "python")
        assert moment.parsed == analysis.parsed
        assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in analysis.faults)
    half = analyze("def total(prices:\n    return sum(", "python")
    assert not half.parsed
    assert half.score is None
    assert half.faults[0].line == 1


def test_any_text_is_answered() -> None:
    random.seed(4)
    alphabet = "(){}[];:=<>!&|+-*/%.,'\"\n \tabifwhile0123#/*é€"
    for language in LANGUAGES:
        for _ in range(25):
            text = "".join(random.choice(alphabet) for _ in range(120))
            analyze(text, language)
            pulse(text, language)


def test_nothing_and_comments_alone_have_no_score() -> None:
    assert analyze("", "python").score is None
    assert analyze("# only words\n", "python").score is None
    assert analyze("x = 1\n", "python").score == FULL


def test_a_pulse_says_what_the_analysis_says() -> None:
    text = "def f(xs):\n    for x in xs:\n        if x:\n            return x\n    return None\n"
    moment = pulse(text, "python")
    assert (moment.parsed, moment.lines, moment.loops, moment.branches, moment.nesting) == (True, 5, 1, 1, 2)
    assert moment.functions == analyze(text, "python").functions
    assert moment.cognitive == 3


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # The three worked examples of the specification (Campbell 2023): getWords, sumOfPrimes, overriding.
        (
            "java",
            'class A { String getWords(int number) { switch (number) { case 1: return "one"; case 2: return "a couple"; '
            'case 3: return "a few"; default: return "lots"; } } }',
            1,
        ),
        (
            "java",
            "class A { int sumOfPrimes(int max) { int total = 0; OUT: for (int i = 1; i <= max; ++i) { "
            "for (int j = 2; j < i; ++j) { if (i % j == 0) { continue OUT; } } total += i; } return total; } }",
            7,
        ),
        ("java", "class A { void m() { if (a && b || c && d) { } } }", 4),
        ("javascript", "function f(a) { if (a) { x(); } else if (b) { y(); } else { z(); } }", 3),
        ("python", "def f(n):\n    if n < 2:\n        return n\n    return f(n - 1) + f(n - 2)\n", 2),
        (
            "go",
            "package a\nfunc f(a int) int { if a > 1 { return 1 } else if a > 2 { return 2 } else { return 3 } }",
            3,
        ),
        ("ruby", "def f(xs)\n  xs.each do |x|\n    if x\n      puts x\n    end\n  end\nend\n", 3),
        (
            "rust",
            "fn f(a: i32) { for i in 0..a { if i > 1 { g(); } else if i > 2 { h(); } else { k(); } } }",
            5,
        ),
        ("kotlin", "fun f(a: Int) { if (a > 1) { g() } else if (a > 2) { h() } else { k() } }", 3),
        ("php", "<?php function f($a) { if ($a) { g(); } elseif ($b) { h(); } else { k(); } }", 3),
        ("csharp", "class A { void M() { try { G(); } catch (E e) { if (a) { H(); } } } }", 3),
        ("cpp", "void f() { while (a) { do { if (b) g(); } while (c); } }", 6),
    ],
)
def test_cognitive_complexity_is_that_of_the_specification(language: str, text: str, expected: int) -> None:
    assert analyze(text, language).functions[0].cognitive == expected


def test_a_function_is_where_its_name_is() -> None:
    text = "class A {\n    @Override\n    public int f(int a1, int b1, int c1, int d1, int e1, int g1) { return 1; }\n}\n"
    analysis = analyze(text, "java")
    assert [each.line for each in analysis.findings if each.rule == "many-parameters"] == [3]
    assert analysis.functions[0].line == 3


def test_the_rule_book_is_that_of_the_rules() -> None:
    assert (ROOT / "docs" / "rules.md").read_text() == rulebook()
    assert all(rule.says.endswith(".") and rule.rests_on.endswith(".") for rule in RULES.values())
