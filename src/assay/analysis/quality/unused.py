"""What is named and never used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code, Function, Named
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K
from assay.analysis.syntax.grammar import DEFINE, OTHER, PARAMETER, READ, WRITE

_SIDE_EFFECT_TRAITS = frozenset(
    [
        "Read",
        "Write",
        "BufRead",
        "BufWrite",
        "Seek",
        "FromStr",
        "Iterator",
        "IntoIterator",
        "FromIterator",
        "Ord",
        "PartialOrd",
        "Hash",
        "Hasher",
        "Add",
        "Sub",
        "Mul",
        "Display",
        "Debug",
        "TryFrom",
        "TryInto",
        "From",
        "Into",
        "Error",
        "Any",
        "Borrow",
        "BorrowMut",
        "Deref",
        "DerefMut",
        "Rng",
        "Itertools",
        "Index",
    ]
)


@rule(
    "unused-variable",
    "dead code",
    2,
    "A local variable that is given a value and never read. Names that begin with _ and parts of a taken-apart value "
    "are free, and in C++ objects of a class (they may work by being there).",
    "It makes readers look for a use that there is not. ruff F841; ESLint no-unused-vars; SonarSource S1481.",
)
def unused_variable(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        if function.owner is not None:
            continue
        yield from _unused(code, function.names, function)


def _unused(code: Code, names: list[Named], function: Function) -> Iterator[Hit]:
    read = {
        name.text for name in names if name.role == READ or (name.role == WRITE and _value_used(name.node))
    }
    dynamic = {code.called(call) for call in code.within(function.node, K.CALL)} & {
        "locals",
        "eval",
        "compact",
        "extract",
    }
    free = _outer(code, function)
    if dynamic or any("asm" in node.type for node in code.tree.inside(function.body)):
        return
    if code.grammar.id in ("rust", "csharp", "kotlin", "php", "ruby", "cpp"):
        for text in code.within(function.node, K.STRING):
            read.update(re.findall(r"[A-Za-z_]\w*", code.text(text)))
            read.update(re.findall(r"\$\w+", code.text(text)))
    if code.grammar.id in ("rust", "cpp"):
        for node in code.tree.inside(function.body):
            if node.type in _TOLD:
                read.update(re.findall(r"[A-Za-z_]\w*", code.text(node)))
    seen: set[str] = set()
    for name in names:
        if name.role not in (DEFINE, WRITE) or name.text in read or name.text in seen:
            continue
        bare = name.text.lstrip("$@")
        if bare.startswith("_") or name.text in free or not _is_local(code, name):
            continue
        seen.add(name.text)
        yield Hit(name.node, f"“{name.text}” is never used.", "Take it out.")


def _value_used(name: Node) -> bool:
    """It is set inside an expression that goes on with the value: while ((line = read()) != null)."""
    node = name.parent
    if node.kind != K.ASSIGN or node.parent.type in ("for_statement", "expression_list"):
        return node.kind == K.ASSIGN and node.parent.kind == K.FOR
    return node.parent.kind in (K.PARENS, K.BINARY, K.CALL, K.UNARY) or node.parent.type in (
        "argument_list",
        "arguments",
        "argument",
        "condition_clause",
    )


def _outer(code: Code, function: Function) -> set[str]:
    """Names that belong to something outside: declared global, parameters, by-reference."""
    found = {name.text for name in function.parameters} | {
        name.text for name in function.names if name.role in (OTHER, PARAMETER)
    }
    if code.grammar.assign_declares:
        return found
    own = {name.text for name in function.names if name.role in (DEFINE, PARAMETER)}
    return found | {name.text for name in function.names if name.role == WRITE and name.text not in own}


def _is_local(code: Code, name: Named) -> bool:
    """It is the one name of a declaration or, where these declare, of an assignment."""
    node, grammar = name.node, code.grammar
    parent = node.parent
    while parent.type in (
        "variable_declaration",
        "expression_list",
        "pointer_declarator",
        "array_declarator",
    ):
        if len([kid for kid in parent.kids if kid.kind == K.NAME]) > 1:
            return (grammar.id == "go" and name.text == "err") or (
                grammar.id == "go"
                and all(code.text(kid) == "_" or kid is node for kid in parent.kids if kid.kind == K.NAME)
            )
        if grammar.id == "csharp" and parent.type == "variable_declaration":
            break
        parent = parent.parent
    if any(above.kind == K.CLASS and code.owner(above) is code.owner(node) for above in node.ancestors()):
        return False  # a field of a class inside the function
    if parent.kind == K.DECLARE:
        if grammar.id in ("c", "cpp"):
            outer = parent.parent
            if re.search("static|volatile", code.modifiers(outer)):
                return False
            kind = outer.get("type")
            plain = kind is not None and kind.type in ("primitive_type", "sized_type_specifier")
            value = code.value(parent)
            auto = (
                kind is not None and code.text(kind) == "auto" and value is not None and value.kind != K.CALL
            )
            return grammar.id == "c" or plain or auto
        if grammar.id == "rust" and (value := code.value(parent)) is not None:
            return "lock" not in code.text(value)
        return True
    if parent.type == "declaration" and grammar.id in ("c", "cpp"):
        kind = parent.get("type")
        return kind is not None and kind.type == "primitive_type"
    if parent.kind == K.ASSIGN and grammar.assign_declares:
        if parent.parent.kind == K.CLASS or (parent.parent.kind == K.STATEMENT and _in_class(parent)):
            return False
        return not (grammar.last_is_value and _is_last(code, parent)) and _as_statement(parent)
    if parent.type == "as_pattern_target" and grammar.id == "python":
        return any(above.kind == K.CATCH for above in list(node.ancestors())[:4])
    return False


def _as_statement(node: Node) -> bool:
    return node.parent.kind in (K.STATEMENT, K.BLOCK, K.ELSE) or node.parent.kind == K.ASSIGN


def _in_class(node: Node) -> bool:
    for above in node.ancestors():
        if above.kind == K.FUNCTION:
            return False
        if above.kind == K.CLASS:
            return True
    return False


def _is_last(code: Code, node: Node) -> bool:
    """It ends its sequence, up to the function's: its value is the function's."""
    while node.kind not in (K.FUNCTION, K.LAMBDA) and node.parent is not node:
        parent = node.parent
        if parent.kind in K.LOOPS:
            return False
        if parent.kind == K.BLOCK and parent.kids[-1] is not node:
            return False
        node = parent
    return True


@rule(
    "unused-parameter",
    "dead code",
    1,
    "A parameter of a plain function (no method, no lambda, not main) that its body never reads; names that begin "
    "with _ are free.",
    "Callers hand in something that has no effect. SonarSource S1172; ruff ARG001.",
)
def unused_parameter(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        if function.node.kind != K.FUNCTION or function.is_method or function.name in ("main", "Main"):
            if not (function.node.kind == K.FUNCTION and "static" in code.modifiers(function.node)):
                continue
            if function.name in ("main", "Main"):
                continue
        body = function.body
        if body.kind not in (K.BLOCK,) and body.type not in ("block", "body_statement", "function_body"):
            continue
        if not code.statements(body) or _placeholder(code, body) or function.owner is not None:
            continue
        if function.node.parent.type == "decorated_definition":
            continue  # whoever decorates it calls it
        read = {name.text for name in function.names if name.role not in (PARAMETER, OTHER)}
        if any(node.type in _TOLD or node.kind == K.STRING for node in code.tree.inside(body)):
            for node in code.tree.inside(body):
                if node.type in _TOLD or node.kind == K.STRING:
                    read.update(re.findall(r"\$?[A-Za-z_]\w*", code.text(node)))
                    read.update(re.findall(r"[A-Za-z_]\w*", code.text(node)))
        for name in function.parameters:
            if name.text not in read and not _FREE.match(name.text.lstrip("$&")):
                yield Hit(name.node, f"The parameter “{name.text}” is never used.", "Take it out.")


_TOLD = frozenset({"token_tree", "parameter_list"})
"""Macros of Rust; in C++ what reads as a declaration: istream in(text)."""


_FREE = re.compile(
    r"_|unused|(?:w|r|req|res|request|response|ctx|context|event|next|args|argv|kwargs|self|cls)$"
)
"""What a caller's interface asks for, and names that say so."""


def _placeholder(code: Code, body: Node) -> bool:
    """pass, ..., raise NotImplementedError, or nothing."""
    inside = code.statements(body)
    return len(inside) == 1 and (
        code.text(inside[0]) in ("pass", "...")
        or (code.leaves(inside[0]) and code.core(inside[0]).kind != K.RETURN)
    )


@rule(
    "unused-import",
    "dead code",
    1,
    "An import whose name occurs nowhere else in the file. Not for C, C++ and C#, whose imports name no names.",
    "It says that something is needed which is not. ruff F401; ESLint no-unused-vars; SonarSource S1128.",
    "python javascript typescript java go rust php kotlin",
)
def unused_import(code: Code) -> Iterator[Hit]:
    exported = "__all__" in code.words
    for node in code.by[K.IMPORT]:
        text = code.text(node)
        if "__future__" in text or exported:
            continue
        for at, name in _imported(code, node, text):
            if name not in code.words and not name.startswith("_"):
                yield Hit(at, f"“{name}” is imported and never used.", "Take the import out.")


def _imported(code: Code, node: Node, text: str) -> Iterator[tuple[Node, str]]:
    match code.grammar.id:
        case "python":
            module = node.get("module_name")
            for kid in node.kids:
                if kid is module or kid.type == "wildcard_import":
                    continue
                alias = kid.get("alias")
                yield (
                    kid,
                    code.text(alias)
                    if alias is not None
                    else (code.text(kid) if module is not None else code.text(kid).split(".")[0]),
                )
        case "javascript" | "typescript":
            for each in code.tree.inside(node):
                if each.type == "import_specifier":
                    chosen = each.get("alias") or each.get("name")
                    yield each, code.text(chosen or each)
                elif each.kind == K.NAME and each.parent.type in ("import_clause", "namespace_import"):
                    yield each, code.text(each)
        case "java" | "kotlin":
            if "*" not in text:
                yield node, re.split(r"[.\s]", text.strip(" ;"))[-1]
        case "go":
            for each in code.tree.inside(node):
                if each.type == "import_spec":
                    alias, path = each.get("name"), each.get("path")
                    last = code.text(path or each).strip('"').split("/")[-1]
                    name = code.text(alias) if alias is not None else last
                    if name not in ("_", ".", "C") and not re.match(r"v\d+$", name) and "-" not in name:
                        yield each, name
        case "rust":
            if "*" not in text:
                for each in code.tree.inside(node):
                    if each.type == "use_as_clause":
                        alias = each.get("alias")
                        if alias is not None and code.text(alias) != "_":
                            yield each, code.text(alias)
                    elif (
                        each.kind == K.NAME and _imports(each) and code.text(each) not in _SIDE_EFFECT_TRAITS
                    ):
                        yield each, code.text(each)
        case "php":
            for each in code.tree.inside(node):
                if each.type == "namespace_use_clause":
                    yield each, re.split(r"\\|\s", code.text(each))[-1]


def _imports(name: Node) -> bool:
    """It is what a Rust "use" brings, not part of the way to it."""
    parent = name.parent
    if parent.type == "use_list":
        return True
    if parent.type == "scoped_identifier" and name.field == "name":
        return parent.parent.type in ("use_declaration", "use_list")
    return False


@rule(
    "unused-private",
    "dead code",
    2,
    "A private method or field, a function inside a function, or a static function of C that nothing in the file uses.",
    "Nothing else can call it, so it never runs. SonarSource S1144.",
)
def unused_private(code: Code) -> Iterator[Hit]:
    used = [name.text for name in code.names]
    tokens: dict[str, int] = {}
    for node in code.tree.nodes:
        if not node.children and node.named and node.kind != K.COMMENT:
            text = code.text(node)
            tokens[text] = tokens.get(text, 0) + 1
    for function in code.functions:
        if function.node.kind != K.FUNCTION:
            continue
        private = (
            "private" in code.modifiers(function.node) and function.node.type != "constructor_declaration"
        )
        nested = function.owner is not None and not function.is_method and function.node.type in _LOCAL
        static_c = code.grammar.id == "c" and "static" in code.modifiers(function.node)
        if (
            function.name.startswith("__")
            or not (private or nested or static_c)
            or function.node.parent.type == "decorated_definition"
        ):
            continue
        if tokens.get(function.name, 0) <= 1 and used.count(function.name) <= 1:
            yield Hit(function.at, f"“{function.name}” is never called.", "Take it out, or call it.")
    for node in code.tree.nodes:
        if node.type in _FIELDS and "private" in code.modifiers(node):
            for name in code.tree.inside(node):
                if name.type in _FIELD_NAMES and name.parent.type in _FIELD_HOLDERS | _FIELDS:
                    text = code.text(name)
                    if tokens.get(text, 0) <= 1 and text != "serialVersionUID":
                        yield Hit(name, f"“{text}” is never used.", "Take it out.")
                    break


_FIELDS = frozenset({"field_declaration", "public_field_definition", "property_declaration"})
_FIELD_HOLDERS = frozenset(
    {"variable_declarator", "variable_declaration", "property_element", "variable_name"}
)
_FIELD_NAMES = frozenset({"identifier", "property_identifier", "name"})


_LOCAL = frozenset(
    {"function_definition", "function_declaration", "local_function_statement", "function_item"}
)
