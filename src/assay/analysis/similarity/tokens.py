"""A file as the tokens that stay when it is renamed, laid out anew or commented: the shape of its code.

Own names, literals, types, comments, imports and punctuation say nothing; what is kept is which statements and
operators follow each other, and which functions that are not the file's own are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from assay.analysis.quality.code import Code
from assay.analysis.syntax import Node, Tree
from assay.analysis.syntax import kinds as K
from assay.analysis.syntax.grammar import DEFINE, PARAMETER, WRITE

BREAK = 0
"""Between functions: no fragment crosses it, so functions may stand in any order."""

_SKIPPED = frozenset({K.COMMENT, K.IMPORT})
_SKIPPED_TYPES = frozenset(
    {
        *("package_declaration", "package_header", "package_clause", "using_declaration", "using_directive"),
        *("type", "type_annotation", "type_parameters", "type_arguments", "type_argument_list", "modifiers"),
        *("modifier", "type_qualifier", "storage_class_specifier", "access_specifier", "user_type"),
        *("nullable_type", "primitive_type", "sized_type_specifier", "type_identifier", "template_type"),
        *(
            "integral_type",
            "floating_point_type",
            "generic_type",
            "array_type",
            "void_type",
            "predefined_type",
        ),
        *("accessibility_modifier", "visibility_modifier", "mutable_specifier", "php_tag", "throws"),
        *("this", "self", "namespace_use_declaration", "namespace_definition"),
    }
)
_TYPE_FIELDS = frozenset({"type", "return_type", "returns", "result"})
_QUIET = frozenset({K.BLOCK, K.STATEMENT, K.PARENS, K.PARAMETERS, K.MEMBER, K.FINALLY})
"""Their children say what they hold."""
_QUIET_WORDS = (
    "tuple",
    "list",
    "argument",
    "parameter",
    "declarat",
    "body",
    "clause",
    "elements",
    "statement",
)
_SAME = {
    **dict.fromkeys((K.ELIF, K.TERNARY), K.IF),
    **dict.fromkeys(K.LOOPS, "loop"),
    **dict.fromkeys((K.DECLARE, K.UPDATE), K.ASSIGN),
}
_OPERATORS = {">": "<", ">=": "<=", "===": "==", "!==": "!=", "and": "&&", "or": "||", "not": "!", "<>": "!="}
_WORDS = frozenset({"&&", "||", "!", "in", "not in", "is", "is not", "instanceof"})
_SILENT = frozenset("(){}[],;:.=?@#\"'`$\\") | {"->", "=>", "::", ":=", "?.", "...", "?->", "&.", ".."}


@dataclass(frozen=True)
class Tokens:
    """``codes`` are numbers of the tokens, BREAK between functions; ``lines`` where each begins and ends."""

    codes: tuple[int, ...]
    lines: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        return sum(code != BREAK for code in self.codes)


def tokens(tree: Tree) -> Tokens:
    """In the order of the text."""
    code = Code(tree)
    own = own_names(code)
    called = _called(code)
    codes: list[int] = []
    lines: list[tuple[int, int]] = []
    ends: list[int] = []
    """Indices of the last nodes of the functions around the present place."""

    def put(token: str, node: Node) -> None:
        codes.append(crc32(token.encode()) or 1)
        lines.append((tree.line(node), tree.end_line(node) if not node.children else tree.line(node)))

    def put_break() -> None:
        if codes and codes[-1] != BREAK:
            codes.append(BREAK)
            lines.append((0, 0))

    skipped = -1
    for node in tree.nodes:
        if node.index <= skipped:
            continue
        while ends and node.index > ends[-1]:
            ends.pop()
            put_break()
        if _says_nothing(node):
            skipped = node.last
            continue
        if node.kind in (K.FUNCTION, K.CLASS):
            put_break()
            ends.append(node.last)
        if node.kind in (K.STRING, K.NUMBER, K.TRUE, K.FALSE, K.NULL):
            put("true" if node.kind == K.FALSE else node.kind, node)
            skipped = node.last
        elif node.children:
            if token := _of_inner(node):
                put(token, node)
        elif node.named:
            text = tree.text(node)
            if text not in ("self", "this", "$this"):
                put(f"call {text}" if node.index in called and text not in own else "name", node)
        elif token := _of_sign(node.type):
            put(token, node)
    return Tokens(tuple(codes), tuple(lines))


def _says_nothing(node: Node) -> bool:
    if node.kind in _SKIPPED or (node.named and node.type in _SKIPPED_TYPES):
        return True
    return node.named and node.field in _TYPE_FIELDS and node.parent.kind != K.CALL


def _of_inner(node: Node) -> str:
    if node.kind:
        return "" if node.kind in _QUIET else _SAME.get(node.kind, node.kind)
    return "" if any(word in node.type for word in _QUIET_WORDS) else node.type


def _of_sign(sign: str) -> str:
    sign = _OPERATORS.get(sign, sign)
    if sign in _SILENT or (sign[:1].isalpha() and sign not in _WORDS):
        return ""
    return sign


def own_names(code: Code) -> frozenset[str]:
    """What the file itself names, so that another name would do."""
    found = {name.text for name in code.names if name.role in (DEFINE, WRITE, PARAMETER)}
    found |= {function.name for function in code.functions}
    for each in code.by[K.CLASS]:
        if (name := each.get("name")) is not None:
            found.add(code.text(name))
    return frozenset(found)


def _called(code: Code) -> frozenset[int]:
    """Indices of the leaves that are the last word of what a call calls."""
    found = set()
    for call in code.by[K.CALL]:
        node = call.get("function", "constructor", "macro") or call.get("method", "name", "type")
        node = node or (call.kids[0] if call.kids else None)
        while node is not None and node.children:
            named = [child for child in node.kids if "argument" not in child.type]
            node = named[-1] if named else None
        if node is not None:
            found.add(node.index)
    return frozenset(found)
