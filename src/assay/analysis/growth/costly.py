"""The line that costs: work that grows with the input, hidden in what reads like one step."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping, Sequence

from assay.analysis.growth.curve import LineCost
from assay.analysis.growth.result import CostlyLine

_SHARE = 0.1
_POWER = 0.5
_MOST = 3
_LONGEST = 60


def costly_lines(source: str, lines: Mapping[int, Sequence[LineCost]]) -> tuple[CostlyLine, ...]:
    """Of Python source, the costliest first. A line counts if it runs the more often the larger the input is,
    each run takes longer, and it takes a good part of the whole."""
    sizes = sorted(lines)
    if len(sizes) < 3:
        return ()
    own = own_spans(source)
    first, last = sizes[len(sizes) // 2 - 1], sizes[-1]
    before, after = ({each.line: each for each in lines[n]} for n in (first, last))
    least = min((each.fuel / each.hits for each in after.values()), default=0.0)  # of noting a line at all
    total = sum(max(0.0, each.fuel - least * each.hits) for each in after.values()) or 1.0
    span = math.log(last / first)
    found: list[CostlyLine] = []
    for number, now in after.items():
        then = before.get(number)
        if then is None or then.hits < 4 or now.hits < 4 or number not in own:
            continue
        often = math.log(now.hits / then.hits) / span
        each_now, each_then = now.fuel / now.hits - least, then.fuel / then.hits - least
        if each_then <= 0 or each_now <= 0:
            continue
        power = math.log(each_now / each_then) / span
        share = (now.fuel - least * now.hits) / total
        if often > 0.4 and power > _POWER and share > _SHARE:
            found.append(CostlyLine(number, own[number], round(power, 2), round(share, 3)))
    return tuple(sorted(found, key=lambda each: -each.share)[:_MOST])


def own_spans(source: str) -> dict[int, str]:
    """By line, the text of the part of it that most likely does the work."""
    tree = ast.parse(source)
    suspects: dict[int, str] = {}
    texts = source.split("\n")  # as Python counts them: a form feed ends no line
    for number, text in enumerate(texts, 1):
        suspects[number] = text.strip()[:_LONGEST]
    for node in ast.walk(tree):
        if (isinstance(node, ast.Compare) and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops)) or (
            isinstance(node, ast.Call) and _works(node)
        ):
            suspects[node.lineno] = (ast.get_source_segment(source, node) or suspects[node.lineno])[:_LONGEST]
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            suspects.setdefault(node.lineno, texts[node.lineno - 1].strip()[:_LONGEST])
    return suspects


_BUILT_IN = frozenset(
    [
        "sum",
        "min",
        "max",
        "sorted",
        "list",
        "tuple",
        "set",
        "dict",
        "any",
        "all",
        "reversed",
        "len",
        "map",
        "filter",
        "zip",
    ]
)
_METHODS = frozenset(
    [
        "index",
        "count",
        "insert",
        "pop",
        "remove",
        "sort",
        "copy",
        "extend",
        "join",
        "split",
        "replace",
        "find",
        "startswith",
        "reverse",
    ]
)


def _works(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in _BUILT_IN - {"len", "zip", "map", "filter"}
    return isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS
