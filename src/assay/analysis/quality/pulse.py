"""While they type: what the code is at a pause, as a value. Of the text alone, so a replay says the same."""

from __future__ import annotations

from dataclasses import dataclass

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import Shape
from assay.analysis.quality.structure import shapes
from assay.analysis.syntax import kinds as K
from assay.analysis.syntax import parse
from assay.analysis.syntax.tree import Fault


@dataclass(frozen=True)
class Pulse:
    """Structure and parse state at one moment. No judgement: the candidate's timeline is made of these."""

    parsed: bool
    fault: Fault | None
    """The first place that cannot be read."""
    lines: int
    functions: tuple[Shape, ...]
    cognitive: int
    """Of all functions that stand in no other."""
    nesting: int
    """The deepest."""
    loops: int
    branches: int
    calls: int


def pulse(text: str | bytes, language: str) -> Pulse:
    """Raises ``syntax.CannotRead`` as ``analyze`` does."""
    tree = parse(text, language)
    code = Code(tree)
    found = tuple(shapes(code))
    outer = [shape for shape, function in zip(found, code.functions, strict=True) if function.owner is None]
    return Pulse(
        not tree.faults,
        tree.faults[0] if tree.faults else None,
        len(tree.lines_of_code),
        found,
        sum(shape.cognitive for shape in outer),
        max((shape.nesting for shape in found), default=0),
        sum(len(code.by[kind]) for kind in K.LOOPS),
        sum(len(code.by[kind]) for kind in (K.IF, K.ELIF, K.SWITCH, K.TERNARY)),
        len(code.by[K.CALL]),
    )
