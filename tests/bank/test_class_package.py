"""A problem that asks for a class, with trees and large integers in it, goes through the gate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assay.bank.package import load
from assay.bank.verify import verify
from assay.judge.service import LocalJudge
from tests.bank.small import build, write

CLASS = """\
class:
  name: price_index
  parameters:
    - { name: prices, type: "tree<integer>" }
  methods:
    - { name: add, parameters: [{ name: price, type: integer }] }
    - { name: dearest, parameters: [{ name: limit, type: int }], returns: "linked<integer>" }
"""
SOLUTION = """\
from bisect import insort


class PriceIndex:
    def __init__(self, prices):
        self.prices, waiting = [], [prices]
        while waiting:
            node = waiting.pop()
            if node is not None:
                self.prices.append(node.val)
                waiting += [node.left, node.right]
        self.prices.sort()

    def add(self, price: int) -> None:
        insort(self.prices, price)

    def dearest(self, limit: int) -> "ListNode | None":
        head = None
        for price in self.prices[max(0, len(self.prices) - limit) :]:
            head = ListNode(price, head)
        return head
"""


def _case(
    root: Path, name: str, prices: list[object], calls: list[tuple[str, int]], answers: list[object]
) -> None:
    names = ["price_index", *(name for name, _ in calls)]
    arguments = [[prices], *([value] for _, value in calls)]
    write(root, f"data/{name}.in", f"{json.dumps(names)}\n{json.dumps(arguments)}\n")
    write(root, f"data/{name}.ans", json.dumps([None, *answers]) + "\n")


def _priced(folder: Path) -> Path:
    """The small package, asking for a class in place of its function."""
    root = build(folder, "price-index")
    for kind in ("in", "ans"):
        for path in (root / "data").rglob(f"*.{kind}"):
            path.unlink()
    interview = (root / "interview.yaml").read_text()
    start, end = interview.index("function:\n"), interview.index("growth:")
    write(root, "interview.yaml", interview[:start] + CLASS + interview[end:])
    huge = 2**70
    _case(root, "sample/01-two", [2, 1], [("add", 3), ("dearest", 2)], [None, [3, 2]])
    _case(root, "secret/basic/01-three", [5, 4, None, 3], [("dearest", 2)], [[5, 4]])
    _case(root, "secret/edge/01-none-asked", [5, 4], [("dearest", 0)], [[]])
    _case(root, "secret/error/01-negative", [huge, -huge], [("dearest", 5)], [[huge, -huge]])
    many = [("add", n) for n in range(3000)] + [("dearest", 1)] * 3000
    _case(root, "secret/stress/01-many", [], many, [*[None] * 3000, *[[2999]] * 3000])
    submissions = {
        "accepted/solution.py": SOLUTION,
        "time_limit_exceeded/brute_force.py": SOLUTION.replace(
            "        head = None\n",
            "        head = None\n        for _ in range(30):\n            sorted(set(map(str, self.prices)))\n",
        ),
        "wrong_answer/late_at_limit.py": SOLUTION.replace("max(0, len(self.prices) - limit) :", "-limit:"),
        "wrong_answer/counts_negative.py": SOLUTION.replace(
            "self.prices.append(node.val)", "self.prices.append(abs(node.val))"
        ),
    }
    for name, text in submissions.items():
        write(root, f"submissions/{name}", text)
    write(
        root,
        "statement/problem.en.md",
        'Keep prices.\n\n## Samples\n\n```sample-in\n["price_index", "add", "dearest"]\n[[[2, 1]], [3], [2]]\n```\n\n'
        "```sample-out\n[null, null, [3, 2]]\n```\n",
    )
    write(
        root,
        "input_validators/validate.py",
        "import sys\nsys.exit(42 if len(sys.stdin.readlines()) == 2 else 43)\n",
    )
    write(
        root,
        "generators/worst_case.py",
        "def generate(n: int, seed: int) -> list[object]:\n"
        '    return [["price_index"] + ["add"] * n, [[[]]] + [[seed + k] for k in range(n)]]\n',
    )
    return root


def test_its_signature(tmp_path: Path) -> None:
    package = load(_priced(tmp_path))
    assert package.signature is not None
    assert [method.name for method in package.signature.methods] == ["add", "dearest"]
    assert str(package.signature.parameters[0].type) == "tree<integer>"


@pytest.mark.slow
async def test_it_goes_through_the_gate(tmp_path: Path, judge: LocalJudge) -> None:
    found = await verify(_priced(tmp_path), judge, lambda _: None)
    assert [str(complaint) for complaint in found.complaints] == []
    assert found.ok
