"""Ways in which a copy is made to look like another program. Each takes Python source and gives Python source."""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Callable

from assay.analysis.quality.code import Code
from assay.analysis.similarity.tokens import own_names
from assay.analysis.syntax import parse

_WORDS = (
    "alpha",
    "bucket",
    "chunk",
    "delta",
    "entry",
    "figure",
    "garden",
    "handle",
    "inner",
    "junction",
    "kit",
)


def renamed(source: str, language: str = "python") -> str:
    """Every name that the file itself gives is another; of any language."""
    tree = parse(source, language)
    own = sorted(own_names(Code(tree)))
    new = {name: f"{_WORDS[at % len(_WORDS)]}{at}" for at, name in enumerate(own)}
    out, end = [], 0
    for node in tree.nodes:
        if not node.children and node.named and node.start >= end and (to := new.get(tree.text(node))):
            out += [tree.source[end : node.start].decode(), to]
            end = node.end
    return "".join(out) + tree.source[end:].decode()


def reformatted(source: str) -> str:
    """Python's own printer: other quotes, lines and brackets, no comments."""
    return ast.unparse(ast.parse(source))


def commented(source: str) -> str:
    lines = [f"{line}  # note {at}" if line.strip() else line for at, line in enumerate(source.split("\n"))]
    return "\n".join(["# My own work.", "", *lines, "", "# end"])


def reordered(source: str) -> str:
    """Functions, classes and methods the other way round; what runs stays where it is."""
    tree = ast.parse(source)
    for body in [tree.body, *(each.body for each in ast.walk(tree) if isinstance(each, ast.ClassDef))]:
        places = [at for at, each in enumerate(body) if isinstance(each, ast.FunctionDef)]
        moved = [body[at] for at in reversed(places)]
        for at, each in zip(places, moved, strict=True):
            body[at] = each
    return ast.unparse(tree)


def extracted(source: str) -> str:
    """The body of every loop that neither leaves nor goes on early is a function of its own."""
    tree = ast.parse(source)
    made: list[ast.stmt] = []
    for loop in [each for each in ast.walk(tree) if isinstance(each, (ast.For, ast.While))]:
        inside = [each for statement in loop.body for each in ast.walk(statement)]
        if len(loop.body) < 2 or any(
            isinstance(each, (ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom))
            for each in inside
        ):
            continue
        read = sorted({each.id for each in inside if isinstance(each, ast.Name)} - set(dir(builtins)))
        name = f"step_{len(made)}"
        arguments = ast.arguments([], [ast.arg(each) for each in read], None, [], [], None, [])
        made.append(ast.FunctionDef(name, arguments, loop.body, [], lineno=0))
        call = ast.Call(ast.Name(name), [ast.Name(each) for each in read], [])
        loop.body = [ast.Expr(call)]
    imports = [each for each in tree.body if isinstance(each, (ast.Import, ast.ImportFrom))]
    rest = [each for each in tree.body if each not in imports]
    tree.body = [*imports, *made, *rest]
    return ast.unparse(ast.fix_missing_locations(tree))


class _Whiles(ast.NodeTransformer):
    def visit_For(self, node: ast.For) -> object:
        self.generic_visit(node)
        if any(isinstance(each, ast.Continue) for each in ast.walk(node)):
            return node
        over = ast.unparse(node.iter)
        head = f"at = 0\nwhile at < len({over}):\n    {ast.unparse(node.target)} = {over}[at]\n    at += 1"
        made = ast.parse(head).body
        loop = made[1]
        assert isinstance(loop, ast.While)
        loop.body[1:1] = node.body
        return made


def with_whiles(source: str) -> str:
    """``for`` is ``while`` with a counter, but where the loop goes on early."""
    return ast.unparse(ast.fix_missing_locations(_Whiles().visit(ast.parse(source))))


class _Expressions(ast.NodeTransformer):
    _MIRROR = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.Eq}  # noqa: RUF012

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        mirror = self._MIRROR.get(type(node.ops[0]))
        if len(node.ops) == 1 and mirror is not None:
            return ast.Compare(node.comparators[0], [mirror()], [node.left])
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        value = ast.BinOp(ast.parse(ast.unparse(node.target), mode="eval").body, node.op, node.value)
        return ast.Assign([node.target], value, lineno=0)

    def visit_If(self, node: ast.If) -> ast.stmt:
        self.generic_visit(node)
        if node.orelse and not (len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If)):
            return ast.If(ast.UnaryOp(ast.Not(), node.test), node.orelse, node.body)
        return node


def with_other_expressions(source: str) -> str:
    """Comparisons mirrored, ``x += y`` written out, the two branches of an ``if`` exchanged."""
    return ast.unparse(ast.fix_missing_locations(_Expressions().visit(ast.parse(source))))


def padded(source: str) -> str:
    """After every second statement one that does nothing of use."""
    tree = ast.parse(source)
    dice, count = random.Random(source), 0
    for each in ast.walk(tree):
        body = getattr(each, "body", None)
        if isinstance(body, list) and not isinstance(each, (ast.Module, ast.ClassDef)):
            longer: list[ast.stmt] = []
            for statement in body:
                longer.append(statement)
                count += 1
                if count % 2 == 0:
                    fillers = (f"spare = {count}", "check = list(range(3))", "print(end='')")
                    longer += ast.parse(dice.choice(fillers)).body
            each.body = longer  # type: ignore[attr-defined]
    return ast.unparse(ast.fix_missing_locations(tree))


def _all(*steps: Callable[[str], str]) -> Callable[[str], str]:
    def disguised(source: str) -> str:
        for step in steps:
            source = step(source)
        return source

    return disguised


DISGUISES: dict[str, Callable[[str], str]] = {
    "names": renamed,
    "layout": reformatted,
    "comments": commented,
    "order of functions": reordered,
    "all of these": _all(renamed, commented, reordered, reformatted),
    "loop bodies as functions": extracted,
    "for as while": with_whiles,
    "other expressions": with_other_expressions,
    "statements between": padded,
    "names, for as while, functions": _all(renamed, with_whiles, extracted, reordered),
    "every one of them": _all(renamed, with_whiles, with_other_expressions, extracted, padded, reordered),
}
"""What is changed to how; the last two are more work than most who copy would take."""
