"""Mutants of a right Python solution: the same program with one small slip.

A test that no mutant and no wrong solution fails is not worth its time. The slips are those that people
make: a comparison turned or off by one, a condition forgotten, ``and`` for ``or``, a constant or an
operator changed, a statement left out, a pattern a little too wide.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq, ast.Lt, ast.Gt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.FloorDiv: (ast.Mod, ast.Div),
    ast.Mod: (ast.FloorDiv,),
    ast.Div: (ast.FloorDiv,),
}
_NAMES = {
    "min": ("max",), "max": ("min",), "any": ("all",), "all": ("any",),
    "fullmatch": ("match",), "match": ("fullmatch", "search"), "isdigit": ("isalnum",), "isdecimal": ("isalnum",),
    "isalnum": ("isalpha",), "isalpha": ("isalnum",), "startswith": ("endswith",), "endswith": ("startswith",),
    "bisect_left": ("bisect_right",), "bisect_right": ("bisect_left",), "append": ("insert",),
    "rpartition": ("partition",), "partition": ("rpartition",), "rsplit": ("split",), "popleft": ("pop",),
}  # fmt: skip
"""Functions and methods taken one for the other."""
_TRANSPARENT = frozenset({"sorted", "set", "abs", "dict", "list", "reversed", "min", "max", "round"})
_TRANSPARENT_METHODS = frozenset({"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "copy"})

Place = tuple[ast.AST, str, int | None]


def mutants(source: str) -> Iterator[str]:
    """Sources of mutants, each once, never the original. Raises SyntaxError if ``source`` has one."""
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for index, (_, node) in enumerate(_places(tree)):
        for variant in range(len(list(_variants(node)))):
            other = copy.deepcopy(tree)
            (parent, field, position), target = list(_places(other))[index]
            replacement = list(_variants(target))[variant]
            if position is None:
                setattr(parent, field, replacement)
            else:
                getattr(parent, field)[position] = replacement
            text = ast.unparse(ast.fix_missing_locations(other))
            if text not in seen and _compiles(text):
                seen.add(text)
                yield text


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _places(tree: ast.AST) -> Iterator[tuple[Place, ast.AST]]:
    """Every node that may change, with where it hangs; annotations, docstrings and imports stay."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if field in ("annotation", "returns", "decorator_list", "type_comment"):
                continue
            if isinstance(value, list):
                for position, node in enumerate(value):
                    if isinstance(node, ast.AST) and not _is_docstring(node):
                        yield (parent, field, position), node
            elif isinstance(value, ast.AST) and not _is_docstring(parent):
                yield (parent, field, None), value


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    """What ``node`` may become. The number and order depend on ``node`` alone."""
    match node:
        case ast.Compare():
            yield from _of_comparison(node)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for index in range(len(values)):
                rest = values[:index] + values[index + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right):
            for operator in _OPERATORS.get(type(op), ()):
                yield ast.BinOp(left, operator(), right)
            yield left
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.Constant(False), body, orelse)
            yield ast.If(ast.Constant(True), body, orelse)
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.IfExp(body=body, orelse=orelse):
            yield body
            yield orelse
        case ast.While(test=test, body=body, orelse=orelse):
            yield ast.If(test, body, orelse)
        case ast.comprehension(target=target, iter=source, ifs=ifs, is_async=is_async) if ifs:
            yield ast.comprehension(target, source, [], is_async)
        case ast.Constant():
            yield from _of_constant(node)
        case ast.Slice(lower=lower, upper=upper, step=step) if lower or upper or step:
            yield ast.Slice(None, upper, step)
            yield ast.Slice(lower, None, step)
            yield ast.Slice(lower, upper, None)
        case ast.Call():
            yield from _of_call(node)
        case ast.Assign() | ast.AugAssign() | ast.Expr() | ast.Continue() | ast.Break() | ast.Raise():
            yield ast.Pass()
            if isinstance(node, ast.Continue):
                yield ast.Break()
            if isinstance(node, ast.Break):
                yield ast.Continue()
        case _:
            return


def _of_comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for index, op in enumerate(node.ops):
        for other in _COMPARISONS.get(type(op), ()):
            ops = list(node.ops)
            ops[index] = other()
            yield ast.Compare(node.left, ops, node.comparators)


def _of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
        if value > 10:
            yield ast.Constant(value * 10)
    elif isinstance(value, str):
        yield ast.Constant("" if value else "?")
        for match in re.finditer(r"\d+", value):
            number = int(match[0])
            for other in (number + 1, max(0, number - 1)):
                yield ast.Constant(value[: match.start()] + str(other) + value[match.end() :])
        for match in re.finditer(r"[+*?^$|-]", value):
            swapped = {"+": "*", "*": "+"}.get(match[0], "")
            yield ast.Constant(value[: match.start()] + swapped + value[match.end() :])


def _of_call(node: ast.Call) -> Iterator[ast.AST]:
    function = node.func
    if isinstance(function, ast.Name):
        for other in _NAMES.get(function.id, ()):
            yield ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)
        if function.id in _TRANSPARENT and node.args:
            yield from node.args
        if function.id == "range" and len(node.args) > 1:
            yield ast.Call(
                function, [*node.args[:1], ast.BinOp(node.args[1], ast.Sub(), ast.Constant(1))], []
            )
            yield ast.Call(
                function, [ast.BinOp(node.args[0], ast.Add(), ast.Constant(1)), *node.args[1:]], []
            )
    elif isinstance(function, ast.Attribute):
        for other in _NAMES.get(function.attr, ()):
            arguments = [ast.Constant(0), *node.args] if other == "insert" else node.args
            yield ast.Call(ast.Attribute(function.value, other, ast.Load()), arguments, node.keywords)
        if function.attr in _TRANSPARENT_METHODS:
            yield function.value
        if function.attr in ("split", "rsplit", "splitlines") and node.args:
            yield ast.Call(function, [], [])
    if node.keywords:
        yield ast.Call(function, node.args, node.keywords[:-1])
