"""What readers of C and C++ would write otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K
from assay.analysis.syntax.grammar import WRITE


@rule(
    "c-unbounded",
    "idiom",
    3,
    "gets, strcpy, strcat, sprintf, or %s without a width in scanf.",
    "They write past the end of the buffer if the text is longer. CERT STR31-C; CWE-120, CWE-242.",
    "c cpp",
)
def unbounded(code: Code) -> Iterator[Hit]:
    for call in code.by[K.CALL]:
        name = code.callee(call).removeprefix("std::")
        if name in ("gets", "strcpy", "strcat", "sprintf", "vsprintf"):
            yield Hit(
                call, f"{name} does not know how much room there is.", "fgets, snprintf, or std::string"
            )
        elif name in ("scanf", "fscanf", "sscanf") and "%s" in code.text(call):
            yield Hit(call, "%s does not know how much room there is.", "Give a width: %99s.")


@rule(
    "cpp-null",
    "idiom",
    1,
    "NULL (or 0 for a pointer) in C++.",
    "NULL is a number and picks the wrong overload. CppCoreGuidelines ES.47; clang-tidy modernize-use-nullptr.",
    "cpp",
)
def cpp_null(code: Code) -> Iterator[Hit]:
    for node in code.by[K.NULL]:
        if code.text(node) == "NULL":
            yield Hit(node, "NULL is a number.", "nullptr")


_HEAVY = re.compile(
    r"^(?:std::)?(?:vector|string|map|set|unordered_map|unordered_set|deque|list|multiset|multimap)\b"
)
_CHANGES = re.compile(
    r"^(?:push|pop|insert|erase|emplace|clear|resize|assign|append|swap|sort|reverse|begin|end|data)"
)


@rule(
    "cpp-copied-parameter",
    "idiom",
    1,
    "A container or a string taken by value by a function that does not change it.",
    "All of it is copied at each call. CppCoreGuidelines F.16; clang-tidy performance-unnecessary-value-param.",
    "cpp",
)
def copied_parameter(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        for name in function.parameters:
            declaration = name.node.parent
            kind = declaration.get("type")
            if (
                declaration.type != "parameter_declaration"
                or kind is None
                or not _HEAVY.match(code.text(kind))
            ):
                continue
            if not any(_may_change(code, each.node) for each in function.names if each.text == name.text):
                yield Hit(declaration, f"All of “{name.text}” is copied at each call.", "const …&")


def _may_change(code: Code, name: Node) -> bool:
    node = name
    while node.parent.kind in (K.INDEX, K.MEMBER) and node.parent.kids[0] is node:
        if (
            node.parent.kind == K.MEMBER
            and node.parent.parent.kind == K.CALL
            and _CHANGES.match(code.called(node.parent.parent))
        ):
            return True
        node = node.parent
    parent = node.parent
    if code.tree.role(name) == WRITE or (parent.kind in (K.ASSIGN, K.UPDATE) and parent.kids[0] is node):
        return True
    if parent.kind == K.RETURN:
        return True
    if parent.type == "for_range_loop":
        return "&" in code.text(parent.get("declarator") or parent) and "const" not in code.text(parent)[:20]
    return parent.type in (
        "argument_list",
        "field_initializer",
        "init_declarator",
        "lambda_capture_specifier",
    ) and not (
        parent.parent.kind == K.CALL
        and re.match(r"(?:std::)?(?:to_string|size|stoi|printf)$", code.callee(parent.parent))
    )


@rule(
    "cpp-not-deleted",
    "idiom",
    3,
    "Memory from new that stays with a local pointer and is not deleted in the function.",
    "It is lost. CppCoreGuidelines R.11, ES.60; CWE-401.",
    "cpp",
)
def not_deleted(code: Code) -> Iterator[Hit]:
    for node in code.by[K.CALL]:
        holder = node.parent
        owner = code.owner(node)
        if node.type != "new_expression" or holder.kind != K.DECLARE or owner is None:
            continue
        target = code.target(holder)
        if target is None:
            continue
        word = code.text(target)
        escapes = False
        for each in owner.names:
            if each.text != word or each.node is target:
                continue
            above = each.node.parent
            if above.kind in (K.RETURN, K.ASSIGN) and not (
                above.kind == K.ASSIGN and above.kids[0] is each.node
            ):
                escapes = True
            if above.type in ("argument_list", "delete_expression", "init_declarator", "initializer_list"):
                escapes = True
        if not escapes:
            yield Hit(holder, f"What “{word}” points to is never deleted.", "A vector, or std::make_unique.")
