"""How much a reader has to hold: complexity, nesting, length."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from assay.analysis.quality.code import Code, Function
from assay.analysis.quality.model import Hit, Shape, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K

MAX_COGNITIVE = 15
MAX_NESTING = 3
MAX_LINES = 50
MAX_PARAMETERS = 5
MAX_COLUMNS = 120
MAX_CONDITIONS = 4
_BOOLEAN = frozenset({"&&", "||", "and", "or"})
_ENDS = frozenset({",", ";", ")", "]", "}", ":", "{"})
_WEIGHTED = frozenset({K.FOR, K.FOREACH, K.WHILE, K.SWITCH, K.CATCH, K.TERNARY})


def increments(code: Code, node: Node) -> tuple[int, bool]:
    """What a node adds to cognitive complexity by itself, and whether nesting adds to that.

    After G. A. Campbell, "Cognitive Complexity: a new way of measuring understandability", SonarSource, 1.7
    (2023): appendix B.
    """
    kind = node.kind
    if kind == K.IF:
        flat = code.chained(node)
        other = node.token("else")
        if other is not None and not any(code.chained(kid) for kid in node.kids):
            return 2, not flat  # Java, C#, Go, Kotlin: the "else" is a token of the "if"
        return (1, not flat) if not flat or node.parent.kind != K.ELSE else (0, False)
    if kind in _WEIGHTED:
        return 1, True
    if kind == K.ELIF or (kind == K.ELSE and node.parent.kind in (K.IF, K.ELIF)):
        return 1, False
    if kind == K.GOTO or (kind in (K.BREAK, K.CONTINUE) and _labelled(code, node)):
        return 1, False
    if kind == K.BINARY:
        operator = code.operator(node)
        if operator in _BOOLEAN:
            above = node.parent
            while above.kind == K.PARENS:
                above = above.parent
            if above.kind != K.BINARY or code.operator(above) != operator:
                return 1, False
    return 0, False


def _labelled(code: Code, node: Node) -> bool:
    if code.grammar.id in ("ruby", "php", "python", "csharp"):
        return False  # "break x" gives a value there, or counts levels
    return any("label" in kid.type or kid.kind == K.NAME for kid in node.kids)


def recursive(code: Code, function: Function) -> Node | None:
    """The first call of itself, or None."""
    for call in code.within(function.node, K.CALL):
        if code.called(call) == function.name and (not function.is_method or _on_itself(code, call)):
            return call
    return None


def _on_itself(code: Code, call: Node) -> bool:
    callee = code.callee(call)
    return not callee.count(".") or callee.startswith(("self.", "this.", "$this", "cls."))


def shapes(code: Code) -> list[Shape]:
    """Of every function, in the order of the text."""
    if code.shapes is not None:
        return code.shapes
    weights = [(node, *increments(code, node)) for node in code.tree.nodes if node.kind]
    weights = [each for each in weights if each[1]]
    found = []
    for function in code.functions:
        node = function.node
        base, cognitive, nesting = code.nest[node.index], 0, 0
        for each, points, nested in weights:
            if node.index < each.index <= node.last:
                cognitive += points + (code.nest[each.parent.index] - base if nested else 0)
        if recursive(code, function) is not None:
            cognitive += 1
        deepest = _deepest(code, function)
        nesting = deepest[0] if deepest else 0
        first, last = code.line(function.at), code.tree.end_line(node)
        lines = sum(1 for line in range(first, last + 1) if line in code.tree.lines_of_code)
        found.append(Shape(function.name, first, last, lines, cognitive, nesting, len(function.parameters)))
    code.shapes = found
    return found


def _deepest(code: Code, function: Function) -> tuple[int, Node] | None:
    """The most control structures in one another, and the first node that is that deep."""
    best: tuple[int, Node] | None = None
    for node in code.within(function.node, *K.CONTROL):
        if code.owner(node) is function and not code.chained(node):
            depth = code.depth[node.index]
            if best is None or depth > best[0]:
                best = depth, node
    return best


def _walks_grid(code: Code, node: Node) -> bool:
    """A loop in a loop as its only statement: rows and columns."""
    loops = [above for above in (node, *node.ancestors()) if above.kind in K.LOOPS]
    for inner, outer in itertools.pairwise(loops):
        body = code.statements(outer.get("body") or outer.kids[-1])
        if len(body) == 1 and code.core(body[0]) is inner:
            return True
    return False


@rule(
    "cognitive-complexity",
    "complexity",
    4,
    f"A function's cognitive complexity is above {MAX_COGNITIVE}: 4 points, and one more for each above that.",
    "Cognitive complexity (Campbell, SonarSource 2023) is the one code metric whose link with the time needed to "
    "understand code, and with how hard people say it is, held in a meta-analysis of some 24,000 ratings "
    "(Muñoz Barón, Wyrich, Wagner 2020, arXiv 2007.12520). 15 is the specification's own threshold.",
)
def cognitive_complexity(code: Code) -> Iterator[Hit]:
    for function, shape in zip(code.functions, shapes(code), strict=True):
        if shape.cognitive > MAX_COGNITIVE:
            yield Hit(
                function.at,
                f"“{shape.name}” is hard to follow: cognitive complexity {shape.cognitive}, "
                f"where {MAX_COGNITIVE} is the usual limit.",
                "Move inner steps into functions with names that say what they do; return early.",
                4 + shape.cognitive - MAX_COGNITIVE,
            )


@rule(
    "long-condition",
    "complexity",
    2,
    f"More than {MAX_CONDITIONS} “and” and “or” in one condition.",
    "A reader has to hold every part at once; naming the parts says what they mean. SonarSource S1067; pylint R0916.",
)
def long_condition(code: Code) -> Iterator[Hit]:
    for node in code.by[K.BINARY]:
        above = node.parent
        while above.kind in (K.PARENS, K.UNARY):
            above = above.parent
        if code.operator(node) not in _BOOLEAN or (
            above.kind == K.BINARY and code.operator(above) in _BOOLEAN
        ):
            continue
        count = sum(code.operator(each) in _BOOLEAN for each in (node, *code.within(node, K.BINARY)))
        if count > MAX_CONDITIONS:
            yield Hit(
                node,
                f"This condition joins {count + 1} parts.",
                "Give parts of it names, or move it into a function whose name is the question.",
            )


@rule(
    "nested-ternary",
    "complexity",
    1,
    "A conditional expression inside another one.",
    "Which “else” belongs to which “if” is not seen at a glance. SonarSource S3358; ESLint no-nested-ternary.",
)
def nested_ternary(code: Code) -> Iterator[Hit]:
    for node in code.by[K.TERNARY]:
        if any(each.kind == K.TERNARY for each in node.ancestors() if each.kind in (K.TERNARY, K.STATEMENT)):
            continue
        inner = next(code.within(node, K.TERNARY), None)
        if inner is not None:
            yield Hit(node, "One conditional expression stands in another.", "Write it as if and else.")


@rule(
    "deep-nesting",
    "nesting",
    3,
    f"More than {MAX_NESTING} control structures (if, loop, switch, try) in one another; a loop that is all of "
    "another loop's body counts with it as one. 3 points, and one more for each further level.",
    "Each level is one more condition to keep in mind; nesting is also what cognitive complexity weighs most, so "
    "this takes little by itself. SonarSource S134 with its own limit.",
)
def deep_nesting(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        deepest = _deepest(code, function)
        if deepest is None:
            continue
        depth, node = deepest
        if depth - _walks_grid(code, node) > MAX_NESTING:
            head = node
            while True:
                above = next(
                    (a for a in head.ancestors() if a.kind in K.CONTROL and not code.chained(a)), None
                )
                if above is None or code.depth[head.index] <= MAX_NESTING + 1:
                    break
                head = above
            yield Hit(
                head,
                f"“{function.name}” nests {depth} control structures; here is the {MAX_NESTING + 1}th.",
                "Turn conditions round and leave early (return, continue), or move the inner part into a function.",
                3 + depth - MAX_NESTING - 1,
                first_line=True,
            )


@rule(
    "collapsible-if",
    "nesting",
    1,
    "An “if” that holds nothing but another “if”, neither with an “else”.",
    "One level less to read says the same. SonarSource S1066; ruff SIM102; clippy collapsible_if.",
)
def collapsible_if(code: Code) -> Iterator[Hit]:
    said: set[int] = set()
    for node in code.by[K.IF]:
        if code.chained(node) or node.type.endswith("_modifier") or node.type == "unless":
            continue
        then, other = code.branches(node)
        inside = code.statements(then)
        if (
            other is not None
            or node.token("else")
            or len(inside) != 1
            or any(kid.kind in (K.ELIF, K.ELSE) for kid in node.kids)
        ):
            continue
        inner = code.core(inside[0])
        if inner.kind != K.IF or code.depth[inner.index] > MAX_NESTING or inner.type == "unless":
            continue
        if (
            any(kid.kind in (K.ELIF, K.ELSE) for kid in inner.kids)
            or inner.token("else")
            or inner.get("initializer")
        ):
            continue
        if any(each.get("condition") and "let" in each.get("condition").type for each in (node, inner)):  # type: ignore[union-attr]
            continue
        owner = code.owner(node)
        if owner is not None and (deep := _deepest(code, owner)) and deep[0] > MAX_NESTING:
            continue  # said already, in full
        said.add(inner.index)
        if node.index in said:
            continue
        yield Hit(
            node, "This “if” holds only another “if”.", "Join the two conditions with “and”.", first_line=True
        )


@rule(
    "long-function",
    "length",
    4,
    f"A function of more than {MAX_LINES} lines with code: 4 points, and one more for every 10 above that.",
    "What does not fit on a screen is read in pieces. Length goes with faults mostly because long code holds more of "
    "everything, so this takes little. ESLint max-lines-per-function; pylint R0915.",
)
def long_function(code: Code) -> Iterator[Hit]:
    for function, shape in zip(code.functions, shapes(code), strict=True):
        if shape.lines > MAX_LINES:
            yield Hit(
                function.at,
                f"“{shape.name}” has {shape.lines} lines; {MAX_LINES} is the usual limit.",
                "Split it where one step ends and the next begins.",
                4 + (shape.lines - MAX_LINES) // 10,
            )


@rule(
    "many-parameters",
    "length",
    2,
    f"A function with more than {MAX_PARAMETERS} parameters.",
    "Callers mix up the order of long lists. pylint R0913 (5); SonarSource S107 (7).",
)
def many_parameters(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        count = len(function.parameters)
        if count > MAX_PARAMETERS:
            yield Hit(
                function.at,
                f"“{function.name}” takes {count} parameters; {MAX_PARAMETERS} is the usual limit.",
                "Put those that belong together into one value.",
            )


@rule(
    "long-line",
    "length",
    1,
    f"Code beyond column {MAX_COLUMNS}. Comments and texts are not counted.",
    "The end of the line is off the screen, or wrapped where it does not help. PEP 8 and the Java, Go and Kotlin "
    "guides stop between 79 and 120.",
)
def long_line(code: Code) -> Iterator[Hit]:
    seen: set[int] = set()
    if not code.tree.has_longer_lines(MAX_COLUMNS):
        return
    for node in code.tree.nodes:
        if node.children or node.kind in (K.COMMENT, K.STRING) or node.parent.kind == K.STRING:
            continue
        if node.parent.kind == K.COMMENT or node.type in _ENDS:
            continue
        line = code.line(node)
        if line not in seen and node.start < node.end and code.tree.column(node.start) > MAX_COLUMNS:
            seen.add(line)
            yield Hit(
                node,
                f"This line goes on beyond column {MAX_COLUMNS}.",
                "Break it after an operator or a comma.",
            )
