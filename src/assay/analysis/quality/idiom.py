"""What readers of the language would write otherwise: rules that hold in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K
from assay.analysis.syntax.grammar import DEFINE, READ, WRITE

_EQUAL = frozenset({"==", "!=", "===", "!=="})
_TURNED = {"==": "!=", "!=": "==", "===": "!==", "!==": "===", "in": "not in", "is": "is not"}
_BOOLEANS = frozenset({K.TRUE, K.FALSE})


@rule(
    "boolean-compared",
    "idiom",
    1,
    "A comparison with true or false written out. Not “===” of JavaScript and PHP, which asks for the type too.",
    "The value is the answer already. PEP 8, ruff E712; SonarSource S1125; clippy bool_comparison.",
)
def boolean_compared(code: Code) -> Iterator[Hit]:
    for node, *sides in code.joined("==", "!="):
        word = next((code.text(side) for side in sides if side.kind in _BOOLEANS), None)
        if word is None or (code.grammar.id == "kotlin" and "?." in code.text(node)):
            continue
        yield Hit(node, f"Comparing with {word} adds nothing.", "Use the value itself, or its negation.")


@rule(
    "boolean-returned",
    "idiom",
    1,
    "true is returned if a condition holds and false if not, or the same as a conditional expression.",
    "The condition is the answer already. ruff SIM103, SIM210; SonarSource S1126; clippy needless_bool.",
)
def boolean_returned(code: Code) -> Iterator[Hit]:
    for node in code.by[K.IF]:
        if code.chained(node) or any(kid.kind == K.ELIF for kid in node.kids):
            continue
        then, other = code.branches(node)
        mine = code.statements(then)
        theirs = code.statements(other) if other is not None else _next(code, node)
        if (
            len(mine) == len(theirs) == 1
            and _is_bool(code, mine[0])
            and _is_bool(code, theirs[0])
            and code.text(code.core(mine[0])) != code.text(code.core(theirs[0]))
        ):
            yield Hit(node, "The condition is already the answer.", "Return it, or its negation.")
    for node in code.by[K.TERNARY]:
        then, other = code.branches(node)
        if (
            code.grammar.id == "ruby"
            and (asked := code.condition(node)) is not None
            and asked.kind != K.BINARY
        ):
            continue  # it makes a boolean of what is none
        if then is not None and other is not None and then.kind in _BOOLEANS and other.kind in _BOOLEANS:
            yield Hit(node, "The condition is already the answer.", "Use it by itself.")


def _is_bool(code: Code, node: Node) -> bool:
    node = code.core(node)
    if node.kind == K.RETURN:
        kids = [code.core(kid) for kid in node.kids if kid.field != "label"]
        if len(kids) == 1 and kids[0].type in ("expression_list", "argument_list"):
            kids = kids[0].kids
        return len(kids) == 1 and kids[0].kind in _BOOLEANS
    return node.kind in _BOOLEANS and (code.grammar.last_is_value or code.grammar.id == "kotlin")


def _next(code: Code, node: Node) -> list[Node]:
    """The return that ends the same sequence right after it, unless there is another such “if” before it."""
    outer = node.parent if node.parent.kind == K.STATEMENT else node
    kids = outer.parent.kids
    if outer.parent.kind != K.BLOCK or outer not in kids:
        return []
    at = kids.index(outer)
    before = code.core(kids[at - 1]) if at else None
    if before is not None and before.kind == K.IF and any(code.within(before, K.RETURN)):
        return []
    return [kids[at + 1]] if len(kids) == at + 2 and code.statements(code.branches(node)[0]) else []


@rule(
    "negated-comparison",
    "idiom",
    1,
    "A comparison that is negated as a whole: not a == b, !(a < b).",
    "The opposite comparison says it at once. ruff SIM201, E713, E714; SonarSource S1940.",
)
def negated_comparison(code: Code) -> Iterator[Hit]:
    for node in code.by[K.UNARY]:
        owner = code.owner(node)
        if owner is not None and owner.name == "__ne__":
            continue
        if code.operator(node) in ("!", "not") and node.kids:
            inner = code.core(node.kids[-1])
            if (
                inner.kind == K.BINARY
                and code.operator(inner) in _TURNED
                and (code.operator(inner) not in ("in", "is") or code.grammar.id == "python")
                and len(inner.kids) == 2
            ):
                turned = {
                    "==": "!=",
                    "!=": "==",
                    "===": "!==",
                    "!==": "===",
                    "in": "not in",
                    "is": "is not",
                }
                yield Hit(node, "A comparison is negated as a whole.", f"Use {turned[code.operator(inner)]}.")


@rule(
    "index-loop",
    "idiom",
    1,
    "A loop over all positions that uses them only to read the elements of that one collection.",
    "A loop over the elements cannot go past the end and says what it is about. pylint C0200; clippy "
    "needless_range_loop; clang-tidy modernize-loop-convert; typescript-eslint prefer-for-of.",
    "python javascript typescript java cpp csharp go rust ruby php kotlin",
)
def index_loop(code: Code) -> Iterator[Hit]:
    for node in (*code.by[K.FOR], *code.by[K.FOREACH]):
        head = positions(code, node)
        if head is None:
            continue
        index, collection = head
        body = node.get("body") or node.kids[-1]
        uses = [
            each for each in code.names if each.text == index and body.start <= each.node.start < body.end
        ]
        places = [_element(code, each.node, collection) for each in uses]
        if uses and all(place is not None for place in places):
            whole = re.compile(rf"{re.escape(collection)}(?!\w)")
            named = sum(
                1
                for each in code.names
                if body.start <= each.node.start < body.end and whole.fullmatch(each.text)
            )
            if named == len(uses):
                yield Hit(
                    node,
                    f"“{index}” is used only to take the elements of “{collection}”.",
                    "Loop over the elements themselves.",
                    first_line=True,
                )


_HEADS = {
    "python": r"for (?P<i>\w+) in range\((?:0, ?)?len\((?P<c>\w+)\)\):",
    "rust": r"for (?P<i>\w+) in 0\.\.(?P<c>\w+)\.len\(\) ",
    "ruby": r"for (?P<i>\w+) in (?:0\.\.\.(?P<c>\w+)\.(?:length|size)|0\.\.\(?(?P<d>\w+)\.(?:length|size) ?- ?1\)?)\s",
    "kotlin": r"for \((?P<i>\w+) in (?:0 until (?P<c>\w+)\.(?:size|length)|0\.\.<(?P<f>\w+)\.(?:size|length)|"
    r"0\.\.\(?(?P<d>\w+)\.(?:size|length) ?- ?1\)?|(?P<e>\w+)\.indices)\)",
}
_C_HEAD = re.compile(
    r"for ?\(?(?:(?:const|let|var|int|auto|size_t|std::size_t|unsigned|unsigned int|long|uint) )?"
    r"(?P<i>\$?\w+) ?:?= ?0; ?(?P=i) ?(?:<|!=) ?"
    r"(?:\(\w+\) ?)?(?:(?:len|count|sizeof|strlen)\((?P<c>\$?\w+)\)|(?P<d>\w+)\.(?:length|size|Count|Length)(?:\(\))?)"
    r" ?; ?(?:(?P=i) ?\+\+|\+\+ ?(?P=i)|(?P=i) ?\+= ?1)"
)


def positions(code: Code, node: Node) -> tuple[str, str] | None:
    """The index and the collection of a loop over all its positions."""
    text = " ".join(
        code.tree.source[node.start : min(node.end, node.start + 200)].decode("utf-8", "replace").split()
    )
    pattern = _HEADS.get(code.grammar.id)
    found = re.match(pattern, text + " ") if pattern else _C_HEAD.match(text)
    if found is None:
        return None
    groups = found.groupdict()
    collection = next((groups[key] for key in "cdef" if groups.get(key)), None)
    return (groups["i"], collection) if collection else None


def _element(code: Code, index: Node, collection: str) -> Node | None:
    """The element that is read with this index, or None if the index does anything else."""
    macro = index.parent
    if macro.type == "token_tree" and code.text(macro) == f"[{code.text(index)}]":  # inside a macro of Rust
        at = macro.parent.children.index(macro)
        return macro if at and code.text(macro.parent.children[at - 1]) == collection else None
    for above in list(index.ancestors())[:4]:
        text = code.text(above) if above.end - above.start < 80 else ""
        bare = code.text(index)
        if text in (
            f"{collection}[{bare}]",
            f"{collection}.get({bare})",
            f"{collection}.charAt({bare})",
        ) and (above.kind == K.INDEX or above.kind == K.CALL):
            outer = above.parent
            if outer.type == "expression_list":
                outer = outer.parent
            target = outer.kind in (K.ASSIGN, K.UPDATE) and outer.start == above.start
            held = outer.kind == K.UNARY and code.operator(outer) in ("&", "*")
            deeper = outer.kind == K.INDEX and _is_assigned(outer)
            return None if target or held or deeper or "charAt" in text else above
    return None


def _is_assigned(node: Node) -> bool:
    while node.parent.kind in (K.INDEX, K.MEMBER) or node.parent.type == "expression_list":
        node = node.parent
    return node.parent.kind in (K.ASSIGN, K.UPDATE) and node.parent.start == node.start


@rule(
    "loose-equality",
    "idiom",
    1,
    "“==” or “!=” in JavaScript, TypeScript and PHP, but for a comparison with null.",
    "It converts before it compares: '' == 0 holds in JavaScript, '1e1' == '10' in PHP. ESLint eqeqeq; SonarSource S1440.",
    "javascript typescript php",
)
def loose_equality(code: Code) -> Iterator[Hit]:
    for node, *sides in code.joined("==", "!="):
        if not any(side.kind == K.NULL or side.kind in _BOOLEANS for side in sides):
            yield Hit(node, "This converts before it compares.", f"Use {code.operator(node)}=.")


@rule(
    "assignment-in-condition",
    "idiom",
    3,
    "An assignment of a plain value as the condition of an “if” or a loop.",
    "It is nearly always a slip for “==”. CERT EXP45-C; CWE-481; ESLint no-cond-assign.",
    "c cpp javascript typescript php java csharp",
)
def assignment_in_condition(code: Code) -> Iterator[Hit]:
    for node in (*code.by[K.IF], *code.by[K.ELIF], *code.by[K.WHILE]):
        condition = code.condition(node)
        if condition is not None and condition.kind == K.ASSIGN:
            value = code.value(condition)
            if value is not None and code.core(value).kind in (
                K.NUMBER,
                K.STRING,
                K.NULL,
                K.TRUE,
                K.FALSE,
                K.NAME,
                K.UNARY,
            ):
                yield Hit(
                    condition,
                    "This sets a value instead of comparing.",
                    "Use “==”, or set it on a line of its own.",
                )


@rule(
    "eval",
    "idiom",
    3,
    "A text is run as code: eval, exec, new Function.",
    "Whoever writes the text runs what they like. ruff S307; ESLint no-eval; CWE-95.",
    "python javascript typescript ruby php",
)
def evaluated(code: Code) -> Iterator[Hit]:
    known = {
        "python": ("eval", "exec"),
        "ruby": ("eval", "instance_eval"),
        "php": ("eval", "create_function"),
    }
    for node in code.by[K.CALL]:
        if code.callee(node) in known.get(code.grammar.id, ("eval", "Function")):
            yield Hit(node, "This runs a text as code.", "Read the value with a parser for what it is.")


@rule(
    "goto",
    "idiom",
    2,
    "A goto.",
    "The way through the function cannot be seen from its shape. Dijkstra 1968; SonarSource S907; CppCoreGuidelines ES.76.",
    "c cpp csharp php",
)
def jumps(code: Code) -> Iterator[Hit]:
    for node in code.by[K.GOTO]:
        yield Hit(node, "This jumps.", "Use a loop, a function, or an early return.")


@rule(
    "never-reassigned",
    "idiom",
    1,
    "A variable that may change and never does: “let” in JavaScript and TypeScript, “var” in Kotlin.",
    "const and val promise the reader that it stays. ESLint prefer-const; detekt VarCouldBeVal.",
    "javascript typescript kotlin",
)
def never_reassigned(code: Code) -> Iterator[Hit]:
    changed = {name.text for name in code.names if name.role == WRITE}
    for node in (*code.by[K.UPDATE],):
        target = code.target(node) or (node.kids[0] if node.kids else None)
        argument = node.get("argument", "left") or target
        if argument is not None:
            changed.add(code.text(argument))
    for node in code.by[K.DECLARE]:
        keyword = node.token("var") if code.grammar.id == "kotlin" else node.parent.token("let")
        target = code.target(node)
        if keyword is None or target is None or target.kind != K.NAME or code.value(node) is None:
            continue
        if code.grammar.id == "kotlin" and (code.owner(node) is None or node.parent.type == "class_body"):
            continue
        if node.parent.parent.kind in K.LOOPS or code.text(target) in changed:
            continue
        others = sum(each.role == DEFINE and each.text == code.text(target) for each in code.names)
        reads = sum(each.role == READ and each.text == code.text(target) for each in code.names)
        told = code.grammar.id == "kotlin" and any(
            f"${code.text(target)}" in code.text(text) for text in code.by[K.STRING]
        )
        if others == 1 and (reads or told):
            good = "val" if code.grammar.id == "kotlin" else "const"
            yield Hit(node, f"“{code.text(target)}” never changes.", f"Declare it with {good}.")


@rule(
    "text-built-in-loop",
    "idiom",
    2,
    "A String of Java or a string of C# that grows by += in a loop.",
    "Each step copies all of it, so n steps cost n². SonarSource S1643; CA1834's kin.",
    "java csharp",
)
def text_built_in_loop(code: Code) -> Iterator[Hit]:
    texts: set[str] = set()
    for node in code.by[K.DECLARE]:
        kind = node.parent.get("type")
        value = code.value(node)
        named = kind is not None and code.text(kind) in ("String", "string")
        if named or (
            kind is not None and code.text(kind) == "var" and value is not None and value.kind == K.STRING
        ):
            target = code.target(node)
            if target is not None:
                texts.add(code.text(target))
    for node in (*code.by[K.UPDATE], *code.by[K.ASSIGN]):
        target, value = code.target(node), code.value(node)
        if target is None or code.text(target) not in texts or value is None:
            continue
        grows = (
            code.operator(node) == "+="
            if node.kind == K.UPDATE
            else (
                value.kind == K.BINARY
                and code.operator(value) == "+"
                and code.text(value).startswith(code.text(target))
            )
        )
        if grows and any(above.kind in K.LOOPS for above in node.ancestors()):
            yield Hit(node, "This copies the whole text each time round.", "Use a StringBuilder.")


@rule(
    "switch-falls-through",
    "idiom",
    2,
    "A case with statements that runs on into the next one, without the comment that says so (“fall through”).",
    "It is mostly a forgotten break. CERT MSC17-C; CWE-484; ESLint no-fallthrough.",
    "c cpp java javascript typescript php",
)
def switch_falls_through(code: Code) -> Iterator[Hit]:
    for node in code.by[K.CASE]:
        if node.type not in ("case_statement", "switch_case", "switch_block_statement_group"):
            continue
        following = [kid for kid in node.parent.kids if kid.kind == K.CASE and kid.start > node.start]
        label = {"value"}
        inside = [kid for kid in node.kids if kid.field not in label and kid.type != "switch_label"]
        if not following or not inside or _always_leaves(code, inside[-1]):
            continue
        between = code.tree.source[inside[0].start : following[0].start].decode("utf-8", "replace")
        if re.search(r"fall(?:s|ing)?[ -]?through|\[\[fallthrough\]\]", between, re.IGNORECASE):
            continue
        yield Hit(
            node, "This case runs on into the next one.", "End it with break or return.", first_line=True
        )


def _always_leaves(code: Code, node: Node) -> bool:
    node = code.core(node)
    if code.leaves(node):
        return True
    if node.kind == K.BLOCK:
        return bool(node.kids) and _always_leaves(code, node.kids[-1])
    if node.kind == K.IF:
        then, other = code.branches(node)
        mine, theirs = code.statements(then), code.statements(other)
        return bool(mine and theirs) and _always_leaves(code, mine[-1]) and _always_leaves(code, theirs[-1])
    if node.kind in (K.WHILE, K.FOR):
        condition = code.condition(node)
        return condition is not None and condition.kind == K.TRUE
    return False
