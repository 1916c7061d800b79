"""Does a function look at what it is given before it relies on it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code, Function
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K

_CHECKS = re.compile(r"assert|require|check|ensure|valid|guard|precondition|ThrowIf", re.IGNORECASE)
_FIRST = re.compile(r"^(\$?\w+)(?:\.|->)(?:first|front|last|back|getFirst|getLast|First|Last|head)\(\)$")


def _checked(code: Code, function: Function, before: Node) -> set[str]:
    """Names of parameters that a condition, a loop, an assertion or a check speaks of before ``before``."""
    found: set[str] = set()

    def take(node: Node) -> None:
        found.update(re.findall(r"\$?\w+", code.text(node)))

    for above in before.ancestors():
        if above.kind == K.TERNARY and (condition := code.condition(above)) is not None:
            take(condition)  # Python asks after it takes
        if above is function.node:
            break
    for each in code.tree.inside(function.node):
        if each.start >= before.start:
            break
        if each.kind in (K.IF, K.ELIF, K.WHILE, K.TERNARY, K.FOR):
            condition = code.condition(each)
            if condition is not None:
                take(condition)
            elif each.type == "unless":
                take(each.kids[0])
        elif each.kind == K.FOREACH and before.index <= each.last:
            take(each.get("right", "value") or each)
        elif (
            each.kind in (K.ASSERT, K.SWITCH, K.TRY, K.CATCH)
            or (each.kind == K.CALL and _CHECKS.search(code.callee(each)))
            or (each.kind == K.BINARY and code.operator(each) in ("&&", "||", "and", "or", "?:", "??", "//="))
            or each.type in ("let_condition", "macro_invocation")
        ):
            take(each)
    return found


def _own(function: Function, text: str) -> bool:
    return any(
        parameter.text == text and not re.search("splat|rest|variadic|spread", parameter.node.parent.type)
        for parameter in function.parameters
    )


@rule(
    "unchecked-divisor",
    "input checks",
    3,
    "A parameter, or the length of one, is divided by, and nothing before that asks whether it is 0.",
    "An empty list or a zero is what callers, and tests, send first. CWE-369; CERT INT33-C.",
)
def unchecked_divisor(code: Code) -> Iterator[Hit]:
    said: set[tuple[int, str]] = set()
    for node in code.by[K.BINARY]:
        function = code.owner(node)
        if code.operator(node) not in ("/", "//") or function is None:
            continue
        sides = code.sides(node)
        if sides is None:
            continue
        divisor = sides[1]
        if divisor.type == "cast_expression":
            divisor = code.core(divisor.kids[-1])
        divisor = _uncast(code, divisor)
        if code.grammar.id == "python" and _is_path(code, sides[0], function, divisor):
            continue
        name = code.text(divisor) if divisor.kind == K.NAME else code.size_of(divisor)
        if name is None or not _own(function, name) or (function.node.index, name) in said:
            continue
        if name not in _checked(code, function, node) and not _inside_try(node):
            said.add((function.node.index, name))
            what = "may be 0" if divisor.kind == K.NAME else "may be empty"
            yield Hit(
                node, f"“{name}” {what}; nothing asks before this divides.", "Ask first, and say what then."
            )


def _is_path(code: Code, left: Node, function: Function, divisor: Node) -> bool:
    """“/” joins paths: what stands before it is called so, or what comes after it is a text."""
    if re.search(r"path|dir|folder|root|parent|base|Path\(|home|cwd", code.text(left), re.IGNORECASE):
        return True
    if left.kind == K.STRING or any(each.kind == K.STRING for each in code.tree.inside(left)):
        return True
    for parameter in function.parameters:
        if parameter.text == code.text(divisor):
            kind = parameter.node.parent.get("type")
            return kind is not None and not re.search(r"int|float|Decimal|Fraction|complex", code.text(kind))
    return False


def _uncast(code: Code, node: Node) -> Node:
    """What a cast holds: float(n), n as f64, n.toDouble(), n.to_f."""
    if node.type in ("type_cast_expression", "as_expression"):
        return code.core(node.kids[0])
    if node.kind == K.CALL:
        if code.callee(node) in ("float", "int", "float64", "float32", "double", "Float", "Number"):
            arguments = code.arguments(node)
            return arguments[0] if len(arguments) == 1 else node
        if code.called(node) in ("toDouble", "toFloat", "to_f") and node.kids:
            base = node.get("receiver", "object") or (node.kids[0].kids[0] if node.kids[0].kids else node)
            return code.core(base)
    return node


def _inside_try(node: Node) -> bool:
    for above in node.ancestors():
        if above.kind == K.FUNCTION:
            return False
        if above.kind == K.TRY or (
            above.type in ("begin", "body_statement") and any(k.kind == K.CATCH for k in above.kids)
        ):
            return True
    return False


@rule(
    "unchecked-first",
    "input checks",
    2,
    "The first or last element of a parameter is taken, and nothing before that asks whether there is one. Not for "
    "parameters that look like a record: taken apart by two fixed positions or more.",
    "The empty collection is the commonest edge case in tests of such functions. CWE-129.",
)
def unchecked_first(code: Code) -> Iterator[Hit]:
    said: set[tuple[int, str]] = set()
    for node in (*code.by[K.INDEX], *code.by[K.CALL]):
        function = code.owner(node)
        if function is None or function.name in ("main", "Main") or _in_lambda(node):
            continue
        name = _end_of(code, node)
        if name is None or not _own(function, name) or (function.node.index, name) in said:
            continue
        if (
            node.parent.kind in (K.INDEX, K.MEMBER)
            or _measured(code, node)
            or _is_record(code, function, name)
        ):
            continue
        if _is_target(node) or name in _checked(code, function, node) or _inside_try(node):
            continue
        said.add((function.node.index, name))
        yield Hit(
            node,
            f"“{name}” may be empty; nothing asks before this takes an element.",
            "Ask first, and say what then.",
        )


def _in_lambda(node: Node) -> bool:
    for above in node.ancestors():
        if above.kind in (K.FUNCTION, K.LAMBDA):
            return above.kind == K.LAMBDA
    return False


def _measured(code: Code, node: Node) -> bool:
    return node.parent.type in ("argument_list", "arguments", "argument") and bool(
        re.match(r"^(?:len|count|sizeof|strlen)$", code.callee(_call_of(node)))
    )


def _call_of(node: Node) -> Node:
    return next((above for above in node.ancestors() if above.kind == K.CALL), node)


def _is_target(node: Node) -> bool:
    parent = node.parent
    return parent.kind in (K.ASSIGN, K.UPDATE) and parent.kids[0] is node


def _end_of(code: Code, node: Node) -> str | None:
    """The name of the collection of which this is the first or the last element."""
    if node.end - node.start > 60:
        return None
    text = code.text(node)
    if node.kind == K.CALL:
        if code.grammar.id in ("rust", "ruby", "php"):
            return None  # they give nothing for an empty one, and say so
        found = _FIRST.match(text) or re.match(r"^(\w+)\.get\((?:0|\1\.size\(\) - 1)\)$", text)
        return found[1] if found else None
    found = re.match(
        r"^(\$?\w+)\[(?:0|-1|\^1|[^\[\]]*(?:len|length|size|Count|Length|count)[^\[\]]* - 1)\]$", text
    )
    return found[1] if found else None


def _is_record(code: Code, function: Function, name: str) -> bool:
    places = set()
    for node in code.within(function.node, K.INDEX):
        found = re.match(r"^(\$?\w+)\[(\d+)\]$", code.text(node)) if node.end - node.start < 40 else None
        if found and found[1] == name:
            places.add(found[2])
    return len(places) > 1


_ARGUMENT = re.compile(r"^(sys\.argv|process\.argv|os\.Args|argv|args|\$argv|ARGV)\[\d\]$")
_COUNTED = re.compile(r"arg[cv]|args|ARGV", re.IGNORECASE)


@rule(
    "unchecked-argument",
    "input checks",
    2,
    "An argument of the command line is taken by its position, and nothing before that looks at how many there are.",
    "Called without it, the program ends with an error about an index. CWE-129; CWE-20.",
)
def unchecked_argument(code: Code) -> Iterator[Hit]:
    for node in code.by[K.INDEX]:
        found = _ARGUMENT.match(code.text(node)) if node.end - node.start < 24 else None
        if found is None or (found[1] + "[0]" == code.text(node) and found[1] not in ("args", "ARGV")):
            continue
        owner = code.owner(node)
        if found[1] in ("args", "argv") and (owner is None or owner.name.lower() != "main"):
            continue
        if any(_COUNTED.search(code.text(each)) for each in _conditions(code, node)) or _inside_try(node):
            continue
        if node.parent.kind == K.BINARY and code.operator(node.parent) in ("||", "??", "or"):
            continue
        yield Hit(
            node,
            "This argument may not be there; nothing asks before it is taken.",
            "Look at how many there are.",
        )
        return


def _conditions(code: Code, before: Node) -> Iterator[Node]:
    for each in (*code.by[K.IF], *code.by[K.TERNARY], *code.by[K.WHILE], *code.by[K.ASSERT]):
        condition = code.condition(each) if each.kind != K.ASSERT else each
        if condition is not None and (each.start < before.start or condition.parent in before.ancestors()):
            yield condition
