"""Numbers whose meaning only the writer knew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K

_PLAIN = frozenset({0.0, 1.0, 2.0, 0.5, 10.0, 100.0, 1000.0})
_TIME = re.compile(
    r"hour|min|sec|day|week|month|year|time|clock|date|(?<![a-z])(?:hh|mm|ss)+(?![a-z])|\bms\b|milli",
    re.IGNORECASE,
)
_CALENDAR = frozenset(
    {3.0, 4.0, 7.0, 12.0, 23.0, 24.0, 59.0, 28.0, 29.0, 30.0, 31.0, 60.0, 365.0, 366.0, 400.0, 3600.0, 1440.0}
)
_ORDER = frozenset({"<", ">", "<=", ">="})
_EQUAL = frozenset({"==", "!=", "===", "!=="})
_SUMS = frozenset(["+", "-", "*", "/", "//", "%", "**"])
_WAITS = frozenset({"sleep", "Sleep", "setTimeout", "setInterval", "delay", "usleep", "wait"})


def value_of(code: Code, node: Node) -> float | None:
    """Of a number as it is written; None for other bases and what is no number."""
    text = code.text(node).replace("_", "").rstrip("fFlLuUdDmM")
    text = re.sub(r"(?:i|u)(?:8|16|32|64|size)$|f(?:32|64)$", "", text)
    if text.lower().startswith(("0x", "0b", "0o", "-0x")):
        return None
    try:
        return abs(float(text))
    except ValueError:
        return None


def _literal(code: Code, node: Node) -> bool:
    """Nothing in it but numbers and what joins them."""
    return all(
        each.kind in (K.NUMBER, K.BINARY, K.UNARY, K.PARENS) or not each.named
        for each in (node, *code.tree.inside(node))
    )


def _is_constant(code: Code, node: Node) -> bool:
    """It stands in what gives a constant its value, or gives a name to numbers alone."""
    for above in node.ancestors():
        if above.type in _CONSTANTS:
            return True
        if above.kind in (K.DECLARE, K.ASSIGN):
            target, value = code.target(above), code.value(above)
            bare = code.text(target).lstrip("$") if target is not None else ""
            if bare.upper() == bare and any(letter.isalpha() for letter in bare) and len(bare) > 1:
                return True
            words = code.modifiers(above.parent) + code.modifiers(above.parent.parent) + code.modifiers(above)
            if re.search(r"\bconst|static|readonly", words):
                return True
            return value is not None and _literal(code, value)
        if above.kind in (K.BLOCK, K.FUNCTION):
            return False
    return False


_CONSTANTS = frozenset(
    {
        *(
            "const_declaration",
            "const_item",
            "static_item",
            "const_spec",
            "enumerator",
            "preproc_def",
            "const_element",
        ),
        *(
            "enum_constant",
            "enum_member_declaration",
            "default_parameter",
            "typed_default_parameter",
            "annotation",
        ),
        *("optional_parameter_declaration", "optional_parameter", "attribute_list", "decorator"),
    }
)


@rule(
    "magic-number",
    "magic numbers",
    1,
    "A number in a comparison or a calculation whose meaning is not written down. Free are 0, 1, 2, 10, 100, 1000, ½, "
    "whole numbers up to 10 in calculations and up to 3 in comparisons, other bases, powers of ten, very small numbers "
    "(tolerances), units of time beside names of time, and numbers that a name is given to.",
    "Readers must guess what it stands for, and a second place where it stands will be forgotten when it changes. "
    "SonarSource S109; pylint R2004; ESLint no-magic-numbers.",
)
def magic_number(code: Code) -> Iterator[Hit]:
    for node in code.by[K.NUMBER]:
        outer = node
        while outer.parent.kind in (K.PARENS, K.UNARY) or outer.parent.type in (
            "expression_list",
            "cast_expression",
        ):
            outer = outer.parent
        above = outer.parent
        value = value_of(code, node)
        if value is None or value in _PLAIN or value < 1e-3 or _power_of_ten(value):
            continue
        if not _counts(code, outer, above, value) or _is_constant(code, node):
            continue
        if value in _CALENDAR and _TIME.search(_around(code, above)):
            continue
        yield Hit(
            node,
            f"What does {code.text(node)} mean here?",
            "Give it a name, as a constant.",
        )


def _power_of_ten(value: float) -> bool:
    return value >= 1000 and str(int(value)).rstrip("0") == "1" and value == int(value)


def _around(code: Code, above: Node) -> str:
    """The expression and what it is given to."""
    while above.parent.kind in (K.BINARY, K.PARENS, K.UNARY):
        above = above.parent
    if above.parent.kind in (K.ASSIGN, K.DECLARE, K.RETURN):
        owner = code.owner(above)
        return code.text(above.parent) + (owner.name if owner and above.parent.kind == K.RETURN else "")
    owner = code.owner(above)
    return code.text(above) + (owner.name if owner else "")


def _counts(code: Code, node: Node, above: Node, value: float) -> bool:
    whole = value == int(value)
    if above.kind == K.UPDATE:
        operator = code.operator(above)
        return operator in ("+=", "-=", "*=", "/=", "%=") and (value > 10 or not whole)
    if above.kind == K.CALL or above.type in ("arguments", "argument_list", "value_argument", "argument"):
        call = next((each for each in (above, *above.ancestors()) if each.kind == K.CALL), None)
        return call is not None and code.called(call) in _WAITS and value > 2
    if above.kind == K.RETURN:
        return False
    if above.kind != K.BINARY:
        return False
    operator = code.operator(above)
    other = next((code.core(kid) for kid in above.kids if kid is not node), None)
    if operator in _SUMS:
        if any(each.kind == K.INDEX for each in list(above.ancestors())[:2]) and value <= 10:
            return False
        return value > 10 or not whole
    if operator in _ORDER:
        return value > 3
    if operator in _EQUAL:
        if other is not None and other.kind == K.BINARY and code.operator(other) == "%":
            return False
        if other is not None and (code.size_of(other) or re.search(r"arg[cv]", code.text(other))):
            return False
        return value > 3
    return False
