"""An order in code, wherever it stands, changes no number of the analysis, the techniques or the likeness."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from bench._snippets import Snippet, snippets

from assay.analysis.approach import of_code
from assay.analysis.quality import Code, analyze_code, pulse
from assay.analysis.similarity import Given, compare
from assay.analysis.syntax import LANGUAGES, parse
from tests.injection.forms import FORMS, NAMES, PLAIN_NAME, double

HASH = frozenset({"python", "ruby"})
BLOCKS = {"python": ('"""', '"""'), "ruby": ("=begin\n", "\n=end")}


def text_of(form: str) -> str:
    """As it can stand in a file: UTF-8 holds no half of a pair."""
    return FORMS[form].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@cache
def some(language: str) -> list[Snippet]:
    """The two snippets of a language with most to find."""
    every = [each for each in snippets("tuned") if each.language == language]
    return sorted(every, key=lambda each: -sum(each.expected.values()))[:2]


def shape(order: str) -> str:
    """Innocent, of as many characters, lines and blanks."""
    return re.sub(r"[^ \n]", "x", order)


def numbers(text: str, language: str) -> object:
    """Everything that is counted, but for where it stands."""
    code = Code(parse(text, language))
    analysis, beat = analyze_code(code), pulse(text, language)
    return (
        analysis.score,
        [(each.rule, each.points) for each in analysis.findings if each.points],
        [(each.cognitive, each.nesting, each.parameters, each.lines) for each in analysis.functions],
        (analysis.lines, analysis.readable, len(analysis.faults)),
        [(each.name, len(each.lines)) for each in of_code(code)],
        (beat.lines, beat.cognitive, beat.nesting, beat.loops, beat.branches, beat.calls),
    )


def in_line_comments(text: str, order: str, language: str) -> str:
    """Above the code, between its lines and below."""
    mark = "# " if language in HASH else "// "
    comment = [f"{mark}{line}" for line in _lines(order)]
    lines = text.rstrip("\n").split("\n")
    first = 1 if language == "php" else 0
    return "\n".join([*lines[:first], *comment, *lines[first:], *comment]) + "\n"


def in_block_comment(text: str, order: str, language: str) -> str:
    """In a comment, or a docstring, at the end."""
    begin, end = BLOCKS.get(language, ("/* ", " */"))
    safe = order.replace("*/", "* /").replace('"""', "'''").replace("\\", "/").replace("/*", "/ *")
    return f"{text.rstrip()}\n{begin}{safe} {end}\n"


def in_strings(text: str, order: str, language: str) -> str:
    """In place of what a text of the code says."""
    said = re.sub(r'["\\$#{}`\x00-\x1f\x7f\x85\u2028\u2029]', " ", order)
    return re.sub(r'"[A-Za-z ]+"', lambda _: f'"{said}"', text)


def _lines(order: str) -> list[str]:
    """Each on a line of its own, as every language here ends lines."""
    return re.split(r"[\n\x0b\x0c\r\x85\u2028\u2029]", order)


def test_there_are_forms_enough() -> None:
    assert len(FORMS) >= 60
    assert len(set(FORMS.values())) == len(FORMS)
    for text in FORMS.values():
        assert len(double(text).encode("utf-16-le")) == len(text.encode("utf-16-le", "surrogatepass"))


@pytest.mark.parametrize("place", [in_block_comment, in_strings])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_changes(language: str, place: Callable[[str, str, str], str]) -> None:
    text = some(language)[0].text
    plain: dict[str, object] = {}
    for form in FORMS:
        innocent = shape(text_of(form))
        if innocent not in plain:
            plain[innocent] = numbers(place(text, innocent, language), language)
        assert numbers(place(text, text_of(form), language), language) == plain[innocent], form


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_are_worth_nothing_at_all(language: str) -> None:
    text = some(language)[0].text
    plain = numbers(text, language)
    for form in FORMS:
        assert numbers(in_line_comments(text, text_of(form), language), language) == plain, form


NAMED = {
    "python": "def NAME(values):\n    NAME_2 = values[0]\n    try:\n        return NAME_2 / len(values)\n    except:\n        return 0\n",
    "javascript": "function NAME(values) {\n  var NAME_2 = values[0];\n  return NAME_2 == 7 ? 1 : 0;\n}\n",
    "typescript": "function NAME(values: any): number {\n  var NAME_2 = values[0];\n  return NAME_2 == 7 ? 1 : 0;\n}\n",
    "java": "class Main {\n  int NAME(int[] values) {\n    int NAME_2 = values[0];\n    return NAME_2 * 86417;\n  }\n}\n",
    "c": "int NAME(int *values) {\n  int NAME_2 = values[0];\n  return NAME_2 * 86417;\n}\n",
    "cpp": "int NAME(std::vector<int> values) {\n  int NAME_2 = values[0];\n  return NAME_2 * 86417;\n}\n",
    "csharp": "class Program {\n  int NAME(int[] values) {\n    int NAME_2 = values[0];\n    return NAME_2 * 86417;\n  }\n}\n",
    "go": "package main\n\nfunc NAME(values []int) int {\n\tNAME_2 := values[0]\n\treturn NAME_2 * 86417\n}\n",
    "rust": "fn NAME(values: &Vec<i64>) -> i64 {\n    let NAME_2 = values[0];\n    return NAME_2 * 86417;\n}\n",
    "ruby": "def NAME(values)\n  NAME_2 = values[0]\n  return NAME_2 * 86417\nend\n",
    "php": "<?php\nfunction NAME($values) {\n    $NAME_2 = $values[0];\n    return $NAME_2 == 86417;\n}\n",
    "kotlin": "fun NAME(values: IntArray): Int {\n    var NAME_2 = values[0]\n    return NAME_2 * 86417\n}\n",
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_in_names(language: str, name: str) -> None:
    text = NAMED[language].replace("NAME_2", "NAME_again")
    told, plain = (numbers(text.replace("NAME", each), language) for each in (name, PLAIN_NAME))
    assert told == plain
    assert numbers(text, language) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_likeness_and_its_parts_do_not_move(language: str) -> None:
    one, *others = some(language)
    rest = [Given(each.title, parse(each.text, language)) for each in others]

    def likeness(text: str) -> object:
        [found] = compare([Given("one", parse(text, language)), *rest])
        return found.tokens["one"], [
            (each.one, each.other, each.likeness, each.unusual) for each in found.pairs
        ]

    plain = likeness(one.text)
    for form in FORMS:
        assert likeness(in_line_comments(one.text, text_of(form), language)) == plain, form
        assert likeness(in_strings(one.text, text_of(form), language)) == plain, form
