"""The function to measure is found in its file, with what it takes."""

from __future__ import annotations

import pytest

from assay.analysis.growth.entry import NoEntry, entry
from assay.analysis.growth.few import of_small_inputs

CPP = "#include <vector>\nstatic int help(int a) { return a; }\nstd::vector<int>& f(std::vector<int>& v, const int k) { return v; }\n"


@pytest.mark.parametrize(
    ("language", "source", "name", "owner", "least", "most"),
    [
        ("python", "def f(a, b=1):\n    pass\n", None, None, 1, 2),
        ("python", "class Solution:\n    def f(self, a):\n        pass\n", None, "Solution", 1, 1),
        ("python", "f = lambda a, b: a\n", "f", None, 2, 2),
        ("python", "@cache\ndef f(a):\n    pass\n", None, None, 1, 1),
        ("javascript", "const f = (a, b) => a;", None, None, 2, 2),
        ("javascript", "var f = function (a) {};", "f", None, 1, 1),
        ("typescript", "export function f(a: number[], k = 1): void {}", "f", None, 1, 2),
        ("cpp", CPP, "f", None, 2, 2),
        ("cpp", "class Solution { public: int f(vector<int>& v) { return 1; } };", None, "Solution", 1, 1),
        ("c", "long *f(int *a, int n) { return 0; }", None, None, 2, 2),
    ],
)
def test_functions_are_found(language, source, name, owner, least, most) -> None:
    found = entry(language, source, name)
    assert (found.name, found.owner, found.least, found.most) == ("f", owner, least, most)


def test_who_has_several_is_asked() -> None:
    with pytest.raises(NoEntry, match="there are f, help"):
        entry("cpp", CPP, None)
    with pytest.raises(NoEntry, match="no function g"):
        entry("cpp", CPP, "g")
    with pytest.raises(NoEntry, match="java"):
        entry("java", "", "g")


def test_exact_bytes_tell_at_small_sizes() -> None:
    sizes = list(range(4, 20))
    assert of_small_inputs(sizes, [800.0 + 120 * n for n in sizes]).classes == ("O(n)",)
    assert of_small_inputs(sizes, [800.0 for _ in sizes]).classes == ("O(1)",)
    assert of_small_inputs(sizes, [90.0 * n * n for n in sizes]).best == "O(n^2)"
    assert of_small_inputs([4, 5], [1.0, 2.0]).classes == ()
