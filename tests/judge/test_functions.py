"""Function problems: names, faults, comparison. What all drivers must do is in ``test_conformance``."""

from __future__ import annotations

import json

import pytest

from assay.judge.languages import available
from assay.judge.model import Comparison, Limits, Verdict
from assay.judge.signature import Parameter, Signature, camel, parse_type, pascal
from assay.judge.starters import starter
from tests.judge import conformance
from tests.judge.conftest import Ask


def test_names_in_other_languages() -> None:
    assert (camel("cart_total"), camel("x"), camel("a_b_c1")) == ("cartTotal", "x", "aBC1")
    assert (pascal("lru_cache"), pascal("x2")) == ("LruCache", "X2")


SIGNATURE = Signature(
    "weighted_sum",
    (
        Parameter("unit_prices", parse_type("list<int>")),
        Parameter("names", parse_type("map<string,int>")),
        Parameter("scale", parse_type("float")),
    ),
    parse_type("list<string>"),
)
FREELY = {
    "python": "def weighted_sum(unit_prices, names, scale):\n"
    "    return tuple(f'{k}={unit_prices[v] * scale:.1f}' for k, v in sorted(names.items()))\n",
    "typescript": "const weightedSum = async (unitPrices: number[], names: Record<string, number>, scale: number)"
    ": Promise<string[]> =>\n"
    "  Object.keys(names).sort().map((k) => `${k}=${(unitPrices[names[k]]! * scale).toFixed(1)}`);\n",
    "java": "public class Solution {\n"
    "  static String[] weightedSum(List<Integer> unitPrices, Map<String, Integer> names, double scale) {\n"
    '    return new TreeMap<>(names).entrySet().stream().map(e -> e.getKey() + "=" + '
    "unitPrices.get(e.getValue()) * scale).toArray(String[]::new);\n  }\n}\n",
    "cpp": "#define int long long\nusing namespace std;\n"
    "vector<string> weightedSum(const vector<int>& unitPrices, unordered_map<string, int> names, float scale) {\n"
    "  vector<string> out;\n  for (auto& [k, v] : map<string, int>(names.begin(), names.end())) {\n"
    '    ostringstream s; s << fixed << setprecision(1) << unitPrices[v] * scale; out.push_back(k + "=" + s.str());\n'
    "  }\n  return out;\n}\n",
}


@pytest.mark.parametrize("language", FREELY)
async def test_other_types_that_hold_the_same_are_welcome(ask: Ask, language: str) -> None:
    if language not in available():
        pytest.skip(f"{language} is not installed")
    given = b'[3, 5]\n{"b": 1, "a": 0}\n1.5\n'
    result = await ask(language, FREELY[language], (given, b'["a=4.5","b=7.5"]'), signature=SIGNATURE)
    assert result.verdict is Verdict.AC, (result.compiler, result.tests)


WHOLE = Signature("made", (Parameter("value", parse_type("integer")),), parse_type("integer"))


async def test_a_short_integer_may_be_taken_as_a_number_in_cpp(ask: Ask) -> None:
    source = "__int128 made(__int128 value) { return -value * 1000000000000; }\n"
    cases = [(b"-170000000000000000000000\n", b"170000000000000000000000000000000000"), (b"0", b"0")]
    result = await ask("cpp", source, *cases, (b"9" * 60, b"1"), signature=WHOLE)
    assert [test.verdict for test in result.tests] == [Verdict.AC, Verdict.AC, Verdict.RTE]
    assert b"does not fit the type of the parameter" in result.tests[2].stderr


@pytest.mark.parametrize("language", ["cpp", "php", "lua"])
async def test_an_integer_as_digits_is_held_to_be_one(ask: Ask, language: str) -> None:
    source = {
        "cpp": 'std::string made(std::string value) { return value == "1" ? "-007" : "7x"; }\n',
        "php": "<?php function made(string $value) { return $value === '1' ? '-007' : '7x'; }\n",
        "lua": "function made(value) return value == '1' and '-007' or '7x' end\n",
    }[language]
    result = await ask(language, source, (b"1", b"-7"), (b"2", b"7"), signature=WHOLE)
    assert [test.verdict for test in result.tests] == [Verdict.AC, Verdict.RTE]


RING = Signature("made", (Parameter("head", parse_type("linked<int>")),), parse_type("linked<int>"))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["python", "javascript", "java", "cpp", "go", "ruby", "php", "lua"])
async def test_a_list_that_leads_back_to_itself_is_told(ask: Ask, language: str) -> None:
    if language not in available():
        pytest.skip(f"{language} is not installed")
    source = {
        "python": "def made(head):\n    head.next = head\n    return head\n",
        "javascript": "function made(head) { head.next = head; return head; }\n",
        "java": "class Solution { static ListNode made(ListNode head) { head.next = head; return head; } }\n",
        "cpp": "ListNode* made(ListNode* head) { head->next = head; return head; }\n",
        "go": "package main\nfunc made(head *ListNode) *ListNode { head.Next = head; return head }\n",
        "ruby": "def made(head)\n  head.next = head\nend\n",
        "php": "<?php function made($head) { $head->next = $head; return $head; }\n",
        "lua": "function made(head) head.next = head return head end\n",
    }[language]
    limits = Limits(cpu_s=10, memory_mib=1024)
    result = await ask(language, source, (b"[1]", b"[1]"), signature=RING, limits=limits)
    assert result.verdict is Verdict.RTE
    assert b"does it lead back to itself?" in result.tests[0].stderr


DEEP = Signature("made", (Parameter("root", parse_type("tree<int>")),), parse_type("tree<int>"))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["python", "javascript", "java", "cpp", "go", "ruby", "php", "lua"])
async def test_a_very_deep_tree_goes_in_and_comes_out(ask: Ask, language: str) -> None:
    """Nothing in a driver goes down a structure by calling itself."""
    if language not in available():
        pytest.skip(f"{language} is not installed")
    chain = json.dumps([1] + [None, 1] * 200_000).encode()
    source = conformance.echoing(language, starter(language, DEEP)).replace("value", "root")
    limits = Limits(cpu_s=10, memory_mib=512)
    result = await ask(language, source, (chain, chain), signature=DEEP, limits=limits)
    assert result.verdict is Verdict.AC, [(t.difference, t.exit, t.stderr[:500]) for t in result.tests]


RETURNS_LIST = Signature("made", (), parse_type("list<int>"))


async def test_compile_errors_name_the_candidates_lines(ask: Ask) -> None:
    broken = "class Solution {\n  static List<Integer> made() { return x; }\n}\n"
    result = await ask("java", broken, (b"", b"[]"), signature=RETURNS_LIST)
    assert "Solution.java:2: error: cannot find symbol" in result.compiler
    result = await ask(
        "cpp",
        "#include <vector>\n\nstd::vector<int> made() { return x; }\n",
        (b"", b"[]"),
        signature=RETURNS_LIST,
    )
    assert "solution.cpp:3:" in result.compiler
    assert "driver" not in result.compiler


async def test_unordered_and_tolerant_comparison(ask: Ask) -> None:
    floats = Signature("made", (), parse_type("list<float>"))
    loose = Comparison("json", unordered=True, absolute=1e-9)
    result = await ask(
        "python",
        "def made(): return (0.3, 0.1 + 0.2)\n",
        (b"", b"[0.3, 0.3]"),
        signature=floats,
        comparison=loose,
    )
    assert result.verdict is Verdict.AC


async def test_an_answer_may_be_long(ask: Ask) -> None:
    """Longer than what is kept to be shown: the whole is compared."""
    answer = json.dumps(list(range(50_000))).encode()
    result = await ask(
        "python",
        "def made(): return list(range(50_000))\n",
        (b"", answer),
        signature=RETURNS_LIST,
        limits=Limits(cpu_s=5),
    )
    assert result.verdict is Verdict.AC


ENDING = {
    "python": "def made(head):\n    raise SystemExit(0)\n",
    "pypy": "import os\n\n\ndef made(head):\n    os._exit(0)\n",
    "javascript": "function made(head) { process.exit(0); }\n",
    "java": "class Solution { static ListNode made(ListNode head) { System.exit(0); return head; } }\n",
    "go": 'package main\nimport "os"\nfunc made(head *ListNode) *ListNode { os.Exit(0); return head }\n',
    "ruby": "class Integer\n  def to_s(*) = '2'\nend\n\ndef made(head) = exit(0)\n",
    "php": "<?php function made($head) { exit(0); }\n",
    "perl": "sub made { exit 0 }\n1;\n",
    "lua": "tostring = function() return '2' end\nfunction made(head) os.exit(0) end\n",
}


@pytest.mark.parametrize("language", ENDING)
async def test_a_function_that_ends_the_program_gives_no_answer(ask: Ask, language: str) -> None:
    if language not in available():
        pytest.skip(f"{language} is not installed")
    result = await ask(language, ENDING[language], (b"[1]", b"[1]"), signature=RING)
    assert result.verdict is Verdict.RTE
    assert result.tests[0].exit == "ended before the function returned"


PATCHING = {
    "python": "import json\njson.dumps = lambda *_, **__: '[1]'\nprint = None\n\n\ndef made(head):\n    return None\n",
    "javascript": "JSON.stringify = () => '[1]';\nArray.prototype.push = () => 1;\nfunction made(head) { return null; }\n",
    "ruby": "require 'json'\nmodule JSON\n  def self.generate(*) = '[1]'\nend\n\ndef made(head) = nil\n",
    "php": "<?php function made($head) { return null; }\n",
    "perl": "no warnings;\n*CORE::GLOBAL::join = sub { '[1]' };\nsub made { return undef }\n1;\n",
    "lua": "table.concat = function() return '[1]' end\nfunction made(head) return nil end\n",
}


@pytest.mark.parametrize("language", PATCHING)
async def test_what_a_program_does_to_its_library_changes_no_verdict(ask: Ask, language: str) -> None:
    if language not in available():
        pytest.skip(f"{language} is not installed")
    result = await ask(language, PATCHING[language], (b"[1]", b"[1]"), signature=RING)
    assert result.verdict in (Verdict.WA, Verdict.RTE)
