"""Submissions measured in WebAssembly: as the command does it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from assay.analysis.growth import runtimes
from assay.analysis.growth.picture import svg
from assay.analysis.growth.result import Growth
from assay.analysis.growth.service import NotMeasured, Target, judged, measure
from assay.judge.signature import Parameter, Signature, parse_type

try:
    runtimes.check(runtimes.PYTHON)
    runtimes.check(runtimes.QUICKJS)
except runtimes.Missing as error:
    pytest.skip(str(error), allow_module_level=True)

pytestmark = pytest.mark.slow
SCHEMA = Path(__file__).parents[3] / "docs" / "schema" / "growth.schema.json"
BANK = Path(__file__).parents[3] / "problems"
GENERATOR = "def generate(n, seed):\n    return [[(7 * i) % 1009 for i in range(n)]]\n"
SIGNATURE = Signature("keep", (Parameter("values", parse_type("list<int>")),), parse_type("list<int>"))
IN_LIST = """\
def keep(values):
    seen = []
    for i, value in enumerate(values):
        if -i not in seen:
            seen.append(-i)
    return seen
"""


@contextlib.contextmanager
def both_cores_busy() -> Iterator[None]:
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def grown(language: str, source: str, *, signature: Signature | None = SIGNATURE) -> Growth:
    return judged(language, source, measure(language, source, GENERATOR, signature), Target("O(n)", "O(n)"))


SAME = {
    "python": IN_LIST,
    "javascript": "const keep = (values) => values.map((value) => [value]);",
    "cpp": "#include <vector>\nstd::vector<int> keep(std::vector<int> v) { v.push_back(1); return v; }",
}


@pytest.mark.parametrize("language", SAME)
def test_the_same_numbers_while_both_cores_are_busy(language: str) -> None:
    if language == "cpp" and importlib.util.find_spec("ziglang") is None:
        pytest.skip("ziglang is not installed")
    quiet = measure(language, SAME[language], GENERATOR, SIGNATURE)
    with both_cores_busy():
        assert measure(language, SAME[language], GENERATOR, SIGNATURE) == quiet


def test_hidden_work_is_found_and_its_line_named() -> None:
    found = grown("python", IN_LIST)
    assert found.time.estimate.classes == ("O(n^2)",)
    assert found.time.meets_target is False
    assert found.space.estimate.best == "O(n)"
    assert [(each.line, each.code) for each in found.costly] == [(4, "-i not in seen")]
    assert "line 4" in str(found.costly[0])


def test_javascript_and_typescript() -> None:
    script = "function keep(values) {\n  const out = [];\n  for (const v of values) out.push(v + 1);\n  return out;\n}\n"
    typed = script.replace("(values)", "(values: number[]): number[]").replace(
        "out = []", "out: number[] = []"
    )
    one, other = grown("javascript", script), grown("typescript", typed)
    assert one.time.estimate.classes == other.time.estimate.classes == ("O(n)",)
    assert one.time.curve == other.time.curve
    assert one.time.meets_target is True


CPP = """\
#include <bits/stdc++.h>
std::vector<int> keep(std::vector<int> values) {
    std::vector<int> out;
    for (int value : values) {
        try {
            if (std::stoi(value % 2 ? "x" : "1") > 0) out.push_back(value);
        } catch (const std::invalid_argument &) {
            out.push_back(-value);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}
"""


@pytest.mark.skipif(importlib.util.find_spec("ziglang") is None, reason="ziglang is not installed")
def test_cpp_with_exceptions() -> None:
    found = grown("cpp", CPP)
    assert set(found.time.estimate.classes) & {"O(n log n)", "O(n)"}
    assert found.space.estimate.classes == ("O(n)",)
    with pytest.raises(NotMeasured, match=r"does not compile to WebAssembly(.|\n)*undeclared"):
        measure("cpp", "std::vector<int> keep(std::vector<int> v) { return w; }", GENERATOR, SIGNATURE)


def test_a_program_that_fails_at_every_size_tells_nothing() -> None:
    found = grown("python", "def keep(values):\n    raise KeyError(len(values))\n")
    assert found.time.estimate.classes == ()
    assert "KeyError" in (found.time.estimate.reason or "")
    assert found.document()["time"]["best"] is None
    assert "cannot tell" in svg(found.time, "time", "fuel")


def test_a_program_that_fails_from_some_size_on_says_so() -> None:
    source = "def keep(values):\n    if len(values) > 500:\n        raise ValueError('too many')\n    return sorted(values)\n"
    found = grown("python", source)
    assert found.time.curve.sizes[-1] <= 500
    assert "too many" in (found.time.curve.stopped or "")
    assert found.time.estimate.classes


def test_endless_programs_are_ended() -> None:
    found = grown("python", "def keep(values):\n    while True:\n        pass\n")
    assert found.time.estimate.classes == ()
    assert "more steps than are allowed" in (found.time.estimate.reason or "")


def test_nothing_of_this_machine_is_reached() -> None:
    source = (
        "import os\n\ndef keep(values):\n    for path in ('/etc/passwd', '/', '/w/../../etc/passwd'):\n"
        "        try:\n            os.listdir(path) if path == '/' else open(path)\n"
        "        except OSError:\n            continue\n        if path != '/':\n            raise SystemExit('seen')\n"
        "    try:\n        open('/w/mine', 'w')\n    except OSError:\n        return values\n    raise SystemExit('written')\n"
    )
    found = grown("python", source)
    assert found.time.curve.stopped is None


def test_what_cannot_be_measured_is_said() -> None:
    with pytest.raises(NotMeasured, match="is not installed here"):
        measure("no such language", "", GENERATOR, None)
    with pytest.raises(NotMeasured, match=r"generate\(4, 1\) fails: .*ZeroDivisionError"):
        measure("python", IN_LIST, "def generate(n, seed):\n    return [1 / 0]\n", SIGNATURE)


def test_the_command(tmp_path: Path) -> None:
    file = tmp_path / "slow.py"
    file.write_text((BANK / "meeting-gaps/submissions/time_limit_exceeded/brute_force.py").read_text())
    argv = [sys.executable, "-m", "assay.cli.main", "growth", str(file), "--problem", "meeting-gaps"]
    ended = subprocess.run([*argv, "--json", "--picture", str(tmp_path)], capture_output=True, text=True)
    assert ended.returncode == 1, ended.stderr  # the target is missed
    document = json.loads(ended.stdout)
    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    assert document["time"]["best"] == "O(n^2)"
    assert document["time"]["meets_target"] is False
    assert document["time"]["largest_n"] >= 256
    assert document["costly"][0]["line"] in (13, 15)
    assert (tmp_path / "time.svg").read_text().startswith("<svg")


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "assay.cli.main", "growth", *map(str, words)]
    return subprocess.run(argv, capture_output=True, text=True)


PAIRS = "def generate(n, seed):\n    return [(i, -i) for i in range(n)], 'x' * n\n"
BY_LANGUAGE = {
    "py": "from functools import lru_cache\n\n@lru_cache\ndef helper(x):\n    return x\n\n"
    "def find(pairs, text):\n    for a, b in sorted(set(pairs)):\n        yield helper(a) + b\n",
    "js": "const find = (pairs, text) => { const seen = new Set(); for (const [a] of pairs) seen.add(a); return seen; };",
    "cpp": "class Solution {\npublic:\n    int find(vector<pair<int, long long>>& pairs, const string& text) {\n"
    "        unordered_set<int> seen;\n        for (auto& p : pairs) seen.insert(p.first);\n        return seen.size();\n    }\n};\n",
}


@pytest.mark.parametrize("suffix", BY_LANGUAGE)
def test_a_function_and_a_generator_alone(tmp_path: Path, suffix: str) -> None:
    if suffix == "cpp" and importlib.util.find_spec("ziglang") is None:
        pytest.skip("ziglang is not installed")
    file, generator = tmp_path / f"solution.{suffix}", tmp_path / "generate.py"
    file.write_text(BY_LANGUAGE[suffix])
    generator.write_text(PAIRS)
    ended = command(file, "--generator", generator, "--entry", "find", "--json")
    assert ended.returncode == 0, ended.stderr
    document = json.loads(ended.stdout)
    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    assert set(document["time"]["classes"]) & {"O(n)", "O(n log n)"}
    assert document["space"]["best"] == "O(n)"
    assert document["time"]["target"] is None


def test_wrong_use_of_a_generator_is_told_from_what_cannot_be_measured(tmp_path: Path) -> None:
    file, generator = tmp_path / "solution.py", tmp_path / "generate.py"
    file.write_text("def one(a, b):\n    return a\n\n\ndef two(a):\n    return a\n")
    generator.write_text("def generate(n, seed):\n    return 1, 2, 3\n")
    several = command(file, "--generator", generator)
    assert (several.returncode, "--entry" in several.stderr) == (2, True)
    assert "one, two" in several.stderr
    unfit = command(file, "--generator", generator, "--entry", "one")
    assert unfit.returncode == 2
    assert "returned 3 arguments, and one takes 2" in unfit.stderr
    generator.write_text("def generate(n, seed):\n    raise LookupError('no')\n")
    failing = command(file, "--generator", generator, "--entry", "two")
    assert (failing.returncode, "LookupError" in failing.stderr) == (3, True)
    assert command(file).returncode == 2
    assert command(file, "--problem", "no-such-problem").returncode == 2


def test_the_command_refuses_what_it_cannot_use(tmp_path: Path) -> None:
    assert command("x.py", "--problem", tmp_path).returncode == 2
    missing = command("x.py", "--problem", BANK / "meeting-gaps")
    assert missing.returncode == 2
    assert "there is no file x.py" in missing.stderr
