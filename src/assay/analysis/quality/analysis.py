"""The whole pass: a tree, its facts, the rules of its language, and what they take from the score."""

from __future__ import annotations

from dataclasses import dataclass, replace

# The rules register themselves, family by family in this order.
from assay.analysis.quality import structure  # isort: skip
from assay.analysis.quality import naming as _naming  # noqa: F401  # isort: skip
from assay.analysis.quality import repeats as _repeats  # noqa: F401  # isort: skip
from assay.analysis.quality import dead as _dead  # noqa: F401  # isort: skip
from assay.analysis.quality import unused as _unused  # noqa: F401  # isort: skip
from assay.analysis.quality import numbers as _numbers  # noqa: F401  # isort: skip
from assay.analysis.quality import failures as _failures  # noqa: F401  # isort: skip
from assay.analysis.quality import inputs as _inputs  # noqa: F401  # isort: skip
from assay.analysis.quality import idiom as _idiom  # noqa: F401  # isort: skip
from assay.analysis.quality import customs as _customs  # noqa: F401  # isort: skip
from assay.analysis.quality import customs_c as _customs_c  # noqa: F401  # isort: skip
from assay.analysis.quality.code import Code
from assay.analysis.quality.given import Excuses, Given
from assay.analysis.quality.model import FAMILIES, FULL, RULES, Finding, Hit, Rule, Shape
from assay.analysis.syntax import Tree, parse
from assay.analysis.syntax.tree import Fault

READABLE = 0.9
"""The least share of the lines with code that must be readable for a score."""


@dataclass(frozen=True)
class Analysis:
    """``score`` is FULL minus the findings' points; None where too little could be read, or there is no code."""

    language: str
    score: int | None
    findings: tuple[Finding, ...]
    functions: tuple[Shape, ...]
    lines: int
    """Lines with code."""
    faults: tuple[Fault, ...]
    """What could not be read. Nothing is found on those lines."""
    readable: float
    """The share of the lines with code that could be read."""
    excused: tuple[Finding, ...] = ()
    """What was found and is the problem's own: nothing is taken for it."""

    @property
    def parsed(self) -> bool:
        return not self.faults


def analyze(text: str | bytes, language: str, given: Given | None = None) -> Analysis:
    """``given``: what the problem gave, and is not held against the candidate.

    Raises ``syntax.CannotRead`` for text that is no source code, and for an unknown language.
    """
    return analyze_code(Code(parse(text, language)), given)


def analyze_code(code: Code, given: Given | None = None) -> Analysis:
    """The same of facts that have been gathered."""
    tree = code.tree
    excuses = Excuses(given, tree.grammar.id) if given is not None else None
    found, excused = [], []
    for rule in RULES.values():
        if not rule.languages or tree.grammar.id in rule.languages:
            for hit in rule.find(code):
                placed = _placed(code, rule, hit)
                if _touches(tree, placed):
                    continue
                if excuses is not None and excuses.cover(code, rule, hit):
                    excused.append(replace(placed, points=0))
                else:
                    found.append(placed)
    findings = _charged(sorted(found, key=_order))
    lines = len(tree.lines_of_code)
    readable = 1 - len(tree.lines_of_code & tree.broken_lines) / lines if lines else 1.0
    score = FULL - sum(each.points for each in findings) if lines and readable >= READABLE else None
    return Analysis(
        tree.grammar.id,
        score,
        findings,
        tuple(structure.shapes(code)),
        lines,
        tree.faults,
        round(readable, 3),
        tuple(sorted(excused, key=_order)),
    )


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.column, finding.rule


def _touches(tree: Tree, finding: Finding) -> bool:
    broken = tree.broken_lines
    return bool(broken) and any(line in broken for line in range(finding.line, finding.end_line + 1))


def _placed(code: Code, rule: Rule, hit: Hit) -> Finding:
    tree, node = code.tree, hit.node
    end = hit.until.end if hit.until is not None else node.end
    if hit.first_line:
        stop = tree.source.find(b"\n", node.start, end)
        end = stop if stop >= 0 else end
    end = max(node.start, node.start + len(tree.source[node.start : end].rstrip()))
    last = max(node.start, end - 1)
    return Finding(
        rule.id,
        rule.family,
        tree.line(node),
        tree.column(node.start),
        tree.line_of(last),
        tree.column(end) if tree.line_of(end) == tree.line_of(last) else tree.column(last) + 1,
        hit.message,
        hit.better,
        hit.points if hit.points is not None else rule.points,
    )


def _charged(findings: list[Finding]) -> tuple[Finding, ...]:
    """In order, each takes its points while its family has some left."""
    left = dict(FAMILIES)
    charged = []
    for each in findings:
        points = min(each.points, left[each.family])
        left[each.family] -= points
        charged.append(each if points == each.points else replace(each, points=points))
    return tuple(charged)
