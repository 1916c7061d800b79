"""Classes in two sizes, from costs along three lines."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from assay.analysis.growth import two
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.inputs import takes_two
from assay.analysis.growth.two import CLASSES, LINES, estimate
from assay.cli.main import app

SIZES = tuple(round(4 * math.sqrt(2) ** k) for k in range(26))
SCHEMA = Path(__file__).parents[3] / "docs/schema/growth.schema.json"


def curves(cost: Callable[[float, float], float]) -> dict[str, Curve]:
    return {name: Curve(SIZES, tuple(cost(*point(size)) for size in SIZES)) for name, point in LINES.items()}


@pytest.mark.parametrize(
    ("truth", "cost"),
    [
        ("O(1)", lambda n, m: 500),
        ("O(n)", lambda n, m: 90 + 7 * n),
        ("O(m)", lambda n, m: 90 + 7 * m),
        ("O(n + m)", lambda n, m: 900 + 7 * n + 30 * m),
        ("O(n + m)", lambda n, m: 9 + 7 * n + 3 * m + 9 * min(n, m)),
        ("O(n m)", lambda n, m: 90 + 7 * n + 3 * m + n * m),
        ("O(m log n)", lambda n, m: 90 + 8 * m + 6 * m * math.log2(n)),
        ("O(n log n + m log m)", lambda n, m: 90 + n * math.log2(n) + m * math.log2(m)),
        ("O((n + m) log n)", lambda n, m: 90 + 5 * n * math.log2(n) + 9 * m * math.log2(n) + 3 * m),
        ("O(n^2 + m)", lambda n, m: 90 + n * n + 5 * m),
        ("O(n^2 m)", lambda n, m: 90 + n * n * m + 9 * n * m),
        ("O(n m^2)", lambda n, m: 90 + m * n * m + 9 * n * m),
    ],
)
def test_the_form_of_both(truth: str, cost: Callable[[float, float], float]) -> None:
    found = estimate(curves(cost), floor=0.01)
    assert truth in found.classes and len(found.classes) <= 2, found


def test_names_and_terms_fit_and_each_is_there_both_ways() -> None:
    names = [each.name for each in CLASSES]
    assert len(set(names)) == len(names)
    for each in CLASSES:
        assert set(each.leading) <= set(two._TERMS) and set(each.lower) <= set(two._TERMS)
    for one, other in (("O(n)", "O(m)"), ("O(n log m + m)", "O(m log n + n)"), ("O(n^2 m)", "O(n m^2)")):
        assert {one, other} <= set(names)


def test_too_few_sizes_of_one_are_said() -> None:
    given = {
        **curves(lambda n, m: n + m),
        "m": Curve((4, 6), (1.0, 2.0), "it took more steps than are allowed"),
    }
    found = estimate(given, floor=0.01)
    assert found.classes == ()
    assert found.reason == "only 2 sizes of m could be measured: it took more steps than are allowed"


def test_who_takes_two() -> None:
    assert takes_two("def generate(n, m, seed):\n    return [n, m]\n")
    assert not takes_two("def generate(n, seed):\n    return [n]\n")
    assert not takes_two("def generate(n, seed, most=3):\n    return [n]\n")
    assert not takes_two("def generate(")


@pytest.mark.slow
def test_on_the_command_line(tmp_path: Path) -> None:
    pytest.importorskip("wasmtime")
    (tmp_path / "gen.py").write_text("def generate(n, m, seed):\n    return list(range(n)), list(range(m))\n")
    (tmp_path / "solution.py").write_text(
        "def inner(left, right):\n    return [a for a in left if -a - 1 in right]\n"
    )
    given = ["growth", str(tmp_path / "solution.py"), "--generator", str(tmp_path / "gen.py"), "--json"]
    answer = CliRunner().invoke(app, given)
    assert answer.exit_code == 0, answer.output
    document = json.loads(answer.stdout)
    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    assert document["time"]["two"]["classes"] == ["O(n m)"]
    assert document["time"]["two"]["m"]["classes"] == ["O(m)"]
    assert document["time"]["classes"] == ["O(n^2)"]
