"""The same thing said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K

MIN_TOKENS = 25
MIN_FUNCTION_TOKENS = 18
MIN_STATEMENTS = 2
MIN_LINES = 4
MAX_STATEMENTS = 8
_LITERALS = frozenset({K.NUMBER, K.STRING})


def _tokens(code: Code, node: Node) -> list[str]:
    """Of a statement: names and literals as they are, the rest by type; comments left out."""
    found = []
    for each in (node, *code.tree.inside(node)):
        if each.kind == K.COMMENT:
            continue
        if each.kind in _LITERALS or (not each.children and each.named):
            found.append(f"{each.kind}:{code.text(each)}")
        elif not each.children:
            found.append(each.type)
    return found


def _form(tokens: list[str]) -> tuple[str, ...]:
    """With each name replaced by the order in which it first comes, and literals of names' kind kept."""
    order: dict[str, str] = {}
    return tuple(
        order.setdefault(token, f"#{len(order)}") if token.startswith(("name:", ":")) else token
        for token in tokens
    )


@rule(
    "duplicated-code",
    "duplication",
    4,
    f"Statements in a row (two over {MIN_LINES} lines, or three) of {MIN_TOKENS} tokens and more, or a whole function of {MIN_FUNCTION_TOKENS}, that stand "
    "elsewhere in the file too, the same but for names given anew.",
    "What is changed in one place is forgotten in the other: 28 to 52 % of inconsistently changed clones were faults "
    "in a study of five systems (Juergens et al. 2009, ICSE).",
)
def duplicated_code(code: Code) -> Iterator[Hit]:
    runs: dict[tuple[str, ...], list[tuple[Node, Node]]] = defaultdict(list)
    blocks = [*code.by[K.BLOCK], *code.by[K.CASE]]
    texts: dict[int, list[str]] = {}
    for block in blocks:
        if block.parent is block:
            continue
        kids = [kid for kid in block.kids if kid.kind not in (K.IMPORT, K.FUNCTION, K.CLASS)]
        for kid in kids:
            texts.setdefault(kid.index, _tokens(code, kid))
        for at in range(len(kids) - MIN_STATEMENTS + 1):
            run = _run(kids[at:], texts)
            if run is not None and code.tree.end_line(run[0][-1]) - code.line(run[0][0]) >= _lines(
                len(run[0])
            ):
                runs[_form(run[1])].append((run[0][0], run[0][-1]))
    for function in code.functions:
        tokens = _tokens(code, function.body)
        first, last = code.line(function.body), code.tree.end_line(function.body)
        if len(tokens) >= MIN_FUNCTION_TOKENS and last - first >= MIN_LINES - 1:
            runs[_form(tokens)].append((function.body, function.body))
    for block in code.by[K.BLOCK]:
        for kid in block.kids:
            if (kid.kind in K.LOOPS or kid.kind in (K.IF, K.SWITCH, K.TRY)) and block.parent is not block:
                tokens = texts[kid.index] if kid.index in texts else _tokens(code, kid)
                if len(tokens) >= MIN_TOKENS and code.tree.end_line(kid) - code.line(kid) >= 2:
                    runs[_form(tokens)].append((kid, kid))
    yield from _joined(code, [places for places in runs.values() if len(places) > 1])


def _lines(statements: int) -> int:
    """How many line ends a run of so many statements must span: two statements say little."""
    return MIN_LINES - 1 if statements == MIN_STATEMENTS else MIN_STATEMENTS - 1


def _run(kids: list[Node], texts: dict[int, list[str]]) -> tuple[list[Node], list[str]] | None:
    """The fewest statements from the first on that are long enough, with their tokens; None for a mere list of
    statements of one form."""
    tokens: list[str] = []
    for at, kid in enumerate(kids[:MAX_STATEMENTS]):
        tokens += texts[kid.index]
        if at + 1 >= MIN_STATEMENTS and len(tokens) >= MIN_TOKENS:
            run = kids[: at + 1]
            sizes = {len(texts[each.index]) for each in run}
            if len(sizes) == 1 and len({_form(texts[each.index]) for each in run}) == 1:
                return None
            return run, tokens
    return None


def _joined(code: Code, groups: list[list[tuple[Node, Node]]]) -> Iterator[Hit]:
    """One hit for each later copy, runs that touch or overlap taken as one."""
    pairs = []
    for places in groups:
        first = places[0]
        for later in places[1:]:
            if later[0].start >= first[1].end:
                pairs.append((later[0], later[1], code.line(first[0])))
    pairs.sort(key=lambda pair: (pair[0].start, -pair[1].end))
    open_: tuple[Node, Node, int] | None = None
    for pair in pairs:
        if open_ is not None and pair[0].start <= open_[1].end:
            end = pair[1] if pair[1].end > open_[1].end else open_[1]
            open_ = (open_[0], end, open_[2])
            continue
        if open_ is not None:
            yield _copy(code, open_)
        open_ = pair
    if open_ is not None:
        yield _copy(code, open_)


def _copy(code: Code, found: tuple[Node, Node, int]) -> Hit:
    first, last, origin = found
    body = code.statements(first)
    begin = body[0] if first.kind == K.BLOCK and body else first
    return Hit(
        begin,
        f"Lines {code.line(begin)} to {code.tree.end_line(last)} do what line {origin} and those after it do.",
        "Move it into one function and call that from both places.",
        until=last,
    )


@rule(
    "same-branches",
    "duplication",
    3,
    "An “if” and its “else”, or two cases that follow each other, do exactly the same.",
    "Either the condition is not needed, or one branch is a copy that was to be changed. SonarSource S3923, S1871.",
)
def same_branches(code: Code) -> Iterator[Hit]:
    for node in (*code.by[K.IF], *code.by[K.TERNARY]):
        then, other = code.branches(node)
        if then is None or other is None:
            continue
        mine, theirs = code.statements(then), code.statements(other)
        if mine and _same(code, mine, theirs):
            yield Hit(
                node, "Both branches do the same.", "Do it once, without the condition.", first_line=True
            )


def _same(code: Code, left: list[Node], right: list[Node]) -> bool:
    return len(left) == len(right) and all(
        _tokens(code, a) == _tokens(code, b) for a, b in zip(left, right, strict=True)
    )


@rule(
    "repeated-condition",
    "duplication",
    3,
    "A condition of an “else if” has been asked before in the same chain.",
    "Its branch is never taken, so it is a slip. SonarSource S1862.",
)
def repeated_condition(code: Code) -> Iterator[Hit]:
    for node in code.by[K.IF]:
        if code.chained(node):
            continue
        asked: set[tuple[str, ...]] = set()
        chain = [node, *(each for each in code.within(node, K.ELIF, K.IF) if _of_chain(code, each, node))]
        for each in chain:
            condition = code.condition(each)
            if condition is None:
                continue
            text = tuple(_tokens(code, condition))
            if text in asked:
                yield Hit(
                    each, "The same condition was asked above; this branch is never taken.", first_line=True
                )
            asked.add(text)


def _of_chain(code: Code, node: Node, head: Node) -> bool:
    if node.kind == K.ELIF:
        above = node.parent
        while above.kind in (K.ELIF, K.ELSE):
            above = above.parent
        return above is head
    while code.chained(node):
        node = node.parent if node.parent.kind == K.IF else node.parent.parent
        if node is head:
            return True
    return False


@rule(
    "same-operands",
    "duplication",
    3,
    "Both sides of a comparison or of “and”/“or” are the same, or a variable is set to itself.",
    "It says nothing, so something else was meant. SonarSource S1764, S1656; clippy eq_op.",
)
def same_operands(code: Code) -> Iterator[Hit]:
    for node, one, other in code.joined(*_TELLING):
        if node.parent.kind == K.ASSERT or _tokens(code, one) != _tokens(code, other):
            continue
        if not any(
            each.kind in (K.CALL, K.NUMBER)
            for side in (one, other)
            for each in (side, *code.tree.inside(side))
        ):
            yield Hit(node, f"Both sides of “{code.operator(node)}” are the same.")
    for node in code.by[K.ASSIGN]:
        if code.owner(node) is None:
            continue  # in the body of a class it takes over what is outside
        left, right = code.target(node), code.value(node)
        if (
            left is not None
            and right is not None
            and left.kind == right.kind
            and left is not right
            and left.kind in (K.NAME, K.MEMBER, K.INDEX)
            and code.text(left) == code.text(right)
        ):
            yield Hit(node, f"“{code.text(left)}” is set to itself.")


_TELLING = frozenset({"==", "===", "<", ">", "<=", ">=", "&&", "||", "and", "or"})
"""Not “!=”: x != x asks whether x is no number."""
