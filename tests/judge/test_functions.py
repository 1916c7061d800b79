"""Function problems: one suite of signatures that the drivers of all languages pass."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assay.judge.languages import LANGUAGES
from assay.judge.model import Comparison, Limits, Verdict
from assay.judge.signature import Parameter, Signature, camel, parse_type
from assay.judge.starters import starter
from tests.judge.conftest import Ask

FUNCTIONS = [spec.id for spec in LANGUAGES.values() if "function" in spec.modes]
WORDS = [
    "",
    "plain",
    'quotes " and \\ and /',
    "tab\tline\nreturn\r bell\b\f",
    "naïve Größe",
    "漢字",
    "😀 e\u0301",
    "\u0000\u001f\u007f\u2028",
]

ECHOED: dict[str, list[Any]] = {
    "int": [0, 1, -1, 2**31 - 1, -(2**31)],
    "long": [0, 2**53, -(2**53), 2**31, 1234567890123],
    "float": [0.0, -2.5, 0.1, 1e300, -5e-324, 1 / 3, 3, 1e15 + 0.5],
    "bool": [True, False],
    "string": WORDS,
    "optional<int>": [None, 0, -7],
    "list<bool>": [[], [True, False, True]],
    "list<list<string>>": [[], [[]], [WORDS, [], ["x"]]],
    "list<optional<float>>": [[None, 0.5, None, 2]],
    "map<string,list<long>>": [{}, {"": [], "a b": [1, 2**53], "ключ": [-1]}],
    "optional<map<string,map<string,optional<string>>>>": [None, {"x": {"y": None, "z": "w"}, "e": {}}],
}


def _echo(language: str, signature: Signature) -> str:
    """The starter with its body replaced by returning the argument."""
    lines = starter(language, signature).split("\n")
    kept = [line for line in lines if "not written" not in line and "{};" not in line and "..." not in line]
    body = {"python": "    return value"}.get(language, "return value;")
    at = next(index for index, line in enumerate(kept) if "Your solution" in line)
    kept[at] = body
    return "\n".join(kept)


@pytest.mark.parametrize("language", FUNCTIONS)
@pytest.mark.parametrize("written", ECHOED)
async def test_every_type_goes_in_and_comes_out(ask: Ask, language: str, written: str) -> None:
    kind = parse_type(written)
    signature = Signature("echo_it", (Parameter("value", kind),), kind)
    cases = [(json.dumps(value).encode() + b"\n", json.dumps(value).encode()) for value in ECHOED[written]]
    plain = [
        (json.dumps(v, ensure_ascii=False).encode(), a)
        for v, (_, a) in zip(ECHOED[written], cases, strict=True)
    ]
    result = await ask(language, _echo(language, signature), *cases, *plain, signature=signature)
    assert result.verdict is Verdict.AC, (result.message, result.compiler, result.tests)


ADD = Signature(
    "weighted_sum",
    (
        Parameter("unit_prices", parse_type("list<int>")),
        Parameter("names", parse_type("map<string,int>")),
        Parameter("scale", parse_type("float")),
    ),
    parse_type("list<string>"),
)
ADDED = {
    "python": "def weighted_sum(unit_prices, names, scale):\n    print('printed')\n"
    "    return [f'{k}={unit_prices[v] * scale:.1f}' for k, v in sorted(names.items())]\n",
    "javascript": "function weightedSum(unitPrices, names, scale) {\n  console.log('printed');\n"
    "  return Object.keys(names).sort().map((k) => `${k}=${(unitPrices[names[k]] * scale).toFixed(1)}`);\n}\n",
    "typescript": "const weightedSum = async (unitPrices: number[], names: Record<string, number>, scale: number): Promise<string[]> => {\n"
    "  console.log('printed');\n"
    "  return Object.keys(names).sort().map((k) => `${k}=${(unitPrices[names[k]]! * scale).toFixed(1)}`);\n}\n",
    "java": "class Solution {\n  static List<String> weightedSum(List<Integer> unitPrices, Map<String, Integer> names, double scale) {\n"
    '    System.out.println("printed");\n    List<String> out = new ArrayList<>();\n'
    '    for (var e : new TreeMap<>(names).entrySet()) out.add(e.getKey() + "=" + unitPrices.get(e.getValue()) * scale);\n'
    "    return out;\n  }\n}\n",
    "cpp": "#define int long long\nusing namespace std;\n"
    "vector<string> weightedSum(const vector<int>& unitPrices, map<string, int> names, double scale) {\n"
    '  puts("printed");\n  vector<string> out;\n'
    '  for (auto& [k, v] : names) { ostringstream s; s << fixed << setprecision(1) << unitPrices[v] * scale; out.push_back(k + "=" + s.str()); }\n'
    "  return out;\n}\n",
}


@pytest.mark.parametrize("language", FUNCTIONS)
async def test_several_arguments_and_printing(ask: Ask, language: str) -> None:
    given = b'[3, 5]\n{"b": 1, "a": 0}\n1.5\n'
    result = await ask(language, ADDED[language], (given, b'["a=4.5","b=7.5"]'), signature=ADD)
    assert result.verdict is Verdict.AC, (result.compiler, result.tests)
    assert json.loads(result.tests[0].stdout) == ["a=4.5", "b=7.5"]
    assert result.tests[0].stderr == b"printed\n"


@pytest.mark.parametrize("language", FUNCTIONS)
async def test_the_starter_compiles(ask: Ask, language: str) -> None:
    signature = Signature(
        "plan_it",
        tuple(Parameter(f"arg_{n}", parse_type(kind)) for n, kind in enumerate(ECHOED)),
        parse_type("list<long>"),
    )
    given = b"\n".join(json.dumps(values[-1]).encode() for values in ECHOED.values())
    result = await ask(language, starter(language, signature), (given, b"[1]"), signature=signature)
    assert result.verdict in (Verdict.WA, Verdict.RTE), (result.message, result.compiler)


def test_c_has_no_function_problems() -> None:
    with pytest.raises(KeyError):
        starter("c", ADD)


def test_camel() -> None:
    assert (camel("cart_total"), camel("x"), camel("a_b_c1")) == ("cartTotal", "x", "aBC1")


RETURNS_LIST = Signature("made", (), parse_type("list<int>"))


@pytest.mark.parametrize(
    ("language", "source", "says"),
    [
        ("python", "def other(): pass\n", "solution.py defines no function made"),
        ("javascript", "function other() {}\n", "solution.js defines no function made"),
        ("python", "def made(): return {1, 2}\n", "made returned what is not list<int>"),
        ("python", "def made():\n    return [][3]\n", 'File "solution.py", line 2, in made'),
        ("javascript", "function made() {\n  return null.x;\n}\n", "at made (solution.js:2"),
        (
            "java",
            "class Solution { static List<Integer> made() {\nreturn List.of(1 / 0); } }\n",
            "Solution.java:2",
        ),
    ],
)
async def test_faults_of_the_function(ask: Ask, language: str, source: str, says: str) -> None:
    result = await ask(language, source, (b"", b"[]"), signature=RETURNS_LIST)
    assert result.verdict is Verdict.RTE
    assert result.tests[0].exit == "exit status 1"
    stderr = result.tests[0].stderr.decode()
    assert says in stderr
    assert not any(word in stderr for word in ("driver", "/box", "Assay"))


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
