"""Every language's table fits its grammar; what cannot be analysed is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.analysis.syntax import LANGUAGES, MAX_BYTES, CannotRead, by_suffix, parse, read

ROOT = Path(__file__).resolve().parents[2]
WIDER = {"javascript": "typescript", "c": "cpp"}
"""A language whose table is one with that of another, which has more."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_of_the_table_is_one_of_the_grammar(language: str) -> None:
    grammar = LANGUAGES[language]
    known: set[str] = set()
    for each in (grammar, LANGUAGES[WIDER.get(language, language)]):
        types = each.language
        known.update(types.node_kind_for_id(number) for number in range(types.node_kind_count))
    named = {*grammar.kinds, *grammar.through, *(parent for parent, _ in grammar.roles)}
    assert named - known == set()


def test_every_solution_of_the_bank_parses() -> None:
    files = [
        path
        for folder in ("problems", "src/assay/bank/practice")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "submissions" in path.parts and by_suffix(path.name)
    ]
    assert len(files) > 100
    assert [str(path) for path in files if read(path).faults] == []


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        (b"a = 1\0", "python", "zero byte"),
        (b"\xff\xfe\x41", "python", "UTF-8"),
        ("x = 1", "cobol", "no analysis of 'cobol'"),
        ("x = 1\n" * (MAX_BYTES // 6 + 1), "python", "at most"),
    ],
)
def test_what_cannot_be_analysed(text: str | bytes, language: str, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        parse(text, language)


def test_lines_and_columns_count_characters() -> None:
    tree = parse("a = 'ü€'; b = 2\nc = 3\n", "python")
    names = [node for node in tree.nodes if node.kind == "name"]
    assert [(tree.line(node), tree.column(node.start)) for node in names] == [(1, 1), (1, 11), (2, 1)]


def test_deep_code_is_no_trouble() -> None:
    text = "x = " + "(" * 3000 + "1" + ")" * 3000 + "\n"
    assert not parse(text, "python").faults
