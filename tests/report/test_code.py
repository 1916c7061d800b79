"""What of the graded code is held against the candidate: what they wrote, also inside a function that was given."""

from __future__ import annotations

from assay.analysis.quality import Given, given_by
from assay.judge.signature import Parameter, Signature, parse_type
from assay.report.code import read

START = "def solve(rows: list[int]) -> int:\n    # Your solution: return the answer.\n    ...\n"


def test_a_given_head_does_not_excuse_what_was_written_below_it() -> None:
    body = "".join(
        f"    if rows[{at}] > {at}:\n        for row in rows:\n            print(row)\n" for at in range(9)
    )
    quality, _ = read("def solve(rows: list[int]) -> int:\n" + body, "python", Given(START))
    assert ("cognitive-complexity", 1) in {(each.rule, each.line) for each in quality.findings}
    assert quality.score == quality.of - sum(each.points for each in quality.findings)
    assert quality.score == quality.of - sum(each.taken for each in quality.families)


def test_what_was_given_takes_no_point_and_leaves_its_family_whole() -> None:
    start = "def load(path):\n    try:\n        return open(path).read()\n    except:\n        return ''\n"
    own = "".join(f"\n\ndef own{at}(rows):\n    return [row + {at} for row in rows]\n" for at in range(3))
    quality, _ = read(start + own, "python", Given(start))
    assert [each.taken for each in quality.families if each.family == "error handling"] == [0]
    assert all(each.line > 5 for each in quality.findings)


def test_names_of_the_signature_are_not_the_candidates() -> None:
    ints = parse_type("list<int>")
    signature = Signature("foo", (Parameter("list", ints), Parameter("data", ints)), ints)
    text = "def foo(list, data):\n    total = 0\n    for row in list:\n        total += row\n    for row in data:\n        total -= row\n    return [total]\n"
    rules = {each.rule for each in read(text, "python", given_by("", signature))[0].findings}
    assert not rules & {"empty-name", "shadows-builtin"}
    assert {each.rule for each in read(text, "python", Given(""))[0].findings} >= {
        "empty-name",
        "shadows-builtin",
    }
