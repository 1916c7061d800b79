"""What readers of one language would write otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code
from assay.analysis.quality.idiom import positions
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import kinds as K


@rule(
    "python-none-compared",
    "idiom",
    1,
    "A comparison with None by == or !=.",
    "A class may define ==; there is one None. PEP 8; ruff E711.",
    "python",
)
def none_compared(code: Code) -> Iterator[Hit]:
    for node, left, right in code.joined("==", "!="):
        if K.NULL in (left.kind, right.kind):
            yield Hit(node, "None is compared by identity.", "is None, is not None")


@rule(
    "python-mutable-default",
    "idiom",
    3,
    "A parameter whose default is a list, a dict or a set.",
    "It is made once and shared by all calls. ruff B006.",
    "python",
)
def mutable_default(code: Code) -> Iterator[Hit]:
    for node in code.of_type("default_parameter", "typed_default_parameter"):
        value = node.get("value")
        if value is None:
            continue
        made = value.type in ("list", "dictionary", "set", "list_comprehension")
        if made or (
            value.kind == K.CALL and code.callee(value) in ("list", "dict", "set", "defaultdict", "deque")
        ):
            yield Hit(node, "All calls share this one default.", "Default to None and make it inside.")


@rule(
    "python-type-compared",
    "idiom",
    1,
    "type(x) compared with a type by == or !=.",
    "It fails for subclasses. ruff E721.",
    "python",
)
def type_compared(code: Code) -> Iterator[Hit]:
    for node, *sides in code.joined("==", "!="):
        if any(side.kind == K.CALL and code.callee(side) == "type" for side in sides):
            yield Hit(node, "This fails for subclasses.", "isinstance(x, T)")


@rule(
    "python-lambda-named",
    "idiom",
    1,
    "A lambda that is given a name.",
    "def gives the same with a name in tracebacks. PEP 8; ruff E731.",
    "python",
)
def lambda_named(code: Code) -> Iterator[Hit]:
    for node in code.by[K.LAMBDA]:
        if (
            node.parent.kind == K.ASSIGN
            and node.field == "right"
            and (t := node.parent.get("left"))
            and t.kind == K.NAME
        ):
            yield Hit(node.parent, "A lambda is given a name.", "Use def.")


@rule(
    "python-keys-asked",
    "idiom",
    1,
    "“in x.keys()”, in a condition or a loop.",
    "A dict is asked, and walked, by its keys anyway. ruff SIM118.",
    "python",
)
def keys_asked(code: Code) -> Iterator[Hit]:
    for call in code.by[K.CALL]:
        if code.called(call) != "keys" or code.arguments(call):
            continue
        parent = call.parent
        asked = (
            parent.kind == K.BINARY and code.operator(parent) in ("in", "not in") and parent.kids[-1] is call
        )
        if asked or (parent.type in ("for_statement", "for_in_clause") and call.field == "right"):
            yield Hit(call, "keys() is not needed here.", "Use the dict itself.")


@rule(
    "python-manual-counter",
    "idiom",
    1,
    "A counter that is set to 0 before a loop, raised by 1 each time round, and used as a position in it.",
    "enumerate() gives both. ruff SIM113.",
    "python",
)
def manual_counter(code: Code) -> Iterator[Hit]:
    for loop in code.by[K.FOREACH]:
        kids = loop.parent.kids
        at = kids.index(loop)
        start = code.core(kids[at - 1]) if at else None
        if start is None or start.kind != K.ASSIGN or not code.text(start).replace(" ", "").endswith("=0"):
            continue
        counter, body = code.text(start.kids[0]), loop.get("body")
        if body is None or next(code.within(body, K.CONTINUE), None) is not None:
            continue
        steps = [kid for kid in body.kids if code.text(kid).replace(" ", "") == f"{counter}+=1"]
        places = [each for each in code.within(body, K.INDEX) if code.text(each.kids[-1]) == counter]
        if len(steps) == 1 and places:
            yield Hit(loop, f"“{counter}” is counted by hand.", "for …, … in enumerate(…)", first_line=True)


@rule(
    "python-star-import",
    "idiom",
    1,
    "from x import *.",
    "Nobody can tell where a name comes from. PEP 8; ruff F403.",
    "python",
)
def star_import(code: Code) -> Iterator[Hit]:
    for node in code.by[K.IMPORT]:
        if any(kid.type == "wildcard_import" for kid in node.kids):
            yield Hit(node, "This brings names that nobody can trace.", "Import the names that are used.")


@rule(
    "global-variable",
    "idiom",
    2,
    "A function that changes a global variable (Python's global with an assignment, PHP's global).",
    "What it does depends on who was called before. ruff PLW0603; CppCoreGuidelines I.2.",
    "python php",
)
def global_variable(code: Code) -> Iterator[Hit]:
    for node in code.of_type("global_statement", "global_declaration"):
        yield Hit(
            node, "This function works through a global variable.", "Hand the value in and give it back."
        )


@rule(
    "js-var",
    "idiom",
    1,
    "var in JavaScript and TypeScript.",
    "It is visible outside its block and before its line. ESLint no-var.",
    "javascript typescript",
)
def js_var(code: Code) -> Iterator[Hit]:
    for node in code.of_type("variable_declaration"):
        yield Hit(node, "var is visible outside its block.", "const, or let where it changes")


@rule(
    "ts-any",
    "idiom",
    1,
    "The type any in TypeScript.",
    "The compiler checks nothing from there on. typescript-eslint no-explicit-any.",
    "typescript",
)
def ts_any(code: Code) -> Iterator[Hit]:
    for node in code.of_type("predefined_type"):
        if code.text(node) == "any":
            yield Hit(node, "With any the compiler checks nothing.", "Name the type, or unknown.")


@rule(
    "java-string-compared",
    "idiom",
    3,
    "A String compared by == or != with a text.",
    "It compares places in memory, not texts. SonarSource S4973; CWE-597.",
    "java",
)
def string_compared(code: Code) -> Iterator[Hit]:
    for node, left, right in code.joined("==", "!="):
        if "string_literal" in (left.type, right.type):
            yield Hit(node, "This compares places in memory, not texts.", "equals()")


_GENERIC = frozenset(
    {
        *("List", "ArrayList", "LinkedList", "Map", "HashMap", "TreeMap", "Set", "HashSet", "TreeSet"),
        *("Queue", "Deque", "ArrayDeque", "PriorityQueue", "Collection", "Iterator", "Comparable"),
        *("Comparator", "Stack", "Vector", "Optional"),
    }
)
_BARE_PLACES = frozenset(
    {
        *("generic_type", "scoped_type_identifier", "class_literal", "instanceof_expression"),
        *("method_reference", "catch_type"),
    }
)
"""Where the name of a collection stands without the type of its elements, as it should."""


@rule(
    "java-raw-type",
    "idiom",
    1,
    "A collection without the type of its elements.",
    "Wrong elements are found when the program runs, not when it is compiled. SonarSource S3740; javac -Xlint:rawtypes.",
    "java",
)
def raw_type(code: Code) -> Iterator[Hit]:
    lines: set[int] = set()
    for node in code.of_type("type_identifier"):
        if code.text(node) not in _GENERIC or node.parent.type in _BARE_PLACES or code.line(node) in lines:
            continue
        lines.add(code.line(node))
        yield Hit(node, f"{code.text(node)} does not say what it holds.", f"{code.text(node)}<…>")


@rule(
    "csharp-async-void",
    "idiom",
    2,
    "An async method of C# that gives void.",
    "Its errors cannot be caught. SonarSource S3168; Microsoft's guide to async.",
    "csharp",
)
def async_void(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        returns = function.node.get("returns", "type")
        if returns is not None and code.text(returns) == "void" and "async" in code.modifiers(function.node):
            yield Hit(function.at, "Nobody can catch what goes wrong in it.", "async Task")


@rule(
    "go-else-after-return",
    "idiom",
    1,
    "An “else” after a block that returns, in Go.",
    "The normal way through stays at the left edge. Effective Go; revive indent-error-flow.",
    "go",
)
def else_after_return(code: Code) -> Iterator[Hit]:
    for node in code.by[K.IF]:
        then, other = code.branches(node)
        inside = code.statements(then)
        if other is None or other.kind == K.IF or code.chained(node) or node.get("initializer") or not inside:
            continue
        if inside[-1].kind == K.RETURN:
            at = next(child for child in node.children if child.type == "else")
            yield Hit(at, "The “else” is not needed: the block before it returns.", "Write it after the if.")


@rule(
    "needless-return",
    "idiom",
    1,
    "A “return” as the last statement of a function of Rust or Ruby.",
    "The last expression is the value. clippy needless_return; RuboCop Style/RedundantReturn.",
    "rust ruby",
)
def needless_return(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        if function.node.kind != K.FUNCTION:
            continue
        inside = code.statements(function.body)
        if inside and code.core(inside[-1]).kind == K.RETURN:
            yield Hit(inside[-1], "The last expression is the value already.", "Leave “return” out.")


@rule(
    "rust-length-compared",
    "idiom",
    1,
    "len() compared with 0.",
    "is_empty() says it. clippy len_zero.",
    "rust",
)
def length_compared(code: Code) -> Iterator[Hit]:
    for node, left, right in code.joined("==", "!=", ">"):
        if code.text(right) == "0" and left.kind == K.CALL and code.called(left) == "len":
            yield Hit(node, "This asks whether it is empty.", "is_empty()")


@rule(
    "rust-owned-reference",
    "idiom",
    1,
    "A parameter of type &Vec<T> or &String.",
    "A slice or &str takes more and costs less. clippy ptr_arg.",
    "rust",
)
def owned_reference(code: Code) -> Iterator[Hit]:
    for node in code.of_type("parameter"):
        kind = node.get("type")
        if (
            kind is not None
            and node.parent.type == "parameters"
            and re.match(r"&(?:Vec<|String\b)", code.text(kind))
        ):
            yield Hit(node, "A reference to the owner takes less than it could.", "&[T], &str")


@rule(
    "ruby-for",
    "idiom",
    1,
    "for in Ruby.",
    "Its variable stays visible after it. RuboCop Style/For.",
    "ruby",
)
def ruby_for(code: Code) -> Iterator[Hit]:
    for node in code.by[K.FOREACH]:
        if node.type == "for" and positions(code, node) is None:
            yield Hit(node, "Ruby's for leaves its variable behind.", "each", first_line=True)


@rule(
    "ruby-words",
    "idiom",
    1,
    "and, or, not between values; == nil; if not; unless with else.",
    "and/or bind weaker than =; the rest has a form of its own. RuboCop Style/AndOr, NilComparison, NegatedIf, UnlessElse.",
    "ruby",
)
def ruby_words(code: Code) -> Iterator[Hit]:
    for node in code.by[K.BINARY]:
        if (operator := code.operator(node)) in ("and", "or"):
            yield Hit(node, f"“{operator}” binds weaker than “=”.", "&& or ||")
    for node, left, right in code.joined("==", "!="):
        if K.NULL in (left.kind, right.kind):
            yield Hit(node, "Ruby asks for nil by name.", "nil?")
    for node in code.by[K.IF]:
        condition = code.condition(node)
        _, other = code.branches(node)
        if node.type == "unless" and other is not None:
            yield Hit(node, "unless with else is read twice.", "if, the other way round", first_line=True)
        elif (
            node.type in ("if", "if_modifier")
            and condition is not None
            and condition.kind == K.UNARY
            and other is None
        ) and (
            code.operator(condition) in ("!", "not") and condition.kids and condition.kids[-1].kind == K.NAME
        ):
            yield Hit(node, "Ruby has a word for this.", "unless", first_line=True)


@rule(
    "php-counted-each-time",
    "idiom",
    1,
    "count() or strlen() in the condition of a for loop in PHP.",
    "It is asked again each time round. SonarSource S2001's kin; PHP_CodeSniffer ForLoopWithTestFunctionCall.",
    "php",
)
def counted_each_time(code: Code) -> Iterator[Hit]:
    for node in code.by[K.FOR]:
        condition = node.get("condition")
        if condition is None or positions(code, node) is not None:
            continue
        for call in code.within(condition, K.CALL):
            if code.callee(call) in ("count", "strlen", "sizeof"):
                yield Hit(call, "This is asked again each time round.", "Ask once, before the loop.")


@rule(
    "kotlin-semicolon",
    "idiom",
    1,
    "A semicolon at the end of a line in Kotlin.",
    "It is not needed. Kotlin's coding conventions; ktlint no-semi.",
    "kotlin",
)
def semicolon(code: Code) -> Iterator[Hit]:
    for block in code.by[K.BLOCK]:
        for node in block.kids:
            if re.match(rb"; *(?:[\r\n]|//|/\*)", code.tree.source[node.end : node.end + 40]):
                yield Hit(node, "Kotlin needs no semicolon here.", "Take it out.")
