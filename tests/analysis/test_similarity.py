"""Copies are found whatever they are disguised as; independent answers are not; little is said where little is known."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from bench._disguises import DISGUISES, renamed

from assay.analysis.similarity import Comparison, Given, Pair, compare
from assay.analysis.similarity.likeness import Unusual
from assay.analysis.similarity.page import page
from assay.analysis.syntax import LANGUAGES, parse, read
from assay.bank.library import Library
from assay.bank.package import load

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "bench" / "similarity_solutions"
BANK = Library.default_folder()
GAPS = {path.stem: path.read_text() for path in sorted((SOLUTIONS / "meeting-gaps").glob("*.py"))}


def python(texts: dict[str, str], problem: str | None = "meeting-gaps") -> Comparison:
    package = load(BANK / problem) if problem is not None else None
    [found] = compare([Given(name, parse(text, "python")) for name, text in texts.items()], package)
    return found


def between(found: Comparison, one: str, other: str) -> Pair:
    [pair] = [each for each in found.pairs if {each.one, each.other} == {one, other}]
    return pair


@pytest.mark.parametrize("disguise", [each for each in DISGUISES if each != "every one of them"])
def test_a_disguised_copy_is_the_most_alike_of_all(disguise: str) -> None:
    found = python({**GAPS, "copy": DISGUISES[disguise](GAPS["e"])})
    top = found.pairs[0]
    assert {top.one, top.other} == {"e", "copy"}
    assert top.verdict == "compared"
    assert (top.unusual.at_least, top.unusual.pairs) == (0, 35)
    assert top.parts


@pytest.mark.parametrize("disguise", ["names", "layout", "comments", "order of functions"])
def test_what_changes_no_shape_changes_nothing(disguise: str) -> None:
    found = python({**GAPS, "copy": DISGUISES[disguise](GAPS["a"])})
    assert between(found, "a", "copy").likeness == pytest.approx(1, abs=0.05)


def test_independent_answers_are_little_alike() -> None:
    assert python(GAPS).pairs[0].likeness < 0.2


@pytest.mark.parametrize("language", ["javascript", "java", "cpp", "c"])
def test_a_renamed_copy_in_other_languages(language: str) -> None:
    suffix = LANGUAGES[language].suffixes[0]
    for original in sorted(BANK.glob(f"*/submissions/accepted/*{suffix}")):
        text = original.read_text()
        other = renamed(text, language)
        assert other != text
        [found] = compare([Given("one", parse(text, language)), Given("two", parse(other, language))])
        assert between(found, "one", "two").likeness == pytest.approx(1), original


def test_every_language_of_the_analysis_can_be_compared() -> None:
    from bench._snippets import snippets

    for language in LANGUAGES:
        text = "\n".join(each.text for each in snippets("tuned") if each.language == language)
        [found] = compare([Given("one", parse(text, language)), Given("two", parse("\n" + text, language))])
        assert found.pairs[0].likeness == pytest.approx(1)
        assert found.pairs[0].parts[0].other_lines[0] == found.pairs[0].parts[0].lines[0] + 1


def test_the_matching_lines_are_those_of_the_copied_function() -> None:
    stolen = GAPS["f"].split("def to_span")[1]
    text = (
        f"import sys\n\n\ndef unlike(n):\n    while n:\n        n -= 1\n    print([n])\n\n\ndef span{stolen}"
    )
    found = between(python({**GAPS, "part": text}), "f", "part")
    first = GAPS["f"].split("\n").index("def to_span(line):") + 1
    assert first <= found.parts[0].lines[0] <= first + 1
    assert found.parts[0].other_lines[0] - found.parts[0].lines[0] == 10 - first
    assert all(each.lines[0] >= first for each in found.parts)


def test_starter_code_counts_for_nothing() -> None:
    package = load(BANK / "log-level-summary")
    start = "".join(
        f"def given_{at}(x):\n    while x > {at} and x % 2 == 0:\n        x = x // 2 + abs(x) * {at}\n    return [x, x]\n"
        for at in range(6)
    )
    texts = {"one": start + "print(given_1(2))\n", "two": start + "for i in range(9):\n    print(i)\n"}
    files = [Given(name, parse(text, "python")) for name, text in texts.items()]
    package.starters["python"] = start
    [found] = compare(files, package)
    pair = between(found, "one", "two")
    assert (pair.likeness, pair.parts, pair.verdict) == (0, (), "too short to tell")
    [bare] = compare(files)
    assert between(bare, "one", "two").likeness > 0.9


def test_what_many_have_in_common_counts_for_nothing() -> None:
    common = "def read(t):\n    h, m, s = t.split(':')\n    return int(h) * 3600 + int(m) * 60 + int(s)\n\n\n"
    plain, with_it = python(GAPS), python({name: common + text for name, text in GAPS.items()})
    assert between(with_it, "b", "c").likeness == pytest.approx(between(plain, "b", "c").likeness, abs=0.02)


def test_six_other_pairs_allow_no_more_than_one_in_seven() -> None:
    assert Unusual(0, 6).share == pytest.approx(1 / 7)
    found = python({name: GAPS[name] for name in "abc"} | {"copy": renamed(GAPS["a"])}, problem=None)
    assert found.pairs[0].unusual == Unusual(0, 5)
    assert found.pairs[0].verdict == "too few to tell"


def test_too_short_to_tell() -> None:
    text = "def f(a):\n    return sum(x for x in a if x > 0)\n"
    found = python({**GAPS, "one": text, "two": text})
    assert between(found, "one", "two").verdict == "too short to tell"


def test_only_one_family_is_compared() -> None:
    files = [
        *sorted((SOLUTIONS / "cart-total").glob("*.py"))[:2],
        *sorted((SOLUTIONS / "cart-total").glob("*.js")),
    ]
    found = compare([Given(path.name, read(path)) for path in files])
    assert [(each.family, len(each.pairs)) for each in found] == [("python", 1), ("javascript", 6)]


def test_known_files_are_only_held_against() -> None:
    files = [Given(name, parse(text, "python"), known=name != "a") for name, text in GAPS.items()]
    [found] = compare(files)
    assert len(found.pairs) == len(GAPS) - 1
    assert found.pairs[0].unusual.pairs == 7 * 6 // 2 - 1


def test_the_same_files_give_the_same_answer() -> None:
    assert python(GAPS) == python(GAPS)


def test_code_that_cannot_be_read_and_empty_files() -> None:
    found = python({"empty": "", "half": "def f(:\n  for", **GAPS})
    assert between(found, "empty", "half").likeness == 0


def test_the_page_escapes_and_links_both_sides() -> None:
    text = GAPS["a"] + "# </span><script>alert(1)</script>\n"
    name = "<img src=x onerror=alert(1)>"
    texts = {name: text, "other": renamed(text)}
    shown = page([python(texts, problem=None)], texts)
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'href="#p1rA"' in shown
    assert 'id="p1rA"' in shown


@pytest.mark.slow
def test_a_hundred_files_are_compared_in_seconds() -> None:
    text = "\n".join(GAPS.values())
    text = "\n".join(text.split("\n")[:200])
    files = [Given(str(at), parse(f"x = {at}\n{text}", "python")) for at in range(100)]
    start = time.process_time()
    compare(files)
    assert time.process_time() - start < 60
